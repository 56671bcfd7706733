/** Every rule; where two find the same place, the earlier one tells it. */
import { type Rule } from "../rule";
import { oddCharacters, widths } from "./characters";
import { articles, grammar } from "./grammar";
import { honorifics } from "./honorifics";
import { inflections } from "./inflection";
import { particles } from "./particles";
import { doubledMarks, misplacedMarks, missingStops, mixedMarks } from "./punctuation";
import { saidTwice } from "./redundancy";
import { doubledStretches, doubledWords } from "./repetition";
import { brackets, doubleNegatives, longSentences, mixedStyle } from "./sentences";
import { spelling } from "./spelling";
import { ownTerms, styleTerms, typos } from "./terms";

export const rules: readonly Rule[] = [
  oddCharacters,
  widths,
  ownTerms,
  typos,
  styleTerms,
  spelling,
  ...[doubledWords, doubledStretches, saidTwice, particles, inflections],
  ...[doubledMarks, mixedMarks, missingStops, misplacedMarks],
  ...[articles, grammar, honorifics],
  ...[doubleNegatives, brackets, mixedStyle, longSentences],
];
