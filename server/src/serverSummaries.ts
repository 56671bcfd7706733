/** Summaries, put together: of a document, of several, of what changed, and the templates there are; and drafts. */
import { createDrafter } from "./draft/handler";
import { createComparing } from "./lsp/comparing";
import { createDrafting } from "./lsp/drafting";
import { createOverviewing } from "./lsp/overviewing";
import { createSummarizing, saveSummary } from "./lsp/summarizing";
import { createSummaryTemplates, type SummaryTemplatesDeps } from "./lsp/summaryTemplates";
import { now } from "./node/clock";
import { walk } from "./node/files";
import { templateFile } from "./node/templateFiles";
import { type SaveSummaryRequest } from "./protocol";
import { type Base } from "./serverBase";
import { type Models } from "./serverModels";
import { createSummarizer } from "./summarize/handler";

export function createSummaries(base: Base, { capabilities }: Models) {
  const { host, workspace, documents, settings, runtime } = base;
  const templates: SummaryTemplatesDeps = {
    settings: settings.resource,
    templateFile: (name, uri, signal) =>
      templateFile(name, { folder: workspace.folderOf(uri), home: runtime.home }, signal),
  };
  const { load } = documents;
  const files = {
    settings: settings.resource,
    walk: (uri: string, exclude: readonly string[], signal: AbortSignal) =>
      walk(uri, { exclude, onExcluded: () => undefined }, signal),
  };
  return {
    summarize: createSummarizing({
      ...{ host, now, ...templates, load, modelTested: capabilities.ready },
      summarizer: createSummarizer({ assistant: capabilities.assistant }),
    }),
    saveSummary: (params: SaveSummaryRequest.Params) => Promise.resolve(saveSummary(params)),
    summaryTemplates: createSummaryTemplates(templates),
    ...createComparing({ host, load, ...files }),
    draft: createDrafting({
      ...{ host, load, modelTested: capabilities.ready },
      drafter: createDrafter({ assistant: capabilities.assistant }),
    }),
    overview: createOverviewing({
      ...{ host, load, ...files },
      summarizer: createSummarizer({ assistant: () => undefined }),
    }),
  };
}
