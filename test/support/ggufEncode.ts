/** Encodes GGUF headers, sound and unsound, for fixtures and for tests of the reader. */
import { tensorTypes } from "../../server/src/model/ggufTypes";

/** Plain values take the type that llama.cpp's own writer gives them: string, bool, u32; others are named. */
export type MetaValue =
  | string
  | boolean
  | number
  | { readonly f32: number }
  | { readonly u64: number }
  | { readonly strings: readonly string[] }
  | { readonly i32s: readonly number[] }
  | { readonly f32s: readonly number[] }
  /** Type number and bytes as they are, for unsound files. */
  | { readonly type: number; readonly raw: Uint8Array };

export interface TensorSpec {
  readonly name: string;
  readonly type: string;
  /** Fastest dimension first. */
  readonly shape: readonly number[];
}

export interface HeaderSpec {
  readonly magic?: string;
  readonly version?: number;
  readonly metadata: Readonly<Record<string, MetaValue>>;
  readonly tensors?: readonly TensorSpec[];
  /** Claimed counts, where they differ from the truth. */
  readonly claims?: { readonly keys?: bigint; readonly tensors?: bigint };
}

export interface EncodedHeader {
  /** Padded to the start of the weights. */
  readonly bytes: Buffer;
  /** Offsets from the start of the weights. */
  readonly tensors: readonly (TensorSpec & { readonly offset: number; readonly bytes: number })[];
  /** Bytes of the whole file. */
  readonly fileSize: number;
}

const alignment = 32;
const pad = (size: number) => Math.ceil(size / alignment) * alignment;

export function u32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
}

export function u64(value: number | bigint): Buffer {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64LE(BigInt(value));
  return buffer;
}

function f32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeFloatLE(value);
  return buffer;
}

export function text(value: string): Buffer {
  const bytes = Buffer.from(value, "utf8");
  return Buffer.concat([u64(bytes.length), bytes]);
}

const array = (type: number, elements: readonly Uint8Array[]) =>
  Buffer.concat([u32(9), u32(type), u64(elements.length), ...elements]);

function typed(value: MetaValue): Buffer {
  if (typeof value === "string") return Buffer.concat([u32(8), text(value)]);
  if (typeof value === "boolean") return Buffer.concat([u32(7), Buffer.from([Number(value)])]);
  if (typeof value === "number") return Buffer.concat([u32(4), u32(value)]);
  if ("f32" in value) return Buffer.concat([u32(6), f32(value.f32)]);
  if ("u64" in value) return Buffer.concat([u32(10), u64(value.u64)]);
  if ("strings" in value) return array(8, value.strings.map(text));
  if ("f32s" in value) return array(6, value.f32s.map(f32));
  if ("raw" in value) return Buffer.concat([u32(value.type), value.raw]);
  return array(
    5,
    value.i32s.map((element) => u32(element >>> 0)),
  );
}

export function tensorBytes({ name, type, shape }: TensorSpec): number {
  const known = [...tensorTypes.values()].find((candidate) => candidate.name === type);
  if (!known) throw new Error(`${name}: no tensor type ${type}`);
  return (shape.reduce((product, length) => product * length, 1) / known.block) * known.bytes;
}

export function encodeHeader(spec: HeaderSpec): EncodedHeader {
  const pairs = Object.entries(spec.metadata);
  const tensors: EncodedHeader["tensors"][number][] = [];
  let offset = 0;
  for (const tensor of spec.tensors ?? []) {
    const bytes = tensorBytes(tensor);
    tensors.push({ ...tensor, offset, bytes });
    offset = pad(offset + bytes);
  }
  const typeNumber = (type: string) => [...tensorTypes].find(([, known]) => known.name === type)?.[0] ?? 0;
  const parts = [
    Buffer.from(spec.magic ?? "GGUF", "latin1"),
    u32(spec.version ?? 3),
    u64(spec.claims?.tensors ?? tensors.length),
    u64(spec.claims?.keys ?? pairs.length),
    ...pairs.flatMap(([key, value]) => [text(key), typed(value)]),
    ...tensors.flatMap((tensor) => [
      text(tensor.name),
      u32(tensor.shape.length),
      ...tensor.shape.map(u64),
      u32(typeNumber(tensor.type)),
      u64(tensor.offset),
    ]),
  ];
  const header = Buffer.concat(parts);
  const bytes = Buffer.concat([header, Buffer.alloc(pad(header.length) - header.length)]);
  return { bytes, tensors, fileSize: bytes.length + offset };
}

/** A whole file in memory with weights of zeros. */
export function encodeGguf(spec: HeaderSpec): Buffer {
  const { bytes, fileSize } = encodeHeader(spec);
  return Buffer.concat([bytes, Buffer.alloc(fileSize - bytes.length)]);
}

/** A file in memory, as the header reader wants it. */
export const inMemory = (bytes: Uint8Array, name = "model.gguf") => ({
  name,
  size: bytes.length,
  read: (offset: number, length: number) => Promise.resolve(bytes.subarray(offset, offset + length)),
});
