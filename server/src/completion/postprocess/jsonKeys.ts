/** Keys of JSON objects, read from characters: the text around a cursor is seldom whole JSON. */

type Keys = Map<string, number>;

/**
 * Offset in `text` of the first key that stands twice in one object of `before + text + after`, at most one of
 * them outside `text`; negative where the key began before it. Undefined without one.
 */
export function repeatedJsonKey(before: string, text: string, after: string): number | undefined {
  const whole = before + text + after;
  const [start, end] = [before.length, before.length + text.length];
  // A key is the text's own if its last character is.
  const isOwn = (key: number) => key < end && stringEnd(whole, key) > start;
  const stack: (Keys | undefined)[] = [new Map()];
  let first: number | undefined;
  for (let at = 0; at < whole.length; at++) {
    const char = whole[at];
    if (char === "{") stack.push(new Map());
    else if (char === "[") stack.push(undefined);
    else if (char === "}" || char === "]") {
      stack.pop();
      if (stack.length === 0) stack.push(new Map());
    } else if (char === "/" && /^\/[/*]/u.test(whole.slice(at, at + 2))) at = commentEnd(whole, at) - 1;
    else if (char === '"') {
      const close = stringEnd(whole, at);
      const keys = stack.at(-1);
      if (keys !== undefined && /^\s*:/u.test(whole.slice(close, close + 40))) {
        const key = whole.slice(at, close);
        const earlier = keys.get(key);
        const found =
          earlier === undefined ? undefined : isOwn(at) ? at : isOwn(earlier) ? earlier : undefined;
        if (found !== undefined) first = Math.min(first ?? found, found);
        if (earlier === undefined) keys.set(key, at);
      }
      at = close - 1;
    }
  }
  return first === undefined ? undefined : first - start;
}

/** Offset behind the closing quote, or at the line's end where there is none. */
function stringEnd(text: string, at: number): number {
  for (let next = at + 1; next < text.length; next++) {
    if (text[next] === "\\") next++;
    else if (text[next] === '"') return next + 1;
    else if (text[next] === "\n") return next;
  }
  return text.length;
}

function commentEnd(text: string, at: number): number {
  const close = text[at + 1] === "*" ? "*/" : "\n";
  const end = text.indexOf(close, at + 2);
  return end < 0 ? text.length : end + close.length;
}
