/**
 * What llama.cpp takes from a header without looking twice, looked at here: a hostile file must fail with a
 * message, not in the engine. The limits are far above every model there is.
 */
import { t } from "../util/l10n";
import { damaged, shown } from "./ggufErrors";
import { type GgufValue } from "./gguf";
import { arrayType, stringType } from "./ggufTypes";

/** A key as it stands in the file: its value's type number, and of an array that of its elements. */
export interface KeyKind {
  readonly type: number;
  readonly elements?: number;
}

export interface ReadMetadata {
  readonly values: ReadonlyMap<string, GgufValue>;
  readonly counts: ReadonlyMap<string, number>;
  readonly kinds: ReadonlyMap<string, KeyKind>;
}

/** llama.cpp's own limit is 512. */
const mostLayers = 4096;
/** The engine finds parts by five digits; the largest models come in some dozens. */
const mostParts = 1024;

const uint32 = 4;
const int32 = 5;
const float32 = 6;
const integers: readonly number[] = [0, 1, 2, 3, 4, 5, 10, 11];
const anyOf =
  (...types: readonly number[]) =>
  ({ type }: KeyKind) =>
    types.includes(type);
const arrayOf =
  (...types: readonly number[]) =>
  ({ type, elements }: KeyKind) =>
    type === arrayType && types.includes(elements ?? -1);

const kindsWanted: Readonly<Record<string, (kind: KeyKind) => boolean>> = {
  "general.architecture": anyOf(stringType),
  "general.alignment": anyOf(uint32),
  "split.no": anyOf(...integers),
  "split.count": anyOf(...integers),
  "tokenizer.ggml.model": anyOf(stringType),
  "tokenizer.ggml.tokens": arrayOf(stringType),
  "tokenizer.ggml.scores": arrayOf(float32, int32),
  "tokenizer.ggml.token_type": arrayOf(int32),
};

/** Throws ModelError `model-file`. */
export function checkMetadata(file: string, metadata: ReadMetadata): void {
  for (const [key, isRight] of Object.entries(kindsWanted)) {
    const kind = metadata.kinds.get(key);
    if (kind !== undefined && !isRight(kind))
      throw damaged(file, t("the key {0} has a value of the wrong type", key));
  }
  checkVocabulary(file, metadata);
  checkNumbers(file, metadata.values);
}

/** The engine walks through these beside the tokens. */
function checkVocabulary(file: string, { counts }: ReadMetadata): void {
  const tokens = counts.get("tokenizer.ggml.tokens");
  if (tokens === undefined) return;
  for (const key of ["tokenizer.ggml.scores", "tokenizer.ggml.token_type"]) {
    const count = counts.get(key);
    if (count !== undefined && count < tokens)
      throw damaged(file, t("the key {0} has {1} elements for {2} tokens", key, count, tokens));
  }
}

function checkNumbers(file: string, values: ReadMetadata["values"]): void {
  const alignment = values.get("general.alignment") ?? 32;
  if (typeof alignment !== "number" || alignment < 1 || (alignment & (alignment - 1)) !== 0)
    throw damaged(file, t("its alignment is {0}", String(alignment)));
  const architecture = values.get("general.architecture");
  const layers = values.get(`${String(architecture)}.block_count`);
  if (layers !== undefined && !(typeof layers === "number" && layers >= 0 && layers <= mostLayers))
    throw damaged(file, t("it claims to have {0} layers", shown(String(layers))));
  const count = Number(values.get("split.count") ?? 1);
  const no = Number(values.get("split.no") ?? 0);
  if (count < 0 || count > mostParts || no < 0 || no >= Math.max(1, count))
    throw damaged(file, t("it claims to be part {0} of {1}", no + 1, count));
}
