/**
 * What is done while the user reads a suggestion: the one that follows it, a fresh frame where much was typed
 * behind the old one, a whole one where it was begun small. The next key ends it.
 */
import { type Ask, askAfter } from "./asks";
import { type CacheEntry } from "./cache";
import { linesOf } from "./context/anchor";
import { type Framed } from "./frames";
import { type Outcome } from "./generation";
import { type Delay, passed } from "./waiting";

export interface RestPorts {
  readonly delay: Delay;
  isCached(ask: Ask): boolean;
  /** Generates for an ask that nobody waits for. */
  generate(ask: Ask): Promise<Outcome>;
  /** The frame that serves the ask now. */
  framed(ask: Ask, signal: AbortSignal): Promise<Framed>;
  /** Nobody waits for this work, so what goes wrong is only told. */
  onError(error: unknown): void;
  /** Takes a fresh frame and has it evaluated. */
  renew(ask: Ask): Promise<void>;
}

export interface Rest {
  /** `shown`: what the user reads now; undefined when nothing was suggested. Never rejects. */
  begin(ask: Ask, shown: CacheEntry | undefined): Promise<void>;
  /** Another key, another request. */
  end(): void;
}

/** Milliseconds without a key before anything is begun. */
const pause = { reading: 250, thinking: 1200, stopping: 4000 };
/** Lines typed behind an anchor that make a new one worth its evaluation. */
const farBehind = 5;
/** Each time a whole frame was begun and not finished, the next one waits twice as long, up to so many times. */
const mostDoublings = 3;

export function createRest(ports: RestPorts): Rest {
  let controller = new AbortController();
  /** Whole frames begun since one served. */
  let begun = 0;

  async function follows(ask: Ask, shown: CacheEntry, signal: AbortSignal): Promise<void> {
    const next = askAfter(ask, shown);
    if (!(await passed(pause.reading, ports.delay, signal)) || ports.isCached(next)) return;
    await ports.generate(next);
  }

  async function refresh(ask: Ask, signal: AbortSignal): Promise<void> {
    if (!(await passed(pause.thinking, ports.delay, signal))) return;
    const { frame, middle } = await ports.framed(ask, signal);
    if (frame.small === true) return enlarge(ask, signal);
    begun = 0;
    if (linesOf(middle) >= farBehind && !signal.aborted) await ports.renew(ask);
  }

  /** A key before it is evaluated has the small one evaluated again, so this is for who really stops. */
  async function enlarge(ask: Ask, signal: AbortSignal): Promise<void> {
    const wait = pause.stopping * 2 ** Math.min(begun, mostDoublings) - pause.thinking;
    if (!(await passed(wait, ports.delay, signal))) return;
    begun++;
    await ports.renew(ask);
  }

  return {
    async begin(ask, shown) {
      const { signal } = controller;
      if (!ask.request.settings.ahead) return;
      try {
        if (shown !== undefined) await follows(ask, shown, signal);
        if (!signal.aborted) await refresh(ask, signal);
      } catch (error) {
        if (!signal.aborted) ports.onError(error);
      }
    },
    end() {
      controller.abort();
      controller = new AbortController();
    },
  };
}
