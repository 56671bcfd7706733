/** A summary whose every sentence stands on lines of the source (promise P2). */
import { type Range } from "vscode-languageserver-types";
import { type Skipped } from "./findings";
import { type SummaryLanguage, type SummaryLength, type SummaryReading } from "./settings";

/** A span of the source, found by code. */
export interface Citation {
  readonly range: Range;
  /** As `Finding.place`: only in a file that is no text, whose view the range points into. */
  readonly place?: string;
  /** The source's own words at the range. */
  readonly quote: string;
}

export interface SummarySentence {
  readonly text: string;
  /** `quoted`: the source's own sentence; `worded`: the model's wording of exactly the cited sentences. */
  readonly kind: "quoted" | "worded";
  readonly citations: readonly [Citation, ...Citation[]];
}

export interface SummarySection {
  /** Headings from the outermost to this one; empty for text before the first heading. */
  readonly headings: readonly string[];
  readonly range: Range;
  readonly sentences: readonly SummarySentence[];
  /** A part of the template for which the document has no sentence. */
  readonly notStated?: true;
}

export interface Summary {
  readonly uri: string;
  readonly title: string;
  /** What the sections are: those of the document (`general`) or the parts of a template. */
  readonly template?: {
    readonly id: string;
    readonly title: string;
    /** By the document's title and headings, or by the user. */
    readonly chosen: "auto" | "hand";
  };
  /** `extractive`: key sentences chosen without a model; `abstractive`: worded by a model that passed its test. */
  readonly tier: "extractive" | "abstractive";
  readonly model?: string;
  /** What a model was given to read; absent where none was asked. */
  readonly reading?: SummaryReading;
  /** The document's confidentiality mark, as it is written there. */
  readonly mark?: string;
  /** Why the deterministic tier answered although a model is configured. */
  readonly note?: string;
  readonly sections: readonly SummarySection[];
  /** Sentences in the source, so that a reader sees how much was left out. */
  readonly sourceSentences: number;
  readonly unread: readonly Skipped[];
  /** True when the user stopped it; the sections are those finished until then. */
  readonly stopped: boolean;
}

export interface SummarizeParams {
  readonly uri: string;
  readonly length?: SummaryLength;
  readonly language?: SummaryLanguage;
  /** Id of a template, or `auto` (default). */
  readonly template?: string;
  readonly reading?: SummaryReading;
  /** Named in `SummarizingNotification`. */
  readonly id?: string;
  readonly workDoneToken?: string | number;
}

/** Server to client: a summary as far as it goes, whenever the model has said something that stands. */
export namespace SummarizingNotification {
  export const method = "hanare/summarizing";
  export type Params = { readonly id: string; readonly summary: Summary };
}

export const summaryFormats = ["docx", "html"] as const;
export type SummaryFormat = (typeof summaryFormats)[number];

/** Client to server: a summary that was shown, as a file. The server writes none. */
export namespace SaveSummaryRequest {
  export const method = "hanare/saveSummary";
  export type Params = { readonly summary: Summary; readonly format: SummaryFormat };
  /** `content`: Base64. */
  export type Result = { readonly name: string; readonly content: string };
}

/** Client to server: the templates there are for a document, in the order in which one chooses. */
export namespace SummaryTemplatesRequest {
  export const method = "hanare/summaryTemplates";
  export type Params = { readonly uri: string };
  export type Result = {
    readonly templates: readonly { readonly id: string; readonly title: string }[];
    /** What is wrong with the user's own, each with file and line. */
    readonly problems: readonly string[];
  };
}

/** Several documents at a glance. */
export interface Overview {
  readonly summaries: readonly Summary[];
  /** Files that are not in it; `where` is a URI. */
  readonly unread: readonly Skipped[];
  readonly stopped: boolean;
}

/** Client to server: a few sentences of each document among files and folders, without a model. */
export namespace OverviewRequest {
  export const method = "hanare/overview";
  export type Params = {
    readonly uris: readonly string[];
    /** Of each; default `short`. */
    readonly length?: SummaryLength;
    readonly workDoneToken?: string | number;
  };
  export type Result = Overview;
}
