/** Summaries in the editor: document in, summary out, with progress. */
import { type SourceDocument } from "../documents/document";
import { type ResourceSettings, type Summary, type SummarizeParams } from "../protocol";
import { type Summarizer } from "../summarize/handler";
import { t } from "../util/l10n";
import { type Host } from "./host";

export interface SummarizingDeps {
  readonly summarizer: Summarizer;
  readonly host: Host;
  load(uri: string, signal: AbortSignal): Promise<SourceDocument>;
  settings(uri: string): Promise<ResourceSettings>;
  /** Resolves when it is known whether the assistant model may word; rejects only when aborted. */
  modelTested(signal: AbortSignal): Promise<void>;
}

export function createSummarizing(deps: SummarizingDeps) {
  /** Cancelling answers the sections that are finished; only a document that cannot be read is an error. */
  return async (params: SummarizeParams, signal: AbortSignal): Promise<Summary> => {
    const { uri, workDoneToken } = params;
    const progress = deps.host.progress(workDoneToken, t("Summarising"));
    try {
      const { summary } = await deps.settings(uri);
      const document = await deps.load(uri, signal);
      progress.report(0, "");
      // An abort while waiting is told by the summary itself (`stopped`).
      await deps.modelTested(signal).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
      const options = {
        length: params.length ?? summary.length,
        language: params.language ?? summary.language,
      };
      return await deps.summarizer.summarize(
        document,
        options,
        (done, total, heading) => progress.report(total === 0 ? 0 : done / total, heading),
        signal,
      );
    } finally {
      progress.end();
    }
  };
}
