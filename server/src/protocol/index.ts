/**
 * THE contract between the client and the server: the custom messages beside standard LSP 3.18.
 * Types and method names only. Settings, findings, summaries and status have a file each.
 */
import { type Range } from "vscode-languageserver-types";
import { type Coverage, type Finding, type Severity, type Verdict } from "./findings";
import { type Status } from "./status";
import { type Summary, type SummarizeParams } from "./summary";
import { type KeptAnswer } from "./traces";

export * from "./ask";
export * from "./catalogue";
export * from "./chat";
export * from "./codeTask";
export * from "./commitMessage";
export * from "./comparison";
export * from "./completion";
export * from "./documentView";
export * from "./draft";
export * from "./endpointKey";
export * from "./feedback";
export * from "./findings";
export * from "./journal";
export * from "./proofread";
export * from "./routing";
export * from "./search";
export * from "./settings";
export * from "./status";
export * from "./summary";
export * from "./tool";
export * from "./traces";
export * from "./training";

/** Server to client, whenever a model, the engine or the last latency changed. */
export namespace StatusNotification {
  export const method = "hanare/status";
  export type Params = Status;
}

/** A setting that cannot be used as it stands; the default stands in for it. */
export interface SettingProblem {
  /** Full key, e.g. `hanare.gpu.layers`. */
  readonly key: string;
  readonly message: string;
  /** URI of the folder whose settings hold the value; absent for the window. */
  readonly scopeUri?: string;
}

/** Server to client: all problems there are now; the client shows them where the value is written. */
export namespace SettingProblemsNotification {
  export const method = "hanare/settingProblems";
  export type Params = { readonly problems: readonly SettingProblem[] };
}

/** Client to server: the encoding a file is saved in, so that a completion fits it (`utf8`, `shiftjis`, …). */
export namespace EncodingNotification {
  export const method = "hanare/encoding";
  export type Params = { readonly uri: string; readonly encoding: string };
}

/** Client to server: the workspace is trusted or not; rule packs of the workspace wait for it. */
export namespace TrustNotification {
  export const method = "hanare/trust";
  export type Params = { readonly trusted: boolean };
}

/** Client to server: summarise one document. Cancelling it returns what is finished (`stopped`). */
export namespace SummarizeRequest {
  export const method = "hanare/summarize";
  export type Params = SummarizeParams;
  export type Result = Summary & KeptAnswer;
}

/** Client to server: review files and folders, publish their diagnostics, answer what was found. */
export namespace ReviewRequest {
  export const method = "hanare/review";
  export type Params = { readonly uris: readonly string[]; readonly workDoneToken?: string | number };
  export type Result = {
    readonly findings: readonly Finding[];
    readonly coverage: Coverage;
    /** Errors of rule packs, each with file and line. */
    readonly packProblems: readonly string[];
  };
}

/** Formats that the last review can be saved in; `audit`: as HTML, with the audit record whose head it prints. */
export const savedFormats = [
  "html",
  "audit",
  "xlsx",
  "docx",
  "csv",
  "markdown",
  "json",
  "sarif",
  "oscal",
] as const;
export type SavedFormat = (typeof savedFormats)[number];

/** Client to server: the last review as files. The server writes none of them. */
export namespace SaveReportRequest {
  export const method = "hanare/saveReport";
  export type Params = {
    readonly format: SavedFormat;
    /** Date and time that the report names, ISO 8601. */
    readonly when: string;
  };
  export type Result = {
    /** One; for `audit` two, for `docx` a copy of each reviewed Word file. `name`: without a folder; `content`: Base64. */
    readonly files: readonly { readonly name: string; readonly content: string }[];
    /** Why a copy is missing. */
    readonly problems: readonly string[];
  };
}

/** Client to server: a person decides about a finding, or agrees to what another one decided. Kept in the folder. */
export namespace DecideRequest {
  export const method = "hanare/decide";
  export type Params = {
    /** Of the document. */
    readonly uri: string;
    /** Of the finding. */
    readonly id: string;
    readonly by: string;
    /** Absent: `by` agrees to the decision that is there. */
    readonly decision?: {
      readonly verdict: Verdict;
      readonly reason: string;
      readonly due?: string;
      readonly owner?: string;
    };
  };
  /** All findings of the document as they are now. */
  export type Result = { readonly findings: readonly Finding[] };
}

/** What a GGUF file is and what Hanare may use it for; made without loading it. */
export interface ModelReport {
  readonly path: string;
  readonly name: string;
  readonly architecture: string;
  /** Bytes. */
  readonly size: number;
  readonly quantization: string;
  readonly contextLength: number;
  readonly license?: string;
  readonly sha256?: string;
  readonly completion: {
    /** `continuation`: from the text before the cursor only. It and `unsure` depend on a test at load. */
    readonly able: "yes" | "unsure" | "continuation" | "no";
    readonly reason: string;
  };
  readonly assistant: { readonly able: "yes" | "no"; readonly reason: string };
  readonly embedding: { readonly able: "yes" | "no"; readonly reason: string };
}

/** Client to server: inspect a file the user picked. Fails with a message and the next step. */
export namespace InspectModelRequest {
  export const method = "hanare/inspectModel";
  export type Params = { readonly path: string };
  export type Result = ModelReport;
}

/** Client to server: copy a model into the models folder, checked. Cancelling leaves only what a download goes on with. */
export namespace ImportModelRequest {
  export const method = "hanare/importModel";
  export type Params = {
    /**
     * A GGUF file, any part of a model in several, the list of a bundle (`hanare models export`), or the `https` address of
     * a file or part on a server that the network settings allow.
     */
    readonly path: string;
    /** What the model must have; of an address, one is needed or a list of allowed models. */
    readonly sha256?: string;
    readonly workDoneToken?: string | number;
  };
  export interface Model {
    /** The copy, or what was there already. */
    readonly path: string;
    readonly copied: boolean;
  }
  export type Result = {
    /** One, or those of the bundle. */
    readonly models: readonly Model[];
    /** Rule packs that a bundle brought: paths for `hanare.review.packs`. */
    readonly rules?: readonly string[];
    /** A bundle's signature: with the key of the settings, or nobody could check it. */
    readonly signature?: "valid" | "unchecked" | "none";
  };
}

/** Client to server: start the engine again after the user mended the cause of a failure. */
export namespace RestartEngineRequest {
  export const method = "hanare/restartEngine";
  export type Params = Record<string, never>;
  export type Result = null;
}

/** Command of the code lens above a rule: runs its examples. Arguments: the pack's URI, the rule's id. */
export const testRulesCommand = "hanare.testRule";

/** The client's command that reviews a file and shows the report. Argument: the file's URI. */
export const reviewFileCommand = "hanare.reviewFile";

/** The client's command that shows a rule's help page. Arguments: the document's URI, the rule's id. */
export const showRuleCommand = "hanare.showRule";

/** Client to server: the help page of a rule that holds for a document, as Markdown; empty when there is none. */
export namespace RulePageRequest {
  export const method = "hanare/rulePage";
  export type Params = { readonly uri: string; readonly rule: string };
  export type Result = { readonly text: string };
}

/** What a diagnostic carries in `data` for the client's and the server's code actions. */
export interface DiagnosticData {
  readonly rule: string;
  readonly severity: Severity;
  /** As `Finding.id`. */
  readonly id?: string;
  /** As `Finding.place`. */
  readonly place?: string;
  /** Other people must agree to an exception: a comment in the text excuses nothing. */
  readonly fourEyes?: true;
  readonly fix?: { readonly title: string; readonly range: Range; readonly newText: string };
}

/** Options of `initialize`. */
export interface InitializationOptions {
  readonly trusted: boolean;
  /** Folder for model hashes and capability results; never text of the user's. */
  readonly storagePath?: string;
  /** The editor shows `hanare-doc:` views (`documentView.ts`). */
  readonly documentViews?: boolean;
  /** The editor has the command `hanare.decide`, which asks for a decision and sends it. */
  readonly decisions?: boolean;
  /** The client asks again when a suggestion has grown (`SuggestionGrownNotification`). */
  readonly growingSuggestions?: boolean;
  /** The editor has the commands `hanare.rewriteSentence` and `hanare.ignoreWord`. */
  readonly proofreading?: boolean;
  /** The editor asks whether a text may be sent (`ConfirmSendingRequest`); without it nothing is. */
  readonly confirmSending?: boolean;
  /** The client answers `EndpointKeyRequest`. */
  readonly endpointKeys?: boolean;
}
