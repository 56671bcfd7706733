/** What must hold of everything a reader answers, whatever it was given (`documents/document.ts` is the contract). */
import { type Block, sourceSpan, type SourceDocument, type Span } from "../../server/src/documents/document";
import { type FileResult } from "../../server/src/documents/readFile";
import { passagesOf } from "../../server/src/node/documentFiles";

/** What is wrong, a line for each kind of error; empty when nothing is. */
export function problemsOf(result: FileResult): readonly string[] {
  if ("unread" in result) return result.unread.trim() === "" ? ["unread without a reason"] : [];
  const { document } = result;
  const problems = new Set<string>();
  for (const { where, why } of document.unread)
    if (where.trim() === "" || why.trim() === "") problems.add("a part is unread without place or reason");
  const last = { heading: 0, other: 0 };
  for (const [index, block] of document.blocks.entries()) {
    for (const problem of blockProblems(block, document)) problems.add(`${problem} (${block.kind})`);
    if (index === 0 && document.format === "source" && block.kind === "code") continue;
    // Cells of a drawn table go on beside each other: they are in order within their row. A comment of code that
    // belongs to the declaration below it follows that declaration's heading.
    const kind = block.kind === "heading" ? "heading" : "other";
    const before = document.format === "source" ? last[kind] : Math.max(last.heading, last.other);
    if (block.span.start < before && !(block.row !== undefined && block.row.start <= before))
      problems.add(`a block stands before the one it follows (${block.kind})`);
    last[kind] = block.span.start;
  }
  for (const problem of placeProblems(document)) problems.add(problem);
  for (const { span } of passagesOf(document))
    if (!isWithin(span, wholeOf(document))) problems.add("a passage lies outside the text");
  return [...problems];
}

const wholeOf = ({ text }: SourceDocument): Span => ({ start: 0, end: text.length });

const isWithin = (inner: Span, outer: Span) =>
  Number.isInteger(inner.start) &&
  Number.isInteger(inner.end) &&
  outer.start <= inner.start &&
  inner.start <= inner.end &&
  inner.end <= outer.end;

function* blockProblems(block: Block, document: SourceDocument): Iterable<string> {
  const { span, text, pieces, row, level, headings, kind } = block;
  if (!isWithin(span, wholeOf(document))) yield "a block lies outside the text";
  if (row !== undefined && !(isWithin(row, wholeOf(document)) && isWithin(span, row)))
    yield "a cell outside its row";
  if (kind === "heading" && !(level !== undefined && level >= 1 && level <= 6))
    yield "a heading without level";
  if (kind === "heading" && headings.at(-1) !== text) yield "a heading is not the last of its path";
  if (text !== "" && pieces[0]?.at !== 0) yield "the first piece is not at the beginning";
  let at = -1;
  for (const piece of pieces) {
    if (piece.at <= at || piece.at >= Math.max(1, text.length))
      yield "pieces out of order, or behind the text";
    if (!isWithin(piece.span, span)) yield "a piece lies outside its block";
    ({ at } = piece);
  }
  if (!isWithin(sourceSpan(block, 0, text.length), span)) yield "the text comes from outside the block";
  const middle = text.length >> 1;
  if (!isWithin(sourceSpan(block, middle, Math.min(text.length, middle + 3)), span))
    yield "a part of the text comes from outside the block";
}

/** Ranges of all blocks, names of the places of some. */
function* placeProblems(document: SourceDocument): Iterable<string> {
  const lines = document.text.split(/\r\n|\n|\r/);
  const every = Math.max(1, Math.floor(document.blocks.length / 50));
  for (const [index, { span }] of document.blocks.entries()) {
    const { start, end } = document.rangeOf(span);
    for (const { line, character } of [start, end])
      if (!(line >= 0 && character >= 0 && character <= (lines[line]?.length ?? -1)))
        yield "a range lies outside the lines";
    if (start.line > end.line || (start.line === end.line && start.character > end.character))
      yield "a range ends before it begins";
    if (document.placeOf !== undefined && index % every === 0 && document.placeOf(span).trim() === "")
      yield "a place without a name";
  }
}
