/** Summaries in the editor: document in, summary out, with progress. */
import { type SourceDocument } from "../documents/document";
import { type SaveSummaryRequest, type Skipped, type Summary, type SummarizeParams } from "../protocol";
import { writeSummary } from "../summarize/files";
import { type Summarizer } from "../summarize/handler";
import { nameOf } from "../documents/title";
import { t } from "../util/l10n";
import { type Host } from "./host";
import { type SummaryTemplatesDeps, templatesFor } from "./summaryTemplates";

export interface SummarizingDeps extends SummaryTemplatesDeps {
  readonly summarizer: Summarizer;
  readonly host: Host;
  load(uri: string, signal: AbortSignal): Promise<SourceDocument>;
  /** Milliseconds of a steady clock. */
  now(): number;
  /** Resolves when it is known whether the assistant model may word; rejects only when aborted. */
  modelTested(signal: AbortSignal): Promise<void>;
}

export function createSummarizing(deps: SummarizingDeps) {
  /** Cancelling answers the sections that are finished; only a document that cannot be read is an error. */
  return async (params: SummarizeParams, signal: AbortSignal): Promise<Summary> => {
    const { uri, id, workDoneToken } = params;
    const progress = deps.host.progress(workDoneToken, t("Summarising"));
    try {
      const { summary } = await deps.settings(uri);
      const document = await deps.load(uri, signal);
      const { sources, unreadable } = await templatesFor(deps, uri, signal);
      progress.report(0, "");
      // An abort while waiting is told by the summary itself (`stopped`).
      await deps.modelTested(signal).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
      const options = {
        length: params.length ?? summary.length,
        language: params.language ?? summary.language,
        reading: params.reading ?? summary.reading,
        template: params.template ?? "auto",
        templates: sources,
      };
      const timeLeft = createTimeLeft(deps.now);
      const result = await deps.summarizer.summarize(
        document,
        options,
        (done, total, heading, soFar) => {
          progress.report(
            total === 0 ? 0 : done / total,
            stepText([done, total], heading, timeLeft(done, total)),
          );
          if (id !== undefined) deps.host.summarizing({ id, summary: soFar });
        },
        signal,
      );
      return { ...result, unread: [...result.unread, ...unreadable.map(unreadTemplate)] };
    } finally {
      progress.end();
    }
  };
}

/** The file is the editor's to write. */
export function saveSummary({ summary, format }: SaveSummaryRequest.Params): SaveSummaryRequest.Result {
  const base = nameOf(summary.uri).replace(/\.[^.]*$/, "");
  return {
    name: `${base}-${t("summary")}.${format}`,
    content: Buffer.from(writeSummary(summary, format)).toString("base64"),
  };
}

/** Nothing of the document is missing for it. */
const unreadTemplate = (why: string): Skipped => ({ where: t("Template"), why, textless: true });

/** Seconds until the last section is finished, by the pace so far; undefined before the first one is. */
function createTimeLeft(now: () => number) {
  let start: number | undefined;
  return (done: number, total: number): number | undefined => {
    start ??= now();
    return done === 0 ? undefined : ((now() - start) / done / 1000) * (total - done);
  };
}

function stepText(
  [done, total]: readonly [number, number],
  heading: string,
  seconds: number | undefined,
): string {
  const place = t("Section {0} of {1}", Math.min(done + 1, total), total);
  const left =
    seconds === undefined || seconds < 1
      ? ""
      : seconds < 90
        ? t("about {0} s left", Math.ceil(seconds))
        : t("about {0} min left", Math.ceil(seconds / 60));
  return [place, left, heading].filter((part) => part !== "").join(" · ");
}
