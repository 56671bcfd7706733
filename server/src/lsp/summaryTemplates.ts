/** The templates that hold for a document: the built-in ones and those that the settings name. */
import { type ResourceSettings, type SummaryTemplatesRequest } from "../protocol";
import { templateSet, titleOf } from "../summarize/templates/templateSet";
import { type TemplateSource } from "../summarize/templates/templateFile";
import { RequestError } from "../util/requestError";

export interface SummaryTemplatesDeps {
  settings(uri: string): Promise<ResourceSettings>;
  /** Rejects with a `RequestError` when the file cannot be read. */
  templateFile(name: string, uri: string, signal: AbortSignal): Promise<TemplateSource>;
}

export interface SummaryTemplates {
  readonly sources: readonly TemplateSource[];
  /** Files that cannot be read, with the next step. */
  readonly unreadable: readonly string[];
}

/** A file that cannot be read keeps none of the others away. */
export async function templatesFor(
  deps: SummaryTemplatesDeps,
  uri: string,
  signal: AbortSignal,
): Promise<SummaryTemplates> {
  const { summary } = await deps.settings(uri);
  signal.throwIfAborted();
  const sources: TemplateSource[] = [];
  const unreadable: string[] = [];
  for (const name of summary.templates) {
    try {
      sources.push(await deps.templateFile(name, uri, signal));
    } catch (error) {
      if (signal.aborted || !(error instanceof RequestError)) throw error;
      unreadable.push(error.message);
    }
  }
  return { sources, unreadable };
}

export const createSummaryTemplates =
  (deps: SummaryTemplatesDeps) =>
  async (
    { uri }: SummaryTemplatesRequest.Params,
    signal: AbortSignal,
  ): Promise<SummaryTemplatesRequest.Result> => {
    const { sources, unreadable } = await templatesFor(deps, uri, signal);
    const { templates, problems } = templateSet(sources);
    return {
      templates: templates.map((template) => ({ id: template.id, title: titleOf(template) })),
      problems: [...unreadable, ...problems],
    };
  };
