/** Overviews in the editor: files and folders in, a few sentences of each document out, with progress. */
import { type SourceDocument } from "../documents/document";
import { type OverviewRequest, type ResourceSettings } from "../protocol";
import { nameOf } from "../documents/title";
import { type Summarizer } from "../summarize/handler";
import { overviewOf } from "../summarize/overview";
import { t } from "../util/l10n";
import { type Host } from "./host";

export interface OverviewingDeps {
  readonly host: Host;
  /** Without a model: a folder's worth of questions would take hours. */
  readonly summarizer: Summarizer;
  load(uri: string, signal: AbortSignal): Promise<SourceDocument>;
  settings(uri: string): Promise<ResourceSettings>;
  walk(uri: string, exclude: readonly string[], signal: AbortSignal): AsyncIterable<string>;
}

export function createOverviewing(deps: OverviewingDeps) {
  /** Cancelling answers the documents that are finished. */
  return async (params: OverviewRequest.Params, signal: AbortSignal): Promise<OverviewRequest.Result> => {
    const progress = deps.host.progress(params.workDoneToken, t("Summarising"));
    try {
      const [first = ""] = params.uris;
      const { index, summary } = await deps.settings(first);
      return await overviewOf(
        { uris: params.uris, language: summary.language, length: params.length ?? "short" },
        {
          summarizer: deps.summarizer,
          walk: (uri, inner) => deps.walk(uri, index.exclude, inner),
          load: deps.load,
        },
        (done, total, uri) => progress.report(total === 0 ? 0 : done / total, nameOf(uri)),
        signal,
      );
    } finally {
      progress.end();
    }
  };
}
