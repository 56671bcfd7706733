/** A shared engine as one of its windows has it: the port of an own engine over the owner-only endpoint. */
import { type LocalConnection } from "../../../network/local";
import { t } from "../../../util/l10n";
import { type ModelError } from "../../runtime";
import { createCalls } from "../calls";
import { engineCrashed } from "../ending";
import { type EngineProcess, questions } from "../process";
import { type HostMessage, isNotice, type Notice, type WindowMessage } from "./notices";

/** Milliseconds that it is waited for an engine to take its leave. */
const leaveTime = 3000;

/** The last count is told to who begins to listen. */
function createWindowCount() {
  const listeners: ((count: number) => void)[] = [];
  let last: number | undefined;
  return {
    tell(count: number): void {
      last = count;
      for (const listener of listeners) listener(count);
    },
    listen(listener: (count: number) => void): void {
      listeners.push(listener);
      if (last !== undefined) listener(last);
    },
  };
}

export interface AttachedOptions {
  readonly connection: LocalConnection;
  readonly pid: number;
  readonly log: (line: string) => void;
}

export function attachedEngine({ connection, pid, log }: AttachedOptions): EngineProcess {
  const send = (message: WindowMessage) => connection.send(message);
  const calls = createCalls(send);
  const crashListeners: ((error: ModelError) => void)[] = [];
  const windows = createWindowCount();
  let quitting = false;
  let ended = false;
  let gone = () => {};
  const isGone = new Promise<void>((resolve) => (gone = resolve));

  function onNotice(notice: Notice): void {
    if (notice.notice === "log") log(notice.line);
    if (notice.notice === "quitting") quitting = true;
    if (notice.notice === "windows") windows.tell(notice.count);
  }

  connection.listen({
    message(raw) {
      const message = raw as HostMessage;
      if (isNotice(message)) onNotice(message);
      else calls.onReply(message);
    },
    closed() {
      gone();
      if (ended) return;
      ended = true;
      const error = engineCrashed(
        quitting ? t("another window restarted it") : t("the connection to it closed"),
      );
      calls.fail(error);
      crashListeners.forEach((listener) => listener(error));
    },
  });

  function fail(reason: ModelError): void {
    ended = true;
    calls.fail(reason);
  }

  return {
    ...questions(calls),
    pid,
    noteTyping: () => !ended && send({ call: "typing" }),
    onCrash: (listener) => crashListeners.push(listener),
    onWindows: windows.listen,
    stop: (reason) => {
      if (!ended) fail(reason);
      connection.close();
    },
    async release(reason, forWhom) {
      if (!ended) {
        fail(reason);
        send({ call: "release", forWhom });
        const timer = setTimeout(gone, leaveTime);
        await isGone;
        clearTimeout(timer);
      }
      connection.close();
    },
  };
}
