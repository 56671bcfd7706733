/** The lines of a definition that say how it is used: its documentation and its signature. */
import { indentOf, isBlank } from "../hole";

export interface LineRange {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** A declaration this short is taken whole. */
const short = 10;
/** Without a range of the editor's, a declaration is not followed further. */
const furthest = 60;

/** Its members are what is used of it. */
const isBody =
  /(?<![\p{L}\p{N}_$])(?:class|interface|struct|enum|union|trait|record|protocol|object|type|typedef|table|schema)(?![\p{L}\p{N}_$])/iu;
const isDocumentation =
  /^\s*(?:\/\/|\/\*|\*|#(?!\s*(?:include|define|if|ifdef|ifndef|else|endif|pragma)\b)|--|;|'|@[\p{L}]|\[[\p{L}]|<!--|rem\b)/iu;
const closes = /^\s*(?:[)}\]>]|end\b|\{)/iu;

/**
 * At most `most` lines (at least 1) around the definition at `range` (lines, both ends included, as the editor
 * answers them: the whole declaration or its name only). Undefined where there is nothing to show.
 */
export function declarationLines(
  lines: readonly string[],
  range: { readonly first: number; readonly last: number },
  most: number,
): LineRange | undefined {
  const { first } = range;
  if (isBlank(lines[first] ?? "")) return undefined;
  const last = range.last > first ? Math.min(range.last, lines.length - 1) : lastLine(lines, first);
  const whole = last + 1 - first <= short || isBody.test(lines[first] ?? "");
  const body = Math.min(most, (whole ? last + 1 : signatureEnd(lines, first, last)) - first);
  const documentation = Math.min(documentationAbove(lines, first), most - body, Math.ceil(most / 2));
  return { start: first - documentation, end: first + body };
}

/** By indentation, which nearly every language is written with. */
function lastLine(lines: readonly string[], first: number): number {
  const depth = indentOf(lines[first] ?? "");
  let last = first;
  for (let at = first + 1; at < Math.min(lines.length, first + furthest); at++) {
    const line = lines[at] ?? "";
    if (isBlank(line)) continue;
    const deeper = indentOf(line) > depth;
    if (!deeper && !(indentOf(line) === depth && closes.test(line))) break;
    last = at;
    if (!deeper && !/[({[]\s*$/u.test(line)) break;
  }
  return last;
}

/** Behind the line that ends the parameters and what follows them, and behind a docstring. */
function signatureEnd(lines: readonly string[], first: number, last: number): number {
  let open = 0;
  let at = first;
  for (; at <= last; at++) {
    for (const [bracket] of (lines[at] ?? "").matchAll(/[()[\]]/gu)) open += "([".includes(bracket) ? 1 : -1;
    if (open <= 0) break;
  }
  const end = Math.min(at, last) + 1;
  const quote = /^\s*[rRuU]?("""|''')/u.exec(lines[end] ?? "")?.[1];
  if (quote === undefined) return end;
  const closing = lines.findIndex((line, each) => each > end && line.includes(quote));
  const oneLine = (lines[end] ?? "").indexOf(quote) < (lines[end] ?? "").lastIndexOf(quote);
  return oneLine || closing < 0 ? end + 1 : Math.min(closing, last) + 1;
}

function documentationAbove(lines: readonly string[], first: number): number {
  let at = first;
  while (at > 0 && isDocumentation.test(lines[at - 1] ?? "")) at--;
  return first - at;
}
