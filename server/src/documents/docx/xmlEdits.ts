/** Changes of a part's XML, put in together: everything else stays as it is. */
import { type Span } from "../document";

export interface XmlEdit extends Span {
  readonly text: string;
  /** Among insertions at one place: the lowest first. */
  readonly order: number;
}

/** Overlapping replacements: the first one counts. */
export function applyEdits(xml: string, edits: readonly XmlEdit[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end, text } of [...edits].sort((a, b) => a.start - b.start || a.order - b.order)) {
    if (start < at) continue;
    pieces.push(xml.slice(at, start), text);
    at = end;
  }
  pieces.push(xml.slice(at));
  return pieces.join("");
}
