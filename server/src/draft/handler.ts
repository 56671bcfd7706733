/** Drafts a manual or procedure from sources: in their own words, worded by the assistant model where it may. */
import { type SourceDocument } from "../documents/document";
import { markOf, strictest } from "../documents/marks";
import { titleOf } from "../documents/title";
import { languageOfText } from "../documents/wording";
import { originOf, type RequestOrigin } from "../model/routing/origin";
import { isModelError, type ModelRuntime } from "../model/runtime";
import { type Draft, type DraftPart, type DraftSource, type DraftStatement, type Skipped } from "../protocol";
import { type Language, t } from "../util/l10n";
import { assign } from "./assign";
import { type Composed, type ComposedPart, composePart, partOf } from "./compose";
import { collect, type Evidence } from "./evidence";
import { type DraftTemplate } from "./template";
import { batchesOf, type Tally, wordBatch, type WordingModel } from "./word";
import { words } from "./words";

export interface DrafterDeps {
  /** The assistant model for text of this origin as it is now; undefined when none is configured or loaded. */
  assistant(origin: RequestOrigin):
    | {
        readonly runtime: ModelRuntime;
        readonly allowed: boolean;
        /** Why it is not allowed. */ readonly reason?: string;
      }
    | undefined;
}

export interface DraftTask {
  readonly documents: readonly SourceDocument[];
  readonly template: DraftTemplate;
  /** Files that could not be read. */
  readonly unread: readonly Skipped[];
}

/** Batches of sentences finished, batches in all, heading of the part that is worded. */
export type DraftProgress = (done: number, total: number, heading: string) => void;

export interface Drafter {
  /**
   * Never rejects for an abort or a model's failure: what was not worded until then stays in the sources' own words
   * (`stopped`, or `note` says why).
   */
  draft(task: DraftTask, progress: DraftProgress, signal: AbortSignal): Promise<Draft>;
}

export const createDrafter = (deps: DrafterDeps): Drafter => ({
  async draft(task, progress, signal) {
    const composed = compose(task);
    const assistant = deps.assistant(originOf("draft", task.documents));
    if (assistant?.allowed !== true) {
      const why = assistant === undefined ? undefined : (assistant.reason ?? notAllowed(assistant.runtime));
      return finished(composed, { statements: new Map(), stopped: signal.aborted, note: why });
    }
    const { language } = composed;
    const model = { runtime: assistant.runtime, language, documents: task.documents };
    return finished(composed, await wordAll(composed.parts, model, progress, signal));
  },
});

interface ComposedDraft {
  readonly task: DraftTask;
  readonly language: Language;
  readonly parts: readonly ComposedPart[];
  readonly read: number;
  readonly hidden: number;
  readonly unread: readonly Skipped[];
}

function compose(task: DraftTask): ComposedDraft {
  const { documents, template } = task;
  const { evidence, hidden, unread } = collect(documents);
  const language = languageOfText(sample(evidence));
  const titles = documents.map(topHeading);
  const { parts } = assign(template, evidence, titles);
  return {
    ...{ task, language, read: evidence.length, hidden, unread },
    parts: template.parts.flatMap((part, at) => {
      const made = composePart(part, parts[at] ?? [], { documents, language });
      // A heading of the user's own template stays, whatever there is.
      const isEmpty = made.groups.length + made.confirm.length === 0;
      return isEmpty && template.own !== true ? [] : [made];
    }),
  };
}

/** Characters of the sentences that decide the language. */
const sampled = 20_000;
const sample = (evidence: readonly Evidence[]): string => {
  let text = "";
  for (const one of evidence) if (text.length < sampled) text += `${one.text}\n`;
  return text;
};

const topHeading = ({ blocks, format }: SourceDocument): string | undefined =>
  format === "source" ? undefined : blocks.find(({ kind, level }) => kind === "heading" && level === 1)?.text;

interface Worded {
  readonly statements: ReadonlyMap<Composed, DraftStatement>;
  readonly stopped: boolean;
  readonly note?: string | undefined;
  readonly model?: string;
}

/** Batch by batch, so that a stop or a failure keeps what is finished. */
async function wordAll(
  parts: readonly ComposedPart[],
  model: WordingModel,
  progress: DraftProgress,
  signal: AbortSignal,
): Promise<Worded> {
  const found = new Map<Composed, DraftStatement>();
  const tally: Tally = { worded: 0, refused: 0, unreadable: 0 };
  const batches = parts.flatMap((part) => batchesOf(part).map((statements) => ({ part, statements })));
  let failure: string | undefined;
  for (const [at, { part, statements }] of batches.entries()) {
    if (signal.aborted || failure !== undefined) break;
    progress(at, batches.length, part.title);
    try {
      await wordBatch(part, statements, { model, found, tally }, signal);
    } catch (error) {
      if (!signal.aborted && !isModelError(error)) throw error;
      if (!signal.aborted && isModelError(error)) failure = error.message;
    }
  }
  if (!signal.aborted) progress(batches.length, batches.length, "");
  return {
    ...{ statements: found, stopped: signal.aborted, note: noteOf(tally, failure) },
    ...(tally.worded > 0 ? { model: model.runtime.info.model } : {}),
  };
}

function noteOf({ refused, unreadable }: Tally, failure: string | undefined): string | undefined {
  const parts = [
    refused > 0
      ? t("{0} wordings of the model did not agree with their source and were not taken.", refused)
      : undefined,
    unreadable > 0
      ? t("The model's answer could not be read {0} times; those sentences are quoted.", unreadable)
      : undefined,
    failure === undefined ? undefined : t("No model answered, so the rest is quoted: {0}", failure),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(" ");
}

function finished(composed: ComposedDraft, { statements, stopped, note, model }: Worded): Draft {
  const { task, language, read, hidden, unread } = composed;
  const parts = composed.parts.map((part) => partOf(withWordings(part, statements)));
  const sources = task.documents.map(sourceOf);
  const mark = strictest(sources.flatMap(({ mark: own }) => own ?? []));
  const notes = [
    note,
    hidden > 0 ? t("{0} sentences that speak to a language model were left out.", hidden) : undefined,
  ].filter((one) => one !== undefined);
  const used = new Set(
    composed.parts.flatMap(({ groups }) =>
      groups.flatMap(({ statements: own }) =>
        own.map(({ evidence }) => `${evidence.document} ${evidence.span.start}`),
      ),
    ),
  );
  return {
    ...{ title: titleFor(task, language), language, sources, parts, stopped },
    template: { id: task.template.id, title: task.template.title[language] },
    tier: model === undefined ? "extractive" : "abstractive",
    ...(model === undefined ? {} : { model }),
    ...(mark === undefined ? {} : { mark }),
    ...(notes.length === 0 ? {} : { note: notes.join(" ") }),
    sentences: { read, used: used.size },
    confirmations: parts.reduce((sum, part) => sum + confirmationsIn(part), 0),
    unread: [...task.unread, ...unread],
  };
}

const withWordings = (
  part: ComposedPart,
  statements: ReadonlyMap<Composed, DraftStatement>,
): ComposedPart => ({
  ...part,
  groups: part.groups.map((group) => ({
    ...group,
    statements: group.statements.map((one) => {
      const statement = statements.get(one);
      return statement === undefined ? one : { ...one, statement };
    }),
  })),
});

function sourceOf(document: SourceDocument): DraftSource {
  const mark = markOf(document)?.text;
  return { uri: document.uri, title: titleOf(document), ...(mark === undefined ? {} : { mark }) };
}

/** Named after the first document that is no code; a title of the template's own comes first. */
function titleFor({ documents, template }: DraftTask, language: Language): string {
  if (template.heading !== undefined) return template.heading;
  const named = documents.find(({ format }) => format !== "source") ?? documents[0];
  const title = named === undefined ? words[language].untitled : titleOf(named);
  return words[language].draft(title.replace(/\.[\p{L}\p{N}]{1,5}$/u, ""), template.title[language]);
}

const confirmationsIn = ({ groups, confirm }: DraftPart): number =>
  confirm.length +
  groups.reduce(
    (sum, { statements }) => sum + statements.reduce((own, { confirm: asked }) => own + asked.length, 0),
    0,
  );

const notAllowed = ({ info }: ModelRuntime) =>
  t(
    "The model {0} did not pass its test as an assistant, so these are the documents' own sentences.",
    info.model,
  );
