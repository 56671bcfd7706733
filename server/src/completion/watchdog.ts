/** Says when completion is too slow to be of use, and what helps. */
import { t } from "../util/l10n";

export interface Watchdog {
  /** A suggestion that was waited for: how long, and whether it came. */
  note(milliseconds: number, came: boolean): void;
  /** Undefined while all is well. In the user's language. */
  advice(): string | undefined;
}

/** Requests that are looked back at. */
const window = 10;
/** Milliseconds. A suggestion that comes later is not read. */
const slow = 5000;
/** A request given up by the user after less says nothing about the model. */
const patience = 3000;

export function createWatchdog(): Watchdog {
  const last: { readonly milliseconds: number; readonly came: boolean }[] = [];
  return {
    note(milliseconds, came) {
      if (!came && milliseconds < patience) return;
      last.push({ milliseconds, came });
      if (last.length > window) last.shift();
    },
    advice() {
      if (last.length < window) return undefined;
      const mean = last.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / last.length;
      const missed = last.filter(({ came }) => !came).length;
      if (mean <= slow && missed <= window / 2) return undefined;
      return t(
        "Suggestions take {0} seconds on this machine. Choose a smaller model (0.5B to 1.5B), lower hanare.completion.prefixTokens and contextTokens, or let a GPU help (hanare.gpu.layers).",
        Math.max(1, Math.round(mean / 1000)),
      );
    },
  };
}
