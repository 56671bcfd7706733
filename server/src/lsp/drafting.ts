/** Drafts in the editor: files in, a document out, with progress. */
import { type SourceDocument } from "../documents/document";
import { nameOf } from "../documents/title";
import { builtInTemplates } from "../draft/builtIn";
import { type Drafter } from "../draft/handler";
import { templateOf } from "../draft/ownTemplate";
import { renderDraft } from "../draft/render";
import { type DraftTemplate } from "../draft/template";
import { draftTemplates, type DraftRequest, type Skipped } from "../protocol";
import { t } from "../util/l10n";
import { RequestError } from "../util/requestError";
import { type Host } from "./host";

export interface DraftingDeps {
  readonly drafter: Drafter;
  readonly host: Pick<Host, "progress">;
  load(uri: string, signal: AbortSignal): Promise<SourceDocument>;
  /** Resolves when it is known whether the assistant model may word; rejects only when aborted. */
  modelTested(signal: AbortSignal): Promise<void>;
}

export function createDrafting({ drafter, host, load, modelTested }: DraftingDeps) {
  /** Cancelling answers the draft in the sources' own words; while files are read there is nothing yet. */
  return async (params: DraftRequest.Params, signal: AbortSignal): Promise<DraftRequest.Result> => {
    const { uris, template: wanted, workDoneToken } = params;
    const progress = host.progress(workDoneToken, t("Drafting"));
    try {
      const template = await templateFor(wanted, load, signal);
      const { documents, unread } = await loadAll(uris, load, signal);
      progress.report(0, "");
      // An abort while waiting is told by the draft itself (`stopped`).
      await modelTested(signal).catch((error: unknown) => {
        if (!signal.aborted) throw error;
      });
      const draft = await drafter.draft(
        { documents, template, unread },
        (done, total, heading) => progress.report(total === 0 ? 1 : done / total, heading),
        signal,
      );
      const linkFor: Parameters<typeof renderDraft>[2] = (uri, at) =>
        at === undefined || at.place !== undefined ? uri : `${uri}#L${at.range.start.line + 1}`;
      return { ...draft, markdown: renderDraft(draft, nameOf, linkFor) };
    } finally {
      progress.end();
    }
  };
}

/** A built-in template, or the document whose headings are one. */
export async function templateFor(
  wanted: string,
  load: DraftingDeps["load"],
  signal: AbortSignal,
): Promise<DraftTemplate> {
  const known = draftTemplates.find((id) => id === wanted);
  if (known !== undefined) return builtInTemplates[known];
  const document = await load(wanted, signal);
  signal.throwIfAborted();
  return templateOf(document);
}

/** A file that cannot be read keeps none of the others away; rejects with a `RequestError` when none can be. */
export async function loadAll(
  uris: readonly string[],
  load: DraftingDeps["load"],
  signal: AbortSignal,
): Promise<{ readonly documents: readonly SourceDocument[]; readonly unread: readonly Skipped[] }> {
  const documents: SourceDocument[] = [];
  const unread: Skipped[] = [];
  for (const uri of new Set(uris)) {
    try {
      documents.push(await load(uri, signal));
    } catch (error) {
      if (signal.aborted || !(error instanceof RequestError)) throw error;
      unread.push({ where: uri, why: error.message });
    }
    signal.throwIfAborted();
  }
  const [first] = unread;
  if (documents.length > 0) return { documents, unread };
  throw new RequestError(
    "not-readable",
    first?.why ?? t("Choose the files that the draft is to be made from."),
  );
}
