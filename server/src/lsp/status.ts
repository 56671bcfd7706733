/** What the status item shows, told whenever a part of it changed. */
import { type Status } from "../protocol";

export interface StatusDeps {
  models(): Pick<Status, "roles" | "engine">;
  network(): Status["network"];
  publish(status: Status): void;
}

export interface StatusBoard {
  /** Something of `models` or `network` changed. */
  changed(): void;
  completed(milliseconds: number): void;
  otherWindow(present: boolean): void;
}

export function createStatusBoard(deps: StatusDeps): StatusBoard {
  let lastCompletion: number | undefined;
  let otherWindow = false;

  function changed(): void {
    deps.publish({
      ...deps.models(),
      network: deps.network(),
      ...(lastCompletion === undefined ? {} : { lastCompletion }),
      otherWindow,
    });
  }

  return {
    changed,
    completed: (milliseconds) => {
      lastCompletion = Math.round(milliseconds);
      changed();
    },
    otherWindow: (present) => {
      if (present === otherWindow) return;
      otherWindow = present;
      changed();
    },
  };
}
