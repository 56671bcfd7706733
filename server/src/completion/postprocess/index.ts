/**
 * The filters in their order. `beforeCache` see the hole the text was generated for, and what they leave is
 * cached with it; `beginning` are those of them that judge the first words; `afterCache` see the hole as it is now, after the user typed on or changed the encoding.
 */
import { balanceBrackets } from "./balanceBrackets";
import { closeBlocks } from "./closeBlocks";
import { blank } from "./blank";
import { blankLine } from "./blankLine";
import { brokenCharacter } from "./brokenCharacter";
import { chat } from "./chat";
import { doubleSpace } from "./doubleSpace";
import { type Draft, type Filter, type FilterContext } from "./draft";
import { duplicateKey } from "./duplicateKey";
import { echoedHeader } from "./echoedHeader";
import { echoedLineStart } from "./echoedLineStart";
import { echoedSpecialTokens } from "./echoedSpecialTokens";
import { emptyComment } from "./emptyComment";
import { fixedColumns } from "./fixedColumns";
import { indentation } from "./indentation";
import { leadingBlankLines } from "./leadingBlankLines";
import { limitScopeByIndentation } from "./limitScopeByIndentation";
import { oddIndentation } from "./oddIndentation";
import { quotes } from "./quotes";
import { repeatedTail } from "./repeatedTail";
import { repeatsLineAbove } from "./repeatsLineAbove";
import { repetition } from "./repetition";
import { similarToRest } from "./similarToRest";
import { similarToSuffix } from "./similarToSuffix";
import { singleLine } from "./singleLine";
import { stopAtRest } from "./stopAtRest";
import { stopAtSuffix } from "./stopAtSuffix";
import { trimTrailingSpace } from "./trimTrailingSpace";
import { unencodable } from "./unencodable";

export type { Draft, Filter, FilterContext } from "./draft";

/** Name and function are the same word, so that a journal's drop leads to the file. */
export const filters = {
  brokenCharacter,
  chat,
  echoedSpecialTokens,
  echoedHeader,
  echoedLineStart,
  doubleSpace,
  leadingBlankLines,
  singleLine,
  repetition,
  stopAtSuffix,
  similarToSuffix,
  repeatsLineAbove,
  duplicateKey,
  limitScopeByIndentation,
  blankLine,
  stopAtRest,
  similarToRest,
  repeatedTail,
  quotes,
  balanceBrackets,
  closeBlocks,
  indentation,
  oddIndentation,
  emptyComment,
  trimTrailingSpace,
  fixedColumns,
  unencodable,
  blank,
} as const satisfies Readonly<Record<string, Filter>>;

export type FilterName = keyof typeof filters;

export const beforeCache: readonly FilterName[] = [
  // What is no code at all goes first: the others may take the rest at its word.
  "brokenCharacter",
  "chat",
  "echoedSpecialTokens",
  "echoedHeader",
  // Where text and line meet at the cursor.
  "echoedLineStart",
  "doubleSpace",
  "leadingBlankLines",
  // Where the text ends.
  "singleLine",
  "repetition",
  "stopAtSuffix",
  "similarToSuffix",
  "repeatsLineAbove",
  "duplicateKey",
  "limitScopeByIndentation",
  "blankLine",
  // Where text and rest of the line meet; before the brackets, which then know what is replaced.
  "stopAtRest",
  "similarToRest",
  "repeatedTail",
  "quotes",
  "balanceBrackets",
  "closeBlocks",
  // How it is written.
  "indentation",
  "oddIndentation",
  "emptyComment",
  "trimTrailingSpace",
];

/** Of these, what can be told before the text has come to its end. */
export const beginning: readonly FilterName[] = [
  "brokenCharacter",
  "chat",
  "echoedSpecialTokens",
  "echoedHeader",
  "echoedLineStart",
  "doubleSpace",
  "leadingBlankLines",
  "indentation",
  "oddIndentation",
];

export const afterCache: readonly FilterName[] = ["fixedColumns", "unencodable", "blank"];

/** Undefined when a filter dropped or emptied the text, after `onDropped` was told its name. */
export function applyFilters(
  names: readonly FilterName[],
  draft: Draft,
  context: FilterContext,
  onDropped: (name: FilterName) => void,
): Draft | undefined {
  let current = draft;
  for (const name of names) {
    const next = filters[name](current, context);
    if (next === undefined || (next.text === "" && current.text !== "")) {
      onDropped(name);
      return undefined;
    }
    current = next;
  }
  return current;
}
