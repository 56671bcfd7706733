/** Several documents or a folder at a glance: a few sentences of each, and what could not be read. */
import { type SourceDocument } from "../documents/document";
import { unreadByName } from "../documents/readFile";
import { type Overview, type Skipped, type Summary, type SummaryLength } from "../protocol";
import { RequestError } from "../util/requestError";
import { t } from "../util/l10n";
import { escapeMarkdown } from "../util/markdownText";
import { type Summarizer, type SummaryOptions } from "./handler";
import { type LinkFor, sentenceLine } from "./render";

export interface OverviewPorts {
  readonly summarizer: Summarizer;
  /** Files below a URI, in the order of their names; the URI itself where it is a file. */
  walk(uri: string, signal: AbortSignal): AsyncIterable<string>;
  /** Rejects with a `RequestError` when a file cannot be read. */
  load(uri: string, signal: AbortSignal): Promise<SourceDocument>;
}

/** Files finished, files in all, the one that begins. */
export type OverviewProgress = (done: number, total: number, uri: string) => void;

export interface OverviewTask {
  readonly uris: readonly string[];
  readonly language: SummaryOptions["language"];
  readonly length: SummaryLength;
}

/**
 * Source code below a folder is left out and counted; a file that was named is not. An abort keeps what is finished
 * (`stopped`); a file that cannot be read keeps none of the others away.
 */
export async function overviewOf(
  { uris, language, length }: OverviewTask,
  ports: OverviewPorts,
  progress: OverviewProgress,
  signal: AbortSignal,
): Promise<Overview> {
  const summaries: Summary[] = [];
  const unread: Skipped[] = [];
  let code = 0;
  try {
    const files = await filesOf(uris, ports, signal);
    for (const [at, uri] of files.entries()) {
      progress(at, files.length, uri);
      const document = await documentOf(uri, ports, signal);
      if ("why" in document) unread.push(document);
      else if (document.format === "source" && !uris.includes(uri)) code += 1;
      else {
        const options = { length, language, template: "general" } as const;
        const summary = await ports.summarizer.summarize(document, options, () => undefined, signal);
        signal.throwIfAborted();
        summaries.push(summary);
      }
    }
    progress(files.length, files.length, "");
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  if (code > 0) unread.push(leftOut(code));
  return { summaries, unread, stopped: signal.aborted };
}

async function filesOf(
  uris: readonly string[],
  { walk }: OverviewPorts,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const files = new Set<string>();
  for (const uri of uris) for await (const file of walk(uri, signal)) files.add(file);
  return [...files];
}

async function documentOf(
  uri: string,
  { load }: OverviewPorts,
  signal: AbortSignal,
): Promise<SourceDocument | Skipped> {
  const named = unreadByName(uri);
  if (named !== undefined && "unread" in named) return { where: uri, why: named.unread, textless: true };
  try {
    return await load(uri, signal);
  } catch (error) {
    if (signal.aborted || !(error instanceof RequestError)) throw error;
    return { where: uri, why: error.message };
  }
}

const leftOut = (count: number): Skipped => ({
  where: t("Source code"),
  why: t("{0} files of source code are left out; name a file to summarise it.", count),
  textless: true,
});

/** `nameOf`: the path of a file as the user knows it. */
export function renderOverview(
  { summaries, unread, stopped }: Overview,
  nameOf: (uri: string) => string,
  linkFor: (uri: string) => LinkFor,
): string {
  const lines = [`# ${t("Documents at a glance: {0}", summaries.length)}`, ""];
  if (stopped) lines.push(`> **${t("Stopped: only the documents finished until then are here.")}**`, "");
  for (const summary of summaries) {
    const name = escapeMarkdown(nameOf(summary.uri));
    const title = escapeMarkdown(summary.title);
    lines.push(`## ${title === name ? name : `${title} (${name})`}`, "");
    for (const { sentences } of summary.sections)
      for (const sentence of sentences) lines.push(`- ${sentenceLine(sentence, linkFor(summary.uri))}`);
    if (summary.sections.length === 0) lines.push(t("The document holds no sentences to summarise."));
    for (const { where, why, textless } of summary.unread)
      if (textless !== true) lines.push(`- ${escapeMarkdown(t("Not read: {0} ({1})", where, why))}`);
    lines.push("");
  }
  const missing = unread.filter(({ textless }) => textless !== true);
  if (missing.length > 0) lines.push(`## ${t("Not read")}`, "");
  for (const { where, why } of missing)
    lines.push(`- ${escapeMarkdown(nameOf(where))}: ${escapeMarkdown(why)}`);
  return `${lines.join("\n").trimEnd()}\n`;
}
