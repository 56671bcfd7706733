/** When a shared engine ends by itself: some time after the last window left, at once when it is no longer announced. */
import { type Clock } from "../../admission";

export interface IdleExitPorts {
  readonly clock: Pick<Clock, "after">;
  /** Milliseconds. */
  readonly idle: number;
  /** New windows can find this engine: its claim stands, so its storage is there. */
  isAnnounced(): boolean;
  exit(): void;
}

export interface IdleExit {
  /** Windows that are attached. */
  windows(count: number): void;
}

/** How often it is looked whether the storage is still there, while no window is attached; in milliseconds. */
const look = 1000;

export function createIdleExit({ clock, idle, isAnnounced, exit }: IdleExitPorts): IdleExit {
  let callOff = () => {};

  function wait(left: number): void {
    if (left <= 0 || !isAnnounced()) return exit();
    const step = Math.min(look, left);
    callOff = clock.after(step, () => wait(left - step));
  }

  return {
    windows(count) {
      callOff();
      callOff = () => {};
      if (count === 0) wait(idle);
    },
  };
}
