/** A clock that a test turns: timers ring when it says so. */
import { type Clock } from "../../../server/src/model/admission";

export interface ManualClock extends Clock {
  /** Lets time pass, ringing timers in their order, each with what follows from it. */
  advance(milliseconds: number): Promise<void>;
  /** Timers that are set now. */
  pending(): number;
  /** How often a timer has rung. */
  rung(): number;
}

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/** Everything that promises alone can do is done. */
export const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

export function createManualClock(): ManualClock {
  let time = 0;
  let rung = 0;
  let timers: Timer[] = [];
  return {
    now: () => time,
    after(milliseconds, callback) {
      const timer = { at: time + milliseconds, callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    async advance(milliseconds) {
      const end = time + milliseconds;
      for (;;) {
        await settled();
        const due = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (due === undefined) break;
        timers = timers.filter((other) => other !== due);
        time = Math.max(time, due.at);
        rung++;
        due.callback();
      }
      time = end;
      await settled();
    },
    pending: () => timers.length,
    rung: () => rung,
  };
}
