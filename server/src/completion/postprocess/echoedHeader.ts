/** Ends the text where it begins another file: the model has seen how files are put together in its prompt. */
import { scanSuggestion, isBlank, type Hole } from "../hole";
import { type Filter, cutAt } from "./draft";

export const echoedHeader: Filter = (draft, { hole }) => cutAt(draft, headerStart(draft.text, hole, true));

const mark = String.raw`(?:\/\/|#|--|;|%|'|\*>|\/\*|<!--|\(\*)`;
const path = String.raw`(?:[\p{L}\p{M}\p{N}_.@~-]+[\\/])+[\p{L}\p{M}\p{N}_.@-]*\.[A-Za-z][A-Za-z0-9]{0,9}`;
const name = String.raw`[\p{L}\p{M}\p{N}_.@-]+\.[A-Za-z][A-Za-z0-9]{0,9}`;
const end = String.raw`\s*(?:\*\/|-->|\*\))?\s*$`;
const headers = [
  new RegExp(
    String.raw`^${mark}\s*(?:path|file|file ?name|file ?path|パス|ファイル名?)\s*[:：]\s*(?:${path}|${name})${end}`,
    "iu",
  ),
  new RegExp(String.raw`^(?:\+{5} |diff --git a\/).*[\\/.]`, "u"),
  new RegExp(String.raw`^${mark}?\s*<(?:STOP EDITING HERE|END OF FILE)`, "u"),
  new RegExp(String.raw`^${mark}\s*(?:-+ *)?End of file\.?(?: *-+)?${end}`, "iu"),
];
const lonePath = new RegExp(String.raw`^(?:\.{0,2}\/)?${path}$`, "u");
const commentedPath = new RegExp(String.raw`^${mark}\s*${path}${end}`, "u");
/** Languages in which a line may be the name of a file: a command, a pattern, a part of a list or a patch. */
const listsFiles =
  /^(?:shellscript|powershell|bat|makefile|dockerfile|diff|patch|ignore|properties|ini|yaml|csv|.*ignore|codeowners|perl|ruby)$/iu;

/** Offset of the break before a file's header; the text's length where there is none. */
export function headerStart(text: string, hole: Hole, finished: boolean): number {
  if (hole.syntax.prose || !/[\\/.:：<+]/u.test(text)) return text.length;
  const lines = text.split("\n");
  let literal: ReadonlySet<number> | undefined;
  let offset = 0;
  for (const [number, line] of lines.entries()) {
    const complete = finished || number < lines.length - 1;
    const begun = number === 0 && !isBlank(hole.linePrefix);
    if (complete && !begun && isHeader(line, isBlank(lines[number - 1] ?? ""), hole)) {
      literal ??= scanSuggestion(text, hole).literalLines;
      if (!literal.has(number) && !isOwn(line, text.slice(0, offset), hole)) return Math.max(0, offset - 1);
    }
    offset += line.length + 1;
  }
  return text.length;
}

function isHeader(line: string, afterBlank: boolean, hole: Hole): boolean {
  const trimmed = line.trim();
  if (headers.some((header) => header.test(trimmed))) return !/^(?:diff|patch)$/u.test(hole.languageId);
  if (/^\s/u.test(line) || listsFiles.test(hole.languageId)) return false;
  return lonePath.test(trimmed) || (afterBlank && commentedPath.test(trimmed));
}

/** The first line of a file may be its name, and a file whose other lines say such things says more of them. */
function isOwn(line: string, before: string, hole: Hole): boolean {
  if (isBlank(hole.prefix) && isBlank(before) && isBlank(hole.suffix)) return true;
  const start = /^\s*(?:[^\p{L}\p{N}\s]+\s*)?(?:[\p{L} ]+[:：])?/u.exec(line)?.[0].trim() ?? "";
  if (start === "" || !/[\p{L}]/u.test(start)) return false;
  return `\n${hole.prefix}\n${hole.suffix}`.includes(`\n${start}`) && !atTop(start, hole);
}

/** The header of the user's own file at its top does not make headers of other files welcome. */
function atTop(start: string, hole: Hole): boolean {
  const [first = "", ...more] = `${hole.prefix}${hole.suffix}`.trimStart().split("\n");
  return first.startsWith(start) && !more.some((line) => line.startsWith(start));
}
