/** Some models think aloud before they answer. That is no part of the answer, and a chat would take it for one. */

const open = "<think>";
const close = "</think>";

export interface ThinkingFilter {
  /** What may be shown of it. */
  push(text: string): string;
  /** What was held back, once nothing follows; nothing of thoughts that never ended. */
  rest(): string;
}

export function createThinkingFilter(): ThinkingFilter {
  let state: "beginning" | "thinking" | "behind" | "answer" = "beginning";
  let held = "";

  function begin(): string {
    const text = held.trimStart();
    if (text.startsWith(open)) {
      state = "thinking";
      held = text.slice(open.length);
      return think();
    }
    if (open.startsWith(text)) return "";
    state = "answer";
    return letGo();
  }

  function think(): string {
    const at = held.indexOf(close);
    if (at < 0) {
      held = held.slice(-close.length);
      return "";
    }
    held = held.slice(at + close.length);
    state = "behind";
    return behind();
  }

  /** Line breaks between thoughts and answer belong to neither. */
  function behind(): string {
    held = held.trimStart();
    if (held === "") return "";
    state = "answer";
    return letGo();
  }

  function letGo(): string {
    const text = held;
    held = "";
    return text;
  }

  return {
    push(text) {
      held += text;
      if (state === "beginning") return begin();
      if (state === "thinking") return think();
      return state === "behind" ? behind() : letGo();
    },
    rest: () => (state === "thinking" ? "" : letGo()),
  };
}
