/** A summary whose every sentence stands on lines of the source (promise P2). */
import { type Range } from "vscode-languageserver-types";
import { type Skipped } from "./findings";
import { type SummaryLanguage, type SummaryLength } from "./settings";

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
}

export interface Summary {
  readonly uri: string;
  readonly title: string;
  /** `extractive`: key sentences chosen without a model; `abstractive`: worded by a model that passed its test. */
  readonly tier: "extractive" | "abstractive";
  readonly model?: string;
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
  readonly workDoneToken?: string | number;
}
