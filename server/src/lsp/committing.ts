/** Commit messages in the editor: a diff in, a message to look at out. */
import { commitMessage, type CommitMessageDeps } from "../commitMessage/handler";
import { type CommitMessageRequest } from "../protocol";
import { t } from "../util/l10n";
import { type Host } from "./host";

export interface CommittingDeps extends CommitMessageDeps {
  readonly host: Pick<Host, "progress">;
  /** Resolves when it is known whether the assistant model may write; rejects only when aborted. */
  modelTested(signal: AbortSignal): Promise<void>;
}

export const createCommitting =
  (deps: CommittingDeps) =>
  async (params: CommitMessageRequest.Params, signal: AbortSignal): Promise<CommitMessageRequest.Result> => {
    const progress = deps.host.progress(params.workDoneToken, t("Writing a commit message"));
    try {
      await deps.modelTested(signal);
      return await commitMessage(deps, params, signal);
    } finally {
      progress.end();
    }
  };
