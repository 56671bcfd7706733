/** Questions in the editor: what is read first, which files may be answered from, and what is told while it is written. */
import { type Asker } from "../ask/handler";
import { type SourceDocument } from "../documents/document";
import { acceptIn } from "../documents/uris";
import { type Answer, type AskRequest } from "../protocol";
import { indexLines } from "../util/lines";
import { t } from "../util/l10n";
import { RequestError } from "../util/requestError";
import { type Host } from "./host";
import { type Searching } from "./searching";

export interface AskingDeps {
  readonly asker: Asker;
  readonly searching: Pick<Searching, "read" | "coverage">;
  readonly host: Pick<Host, "progress" | "asking">;
  load(uri: string, signal: AbortSignal): Promise<SourceDocument>;
  /** Resolves when it is known whether the assistant model may answer; rejects only when aborted. */
  modelTested(signal: AbortSignal): Promise<void>;
}

/** Nobody knows how long an answer gets: the bar moves with every sentence, and never to its end. */
const doneRead = 0.1;
const doneWith = ({ sentences }: Answer) => Math.min(0.9, 0.2 + sentences.length / 10);

export function createAsking({ asker, searching, host, load, modelTested }: AskingDeps) {
  /** Cancelling answers what was checked; while documents are read there is nothing yet, so that it rejects. */
  return async (params: AskRequest.Params, signal: AbortSignal): Promise<AskRequest.Result> => {
    const { question, about, scope, model, id, workDoneToken } = params;
    if (!/[\p{L}\p{N}]/u.test(question)) throw new RequestError("no-question", t("Write a question first."));
    const progress = host.progress(workDoneToken, t("Answering"));
    try {
      const selected = about && (await selection(about, signal));
      await searching.read(signal);
      progress.report(doneRead, "");
      // An abort while waiting is told by the answer itself (`stopped`).
      if (model !== false)
        await modelTested(signal).catch((error: unknown) => {
          if (!signal.aborted) throw error;
        });
      const answer = await asker.ask(
        {
          ...{ question, accept: acceptIn(scope) },
          ...(model === undefined ? {} : { model }),
          ...(selected === undefined ? {} : { about: selected }),
        },
        (answered) => {
          progress.report(
            doneWith(answered),
            t("Sentences that were checked: {0}", answered.sentences.length),
          );
          if (id !== undefined) host.asking({ id, answer: answered });
        },
        signal,
      );
      return { ...answer, coverage: searching.coverage() };
    } finally {
      progress.end();
    }
  };

  async function selection({ uri, range }: NonNullable<AskRequest.Params["about"]>, signal: AbortSignal) {
    const document = await load(uri, signal);
    signal.throwIfAborted();
    const lines = indexLines(document.text);
    return { document, span: { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) } };
  }
}
