/** The catalogue of models as the editor asks for it: which models suit a machine, and a family's page. */

export const licenceWishes = ["commercial", "permissive", "any"] as const;
export type LicenceWish = (typeof licenceWishes)[number];
export const languageWishes = ["ja", "en"] as const;
export type LanguageWish = (typeof languageWishes)[number];
export const opennessWishes = ["any", "described", "open"] as const;
export type OpennessWish = (typeof opennessWishes)[number];
/** What matters more: how good the answers are, or how soon they come. */
export const qualityWishes = ["balanced", "quality", "speed"] as const;
export type QualityWish = (typeof qualityWishes)[number];
export type ChosenRole = "completion" | "assistant";

export interface FoundModel {
  readonly id: string;
  readonly name: string;
  /** What it needs, in the user's language. */
  readonly memory: string;
  readonly reasons: readonly string[];
}

/** Client to server: models for the machine the server runs on, the best first. */
export namespace FindModelRequest {
  export const method = "hanare/findModel";
  export type Params = {
    readonly role: ChosenRole;
    /** Of the GPU, in GiB; 0: none. */
    readonly vram: number;
    readonly licence: LicenceWish;
    readonly language: LanguageWish;
    readonly openness: OpennessWish;
    /** Tokens that it must read at once; 0: it does not matter. */
    readonly context: number;
    readonly quality: QualityWish;
  };
  export type Result = {
    /** Main memory of the machine, in GiB. */
    readonly memory: number;
    readonly found: readonly FoundModel[];
    /** Models that may not be used or do not fit. */
    readonly refused: readonly { readonly id: string; readonly name: string; readonly reason: string }[];
  };
}

/** Client to server: the page of a family as Markdown, by its id, that of a model, or the name of a file. */
export namespace ModelPageRequest {
  export const method = "hanare/modelPage";
  export type Params = { readonly name: string };
  /** Empty where the catalogue does not know it. */
  export type Result = { readonly text: string };
}
