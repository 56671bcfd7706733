/** A prompt and its answer as they are kept, and which of them may be. */
import { strictest } from "../documents/marks";
import { type GenerateRequest } from "../model/runtime";
import {
  type JournalTask,
  journalTaskName,
  promptPartName,
  type TraceEntry,
  type TraceOutcome,
} from "../protocol";
import { type Exchange } from "./recorder";
import { t } from "../util/l10n";

/** A part of a prompt, in its order. */
export interface TracePart {
  /** `system`, `user`, `assistant`, `before`, `after`, `written` or `prompt`. */
  readonly name: string;
  readonly text: string;
}

/** What a person made of the answer. */
export interface TraceVerdict {
  readonly outcome: TraceOutcome;
  /** `taken`: the words that were taken; `edited`: those that stood there some minutes later. */
  readonly text?: string;
}

export interface Trace {
  readonly time: number;
  readonly task: JournalTask;
  readonly model?: string;
  /** Family and order of the tokens around a hole in code. */
  readonly template?: string;
  /** The strictest confidentiality mark of what was read. */
  readonly mark?: string;
  /** All of it was looked through for marks. */
  readonly looked?: true;
  readonly verdict?: TraceVerdict;
  readonly uris: readonly string[];
  readonly parts: readonly TracePart[];
  /** Other files in the prompt: their text is not kept, for it may be of folders that nobody named. */
  readonly files: number;
  readonly answer: string;
}

/** Characters of one part: a whole book is not kept. */
export const longest = 200_000;

function partsOf(request: GenerateRequest): readonly TracePart[] {
  if (request.kind === "chat") return request.messages.map(({ role, text }) => ({ name: role, text }));
  if (request.kind === "completion") return [{ name: "prompt", text: request.prompt }];
  const { prefix, middle, suffix } = request;
  const all = [
    { name: "before", text: prefix },
    { name: "written", text: middle ?? "" },
    { name: "after", text: suffix },
  ];
  return all.filter(({ text }) => text !== "");
}

function markOf({ origin }: GenerateRequest): Pick<Trace, "mark" | "looked"> {
  const sources = origin?.sources ?? [];
  const mark = strictest(sources.flatMap((source) => source.mark ?? []));
  const looked = origin !== undefined && sources.every(({ whole }) => whole);
  return { ...(mark === undefined ? {} : { mark }), ...(looked ? { looked } : {}) };
}

export const traceOf = ({ subject, request, answer, model }: Exchange, time: number): Trace => ({
  ...{ time, task: subject.task, uris: subject.uris },
  ...(model.model === undefined ? {} : { model: model.model }),
  ...(request.kind === "infill" && model.template !== undefined ? { template: model.template } : {}),
  ...markOf(request),
  parts: partsOf(request).map(({ name, text }) => ({ name, text: text.slice(0, longest) })),
  files: request.kind === "infill" ? (request.files?.length ?? 0) : 0,
  answer: answer.slice(0, longest),
});

/** Other files may be of folders that nobody named: a prompt that has them in one text with the document is not kept. */
export const mayKeep = ({ request, separatesFiles }: Pick<Exchange, "request" | "separatesFiles">): boolean =>
  request.kind === "chat" || (request.kind === "infill" && separatesFiles);

/** All of it may be kept only if every document it is about lies in a folder that was named. Canonical URIs. */
export function isTraced(uris: readonly string[], folders: readonly string[]): boolean {
  const inside = (uri: string) =>
    folders.some((folder) => uri === folder || uri.startsWith(folder.endsWith("/") ? folder : `${folder}/`));
  return uris.length > 0 && folders.length > 0 && uris.every(inside);
}

const pattern = /^(\d{13})-[0-9a-f]{8}\.trace$/;

export const traceName = (time: number, random: string): string =>
  `${String(time).padStart(13, "0")}-${random.slice(0, 8)}.trace`;
export const isTraceName = (name: string): boolean => pattern.test(name);
export const timeIn = (name: string): number => Number(pattern.exec(name)?.[1] ?? 0);

/** Files, and their bytes. */
export const mostTraces = 2_000;
export const mostTraceBytes = 64_000_000;

export interface TraceFileInfo {
  readonly name: string;
  readonly size: number;
}

/** What is older than the days that were set, and the oldest of what is too much. */
export function outdatedTraces(
  files: readonly TraceFileInfo[],
  { days, now }: { readonly days: number; readonly now: number },
): readonly string[] {
  let [count, bytes] = [0, 0];
  return files
    .filter(({ name }) => isTraceName(name))
    .sort((a, b) => b.name.localeCompare(a.name))
    .filter(({ name, size }) => {
      count += 1;
      bytes += size;
      return timeIn(name) < now - days * 86_400_000 || count > mostTraces || bytes > mostTraceBytes;
    })
    .map(({ name }) => name);
}

export const entryOf = (id: string, { time, task, model, uris, answer }: Trace): TraceEntry => ({
  ...{ id, time, task, answered: answer.length },
  ...(model === undefined ? {} : { model }),
  ...(uris[0] === undefined ? {} : { uri: uris[0] }),
});

/** For a page: every part fenced, so that nothing of it is drawn or followed. */
export function traceMarkdown(trace: Trace): string {
  const { time, task, model, uris, parts, files, answer } = trace;
  const facts = [
    new Date(time).toISOString(),
    journalTaskName(task, t),
    ...(model === undefined ? [] : [model]),
    ...uris.map((uri) => decodeURI(uri)),
  ];
  const left = files === 0 ? [] : [t("Other files in the prompt, whose text is not kept: {0}", files)];
  const blocks = [...parts, { name: t("Answer"), text: answer }].map(
    ({ name, text }) => `## ${promptPartName(name, t)}\n\n${fenced(text)}`,
  );
  return `${[`# ${t("Prompt and answer")}`, fenced(facts.join("\n")), ...left, ...blocks].join("\n\n")}\n`;
}

function fenced(text: string): string {
  const longestRun = (text.match(/`+/g) ?? []).reduce((most, { length }) => Math.max(most, length), 2);
  const fence = "`".repeat(longestRun + 1);
  return `${fence}text\n${text}\n${fence}`;
}
