/** The objects of a model's JSON while it is written: each is read as soon as it is whole. */

export interface ObjectReader<T> {
  /** Objects that the next part of the answer has completed. */
  push(text: string): readonly T[];
  /** After the last part: there were objects, or a JSON array without any. */
  readonly readable: boolean;
  /** Objects that were none of those that were asked for. */
  readonly strange: number;
}

/** `valueOf` answers undefined for what is not asked for. A broken object costs only itself. */
export function createObjectReader<T>(
  valueOf: (value: Readonly<Record<string, unknown>>) => T | undefined,
): ObjectReader<T> {
  let text = "";
  let at = 0;
  let start = -1;
  let depth = 0;
  let inString = false;
  let read = 0;
  let strange = 0;

  function step(found: T[]): void {
    const character = text[at];
    if (inString) {
      if (character === "\\") at += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = depth > 0;
    else if (character === "{" && depth++ === 0) start = at;
    else if (character === "}" && depth > 0 && --depth === 0) {
      const object = objectIn(text.slice(start, at + 1));
      const value = object && valueOf(object);
      if (value === undefined) strange += 1;
      else found.push(value);
    }
  }

  return {
    push(part) {
      const found: T[] = [];
      text += part;
      for (; at < text.length; at += 1) step(found);
      read += found.length;
      return found;
    },
    get readable() {
      return read > 0 || /^\s*(?:```(?:json)?\s*)?\[\s*\]/u.test(text);
    },
    get strange() {
      return strange;
    },
  };
}

function objectIn(json: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    // Not JSON: there is nothing to check.
    return undefined;
  }
}
