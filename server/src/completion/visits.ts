/** The user looks at a place: its prompt is evaluated before the first suggestion there is asked for. */
import { type Ask } from "./asks";
import { type Delay, passed } from "./waiting";

export interface VisitsPorts {
  readonly delay: Delay;
  /** Never rejects. */
  warm(ask: Ask): Promise<void>;
}

export interface Visits {
  /** Never rejects. */
  visit(ask: Ask): Promise<void>;
  /** A visit that has not begun its work does not. */
  end(): void;
}

/** Milliseconds until a prompt is evaluated, beside those that the client waits: flipping through files costs nothing. */
const pause = 200;

export function createVisits({ delay, warm }: VisitsPorts): Visits {
  let controller = new AbortController();
  return {
    async visit(ask) {
      if (await passed(pause, delay, controller.signal)) await warm(ask);
    },
    end() {
      controller.abort();
      controller = new AbortController();
    },
  };
}
