/** The questions of the search for a model, and what is shown for its answer: rows of quick picks, as plain data. */
import {
  type ChosenRole,
  type FindModelRequest,
  type LanguageWish,
  type LicenceWish,
  type OpennessWish,
  type QualityWish,
} from "../../server/src/protocol";
import { type Translate } from "./translate";

export interface Option<Value> {
  readonly label: string;
  readonly detail?: string;
  readonly value: Value;
}

export interface Question<Key extends keyof FindModelRequest.Params> {
  readonly title: string;
  readonly options: readonly Option<FindModelRequest.Params[Key]>[];
}

export type Questions = { readonly [Key in keyof FindModelRequest.Params]: Question<Key> };

/** In the order in which they are asked. */
export const asked = ["role", "quality", "vram", "context", "licence", "language", "openness"] as const;

const gpus = [4, 6, 8, 12, 16, 24, 48, 80] as const;

export function questions(t: Translate): Questions {
  return {
    role: { title: t("What shall the model do?"), options: roleOptions(t) },
    vram: {
      title: t("How much memory does the GPU have?"),
      options: [
        { label: t("No GPU, or not sure"), value: 0 },
        ...gpus.map((size) => ({ label: t("{0} GB", size), value: size })),
      ],
    },
    licence: { title: t("Which licences may it have?"), options: licenceOptions(t) },
    language: { title: t("Which language are your texts in?"), options: languageOptions(t) },
    openness: { title: t("Must its training data be known?"), options: opennessOptions(t) },
    context: { title: t("How much text must it read at once?"), options: contextOptions(t) },
    quality: { title: t("What matters more?"), options: qualityOptions(t) },
  };
}

const roleOptions = (t: Translate): readonly Option<ChosenRole>[] => [
  { label: t("Complete code"), detail: t("Suggestions while you type."), value: "completion" },
  {
    label: t("Summaries, answers and reviews"),
    detail: t("Words summaries, answers questions, judges rules."),
    value: "assistant",
  },
];

/** Pages of some 500 words or 900 characters of Japanese. */
const contextOptions = (t: Translate): readonly Option<number>[] => [
  { label: t("It does not matter"), detail: t("Long texts are read part by part."), value: 0 },
  { label: t("About 20 pages"), detail: t("{0} tokens", "16,384"), value: 16_384 },
  { label: t("About 40 pages"), detail: t("{0} tokens", "32,768"), value: 32_768 },
  { label: t("About 150 pages"), detail: t("{0} tokens", "131,072"), value: 131_072 },
];

const qualityOptions = (t: Translate): readonly Option<QualityWish>[] => [
  { label: t("Both"), detail: t("The largest model that nobody has to wait for."), value: "balanced" },
  { label: t("Quality"), detail: t("A larger model, though its answers come slowly."), value: "quality" },
  { label: t("Speed"), detail: t("A model that answers at once, though it knows less."), value: "speed" },
];

const licenceOptions = (t: Translate): readonly Option<LicenceWish>[] => [
  {
    label: t("Commercial use, conditions are fine"),
    detail: t("Such as those of Llama and Gemma; the page of each model names them."),
    value: "commercial",
  },
  { label: t("Permissive only"), detail: t("MIT or Apache 2.0: nothing to weigh."), value: "permissive" },
  { label: t("Any"), detail: t("Also those for research only, to try things out."), value: "any" },
];

const languageOptions = (t: Translate): readonly Option<LanguageWish>[] => [
  { label: t("Japanese"), value: "ja" },
  { label: t("English"), value: "en" },
];

const opennessOptions = (t: Translate): readonly Option<OpennessWish>[] => [
  { label: t("No"), value: "any" },
  {
    label: t("Described"),
    detail: t("The maker says what kinds of texts it learned from."),
    value: "described",
  },
  { label: t("Published"), detail: t("The texts themselves can be looked at."), value: "open" },
];

export interface ModelRow {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  /** Model whose page picking the row opens; absent on the line between the two parts. */
  readonly id?: string;
}

/** The models that suit, best first, then the others with what speaks against them. */
export function modelRows({ found, refused }: FindModelRequest.Result, t: Translate): readonly ModelRow[] {
  return [
    ...found.map(({ id, name, memory, reasons }, index) => ({
      label: `${index === 0 ? "$(star-full) " : ""}${name}`,
      description: memory,
      detail: reasons.join(" · "),
      id,
    })),
    { label: t("Not to be used here: {0}", refused.length) },
    ...refused.map(({ id, name, reason }) => ({ label: `$(circle-slash) ${name}`, detail: reason, id })),
  ];
}

export const modelsTitle = ({ memory, found }: FindModelRequest.Result, t: Translate): string =>
  found.length === 0
    ? t("No model suits this computer ({0} GB of memory) and these wishes", memory)
    : t("Models for this computer ({0} GB of memory), the best first", memory);
