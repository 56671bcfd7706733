/**
 * The last answers of the model that stand in no panel of Hanare's (chat, code, drafts, commit messages): in memory,
 * for who wants to rate one. Knows no editor.
 */
import { type AskedAgain, type JournalTask } from "../../../server/src/protocol";

export interface RecentAnswer {
  readonly task: JournalTask;
  /** What was asked, for a list of answers: a question, or what was done with which file. */
  readonly label: string;
  readonly text: string;
  /** Absent: no model had a say in it. */
  readonly model?: string;
  /** What a case of a suite asks; absent: it cannot be one. */
  readonly asked?: AskedAgain;
}

export interface RecentAnswers {
  /** An answer without words, such as the call of a tool, is none. */
  add(answer: RecentAnswer): void;
  /** The newest first. */
  all(): readonly RecentAnswer[];
}

/** A chat asks its model for titles and the like, too: the answer that is meant may not be the last one. */
const most = 10;

export function createRecentAnswers(): RecentAnswers {
  let known: readonly RecentAnswer[] = [];
  return {
    add(answer) {
      if (answer.text.trim() !== "") known = [answer, ...known].slice(0, most);
    },
    all: () => known,
  };
}
