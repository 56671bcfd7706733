/**
 * Vectors at rest, under the same leave as the word index: a vector tells much of the text it was made from.
 * Vectors of another model, or of the same with other settings, are of no use and are not taken.
 */
import { createHash } from "node:crypto";
import { byteReader, byteWriter } from "./byteStream";
import { createVectors, type VectorModel, type Vectors } from "./vectors";

const magic = "hanare-vectors";
const formatVersion = 1;

/** Digest of all that follows it, then the model, the keys and the matrix as it lies in memory, lowest byte first. */
export function encodeVectors(vectors: Vectors): Uint8Array {
  const to = byteWriter();
  for (const part of partsOf(vectors.model)) to.text(part);
  to.number(vectors.size);
  for (const key of vectors.keys()) to.bytes(Buffer.from(key, "hex"));
  for (const key of vectors.keys()) to.bytes(littleEndian(vectors.get(key) ?? new Float32Array()));
  const content = to.result();
  const header = byteWriter();
  header.bytes(Buffer.from(magic));
  header.fixed(formatVersion);
  header.bytes(digest(content));
  return Buffer.concat([header.result(), content]);
}

/** The vectors, or why they are ignored, for the log. Never throws, whatever the bytes are. */
export function decodeVectors(bytes: Uint8Array, model: VectorModel): Vectors | { readonly wrong: string } {
  try {
    return read(bytes, model);
  } catch (error) {
    return { wrong: `they cannot be read (${String(error)})` };
  }
}

function read(bytes: Uint8Array, model: VectorModel): Vectors | { readonly wrong: string } {
  const from = byteReader(bytes);
  if (from.bytes(magic.length).toString() !== magic) return { wrong: "the file holds no vectors" };
  const format = from.fixed();
  if (format !== formatVersion) return { wrong: `their format is ${format}, not ${formatVersion}` };
  const expected = from.bytes(32);
  if (digest(from.rest()).compare(expected) !== 0) return { wrong: "the file is damaged" };
  const names = ["model", "length", "pooling", "prefix of questions", "prefix of passages"];
  for (const [at, part] of partsOf(model).entries())
    if (from.text() !== part) return { wrong: `they were made with another ${names[at]}` };
  const keys = Array.from({ length: from.number() }, () => from.bytes(16).toString("hex"));
  const vectors = createVectors(model);
  for (const key of keys) vectors.set(key, floats(from.bytes(model.dim * 4)));
  return vectors;
}

const partsOf = ({ sha256, dim, pooling, prefix }: VectorModel): readonly string[] => [
  ...[sha256, String(dim), pooling, prefix.query, prefix.passage],
];

function littleEndian(values: Float32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  values.forEach((value, at) => view.setFloat32(at * 4, value, true));
  return new Uint8Array(view.buffer);
}

function floats(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.length / 4 }, (_, at) => view.getFloat32(at * 4, true));
}

const digest = (of: Uint8Array) => createHash("sha256").update(of).digest();
