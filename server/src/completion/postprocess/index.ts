/**
 * The filters in their order. `beforeCache` see the hole the text was generated for, and what they leave is
 * cached with it; `afterCache` see the hole as it is now, after the user typed on or changed the encoding.
 */
import { balanceBrackets } from "./balanceBrackets";
import { blank } from "./blank";
import { blankLine } from "./blankLine";
import { type Draft, type Filter, type FilterContext } from "./draft";
import { echoedSpecialTokens } from "./echoedSpecialTokens";
import { fixedColumns } from "./fixedColumns";
import { indentation } from "./indentation";
import { limitScopeByIndentation } from "./limitScopeByIndentation";
import { repeatedTail } from "./repeatedTail";
import { repetition } from "./repetition";
import { singleLine } from "./singleLine";
import { stopAtSuffix } from "./stopAtSuffix";
import { trimTrailingSpace } from "./trimTrailingSpace";
import { unencodable } from "./unencodable";

export type { Draft, Filter, FilterContext } from "./draft";

/** Name and function are the same word, so that a journal's drop leads to the file. */
export const filters = {
  echoedSpecialTokens,
  singleLine,
  repetition,
  stopAtSuffix,
  limitScopeByIndentation,
  blankLine,
  repeatedTail,
  balanceBrackets,
  indentation,
  trimTrailingSpace,
  fixedColumns,
  unencodable,
  blank,
} as const satisfies Readonly<Record<string, Filter>>;

export type FilterName = keyof typeof filters;

export const beforeCache: readonly FilterName[] = [
  "echoedSpecialTokens",
  "singleLine",
  "repetition",
  "stopAtSuffix",
  "limitScopeByIndentation",
  "blankLine",
  // Before the brackets, which then know what is replaced.
  "repeatedTail",
  "balanceBrackets",
  "indentation",
  "trimTrailingSpace",
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
