/** What a suggestion was made from, in the editor's terms. Places only: the text stays where it is. */
import { type UsedContext } from "../completion/handler";
import { type CompletionContextRequest } from "../protocol";

/** `null` for nothing used yet. Ranges are whole lines: they end where the line after the last one begins. */
export function completionContextOf(used: UsedContext | undefined): CompletionContextRequest.Result {
  if (used === undefined) return null;
  const { linesBefore, linesAfter } = used;
  const pieces = used.pieces.map(({ source, uri, lines, tokens }) => ({
    source,
    uri,
    range: { start: { line: lines.start, character: 0 }, end: { line: lines.end, character: 0 } },
    tokens,
  }));
  return { pieces, linesBefore, linesAfter };
}
