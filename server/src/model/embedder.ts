/** The model in the embedding role, as the search asks it. */
import { randomUUID } from "node:crypto";
import { type Embedder } from "../retrieval/vectors";
import { type RequestOrigin, unknownSource } from "./routing/origin";
import { identityOf, type ModelRuntime } from "./runtime";

const thisProcess = randomUUID();

/** Undefined for a model that does not embed. */
export function embedderOf(runtime: ModelRuntime | undefined): Embedder | undefined {
  const { embedding, generation } = runtime?.info ?? {};
  if (runtime === undefined || embedding === undefined) return undefined;
  const { dimensions, pooling, prefix } = embedding;
  return {
    // A model of which nobody knows what it is, is only the same while it stays loaded.
    model: {
      sha256: identityOf(runtime.info) ?? `${thisProcess} generation ${generation ?? 0}`,
      ...{ dim: dimensions, pooling, prefix },
    },
    embed: async ({ texts, urgent, of }, signal) => {
      // Passages are embedded where they are: of their documents nobody has looked for marks.
      const origin: RequestOrigin = { task: "search", sources: of === undefined ? [] : [unknownSource(of)] };
      return (
        (await runtime.embed?.({ texts, priority: urgent ? "interactive" : "batch", origin }, signal)) ?? []
      );
    },
  };
}
