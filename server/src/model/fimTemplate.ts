/** From token texts to a template whose every token is in the model's vocabulary. */
import { type FimFamily, type FimTokens } from "../protocol";
import { type FimTokenSet, tokenSets } from "./fimFamilies";
import { type GgufValue, numberOf } from "./gguf";

/** Token texts exactly as they stand in the vocabulary, with their ids. */
export interface FimTemplate {
  /** The token spelling; `custom` when the file or the settings name their own. */
  readonly family: FimFamily | "custom";
  /** psm: prefix token, prefix, suffix token, suffix, middle token. spm: suffix first. */
  readonly order: "psm" | "spm";
  readonly prefix: string;
  readonly suffix: string;
  /** Absent: the model goes on right after the last part (Codestral). */
  readonly middle?: string;
  /** Put before each other file's path, for families that were trained with it. */
  readonly fileSeparator?: string;
  readonly repositoryName?: string;
  /** Texts of tokens that end the filling; every one is in the vocabulary. */
  readonly stop: readonly string[];
  /** Vocabulary ids of every text above. */
  readonly ids: ReadonlyMap<string, number>;
}

export interface FimInput {
  readonly architecture: string;
  /** Every name the model goes by: in the metadata and of its file. */
  readonly name: string;
  readonly metadata: ReadonlyMap<string, GgufValue>;
  tokenText(id: number): string | undefined;
  tokenId(text: string): number | undefined;
}

/** What the file says of itself: the ids in its metadata first, then a spelling that its vocabulary has. */
export function templateOfFile(input: FimInput): FimTemplate | undefined {
  const named = (...keys: readonly string[]) => {
    for (const key of keys) {
      const id = numberOf(input.metadata, `tokenizer.ggml.${key}`);
      const text = id === undefined ? undefined : input.tokenText(id);
      if (text !== undefined && text !== "") return text;
    }
    return undefined;
  };
  const prefix = named("fim_pre_token_id", "prefix_token_id");
  const suffix = named("fim_suf_token_id", "suffix_token_id");
  const middle = named("fim_mid_token_id", "middle_token_id");
  if (prefix === undefined || suffix === undefined) return templateOfSets(input, tokenSets);
  const sameSet = tokenSets.find((set) => set.prefix === prefix && set.suffix === suffix);
  const separator = named("fim_sep_token_id");
  const repository = named("fim_rep_token_id");
  return complete(input, {
    family: sameSet?.family ?? "custom",
    order: sameSet?.order ?? (middle === undefined ? "spm" : "psm"),
    stop: sameSet?.stop ?? [],
    ...sameSet,
    prefix,
    suffix,
    ...(middle !== undefined && sameSet?.family !== "codestral" && { middle }),
    ...(separator !== undefined && { fileSeparator: [separator] }),
    ...(repository !== undefined && { repositoryName: [repository] }),
  });
}

/** The tokens of a family; undefined when the vocabulary does not have them. */
export const templateOfFamily = (input: FimInput, family: FimFamily): FimTemplate | undefined =>
  templateOfSets(
    input,
    tokenSets.filter((set) => set.family === family),
  );

/** The user's own token texts, or those of them that the vocabulary does not have. */
export function templateOfTokens(
  input: FimInput,
  { prefix, suffix, middle, order }: FimTokens,
): FimTemplate | { readonly missing: readonly string[] } {
  const missing = [prefix, suffix, middle].filter(
    (text): text is string => text !== undefined && input.tokenId(text) === undefined,
  );
  if (missing.length > 0) return { missing };
  const sameSet = tokenSets.find((set) => set.prefix === prefix && set.suffix === suffix);
  return complete(input, {
    family: "custom",
    order: order ?? (middle === undefined ? "spm" : "psm"),
    prefix,
    suffix,
    ...(middle === undefined ? {} : { middle }),
    ...(sameSet?.fileSeparator && { fileSeparator: sameSet.fileSeparator }),
    ...(sameSet?.repositoryName && { repositoryName: sameSet.repositoryName }),
    stop: sameSet?.stop ?? [],
  });
}

/** One line that differs when the prompt would: part of what a test result is remembered under. */
export const templateKey = ({ family, order, prefix, suffix, middle = "" }: FimTemplate): string =>
  [family, order, prefix, suffix, middle].join(" ");

function templateOfSets(input: FimInput, sets: readonly FimTokenSet[]): FimTemplate | undefined {
  const has = (text: string | undefined) => text === undefined || input.tokenId(text) !== undefined;
  const set = sets.find(({ prefix, suffix, middle }) => has(prefix) && has(suffix) && has(middle));
  return set && complete(input, set);
}

/** Keeps what the vocabulary really has, and adds the markers themselves to the stops. */
function complete(input: FimInput, set: FimTokenSet): FimTemplate {
  const has = (text: string) => input.tokenId(text) !== undefined;
  const fileSeparator = set.fileSeparator?.find(has);
  const repositoryName = set.repositoryName?.find(has);
  const markers = [set.prefix, set.suffix, set.middle, fileSeparator, repositoryName];
  const end = numberOf(input.metadata, "tokenizer.ggml.eos_token_id");
  const eos = end === undefined ? undefined : input.tokenText(end);
  const stop = [...new Set([eos, ...set.stop, ...markers])].filter(
    (text): text is string => text !== undefined && has(text),
  );
  const ids = new Map<string, number>();
  for (const text of [...markers, ...stop]) {
    const id = text === undefined ? undefined : input.tokenId(text);
    if (text !== undefined && id !== undefined) ids.set(text, id);
  }
  return {
    family: set.family,
    order: set.order,
    prefix: set.prefix,
    suffix: set.suffix,
    ...(set.middle !== undefined && { middle: set.middle }),
    ...(fileSeparator !== undefined && { fileSeparator }),
    ...(repositoryName !== undefined && { repositoryName }),
    stop,
    ids,
  };
}
