/** What the words around a value make of it: at least, less than, within. */

export interface Bound {
  readonly bound: "upper" | "lower";
  /** 未満 and 超, "less than" and "more than": the value itself is outside. */
  readonly exclusive: boolean;
  /** Characters the words take beside the value. */
  readonly length: number;
}

type Rule = readonly [RegExp, "upper" | "lower", boolean];

/** In order: 「を超えない」 before 「を超え」. */
const afterRules: readonly Rule[] = [
  [/^\s*を[超越]え(?:ない|ず|ては|ることは?でき|てはなら)/u, "upper", false],
  [/^\s*(?:を下らない|を下回らない|を下回って?はなら)/u, "lower", false],
  [
    /^\s*(?:以内|以下|まで|を(?:上限|限度)|or (?:less|fewer|below|under)\b|at (?:the )?most\b|maximum\b)/iu,
    "upper",
    false,
  ],
  [/^\s*(?:未満|に満たない|を下回|より(?:少な|小さ|低|短)|足らず)/u, "upper", true],
  [/^\s*(?:以上|を下限|or (?:more|above|over|longer|greater)\b|at least\b|minimum\b)/iu, "lower", false],
  [/^\s*(?:超|を[超越]え|を上回|より(?:多|大き|高|長))/u, "lower", true],
];
/** Only for dates: before and after a day. */
const dateRules: readonly Rule[] = [
  [/^\s*(?:以降|以後|から起算|or later\b)/iu, "lower", false],
  [/^\s*(?:以前|まで|or earlier\b)/iu, "upper", false],
  [/^\s*(?:より前|前(?!後|年|月|日|期|項|条))/u, "upper", true],
  [/^\s*(?:より後|後(?!半|期))/u, "lower", true],
];
/** In order: "no less than" before "less than". */
const beforeRules: readonly Rule[] = [
  [/\b(?:no|not) (?:less|fewer|lower|shorter|earlier) than\s*$/iu, "lower", false],
  [/\b(?:no|not) (?:more|greater|later|longer|higher) than\s*$/iu, "upper", false],
  [/\b(?:not|never) (?:to )?exceed(?:s|ing)?\s*$/iu, "upper", false],
  [/(?:\b(?:at least|(?:a )?minimum(?: of)?)|最低|最短|最小|下限は?|少なくとも|[≧≥])\s*$/iu, "lower", false],
  [/(?:\b(?:within|at most|up to|(?:a )?maximum(?: of)?)|最大|最長|最高|上限は?|[≦≤])\s*$/iu, "upper", false],
  [/(?:\b(?:less than|fewer than|lower than|shorter than|under|below)|<)\s*$/iu, "upper", true],
  [
    /(?:\b(?:more than|greater than|higher than|longer than|over|above|exceed(?:s|ing)?|in excess of)|>)\s*$/iu,
    "lower",
    true,
  ],
];

/** By the words right after a value and its unit. */
export const boundAfter = (after: string, isDate = false): Bound | undefined =>
  first(isDate ? [...dateRules, ...afterRules.slice(2, 3)] : afterRules, after);

/** By the words right before a value and its sign. */
export const boundBefore = (before: string): Bound | undefined => first(beforeRules, before);

function first(rules: readonly Rule[], text: string): Bound | undefined {
  for (const [pattern, bound, exclusive] of rules) {
    const found = pattern.exec(text);
    if (found !== null) return { bound, exclusive, length: found[0].length };
  }
  return undefined;
}
