/** A person's decision about a finding: checked, kept in the folder, shown at once. */
import { canonicalUri } from "../documents/uris";
import { type DecideRequest } from "../protocol";
import { relativePath } from "../review/paths";
import { approve, decide, type Decision } from "../review/triage";
import { t } from "../util/l10n";
import { RequestError } from "../util/requestError";
import { type Reviewing } from "./reviewing";

export interface DecidingDeps {
  readonly reviewing: Pick<Reviewing, "document" | "renew">;
  folderOf(uri: string): string | undefined;
  trusted(): boolean;
  /** Changes the record of a folder. Rejects with a `RequestError`. */
  change(folder: string, change: (decisions: readonly Decision[]) => readonly Decision[]): Promise<void>;
  /** YYYY-MM-DD. */
  today(): string;
  /** Decisions are read again. */
  reload(): void;
}

export function createDeciding({ reviewing, folderOf, trusted, change, today, reload }: DecidingDeps) {
  return async (
    { uri: given, id, by, decision }: DecideRequest.Params,
    signal: AbortSignal,
  ): Promise<DecideRequest.Result> => {
    // A record in a strange folder excuses nothing, so none is written there.
    if (!trusted())
      throw new RequestError(
        "not-accepted",
        t("Decisions count in a trusted workspace only. Trust the workspace first."),
      );
    const uri = canonicalUri(given);
    const folder = folderOf(uri);
    if (folder === undefined)
      throw new RequestError(
        "not-accepted",
        t("The file is in no folder of the workspace, so its decisions have no place. Open its folder."),
      );
    const before = await reviewing.document(uri, signal);
    signal.throwIfAborted();
    const finding = before?.find((one) => one.id === id);
    if (finding === undefined)
      throw new RequestError("not-found", t("The finding is no longer there. Review the file again."));
    const on = today();
    const place = { finding, path: relativePath(folder, uri) };
    await change(folder, (decisions) =>
      decision === undefined
        ? approve(decisions, id, { by, on })
        : decide(decisions, place, { ...decision, by, on }),
    );
    reload();
    const findings = (await reviewing.document(uri, signal)) ?? [];
    signal.throwIfAborted();
    reviewing.renew(uri, findings);
    return { findings };
  };
}
