/** What a suggestion is worth, beside the text that was taken out of its hole. */
import { type Answer, type Suggestion } from "./answer";
import { type SyntaxCheck } from "./parsing";
import { type CorpusHole } from "./projects";
import { editSimilarity } from "../../../server/src/evaluate/similarity";

/** Shares are 0 or 1 for one hole; undefined where the question does not arise. */
export interface Score {
  readonly suggested: number;
  readonly exact: number;
  /** 0 without a suggestion. */
  readonly similarity: number;
  /** Of suggestions in files that parsed before. */
  readonly parses: number | undefined;
  /** A suggestion that breaks a file that parsed; no suggestion breaks nothing. */
  readonly breaks: number | undefined;
}

export type Metric = keyof Score;

export function scoreOf(hole: CorpusHole, given: Suggestion | undefined, check: SyntaxCheck): Score {
  const { language } = hole.project;
  const whole = check.parses(language, hole.file.text);
  if (given === undefined) {
    return { suggested: 0, exact: 0, similarity: 0, parses: undefined, breaks: whole ? 0 : undefined };
  }
  const after = hole.document.slice(hole.start + given.replace);
  const parses = check.parses(language, hole.document.slice(0, hole.start) + given.text + after) ? 1 : 0;
  const [said, wanted] = compared(hole, given);
  return {
    suggested: 1,
    exact: said === wanted ? 1 : 0,
    similarity: editSimilarity(said, wanted),
    parses: whole ? parses : undefined,
    breaks: whole ? 1 - parses : undefined,
  };
}

/** A suggestion may repeat the rest of the line and replace it; of a `line` only the first line is looked at. */
function compared(hole: CorpusHole, { text, replace }: Suggestion): readonly [string, string] {
  const wanted = hole.text + hole.document.slice(hole.start, hole.start + replace);
  const said = hole.kind === "line" ? (text.trimStart().split("\n", 1)[0] ?? "") : text;
  return [said.trim(), wanted.trim()];
}

export interface Scores {
  readonly filtered: Score;
  readonly raw: Score;
}

export function scoresOf(hole: CorpusHole, answer: Answer, check: SyntaxCheck): Scores {
  return { filtered: scoreOf(hole, answer.filtered, check), raw: scoreOf(hole, answer.raw, check) };
}
