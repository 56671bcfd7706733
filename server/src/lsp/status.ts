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
  /** A suggestion was shown, this many milliseconds after it was asked for. */
  completed(milliseconds: number): void;
  accepted(): void;
  /** Why completion is too slow to be of use, in the user's language; undefined when it is not. */
  advice(text: string | undefined): void;
  otherWindow(present: boolean): void;
}

export function createStatusBoard(deps: StatusDeps): StatusBoard {
  let lastCompletion: number | undefined;
  let advice: string | undefined;
  let shown = 0;
  let accepted = 0;
  let otherWindow = false;

  function changed(): void {
    deps.publish({
      ...deps.models(),
      network: deps.network(),
      ...(lastCompletion === undefined ? {} : { lastCompletion }),
      ...(shown === 0 ? {} : { completions: { shown, accepted } }),
      ...(advice === undefined ? {} : { advice }),
      otherWindow,
    });
  }

  return {
    changed,
    completed: (milliseconds) => {
      lastCompletion = Math.round(milliseconds);
      shown += 1;
      changed();
    },
    accepted: () => {
      accepted += 1;
      changed();
    },
    advice: (text) => {
      if (text === advice) return;
      advice = text;
      changed();
    },
    otherWindow: (present) => {
      if (present === otherWindow) return;
      otherWindow = present;
      changed();
    },
  };
}
