/** Corrections that can be made together. */
import { type Span } from "../documents/document";
import { type ProofKind } from "../protocol";
import { type PlacedFinding } from "./proofread";

export interface Correction {
  readonly span: Span;
  readonly newText: string;
}

/** Of findings with a suggestion, all or of one kind; where two overlap, the first. In document order. */
export function correctionsOf(findings: readonly PlacedFinding[], kind?: ProofKind): readonly Correction[] {
  const corrections: Correction[] = [];
  for (const { span, suggestion, kind: own } of findings) {
    if (suggestion === undefined || (kind !== undefined && own !== kind)) continue;
    if ((corrections.at(-1)?.span.end ?? 0) > span.start) continue;
    corrections.push({ span, newText: suggestion });
  }
  return corrections;
}
