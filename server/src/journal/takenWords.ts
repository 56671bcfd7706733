/**
 * Which kept answer a suggestion was taken from. The editor tells the words that were taken, not the request they came
 * of: the newest answer for the document that holds them is the one. All of it is in memory, and little.
 */
import { type TraceVerdict } from "./trace";

/** What a user made of a suggestion. */
export interface TakenWords {
  readonly uri: string;
  /** Of the suggestion, up to where it was taken. */
  readonly words: string;
  /** What stands there some minutes later, if that is something else. */
  readonly standing?: { readonly text: string; /** Of the words, 0 to 1. */ readonly share: number };
}

/** An answer of a model to a request about these documents. */
export interface RecentAnswer {
  readonly id: string;
  readonly uris: readonly string[];
  readonly answer: string;
}

export interface KnownVerdict {
  readonly id: string;
  readonly verdict: TraceVerdict;
}

export interface RecentAnswers {
  /** What became of it already: a suggestion may be taken before its answer has ended. */
  add(answer: RecentAnswer): KnownVerdict | undefined;
  taken(words: TakenWords): KnownVerdict | undefined;
}

const mostAnswers = 50;
const mostWaiting = 10;
/** Of a suggestion of which less is left somebody changed their mind. */
const leastShare = 0.5;

const plain = (text: string) => text.replace(/\r\n?/g, "\n");

export function createRecentAnswers(): RecentAnswers {
  let answers: readonly RecentAnswer[] = [];
  let waiting: readonly TakenWords[] = [];
  return {
    add(answer) {
      answers = [answer, ...answers].slice(0, mostAnswers);
      const taken = waiting.find((words) => placeIn(answer, words) >= 0);
      if (taken === undefined) return undefined;
      waiting = waiting.filter((words) => words !== taken);
      return { id: answer.id, verdict: verdictOf(answer, taken) };
    },
    taken(words) {
      const answer = answers.find((one) => placeIn(one, words) >= 0);
      if (answer !== undefined) return { id: answer.id, verdict: verdictOf(answer, words) };
      waiting = [words, ...waiting].slice(0, mostWaiting);
      return undefined;
    },
  };
}

function placeIn({ uris, answer }: RecentAnswer, { uri, words }: TakenWords): number {
  return words.trim() !== "" && uris.includes(uri) ? plain(answer).indexOf(plain(words)) : -1;
}

function verdictOf(answer: RecentAnswer, taken: TakenWords): TraceVerdict {
  const { words, standing } = taken;
  const before = plain(answer.answer).slice(0, placeIn(answer, taken));
  if (standing === undefined) return { outcome: "taken", text: before + plain(words) };
  if (standing.share < leastShare) return { outcome: "bad" };
  return { outcome: "edited", text: before + plain(standing.text) };
}
