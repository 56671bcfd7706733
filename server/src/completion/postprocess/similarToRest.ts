/** Where the text writes the rest of the line in a slightly different way, it replaces the rest or goes. */
import { type Hole, literalAt } from "../hole";
import { isCjk, isWordChar, lastChar, weightOf } from "../words";
import { type Draft, type Filter } from "./draft";
import { brokenMarks } from "./repeatedTail";
import { editDistance } from "./similar";

/** What the rest has to say to be recognised. */
const tellingWeight = 6;
/** Share of the longer one's characters that may differ. */
const tolerance = 0.4;
/** Characters that are compared. */
const reach = 200;

export const similarToRest: Filter = (draft, { hole }) => {
  const rest = hole.lineSuffix.trimEnd();
  if (draft.replace > 0 || draft.text.includes("\n") || weightOf(rest) < tellingWeight) return draft;
  // What repeats it to the letter is `repeatedTail`'s.
  if (draft.text.endsWith(rest) || goesBefore(draft.text, rest) || !rewrites(draft.text, rest, hole))
    return draft;
  return replaced(draft, rest, hole);
};

/** An argument, an operand, a word before what stands there. */
function goesBefore(text: string, rest: string): boolean {
  if (text.endsWith("{") && rest.endsWith("{")) return false;
  return /[\s([{<>,.:?=+\-*/%&|^~!@\\、，・（「『：]$/u.test(text);
}

function rewrites(text: string, rest: string, hole: Hole): boolean {
  const [own, other] = [text.trim().slice(0, reach), rest.trim().slice(0, reach)];
  const limit = Math.max(own.length, other.length) * tolerance;
  if (own[0] === other[0] && editDistance(own, other, limit) < limit) return true;
  const head = commonHead(own, other);
  const alike = head.length >= Math.min(own.length, other.length) * (1 - tolerance);
  if (alike && weightOf(head) >= tellingWeight) return true;
  // Two expressions side by side are none, whatever else they say.
  return literalAt(hole) === undefined && !hole.syntax.prose && meets(text, rest) && sameStart(own, other);
}

function commonHead(a: string, b: string): string {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return a.slice(0, at);
}

/** Word against word, or a closed expression against a word. */
function meets(text: string, rest: string): boolean {
  const last = lastChar(text);
  return isWordChar(rest.at(0)) && !isCjk(rest.at(0)) && (isWordChar(last) || /[)\];]$/u.test(text));
}

const firstWord = (text: string) => /^[\p{L}_$][\p{L}\p{N}_$]+/u.exec(text)?.[0];

function sameStart(own: string, other: string): boolean {
  const word = firstWord(own);
  return word !== undefined && word === firstWord(other);
}

/** Editors show a replacement only where it keeps every character that is there. */
function replaced(draft: Draft, rest: string, hole: Hole): Draft | undefined {
  const better = brokenMarks(draft.text, hole) <= brokenMarks(hole.lineSuffix, hole);
  return better && keeps(draft.text, rest)
    ? { text: draft.text, replace: hole.lineSuffix.length }
    : undefined;
}

function keeps(text: string, rest: string): boolean {
  let at = 0;
  for (const char of text) if (char === rest[at]) at++;
  return at === rest.length;
}
