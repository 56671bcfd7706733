/** How fast a model writes on a usual machine: for each token the memory must deliver the weights once. Pure. */
import { type GgufHeader, numberOf } from "./gguf";

/** Bytes a second that the memory of a usual machine gives to a model. */
export const bandwidth = { memory: 30e9, gpu: 300e9 };

/** Bytes of weights that one token reads: of experts those at work, of the embedding one row. */
export function bytesPerToken({ tensors, metadata, architecture }: GgufHeader): number {
  const experts = numberOf(metadata, `${architecture}.expert_count`) ?? 0;
  const used = numberOf(metadata, `${architecture}.expert_used_count`) ?? experts;
  const working = experts > 0 ? Math.min(1, used / experts) : 1;
  // Without an output of its own the embedding is read as a whole, as the output.
  const hasOutput = tensors.some(({ name }) => name === "output.weight");
  return tensors.reduce((sum, { name, bytes }) => {
    if (hasOutput && name === "token_embd.weight") return sum;
    return sum + (/_exps\./.test(name) ? bytes * working : bytes);
  }, 0);
}

/** Tokens a second, about. `onGpu`: share of the layers there, 0 to 1. */
export function expectedSpeed(header: GgufHeader, onGpu: number): number {
  const read = bytesPerToken(header);
  return 1 / ((read * onGpu) / bandwidth.gpu + (read * (1 - onGpu)) / bandwidth.memory);
}
