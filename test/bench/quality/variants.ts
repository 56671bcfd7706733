/** The ways in which each hole is completed. */
import { type ContextSource } from "../../../server/src/protocol";
import { type CorpusHole } from "./projects";

/** No hole has a copy before it: what copies buy is not measured. */
export type VariantName = "none" | "plain" | Exclude<ContextSource, "copied"> | "all";

export interface Variant {
  readonly name: VariantName;
  /** Where parts of other files come from. */
  readonly sources: readonly ContextSource[];
  /** False: what is typed of the line stands in the prefix, not behind the middle token. */
  readonly anchored: boolean;
  /** Holes for which the variant can differ from `none`, and is worth its time. */
  concerns(hole: CorpusHole): boolean;
  /** Every n-th of these is completed. */
  readonly every: number;
}

export const contextSources = ["edited", "visited", "definition", "similar"] as const;

const always = () => true;

/**
 * `none` and `plain` come one after the other because the second only has its suffix to evaluate. A source
 * alone is measured where the answer stands in another file; what files cost elsewhere is seen in `all`. Evaluating
 * prompts takes nearly all the time, so parts are measured on half of the holes they concern.
 */
export const variants: readonly Variant[] = [
  { name: "none", sources: [], anchored: true, concerns: always, every: 1 },
  { name: "plain", sources: [], anchored: false, concerns: hasTypedLine, every: 2 },
  ...contextSources.map((source) => ({
    name: source,
    sources: [source],
    anchored: true,
    concerns: ({ cross }: CorpusHole) => cross,
    every: 2,
  })),
  { name: "all", sources: contextSources, anchored: true, concerns: always, every: 1 },
];

/** The holes that a variant completes; each time the same ones of the same holes. */
export function holesFor(variant: Variant, holes: readonly CorpusHole[]): ReadonlySet<CorpusHole> {
  const concerned = holes.filter((hole) => variant.concerns(hole));
  return new Set(concerned.filter((_, index) => index % variant.every === 0));
}

function hasTypedLine({ file, start }: CorpusHole): boolean {
  return file.text.slice(file.text.lastIndexOf("\n", start - 1) + 1, start).trim() !== "";
}
