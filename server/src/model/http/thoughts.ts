/** Parts reasoning from answer where a server leaves the model's own marks in the text. Pure. */

const opening = "<think>";
const closing = "</think>";

export interface Said {
  readonly text: string;
  readonly reasoning: string;
}

export interface ThoughtSplit {
  push(text: string): Said;
  /** What was held back, once nothing follows. */
  rest(): Said;
}

/** Only at the very beginning: further on, the mark is what the model says. */
export function createThoughtSplit(): ThoughtSplit {
  /** `gap`: behind the mark, where models put empty lines. */
  let state: "before" | "inside" | "gap" | "behind" = "before";
  let held = "";

  function push(text: string): Said {
    if (state === "behind") return { text, reasoning: "" };
    held += text;
    if (state === "gap") return answer();
    if (state === "before") {
      const begun = held.trimStart();
      if (begun.length < opening.length && opening.startsWith(begun)) return { text: "", reasoning: "" };
      if (!begun.startsWith(opening)) return leave();
      state = "inside";
      held = begun.slice(opening.length);
    }
    return inside();
  }

  function leave(): Said {
    const text = held;
    state = "behind";
    held = "";
    return { text, reasoning: "" };
  }

  function answer(): Said {
    held = held.trimStart();
    return held === "" ? { text: "", reasoning: "" } : leave();
  }

  function inside(): Said {
    const end = held.indexOf(closing);
    if (end >= 0) {
      const reasoning = held.slice(0, end);
      held = held.slice(end + closing.length);
      state = "gap";
      return { ...answer(), reasoning };
    }
    const keep = longestEnd(held);
    const reasoning = held.slice(0, held.length - keep);
    held = held.slice(held.length - keep);
    return { text: "", reasoning };
  }

  return {
    push,
    rest() {
      if (state === "inside") return { text: "", reasoning: held };
      return state === "gap" ? answer() : leave();
    },
  };
}

/** Length of the longest end of `text` that begins the closing mark. */
function longestEnd(text: string): number {
  for (let length = Math.min(closing.length - 1, text.length); length > 0; length--)
    if (closing.startsWith(text.slice(text.length - length))) return length;
  return 0;
}
