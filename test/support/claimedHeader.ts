/** Headers of models whose weights are only claimed: a few kilobytes stand for gigabytes. */
import { type GgufHeader, readGgufHeader } from "../../server/src/model/gguf";
import { encodeHeader, type MetaValue, type TensorSpec } from "./ggufEncode";

export interface ClaimedModel {
  readonly architecture?: string;
  readonly keys: Readonly<Record<string, MetaValue>>;
  readonly tensors?: readonly TensorSpec[];
}

/** Only the header's bytes are in memory. */
export async function headerOf({
  architecture = "qwen2",
  keys,
  tensors = [],
}: ClaimedModel): Promise<GgufHeader> {
  const own = Object.entries(keys).map(([key, value]) => [`${architecture}.${key}`, value] as const);
  const { bytes, fileSize } = encodeHeader({
    metadata: { "general.architecture": architecture, ...Object.fromEntries(own) },
    tensors,
  });
  const read = (offset: number, length: number) => Promise.resolve(bytes.subarray(offset, offset + length));
  return readGgufHeader({ name: "model.gguf", size: fileSize, read });
}
