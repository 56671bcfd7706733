/** The draft of a manual or procedure whose every sentence stands on a place of its sources (promise P2). */
import { type Skipped } from "./findings";
import { type Citation } from "./summary";

export interface DraftSource {
  readonly uri: string;
  readonly title: string;
  /** Its confidentiality mark, as it is written there. */
  readonly mark?: string;
}

export interface DraftCitation extends Citation {
  /** Number of the source, from 1. */
  readonly source: number;
}

export interface DraftStatement {
  readonly text: string;
  /** `quoted`: the source's own words; `worded`: the model's wording of exactly the cited ones. */
  readonly kind: "quoted" | "worded";
  /** Several where sources say the same in the same words. */
  readonly citations: readonly [DraftCitation, ...DraftCitation[]];
  /** What a person must settle before the sentence can stand, in the draft's language. */
  readonly confirm: readonly string[];
  /** Code that stands below it in the source: a command of a step. */
  readonly code?: readonly string[];
}

/** Statements under a heading of the sources; without one where the part's own heading is enough. */
export interface DraftGroup {
  readonly heading?: string;
  readonly statements: readonly DraftStatement[];
}

/** A heading of the template. */
export interface DraftPart {
  readonly title: string;
  /** 2 to 6. */
  readonly level: number;
  /** Its statements are steps, in order. */
  readonly numbered: boolean;
  readonly groups: readonly DraftGroup[];
  /** What the sources do not say and a person must fill in, in the draft's language. */
  readonly confirm: readonly string[];
  /** Sentences that belong here and found no room. */
  readonly leftOut: number;
}

export interface Draft {
  readonly title: string;
  readonly template: { readonly id: string; readonly title: string };
  readonly language: "ja" | "en";
  /** `extractive`: without a model; `abstractive`: some sentences are worded by a model that passed its test. */
  readonly tier: "extractive" | "abstractive";
  readonly model?: string;
  /** The strictest mark of the sources. */
  readonly mark?: string;
  /** Why no model worded, or what else the reader should know, in the user's language. */
  readonly note?: string;
  readonly sources: readonly DraftSource[];
  readonly parts: readonly DraftPart[];
  /** Sentences that were read, and those that are in the draft. */
  readonly sentences: { readonly read: number; readonly used: number };
  /** Places that a person must settle. */
  readonly confirmations: number;
  readonly unread: readonly Skipped[];
  /** True when the user stopped it; what was not worded until then is in the sources' own words. */
  readonly stopped: boolean;
}

/** Templates that come with Hanare. */
export const draftTemplates = ["manual", "procedure"] as const;
export type DraftTemplateId = (typeof draftTemplates)[number];

/** Client to server: draft a document from files. Cancelling it returns the draft in the sources' own words. */
export namespace DraftRequest {
  export const method = "hanare/draft";
  export type Params = {
    readonly uris: readonly string[];
    /** Of a built-in template, or the URI of a document whose headings are the template. */
    readonly template: string;
    readonly workDoneToken?: string | number;
  };
  /** `markdown`: the draft as a document, with links to its sources. */
  export type Result = Draft & { readonly markdown: string };
}
