/**
 * Can this model fill a hole in code, with which tokens, and how sure are we? Decided from the file's own
 * metadata: the token ids it names, then the texts in its vocabulary, then what is known of its family.
 */
import { t } from "../util/l10n";
import {
  diffusionArchitectures,
  type FimTokenSet,
  nonTextArchitectures,
  recurrentArchitectures,
  tokenSets,
  trainedFamilies,
} from "./fimFamilies";
import { type GgufHeader, type GgufValue, numberOf, textOf } from "./gguf";
import { shown } from "./ggufErrors";

/** Token texts exactly as they stand in the vocabulary, with their ids. */
export interface FimTemplate {
  /** `qwen-coder`, `starcoder`, …: the token spelling, `custom` when the file names its own. */
  readonly family: string;
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

export interface FimDecision {
  readonly able: "yes" | "unsure" | "no";
  /** Present for `yes` and `unsure`. */
  readonly template?: FimTemplate;
  /** In the user's language, a full sentence. */
  readonly reason: string;
}

export interface FimInput {
  readonly architecture: string;
  /** Every name the model goes by: in the metadata and of its file. */
  readonly name: string;
  readonly metadata: ReadonlyMap<string, GgufValue>;
  tokenText(id: number): string | undefined;
  tokenId(text: string): number | undefined;
}

export function chooseFim(input: FimInput): FimDecision {
  const { architecture } = input;
  const title = titleOf(input);
  if (nonTextArchitectures.has(architecture))
    return no(t("{0} ({1}) does not write text, so it cannot complete code.", title, architecture));
  if (recurrentArchitectures.has(architecture) || hasRecurrentState(input))
    return no(
      t(
        "{0} has a recurrent architecture ({1}) whose memory cannot be rewound while you type, so it would be too slow for completion. Use it for summaries and reviews, and a coder model such as Qwen2.5-Coder for completion.",
        title,
        architecture,
      ),
    );
  if (diffusionArchitectures.has(architecture))
    return no(
      t("{0} is a diffusion model ({1}), which Hanare does not run for completion.", title, architecture),
    );
  const template = chooseTemplate(input);
  if (!template)
    return no(
      t(
        "{0} has no fill-in-the-middle tokens, so it cannot complete code at the cursor. Use it for summaries and reviews, and a coder model such as Qwen2.5-Coder for completion.",
        title,
      ),
    );
  return judge(input, template, title);
}

/** Needs a header that was read with `tokens: true`; `fileName` helps when the metadata has no name. */
export function fimInputOf(header: GgufHeader): FimInput {
  const { metadata } = header;
  const tokens = header.tokens ?? [];
  const ids = new Map<string, number>();
  // Backwards, so that the first of two equal texts wins, as in llama.cpp.
  for (let id = tokens.length - 1; id >= 0; id--) ids.set(tokens[id] ?? "", id);
  const keys = ["general.name", "general.basename", "general.finetune", "general.size_label"];
  const names = keys.map((key) => textOf(metadata, key) ?? "");
  return {
    architecture: header.architecture,
    name: [...names, header.file].filter((name) => name !== "").join(" "),
    metadata,
    tokenText: (id) => tokens[id],
    tokenId: (text) => ids.get(text),
  };
}

function judge(input: FimInput, found: FimTemplate, title: string): FimDecision {
  const words = input.name.toLowerCase().replace(/[\s_/]+/g, "-");
  const layers = numberOf(input.metadata, `${input.architecture}.block_count`) ?? 0;
  const family = trainedFamilies.find(
    (candidate) =>
      candidate.name?.test(words) === true || candidate.architectures?.includes(input.architecture) === true,
  );
  const template = family?.order ? { ...found, order: family.order } : found;
  if (!family)
    return {
      able: "unsure",
      template,
      reason: t(
        "{0} has fill-in-the-middle tokens, but is not known to be trained with them, so completions may be poor. A coder model such as Qwen2.5-Coder is the safe choice.",
        title,
      ),
    };
  if (family.except?.test(words) === true || layers > (family.maxLayers ?? Infinity))
    return {
      able: "unsure",
      template,
      reason: t(
        "{0} belongs to the {1} family, but this variant was not trained to fill in code, so completions may be poor.",
        title,
        family.title,
      ),
    };
  return {
    able: "yes",
    template,
    reason: t("{0} belongs to the {1} family, which is trained to fill in code.", title, family.title),
  };
}

function chooseTemplate(input: FimInput): FimTemplate | undefined {
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
  const inVocabulary = (text: string | undefined) => text === undefined || input.tokenId(text) !== undefined;
  const known = tokenSets.find(
    (set) => inVocabulary(set.prefix) && inVocabulary(set.suffix) && inVocabulary(set.middle),
  );
  if (prefix === undefined || suffix === undefined) return known && complete(input, known);
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

/** Architectures newer than our list still give themselves away by their state-space metadata. */
const hasRecurrentState = ({ architecture, metadata }: FimInput) =>
  metadata.has(`${architecture}.ssm.state_size`) || metadata.has(`${architecture}.wkv.head_size`);

const titleOf = ({ metadata, name, architecture }: FimInput) =>
  shown(textOf(metadata, "general.name") ?? (name === "" ? architecture : name));

const no = (reason: string): FimDecision => ({ able: "no", reason });
