/**
 * What an editor makes of a key: brackets and quotes close themselves, a closer that was put there is typed
 * over, a new line is indented. The document between two keys is what the rivals see, and a suggestion in the
 * middle of `foo(|)` is another task than one at the end of `foo(`.
 */

export interface Indentation {
  /** Spaces of one level. */
  readonly unit: number;
  /** Last characters of a line behind which the next one is a level deeper. */
  readonly openers: string;
}

export interface Page {
  readonly text: string;
  /** Of the cursor. */
  readonly offset: number;
}

export interface Keyboard {
  page(): Page;
  /** What the editor itself put behind the cursor, nearest first; what the typist reaches need not be typed. */
  readonly ahead: readonly string[];
  /** One character, or a whole word that an input method hands over. */
  type(text: string): void;
  enter(): void;
  /** One character, or one level of indentation. */
  backspace(): void;
  /** Moves behind the nearest thing ahead. */
  passAhead(): void;
}

const pairs: Readonly<Record<string, string>> = {
  "(": ")",
  "[": "]",
  "{": "}",
  '"': '"',
  "'": "'",
  "`": "`",
};
const brackets = "([{";

export function createKeyboard(start: Page, { unit, openers }: Indentation): Keyboard {
  let { text, offset } = start;
  const ahead: string[] = [];

  const put = (before: string, after = "") => {
    text = text.slice(0, offset) + before + after + text.slice(offset);
    offset += before.length;
  };
  const lineBefore = () => text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset);
  const inQuotes = () => ahead.some((closer) => !closer.startsWith("\n") && "\"'`".includes(closer));
  const closes = (opener: string) => {
    if (inQuotes() || /(^|\s)(\/\/|#)/u.test(lineBefore())) return false;
    const beforeSpace = /^([\s)\]};,]|$)/u.test(text.slice(offset, offset + 1));
    // An apostrophe behind a word is one.
    return beforeSpace && (brackets.includes(opener) || !/[\p{L}\p{N}_]$/u.test(lineBefore()));
  };

  function passAhead(): void {
    offset += ahead.shift()?.length ?? 0;
  }

  function type(typed: string): void {
    if (typed === ahead[0]) return passAhead();
    const closer = pairs[typed];
    if (closer === undefined || !closes(typed)) return put(typed);
    put(typed, closer);
    ahead.unshift(closer);
  }

  function enter(): void {
    const line = lineBefore();
    const [indent = ""] = /^ */.exec(line) ?? [];
    const blank = line.trim() === "";
    // The editor takes back the indentation of a line that stayed empty.
    if (blank) {
      text = text.slice(0, offset - line.length) + text.slice(offset);
      offset -= line.length;
    }
    const opens = !blank && openers.includes(line.trimEnd().slice(-1));
    const inner = opens ? indent + " ".repeat(unit) : indent;
    const [closer = ""] = ahead;
    const between = opens && brackets.includes(line.slice(-1)) && pairs[line.slice(-1)] === closer;
    if (!between) return put(`\n${inner}`);
    put(`\n${inner}`, `\n${indent}`);
    ahead[0] = `\n${indent}${closer}`;
  }

  function backspace(): void {
    const line = lineBefore();
    const level = line !== "" && line.trim() === "" ? line.length % unit || unit : 1;
    text = text.slice(0, offset - level) + text.slice(offset);
    offset -= level;
  }

  return { page: () => ({ text, offset }), ahead, type, enter, backspace, passAhead };
}
