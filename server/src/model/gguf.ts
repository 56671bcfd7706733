/**
 * Reads the header of a GGUF file: metadata and tensor list, never the weights. The file may come from
 * anywhere, so every count and length is checked against the bytes that are really there.
 */
import { t } from "../util/l10n";
import { checkMetadata, type KeyKind } from "./ggufChecks";
import { GgufCursor, type RandomAccess } from "./ggufCursor";
import {
  bigEndian,
  cutOff,
  cutOffInHeader,
  damaged,
  newVersion,
  notGguf,
  oldVersion,
  shown,
} from "./ggufErrors";
import { arrayType, stringType, tensorTypes, valueSizes } from "./ggufTypes";
import { type Vocabulary, vocabularyBuilder } from "./ggufVocabulary";
import { type ModelError } from "./runtime";

export { type RandomAccess } from "./ggufCursor";

export type GgufScalar = string | number | boolean;
export type GgufValue = GgufScalar | readonly GgufScalar[];

export interface GgufTensor {
  readonly name: string;
  /** `Q4_K`, `F32`, … */
  readonly type: string;
  /** Fastest dimension first, as ggml counts. */
  readonly shape: readonly number[];
  readonly bytes: number;
}

export interface GgufHeader {
  /** The file's name without its folder. */
  readonly file: string;
  /** Bytes of the file; of all files of a model in several parts. */
  readonly size: number;
  readonly version: 2 | 3;
  /** `general.architecture`: `qwen2`, `llama`, … */
  readonly architecture: string;
  /** Every key; of an array of more than 1024 elements only the count, in `counts`. */
  readonly metadata: ReadonlyMap<string, GgufValue>;
  /** Elements of every array, kept or not. */
  readonly counts: ReadonlyMap<string, number>;
  readonly tensors: readonly GgufTensor[];
  /** Where the weights begin. */
  readonly dataOffset: number;
  /** Present for one part of a model in several files; `no` counts from 0. */
  readonly split?: { readonly no: number; readonly count: number };
  /** The vocabulary by token id, when it was asked for. */
  readonly tokens?: Vocabulary;
}

export interface HeaderOptions {
  /** Keep the vocabulary: some 3 MB for 150,000 tokens. */
  readonly tokens?: boolean;
}

/**
 * Far above every real model (some thousand tensors, some hundred keys, a vocabulary of 262,144). llama.cpp compares
 * every key with every other, and names of tensors too; it takes names of at most 63 bytes.
 */
const limits = {
  keys: 8192,
  tensors: 65_536,
  array: 16_777_216,
  tokens: 4_194_304,
  /** Elements of the arrays that are kept: of one, and of all together. */
  keptArray: 1024,
  kept: 262_144,
  name: 63,
};
const tokensKey = "tokenizer.ggml.tokens";

/**
 * Rejects with ModelError `model-file` whose message names the file, the fault and the next step, or with
 * the signal's reason. Reads about as many bytes as the header has, a few MB with a vocabulary.
 */
export async function readGgufHeader(
  file: RandomAccess,
  options: HeaderOptions = {},
  signal?: AbortSignal,
): Promise<GgufHeader> {
  signal?.throwIfAborted();
  const cursor = new GgufCursor(file, signal);
  const version = await readVersion(cursor);
  const tensorCount = await cursor.u64();
  const keyCount = await cursor.u64();
  if (keyCount > limits.keys || keyCount * 13 > cursor.remaining)
    throw implausible(cursor, t("it claims to have {0} keys", keyCount), keyCount > limits.keys);
  if (tensorCount > limits.tensors || tensorCount * 32 > cursor.remaining)
    throw implausible(cursor, t("it claims to have {0} tensors", tensorCount), tensorCount > limits.tensors);

  const metadata = await readMetadata(cursor, keyCount, options.tokens === true);
  checkMetadata(file.name, metadata);
  const { tensors, dataOffset } = await readTensors(cursor, tensorCount, metadata.values);
  const architecture = metadata.values.get("general.architecture");
  const splitCount = numberOf(metadata.values, "split.count") ?? 1;
  return {
    file: file.name,
    size: file.size,
    version,
    architecture: typeof architecture === "string" ? architecture : "",
    metadata: metadata.values,
    counts: metadata.counts,
    tensors,
    dataOffset,
    ...(splitCount > 1 && { split: { no: numberOf(metadata.values, "split.no") ?? 0, count: splitCount } }),
    ...(metadata.tokens && { tokens: metadata.tokens }),
  };
}

/** A number of the metadata, also written `{arch}.context_length` in llama.cpp's way. */
export function numberOf(metadata: ReadonlyMap<string, GgufValue>, key: string): number | undefined {
  const value = metadata.get(key);
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

export function textOf(metadata: ReadonlyMap<string, GgufValue>, key: string): string | undefined {
  const value = metadata.get(key);
  return typeof value === "string" ? value : undefined;
}

async function readVersion(cursor: GgufCursor): Promise<2 | 3> {
  const { file } = cursor;
  const start = await file.read(0, Math.min(64, file.size));
  if (Buffer.from(start.subarray(0, 4)).toString("latin1") !== "GGUF") throw notGguf(file.name, start);
  await cursor.skip(4);
  const version = await cursor.u32();
  if (version === 2 || version === 3) return version;
  // The byte order shows in the version: 3 read from the wrong end is 0x03000000.
  if (version >= 0x01000000 && (version & 0xffff) === 0) throw bigEndian(file.name);
  throw version > 3 ? newVersion(file.name, version) : oldVersion(file.name, version);
}

async function readMetadata(cursor: GgufCursor, count: number, keepTokens: boolean) {
  const values = new Map<string, GgufValue>();
  const counts = new Map<string, number>();
  const kinds = new Map<string, KeyKind>();
  let tokens: Vocabulary | undefined;
  let kept = 0;
  for (let index = 0; index < count; index++) {
    const key = await cursor.text();
    const type = await cursor.u32();
    if (key === "") throw damaged(cursor.file.name, t("a key without a name"));
    if (kinds.has(key)) throw damaged(cursor.file.name, t("the key {0} is there twice", shown(key)));
    kinds.set(key, { type });
    if (type === stringType) values.set(key, await cursor.text());
    else if (type === arrayType) {
      const keep = keepTokens && key === tokensKey;
      const array = await readArray(cursor, key, keep);
      kinds.set(key, { type, elements: array.type });
      counts.set(key, array.count);
      if (keep) tokens = array.vocabulary;
      kept += array.elements?.length ?? 0;
      if (kept > limits.kept) throw implausible(cursor, t("it has {0} short lists", counts.size), true);
      if (array.elements) values.set(key, array.elements);
    } else if (valueSizes[type]) values.set(key, await cursor.scalar(type));
    else throw badKey(cursor, key, type);
  }
  return { values, counts, kinds, tokens };
}

async function readArray(cursor: GgufCursor, key: string, keep: boolean) {
  const type = await cursor.u32();
  const count = await cursor.u64();
  const size = type === stringType ? 8 : valueSizes[type];
  // Arrays of arrays are legal on paper; no model has one and llama.cpp rejects them too.
  if (!size) throw badKey(cursor, key, type);
  const most = key === tokensKey ? limits.tokens : limits.array;
  if (count > most || count * size > cursor.remaining)
    throw implausible(cursor, t("the key {0} claims to have {1} elements", shown(key), count), count > most);
  if (type === stringType) {
    const vocabulary = keep ? vocabularyBuilder(count) : undefined;
    const elements: string[] | undefined = count <= limits.keptArray ? [] : undefined;
    await cursor.strings(count, (bytes, start, length) => {
      vocabulary?.add(bytes, start, length);
      if (elements) cursor.keep(length);
      elements?.push(bytes.toString("utf8", start, start + length));
    });
    return { type, count, elements, vocabulary: vocabulary?.build() };
  }
  if (count > limits.keptArray) {
    await cursor.skip(count * size);
    return { type, count, elements: undefined };
  }
  const elements: GgufScalar[] = [];
  for (let index = 0; index < count; index++) elements.push(await cursor.scalar(type));
  return { type, count, elements };
}

async function readTensors(cursor: GgufCursor, count: number, metadata: ReadonlyMap<string, GgufValue>) {
  const { file } = cursor;
  const alignment = numberOf(metadata, "general.alignment") ?? 32;
  const aligned = (at: number) => Math.ceil(at / alignment) * alignment;
  const tensors: GgufTensor[] = [];
  const names = new Set<string>();
  let end = 0;
  for (let index = 0; index < count; index++) {
    const tensor = await readTensor(cursor);
    const offset = await cursor.u64();
    // One begins where the one before ends, as the engine wants it: none can lie upon another.
    if (names.has(tensor.name) || offset !== aligned(end)) throw badTensor(cursor, tensor.name);
    names.add(tensor.name);
    tensors.push(tensor);
    end = offset + tensor.bytes;
  }
  const dataOffset = aligned(cursor.position);
  if (count > 0 && dataOffset + end > file.size) throw cutOff(file.name, file.size, dataOffset + end);
  return { tensors, dataOffset };
}

async function readTensor(cursor: GgufCursor): Promise<GgufTensor> {
  const name = await cursor.text();
  const dimensions = await cursor.u32();
  if (Buffer.byteLength(name) > limits.name || dimensions > 4) throw badTensor(cursor, name);
  const shape: number[] = [];
  for (let index = 0; index < dimensions; index++) shape.push(await cursor.u64());
  const number = await cursor.u32();
  const type = tensorTypes.get(number);
  if (!type) throw badTensor(cursor, name);
  const elements = shape.reduce((product, length) => product * length, 1);
  const row = shape[0] ?? 1;
  if (![...shape, elements].every(Number.isSafeInteger) || row % type.block !== 0)
    throw badTensor(cursor, name);
  return { name, type: type.name, shape, bytes: (elements / type.block) * type.bytes };
}

const badKey = (cursor: GgufCursor, key: string, type: number) =>
  damaged(cursor.file.name, t("the key {0} has the unknown type {1}", shown(key), type));

const badTensor = (cursor: GgufCursor, name: string) =>
  damaged(cursor.file.name, t("the tensor {0} has an impossible name, type, shape or place", shown(name)));

/** A count that the rest of the file cannot hold: either the count is wrong or the rest is missing. */
function implausible(cursor: GgufCursor, what: string, absurd: boolean): ModelError {
  const { name, size } = cursor.file;
  return absurd ? damaged(name, what) : cutOffInHeader(name, size);
}
