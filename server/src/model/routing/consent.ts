/** Whether the user wants texts to go to a server: asked before the first time, for each server, session and workspace. */
import { type ConfirmSendingRequest, type SendingAnswer } from "../../protocol";
import { unlessAborted } from "../../util/unlessAborted";
import { cannotConfirm, keptLocal, notSent } from "./words";

export type Preview = ConfirmSendingRequest.Params;

export interface ConsentPorts {
  /** Shows what would be sent and asks. Undefined: nobody can be asked. Rejects as the editor does. */
  confirm(preview: Preview): Promise<SendingAnswer | undefined>;
  /** What is open now: another workspace, another question. */
  workspace(): string;
  /** Milliseconds; only differences count. */
  now(): number;
}

export interface Consents {
  /** Resolves when it may be sent. Rejects with a `ModelError` when not, and with the signal's reason. */
  ask(preview: Preview, signal: AbortSignal): Promise<void>;
  /** The user wants nothing to go there. */
  isLocal(endpoint: string): boolean;
}

/** Milliseconds for which "no" holds for the rest of the same work: nobody is asked for every section of a review. */
const holds = 30_000;

export function createConsents({ confirm, workspace, now }: ConsentPorts): Consents {
  const answers = new Map<string, SendingAnswer>();
  const refusals = new Map<string, number>();
  const questions = new Map<string, Promise<SendingAnswer | undefined>>();
  const keyOf = (endpoint: string) => `${endpoint}\n${workspace()}`;

  /** One question at a time for a server; it outlives the request that needed it first. */
  function answerFor(key: string, preview: Preview): Promise<SendingAnswer | undefined> {
    const asked = questions.get(key) ?? confirm(preview).finally(() => questions.delete(key));
    questions.set(key, asked);
    return asked;
  }

  return {
    isLocal: (endpoint) => answers.get(keyOf(endpoint)) === "local",
    async ask(preview, signal) {
      const { endpoint, task } = preview;
      const key = keyOf(endpoint);
      const work = `${key}\n${task}`;
      const known = answers.get(key);
      if (known === "send") return;
      if (known === "local") throw keptLocal(endpoint);
      const refused = refusals.get(work);
      if (refused !== undefined && now() - refused < holds) {
        refusals.set(work, now());
        throw notSent(endpoint);
      }
      const answer = await unlessAborted(answerFor(key, preview), signal);
      if (answer === undefined) throw cannotConfirm(endpoint);
      if (answer === "no") {
        // While one types, each key would ask again.
        refusals.set(work, task === "completion" ? Infinity : now());
        throw notSent(endpoint);
      }
      answers.set(key, answer);
      if (answer === "local") throw keptLocal(endpoint);
    },
  };
}
