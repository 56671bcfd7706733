/** How the messages of a repository are written: follows its recent commits. */
import { languageOfText } from "../documents/wording";
import { type Language } from "../util/l10n";

export interface Style {
  readonly conventional: boolean;
  readonly language: Language;
}

export const types = [
  "feat",
  "fix",
  "docs",
  "test",
  "refactor",
  "perf",
  "style",
  "build",
  "ci",
  "chore",
  "revert",
] as const;
export type CommitType = (typeof types)[number];

const conventional = new RegExp(`^(?:${types.join("|")})(?:\\([^)]+\\))?!?: `);

/** Of merges and reverts nobody chose the words. */
const made = /^(?:Merge|Revert "|fixup!|squash!)/;

/** `own`: the user's language, where there are no commits yet. */
export function styleOf(recent: readonly string[], own: Language): Style {
  const written = recent.filter((message) => message.trim() !== "" && !made.test(message));
  const subjects = written.map(subjectOf);
  const like = subjects.filter((subject) => conventional.test(subject)).length;
  return {
    conventional: like * 2 > subjects.length,
    language: subjects.length === 0 ? own : languageOf(subjects),
  };
}

const subjectOf = (message: string) => message.split("\n", 1)[0] ?? "";

/** By most of the messages; names of files and functions are English in any of them. */
function languageOf(subjects: readonly string[]): Language {
  const japanese = subjects.filter(
    (subject) => languageOfText(subject.replace(conventional, "")) === "ja",
  ).length;
  return japanese * 2 > subjects.length ? "ja" : "en";
}
