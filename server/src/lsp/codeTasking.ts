/** Tasks on code in the editor: what is selected in, what the user may look at and accept out. */
import { type CodeTaskDeps, runCodeTask } from "../codeTasks/handler";
import { type SourceDocument } from "../documents/document";
import { type CodeTaskRequest } from "../protocol";
import { indexLines } from "../util/lines";
import { t } from "../util/l10n";
import { type Host } from "./host";

export interface CodeTaskingDeps extends CodeTaskDeps {
  readonly host: Pick<Host, "progress" | "codeTask">;
  load(uri: string, signal: AbortSignal): Promise<SourceDocument>;
  /** Resolves when it is known whether the assistant model may answer; rejects only when aborted. */
  modelTested(signal: AbortSignal): Promise<void>;
}

/** Nobody knows how long an answer gets: the bar moves with every line, and never to its end. */
const doneWith = (lines: number) => Math.min(0.95, lines / (lines + 30));

export function createCodeTasking(deps: CodeTaskingDeps) {
  return async (params: CodeTaskRequest.Params, signal: AbortSignal): Promise<CodeTaskRequest.Result> => {
    const { task, uri, range, id, workDoneToken } = params;
    const progress = deps.host.progress(workDoneToken, t("Asking the model"));
    try {
      const document = await deps.load(uri, signal);
      await deps.modelTested(signal);
      signal.throwIfAborted();
      const lines = indexLines(document.text);
      const selection = { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) };
      let told = 0;
      return await runCodeTask(
        deps,
        { task, document, selection },
        (text) => {
          const written = text.split("\n").length;
          // A line at a time: a token is no news.
          if (written === told) return;
          told = written;
          progress.report(doneWith(written), t("Lines written: {0}", written));
          if (id !== undefined) deps.host.codeTask({ id, text });
        },
        signal,
      );
    } finally {
      progress.end();
    }
  };
}
