/** The code in a model's answer. */

export interface AnswerCode {
  readonly code: string;
  /** The block was closed. */
  readonly whole: boolean;
}

/** The first fenced block, or the answer itself where it has none; undefined when there is no code. */
export function codeIn(answer: string): AnswerCode | undefined {
  const open = /(?:^|\n)[ \t]*(`{3,}|~{3,})[^\n]*\r?\n/.exec(answer);
  if (open === null) {
    const bare = answer.replace(/^\s*\n/, "").trimEnd();
    // Prose that stands in the place of code is no code.
    return bare === "" || /^(?:I |Sorry|As an|申し訳|すみません)/u.test(bare)
      ? undefined
      : { code: bare, whole: true };
  }
  const [found, fence = ""] = open;
  const from = open.index + found.length;
  const close = new RegExp(`(?:^|\\n)[ \\t]*${fence}[ \\t]*(?:\\r?\\n|$)`).exec(answer.slice(from));
  const code = (close === null ? answer.slice(from) : answer.slice(from, from + close.index)).trimEnd();
  return code.trim() === "" ? undefined : { code, whole: close !== null };
}

const indentOf = (line: string) => /^[ \t]*/.exec(line)?.[0] ?? "";

/** The same code with its first line as far to the right as `like`'s; lines in between move along. */
export function indentedAs(code: string, like: string): string {
  const lines = code.split(/\r\n|\n|\r/);
  const first = indentOf(lines.find((line) => line.trim() !== "") ?? "");
  const wanted = indentOf(like.split(/\r\n|\n|\r/).find((line) => line.trim() !== "") ?? "");
  if (first === wanted) return lines.join("\n");
  return lines
    .map((line) => {
      if (line.trim() === "") return "";
      return line.startsWith(first) ? wanted + line.slice(first.length) : line;
    })
    .join("\n");
}

/** As the document breaks its lines. */
export const withBreaksOf = (code: string, text: string): string =>
  code.replace(/\r\n|\n|\r/g, /\r\n|\n|\r/.exec(text)?.[0] ?? "\n");
