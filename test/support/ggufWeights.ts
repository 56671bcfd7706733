/** Random weights that are the same on every machine: one seed, one tensor name, one stream. */
import { type TensorSpec } from "./ggufEncode";

export type WeightType = "F32" | "F16" | "Q4_0";

/** xorshift32; the name goes into the state so that each tensor has its own stream. */
function stream(seed: number, name: string): () => number {
  let state = 2166136261 ^ seed;
  for (const character of name) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16777619);
  state ||= 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

/** IEEE half precision, rounded to the nearest; enough for weights between 2^-14 and 65504. */
export function toHalf(value: number): number {
  if (value === 0) return 0;
  const sign = value < 0 ? 0x8000 : 0;
  const magnitude = Math.abs(value);
  const exponent = Math.floor(Math.log2(magnitude));
  if (exponent < -14) return sign | Math.round(magnitude * 2 ** 24);
  return sign + ((exponent + 15) << 10) + Math.round((magnitude / 2 ** exponent - 1) * 1024);
}

/** Values of norms are 1, of biases 0, of everything else uniform around 0 with this standard deviation. */
export interface WeightSource {
  readonly seed: number;
  readonly deviation: number;
  /** Rows of `output.weight` that are 0, so that their tokens are never the likeliest. */
  readonly silentRows?: ReadonlySet<number>;
}

const chunkRows = (row: number) => Math.max(1, Math.floor((1 << 22) / row));

/** The tensor's bytes in chunks of some MB, so that a model of any size is written with little memory. */
export function* weights(tensor: TensorSpec, source: WeightSource): Generator<Buffer> {
  const row = tensor.shape[0] ?? 1;
  const rows = tensor.shape.slice(1).reduce((product, length) => product * length, 1);
  const next = stream(source.seed, tensor.name);
  if (tensor.type === "Q4_0") {
    const scale = toHalf(source.deviation / 4.61);
    for (let done = 0; done < rows; done += chunkRows(row))
      yield quantized(((Math.min(rows - done, chunkRows(row)) * row) / 32) | 0, scale, next);
    return;
  }
  const constant = tensor.name.endsWith("norm.weight") ? 1 : tensor.name.endsWith(".bias") ? 0 : undefined;
  for (let done = 0; done < rows; done += chunkRows(row)) {
    const count = Math.min(rows - done, chunkRows(row));
    const values = new Float32Array(count * row);
    for (let index = 0; index < values.length; index++) {
      const silent =
        tensor.name === "output.weight" && source.silentRows?.has(done + Math.floor(index / row));
      const uniform = (next() / 2 ** 32 - 0.5) * 2 * Math.sqrt(3) * source.deviation;
      values[index] = constant ?? (silent ? 0 : uniform);
    }
    yield tensor.type === "F16"
      ? Buffer.from(Uint16Array.from(values, toHalf).buffer)
      : Buffer.from(values.buffer);
  }
}

/** Blocks of Q4_0: one half-precision scale, then 32 values of 4 bits around 8. */
function quantized(blocks: number, scale: number, next: () => number): Buffer {
  const buffer = Buffer.allocUnsafe(blocks * 18);
  for (let offset = 0; offset < buffer.length; offset += 18) {
    buffer.writeUInt16LE(scale, offset);
    for (let word = 2; word < 18; word += 4) buffer.writeUInt32LE(next(), offset + word);
  }
  return buffer;
}
