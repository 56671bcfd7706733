/** What the user wants at a hole: more of the code, or the code that a comment asks for. */
import { isCommentLine, openMark } from "./brackets";
import { type Hole, isBlank, literalAt, perHole } from "./hole";
import { type Syntax } from "./syntax";
import { isCjk } from "./words";

export interface Intent {
  readonly kind: "code" | "comment-to-code";
}

/** Characters above the cursor in which the comment has to begin. */
const reach = 8000;
/** Comments for tools and lawyers, which ask for no code. */
const directive =
  /^(?:[!@]|-\*-|#(?:region|endregion)\b|(?:end)?region\b|\w+:(?:build|generate|embed)\b|(?:eslint|prettier|stylelint|istanbul|c8|ts|tslint|biome|deno|pylint|mypy|pyright|ruff|flake8|noqa|nolint|nosonar|type|coding|vim?|spdx|copyright|license|licence|著作権)(?![\p{L}\p{N}]))/iu;

/**
 * "comment-to-code" on a blank line under a comment with words in it (at most one blank line between), and at
 * the end of such a comment when `explicit`. Code in strings, directives and rulers ask for nothing.
 */
export function intentOf(hole: Hole, explicit: boolean): Intent {
  const onBlankLine = isBlank(hole.linePrefix);
  const asks = isBlank(hole.lineSuffix) && (onBlankLine || explicit) && asksForCode(hole);
  return { kind: asks ? "comment-to-code" : "code" };
}

const asksForCode = perHole((hole): boolean => {
  if (hole.syntax.prose) return false;
  const inside = literalAt(hole);
  // At the end of a line comment the cursor is "inside" it; of every other literal the end has to come first.
  if (inside !== undefined && (inside !== "\n" || isBlank(hole.linePrefix))) return false;
  const above = hole.prefix.slice(-reach).trimEnd();
  const gap = hole.prefix.slice(hole.prefix.trimEnd().length).split("\n").length - 1;
  if (gap > 2) return false;
  return hasWords(commentAtEnd(above, hole.syntax) ?? "");
});

/** The words of the comment that ends the text; undefined where something else does. */
function commentAtEnd(text: string, syntax: Syntax): string | undefined {
  const lines = text.split("\n");
  const words: string[] = [];
  for (let line = lines.pop(); line !== undefined; line = lines.pop()) {
    if (!isLineComment(line, syntax)) break;
    words.unshift(
      line.replace(/^[\s\p{P}\p{S}]+/u, (marks) => marks.replace(/[^!@#]/gu, "").replace(/^#/u, "")),
    );
  }
  if (words.length > 0) return words.filter((line) => !directive.test(line)).join("\n");
  return blockAtEnd(text, syntax);
}

function isLineComment(line: string, syntax: Syntax): boolean {
  const open = syntax.blockComment?.[0];
  return isCommentLine(line, syntax) && (open === undefined || !line.trimStart().startsWith(open));
}

/** A block comment or docstring that takes whole lines and ends the text. */
function blockAtEnd(text: string, syntax: Syntax): string | undefined {
  const docstrings = syntax.indentation ? syntax.longStrings.map((mark) => [mark, mark] as const) : [];
  for (const [open, close] of [...(syntax.blockComment ? [syntax.blockComment] : []), ...docstrings]) {
    if (!text.endsWith(close)) continue;
    const end = text.length - close.length;
    for (let start = text.lastIndexOf(open, end - 1); start >= 0; start = text.lastIndexOf(open, start - 1)) {
      const body = text.slice(start + open.length, end);
      if (body.includes(close) || start + open.length > end) break;
      const before = text.slice(text.lastIndexOf("\n", start) + 1, start);
      if (!/^\s*[rRuU]?$/u.test(before)) {
        if (start === 0) break;
        continue;
      }
      // What a mark closes it may also open: only an open one makes the last one an end.
      return openMark(text.slice(0, end), syntax) === undefined ? undefined : body;
    }
  }
  return undefined;
}

/** Three letters, or two of Japanese, which say as much. */
function hasWords(text: string): boolean {
  const words = text.split("\n").filter((line) => !directive.test(line.replace(/^[\s*]+/u, "")));
  const letters = words.join("").match(/\p{L}/gu) ?? [];
  return letters.length >= 3 || letters.filter(isCjk).length >= 2;
}
