/** The user looks at a place: its prompt is evaluated before the first suggestion there is asked for. */
import { type Ask } from "./asks";
import { type Delay, passed } from "./waiting";

export interface VisitsPorts {
  readonly delay: Delay;
  evaluate(ask: Ask, signal: AbortSignal): Promise<void>;
  onError(error: unknown): void;
}

export interface Visits {
  /** Never rejects. */
  visit(ask: Ask): Promise<void>;
  end(): void;
}

/** Milliseconds a place is looked at before its prompt is evaluated: flipping through files costs nothing. */
const pause = 600;

export function createVisits({ delay, evaluate, onError }: VisitsPorts): Visits {
  let controller = new AbortController();

  function end(): void {
    controller.abort();
    controller = new AbortController();
  }

  async function visit(ask: Ask): Promise<void> {
    const { signal } = controller;
    try {
      if (await passed(pause, delay, signal)) await evaluate(ask, signal);
    } catch (error) {
      if (!signal.aborted) onError(error);
    }
  }

  return { visit, end };
}
