/**
 * Who is held back, and how long. A step that runs cannot be interrupted, so what a keystroke would have to
 * wait for must not begin: a batch generation rests while the user types, and every class rests between the
 * steps of a better one's generation. Nobody starves: a small step comes after a while in any case.
 */
import { priorities, type Priority } from "./runtime";

export interface Clock {
  /** Milliseconds, monotonic. */
  now(): number;
  /** Calls once after so many milliseconds; the answer calls it off. */
  after(milliseconds: number, callback: () => void): () => void;
}

/** Milliseconds after the last keystroke or completion request for which the user counts as typing. */
export const typingHold = 800;
/**
 * Milliseconds of waiting after which a step runs though its class is held back; with the step itself, a
 * batch gets one every three seconds. A completion is never held back.
 */
export const patience: Readonly<Record<Priority, number>> = { completion: 0, interactive: 1000, batch: 2500 };
/** The same right after a completion ended by itself: the user reads, so now is the best moment. */
const patienceInLull = 1500;

export interface Admission {
  /**
   * When a step of this class that has waited since `since` may run, in the clock's milliseconds. It may
   * become later while the user goes on typing; what makes it earlier is told by `onChange`.
   */
  opensAt(priority: Priority, since: number): number;
  /** A generation is asked for; the answer is called when it ended, with whether it was not cut short. */
  begin(priority: Priority): (finished: boolean) => void;
  noteTyping(): void;
  onChange(listener: () => void): void;
}

export function createAdmission(clock: Pick<Clock, "now">): Admission {
  const listeners: (() => void)[] = [];
  const generations: Record<Priority, number> = { completion: 0, interactive: 0, batch: 0 };
  const classes = Object.keys(priorities) as Priority[];
  let lastTyping = -Infinity;
  let lull = false;

  /** Until when the class is held back; Infinity: until a generation ends. */
  function heldUntil(priority: Priority): number {
    const better = classes.some(
      (other) => priorities[other] < priorities[priority] && generations[other] > 0,
    );
    if (better) return Infinity;
    return priority === "batch" ? lastTyping + typingHold : -Infinity;
  }

  return {
    opensAt(priority, since) {
      const longest = lull ? Math.min(patienceInLull, patience[priority]) : patience[priority];
      return Math.min(heldUntil(priority), since + longest);
    },
    begin(priority) {
      generations[priority]++;
      let ended = false;
      return (finished) => {
        if (ended) return;
        ended = true;
        generations[priority]--;
        // Only what is let in during this very call uses the lull; a new keystroke may come any moment.
        lull = finished && priority === "completion";
        listeners.forEach((listener) => listener());
        lull = false;
      };
    },
    noteTyping: () => {
      lastTyping = clock.now();
    },
    onChange: (listener) => listeners.push(listener),
  };
}
