/** What is known of models before anybody has a file of them: `media/catalogue`, a family a file. */
import { type FimFamily, type Role } from "../../protocol";

export interface Bilingual {
  readonly en: string;
  readonly ja: string;
}

/**
 * `free`: nothing to weigh. `conditions`: commercial use under conditions. `limited`: commercial use for some only.
 * `research`: no commercial use. `contract`: nothing without one.
 */
export const licenceUses = ["free", "conditions", "limited", "research", "contract"] as const;
export type LicenceUse = (typeof licenceUses)[number];

/** `made`: for Japanese. `listed`: among its languages. `unlisted`: it may know some. */
export const japaneseLevels = ["made", "listed", "unlisted"] as const;
export type JapaneseLevel = (typeof japaneseLevels)[number];

/** Of the training data: published, described, or neither. */
export const opennessLevels = ["open", "described", "closed"] as const;
export type Openness = (typeof opennessLevels)[number];

export interface CatalogueLicence {
  readonly name: string;
  readonly use: LicenceUse;
  /** In our own words; the licence that comes with the file decides. */
  readonly conditions: readonly Bilingual[];
}

export interface ReasoningTags {
  readonly open: string;
  readonly close: string;
}

export interface ChatStyle {
  /** As people call it. */
  readonly style: string;
  /** A conversation with `{system}` and `{user}`, up to where the model goes on; absent where we are not sure. */
  readonly example?: string;
}

/** Numbers that decide how much memory it needs; from the family's published configuration. */
export interface ModelDimensions {
  readonly layers: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly headSize: number;
  readonly embedding: number;
  readonly vocabulary: number;
  /** Tokens that most layers look back at; one of `windowEvery` layers sees everything. */
  readonly window?: number;
  readonly windowEvery?: number;
  /** Values that a layer keeps for a token where attention is compressed (MLA). */
  readonly keyValue?: number;
}

export interface CatalogueModel {
  readonly id: string;
  readonly name: string;
  /** Key of the family's `licences`. */
  readonly licence: string;
  /** In units of 10^9; absent where the maker does not say. */
  readonly parameters?: number;
  /** Of these, the ones that compute for a token; absent: all. */
  readonly active?: number;
  /** `general.architecture` of its GGUF; absent where no file is published. */
  readonly architecture?: string;
  /** Tokens it was trained for, as published. */
  readonly context?: number;
  readonly roles: readonly Role[];
  readonly shape?: ModelDimensions;
  /** Where it differs from its family. */
  readonly japanese?: JapaneseLevel;
  readonly chat?: ChatStyle;
  readonly reasoning?: ReasoningTags | "none";
  /** False: the engine knows the architecture and does not run it (`engineFaults.ts`). */
  readonly runs?: false;
  readonly note?: Bilingual;
}

export interface CatalogueFamily {
  readonly id: string;
  readonly title: string;
  readonly maker: Bilingual;
  /** Year and month of what we know: `2025-06`. */
  readonly known: string;
  readonly about: Bilingual;
  readonly licences: Readonly<Record<string, CatalogueLicence>>;
  readonly languages: { readonly japanese: JapaneseLevel; readonly note: Bilingual };
  readonly data: { readonly openness: Openness; readonly note: Bilingual };
  /** Absent: it does not fill in at the cursor. */
  readonly fim?: FimFamily;
  readonly chat?: ChatStyle;
  readonly reasoning?: ReasoningTags;
  readonly models: readonly CatalogueModel[];
}

/** A machine and the two models that suit it. */
export interface Profile {
  readonly id: string;
  readonly title: Bilingual;
  /** GiB. */
  readonly memory: number;
  readonly vram: number;
  readonly completion: ProfileModel;
  readonly assistant: ProfileModel;
}

export interface ProfileModel {
  readonly model: string;
  readonly quantization: string;
  /** What it may do there. */
  readonly may: Bilingual;
}

export interface Catalogue {
  readonly families: readonly CatalogueFamily[];
  readonly profiles: readonly Profile[];
}

/** A model with the family it belongs to. */
export interface Listed {
  readonly family: CatalogueFamily;
  readonly model: CatalogueModel;
}

export const listedModels = ({ families }: Catalogue): readonly Listed[] =>
  families.flatMap((family) => family.models.map((model) => ({ family, model })));

export const licenceOf = ({ family, model }: Listed): CatalogueLicence => {
  const licence = family.licences[model.licence];
  if (licence === undefined) throw new Error(`${model.id} names a licence that its family does not have`);
  return licence;
};

export const japaneseOf = ({ family, model }: Listed): JapaneseLevel =>
  model.japanese ?? family.languages.japanese;

export const chatOf = ({ family, model }: Listed): ChatStyle | undefined => model.chat ?? family.chat;

export function reasoningOf({ family, model }: Listed): ReasoningTags | undefined {
  const own = model.reasoning ?? family.reasoning;
  return own === "none" ? undefined : own;
}
