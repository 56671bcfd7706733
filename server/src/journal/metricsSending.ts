/**
 * Figures to a collector of the organisation: what was measured since the last time, every few minutes, as the export has
 * it. What the collector cannot take now is kept for a while and sent later; what it refuses is not sent again.
 */
import { type JournalEvent } from "./event";
import { otlpOf } from "./otlp";

export type Posted =
  | { readonly kind: "taken" }
  /** Sending it again would not help. */
  | { readonly kind: "refused"; readonly message: string }
  /** `wait`: milliseconds that the collector wishes. */
  | { readonly kind: "later"; readonly message: string; readonly wait?: number };

/** Sends one payload; rejects with the signal's reason only. */
export type Post = (payload: string, signal: AbortSignal) => Promise<Posted>;

export interface MetricsSendingPorts {
  readonly product: { readonly name: string; readonly version: string };
  /** Calls back once after milliseconds; the answered function calls it off. */
  after(milliseconds: number, callback: () => void): () => void;
  /** What is wrong and what to do, in the user's language; told once until it works again. */
  onTrouble(message: string): void;
}

export interface MetricsSending {
  add(event: JournalEvent): void;
  /** Where to and how often; undefined: nowhere, and what waits is forgotten. */
  apply(target: { readonly post: Post; readonly minutes: number } | undefined): void;
  /** Why the figures do not arrive. */
  trouble(): string | undefined;
  /** Sends what waits, once, unless nobody was there, and no more. Rejects with the signal's reason only. */
  stop(signal: AbortSignal): Promise<void>;
}

/** Events that wait for a collector; the oldest go first. */
export const mostWaiting = 5_000;
const minute = 60_000;
/** Milliseconds. */
const longestWait = 60 * minute;

export function createMetricsSending({ product, after, onTrouble }: MetricsSendingPorts): MetricsSending {
  const never = new AbortController();
  let waiting: readonly JournalEvent[] = [];
  let target: { readonly post: Post; readonly minutes: number } | undefined;
  let callOff: (() => void) | undefined;
  let failures = 0;
  let trouble: string | undefined;

  function failed(message: string): void {
    if (trouble === undefined) onTrouble(message);
    trouble = message;
  }

  function settle(posted: Posted, batch: readonly JournalEvent[]): number {
    const usual = (target?.minutes ?? 0) * minute;
    failures = posted.kind === "later" ? failures + 1 : 0;
    if (posted.kind === "taken") trouble = undefined;
    else failed(posted.message);
    if (posted.kind !== "later") return usual;
    waiting = [...batch, ...waiting].slice(-mostWaiting);
    return Math.min(longestWait, Math.max(usual * 2 ** failures, posted.wait ?? 0));
  }

  /** Milliseconds until the next time. */
  async function send(signal: AbortSignal): Promise<number> {
    const [asked, batch] = [target, waiting];
    if (asked === undefined) return 0;
    if (batch.length === 0) return asked.minutes * minute;
    waiting = [];
    const posted = await asked.post(JSON.stringify(otlpOf(batch, product)), signal);
    signal.throwIfAborted();
    // Another collector has nothing to do with what this one said.
    return asked === target ? settle(posted, batch) : 0;
  }

  function schedule(milliseconds: number): void {
    callOff?.();
    callOff = after(milliseconds, () => {
      const asked = target;
      void send(never.signal).then(
        (wait) => asked !== undefined && asked === target && schedule(wait),
        () => undefined,
      );
    });
  }

  return {
    add(event) {
      if (target !== undefined) waiting = [...waiting, event].slice(-mostWaiting);
    },
    apply(next) {
      callOff?.();
      [target, failures, trouble] = [next, 0, undefined];
      if (next === undefined) waiting = [];
      else schedule(next.minutes * minute);
    },
    trouble: () => trouble,
    async stop(signal) {
      callOff?.();
      never.abort();
      if (trouble === undefined) await send(signal);
      target = undefined;
    },
  };
}
