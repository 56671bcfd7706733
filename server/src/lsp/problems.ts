/** What is wrong in the settings now: their values, and the rule packs that they name. */
import { type SettingProblem } from "../protocol";

export interface ProblemBoard {
  /** Values of settings were read again; what was known of packs is forgotten with them. */
  settings(problems: readonly SettingProblem[]): void;
  /** A review met these; each is told once. */
  packs(problems: readonly string[]): void;
}

export function createProblemBoard(publish: (problems: readonly SettingProblem[]) => void): ProblemBoard {
  let fromSettings: readonly SettingProblem[] = [];
  let fromPacks: ReadonlySet<string> = new Set();

  const tell = () =>
    publish([...fromSettings, ...[...fromPacks].map((message) => ({ key: "hanare.review.packs", message }))]);

  return {
    settings: (problems) => {
      fromSettings = problems;
      fromPacks = new Set();
      tell();
    },
    packs: (problems) => {
      const all = new Set([...fromPacks, ...problems]);
      if (all.size === fromPacks.size) return;
      fromPacks = all;
      tell();
    },
  };
}
