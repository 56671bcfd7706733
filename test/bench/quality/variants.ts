/** The ways in which each hole is completed. */
import { type ContextSource } from "../../../server/src/protocol";
import { type CorpusHole } from "./projects";

export type VariantName = "none" | "plain" | ContextSource | "all";

export interface Variant {
  readonly name: VariantName;
  /** Where parts of other files come from. */
  readonly sources: readonly ContextSource[];
  /** False: what is typed of the line stands in the prefix, not behind the middle token. */
  readonly anchored: boolean;
  /** Holes for which the variant can differ from `none`, and is worth its time. */
  concerns(hole: CorpusHole): boolean;
}

export const contextSources = ["edited", "visited", "definition", "similar"] as const;

const always = () => true;

/**
 * `none` and `plain` come one after the other because the second only has its suffix to evaluate. A source
 * alone is measured where the answer stands in another file; what files cost elsewhere is seen in `all`.
 */
export const variants: readonly Variant[] = [
  { name: "none", sources: [], anchored: true, concerns: always },
  { name: "plain", sources: [], anchored: false, concerns: hasTypedLine },
  ...contextSources.map((source) => ({
    name: source,
    sources: [source],
    anchored: true,
    concerns: ({ cross }: CorpusHole) => cross,
  })),
  { name: "all", sources: contextSources, anchored: true, concerns: always },
];

function hasTypedLine({ file, start }: CorpusHole): boolean {
  return file.text.slice(file.text.lastIndexOf("\n", start - 1) + 1, start).trim() !== "";
}
