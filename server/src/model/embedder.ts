/** The model in the embedding role, as the search asks it. */
import { type Embedder } from "../retrieval/vectors";
import { type RequestOrigin, unknownSource } from "./routing/origin";
import { type ModelRuntime } from "./runtime";

/** Undefined for a model that does not embed. */
export function embedderOf(runtime: ModelRuntime | undefined): Embedder | undefined {
  const { embedding, sha256, generation } = runtime?.info ?? {};
  if (runtime === undefined || embedding === undefined) return undefined;
  const { dimensions, pooling, prefix } = embedding;
  return {
    // Without its hash a model is only the same while it stays loaded.
    model: { sha256: sha256 ?? `generation ${generation ?? 0}`, dim: dimensions, pooling, prefix },
    embed: async ({ texts, urgent, of }, signal) => {
      // Passages are embedded where they are: of their documents nobody has looked for marks.
      const origin: RequestOrigin = { task: "search", sources: of === undefined ? [] : [unknownSource(of)] };
      return (
        (await runtime.embed?.({ texts, priority: urgent ? "interactive" : "batch", origin }, signal)) ?? []
      );
    },
  };
}
