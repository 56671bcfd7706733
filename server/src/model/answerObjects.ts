/** The objects of a model's JSON answer while it is written: each is read as soon as it is whole. */

export type AnswerObject = Readonly<Record<string, unknown>>;

export interface ObjectReader {
  /** Objects that the next part of the answer has completed; nothing of them is believed. */
  push(text: string): readonly AnswerObject[];
  /** The answer is, or begins with, a JSON array of nothing. */
  readonly empty: boolean;
  /** Objects that were no JSON. */
  readonly broken: number;
}

/** A broken object costs only itself. */
export function createObjectReader(): ObjectReader {
  let text = "";
  let at = 0;
  let start = -1;
  let depth = 0;
  let inString = false;
  let broken = 0;

  function step(found: AnswerObject[]): void {
    const character = text[at];
    if (inString) {
      if (character === "\\") at += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = depth > 0;
    else if (character === "{" && depth++ === 0) start = at;
    else if (character === "}" && depth > 0 && --depth === 0) {
      const object = objectOf(text.slice(start, at + 1));
      if (object === undefined) broken += 1;
      else found.push(object);
    }
  }

  return {
    push(part) {
      const found: AnswerObject[] = [];
      text += part;
      for (; at < text.length; at += 1) step(found);
      return found;
    },
    get empty() {
      return /^\s*(?:```(?:json)?\s*)?\[\s*\]/u.test(text);
    },
    get broken() {
      return broken;
    },
  };
}

function objectOf(json: string): AnswerObject | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null ? (value as AnswerObject) : undefined;
  } catch {
    // Not JSON: there is nothing to check.
    return undefined;
  }
}
