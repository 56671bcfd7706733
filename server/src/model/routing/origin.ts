/** Where the text of a request comes from: plain data that decides whether it may leave this computer. */
import { type SourceDocument } from "../../documents/document";
import { languageOf } from "../../documents/languages";
import { markOfCode } from "../../documents/marks";
import { labelOf } from "../../documents/openLabels";
import { formatOf } from "../../documents/read";
import { languageOfText } from "../../documents/wording";
import { type RoutingTask } from "../../protocol";
import { type Language } from "../../util/l10n";

export interface RequestSource {
  readonly uri: string;
  /** The strictest confidentiality mark, or the label that says it may go out; absent: none was found. */
  readonly mark?: string;
  /** False: parts of it were not read, or nobody looked for its mark. */
  readonly whole: boolean;
  readonly code: boolean;
  /** Of a document that is no code. */
  readonly language?: Language;
  /** LSP language id. */
  readonly languageId: string;
}

export interface RequestOrigin {
  /** `test`: what Hanare asks every model to know what it may do; its text ships with Hanare. */
  readonly task: RoutingTask | "test";
  /** Everything that its text was taken from, the user's own words excepted. */
  readonly sources: readonly RequestSource[];
}

/** Text that ships with Hanare. */
export const shippedOrigin: RequestOrigin = { task: "test", sources: [] };

/** Written by programmers. What holds data or settings (JSON, YAML, CSV, `.env`) is a document without a mark. */
const programs = new Set(
  (
    "typescript typescriptreact javascript javascriptreact python java kotlin scala groovy swift dart c cpp csharp go rust " +
    "php ruby perl r lua shellscript powershell bat sql plsql cobol vb fsharp clojure haskell erlang elixir julia objective-c " +
    "objective-cpp cuda-cpp vue css scss less makefile dockerfile"
  ).split(" "),
);
const isProgram = (languageId: string): boolean => programs.has(languageId);

/** Characters that tell the language. */
const sampled = 20_000;
const known = new WeakMap<SourceDocument, RequestSource>();

/** Looked at once for each version of a document. */
export function sourceOf(document: SourceDocument): RequestSource {
  const source = known.get(document) ?? lookAt(document);
  known.set(document, source);
  return source;
}

function lookAt(document: SourceDocument): RequestSource {
  const { uri, languageId, format, text, unread } = document;
  const mark = labelOf(document);
  const code = format === "source" && isProgram(languageId);
  return {
    ...{ uri, languageId, code },
    ...(mark === undefined ? {} : { mark: mark.text }),
    // A picture may be the stamp that says ㊙.
    whole: unread.length === 0,
    ...(code ? {} : { language: languageOfText(text.slice(0, sampled)) }),
  };
}

export const originOf = (task: RoutingTask, documents: readonly SourceDocument[]): RequestOrigin => ({
  task,
  sources: [...new Set(documents)].map(sourceOf),
});

/** A file of which only a part is at hand. */
export interface FilePart {
  readonly uri: string;
  readonly text: string;
  /** The part begins with the file: comments there may say that it is confidential. */
  readonly fromStart: boolean;
  readonly languageId?: string;
}

/** Of code it is enough to have read the beginning; whether a document has a mark, nobody has looked. */
export function partOf({ uri, text, fromStart, languageId = languageOf(uri) }: FilePart): RequestSource {
  const code = formatOf(uri, languageId) === "source" && isProgram(languageId);
  const mark = code ? markOfCode(uri, text) : undefined;
  return {
    ...{ uri, languageId, code, whole: code && fromStart },
    ...(mark === undefined ? {} : { mark: mark.text }),
  };
}

/** Something whose text nobody has looked at for marks: a rule pack, a suite of cases, a text of unknown source. */
export const unknownSource = (uri: string): RequestSource => ({
  ...{ uri, whole: false, code: false, languageId: languageOf(uri) },
});
