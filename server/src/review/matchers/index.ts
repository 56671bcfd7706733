/** What a pack writes under `match`, made into patterns; errors name the key that holds them. */
import { t } from "../../util/l10n";
import { type Condition, type Matcher, type Requirement } from "../rules";
import { unitNamed } from "../../documents/unitFamilies";
import { type DocumentCheck, documentCheck, isDocumentCheck } from "../checks";
import { type CheckName, checkMatcher } from "./checkDigit";
import { type CountLimits, countMatcher } from "./count";
import { orderMatcher } from "./order";
import { compilePattern, type Pattern } from "./pattern";
import { type Spelling, spellingsMatcher } from "./spellings";
import { type Structure } from "./structure";
import { compileTerms } from "./terms";
import { type ValueTest } from "./valueTest";

/** Shapes the JSON Schema has checked. */
export interface PatternText {
  readonly regex?: string;
  readonly terms?: readonly string[];
  readonly flags?: string;
}
export interface ConditionText extends PatternText {
  readonly lines?: number;
  readonly characters?: number;
}
export interface CountText extends PatternText, CountLimits {
  readonly check?: CheckName;
}
export interface OrderText {
  readonly first: PatternText;
  readonly then: PatternText;
  readonly lines?: number;
}
export interface ValueText {
  readonly unit?: string;
  readonly min?: number;
  readonly max?: number;
}
export interface MatcherText extends PatternText {
  readonly check?: CheckName | DocumentCheck;
  readonly grouped?: boolean;
  readonly allow?: readonly string[];
  readonly count?: CountText;
  readonly order?: OrderText;
  readonly spellings?: readonly (Spelling | readonly string[])[];
  readonly value?: ValueText;
  readonly near?: ConditionText;
  readonly notNear?: ConditionText;
  readonly entropy?: number;
}
export interface RequirementText extends PatternText {
  readonly heading?: string;
}

/** Told where in the pack (path of keys) something cannot be used, and why. */
export type Complain = (path: readonly (string | number)[], reason: string) => void;
type Path = readonly (string | number)[];

export function compileMatcher(source: MatcherText, path: Path, complain: Complain): Matcher | undefined {
  const search =
    exactlyOne(source, ["regex", "terms", "check", "count", "order", "spellings"], path, complain) &&
    compileSearch(source, path, complain);
  const near = source.near && compileCondition(source.near, [...path, "near"], complain);
  const notNear = source.notNear && compileCondition(source.notNear, [...path, "notNear"], complain);
  const value = source.value && compileValue(source.value, [...path, "value"], complain);
  if (!search) return undefined;
  return {
    search,
    ...(near === undefined ? {} : { near }),
    ...(notNear === undefined ? {} : { notNear }),
    ...(source.entropy === undefined ? {} : { entropy: source.entropy }),
    ...(value === undefined ? {} : { value }),
  };
}

function compileSearch(source: MatcherText, path: Path, complain: Complain): Pattern | Structure | undefined {
  const { check, count, order, spellings } = source;
  if (check !== undefined) {
    if (isDocumentCheck(check)) return documentCheck(check, { allow: source.allow ?? [] });
    return checkMatcher(check, source.grouped);
  }
  if (count !== undefined) return compileCount(count, [...path, "count"], complain);
  if (order !== undefined) return compileOrder(order, [...path, "order"], complain);
  if (spellings !== undefined)
    return spellingsMatcher(spellings.map((one) => ("variants" in one ? one : { variants: one })));
  return compileText(source, path, complain);
}

function compileCount(source: CountText, path: Path, complain: Complain): Structure | undefined {
  if (!exactlyOne(source, ["regex", "terms", "check"], path, complain)) return undefined;
  if (source.min === undefined && source.max === undefined) {
    complain(path, t("needs one of these keys: {0}", "min, max"));
    return undefined;
  }
  const pattern =
    source.check === undefined ? compileText(source, path, complain) : checkMatcher(source.check);
  return pattern && countMatcher(pattern, source);
}

function compileOrder(
  { first, then, lines }: OrderText,
  path: Path,
  complain: Complain,
): Structure | undefined {
  const part = (source: PatternText, key: string) => compilePatternText(source, [...path, key], complain);
  const parts = { first: part(first, "first"), then: part(then, "then") };
  if (parts.first === undefined || parts.then === undefined) return undefined;
  return orderMatcher({ first: parts.first, then: parts.then, ...(lines === undefined ? {} : { lines }) });
}

function compileValue(
  { unit = "", min, max }: ValueText,
  path: Path,
  complain: Complain,
): ValueTest | undefined {
  const known = unit === "" ? "" : unitNamed(unit);
  if (known === undefined) complain([...path, "unit"], t("the unit “{0}” is not known", unit));
  if (min === undefined && max === undefined) complain(path, t("needs one of these keys: {0}", "min, max"));
  return { unit: known ?? "", min: min ?? -Infinity, max: max ?? Infinity };
}

export function compileRequirement(
  source: RequirementText,
  path: Path,
  complain: Complain,
): Requirement | undefined {
  if (!exactlyOne(source, ["heading", "regex", "terms"], path, complain)) return undefined;
  const { heading } = source;
  const pattern =
    heading === undefined
      ? compileText(source, path, complain)
      : compileRegex(heading, source.flags, [...path, "heading"], complain);
  return pattern && { pattern, heading: heading !== undefined };
}

export function compileCondition(
  source: ConditionText,
  path: Path,
  complain: Complain,
): Condition | undefined {
  if (!exactlyOne(source, ["regex", "terms"], path, complain)) return undefined;
  const pattern = compileText(source, path, complain);
  return pattern && { pattern, lines: source.lines ?? 0, characters: source.characters ?? 200 };
}

/** Exactly one of `regex` and `terms`. */
export function compilePatternText(source: PatternText, path: Path, complain: Complain): Pattern | undefined {
  return exactlyOne(source, ["regex", "terms"], path, complain)
    ? compileText(source, path, complain)
    : undefined;
}

function compileText(source: PatternText, path: Path, complain: Complain): Pattern | undefined {
  if (source.terms !== undefined) return compileTerms(source.terms, source.flags ?? "");
  return compileRegex(source.regex ?? "", source.flags, [...path, "regex"], complain);
}

/** Parameters in one order with the others; the pattern's text comes first. */
function compileRegex(
  regex: string,
  flags: string | undefined,
  path: Path,
  complain: Complain,
): Pattern | undefined {
  const result = compilePattern(regex, flags);
  if ("pattern" in result) return result.pattern;
  const { error } = result;
  if (error.kind === "syntax") complain(path, t("invalid regular expression ({0})", error.reason));
  else
    complain(
      path,
      t(
        "the regular expression can take endless time: it repeats a repetition and looks ahead or refers back. Write it without nested + or *, or without look-ahead",
      ),
    );
  return undefined;
}

function exactlyOne<K extends string>(
  source: Readonly<Partial<Record<K, unknown>>>,
  keys: readonly K[],
  path: Path,
  complain: Complain,
): boolean {
  if (keys.filter((key) => source[key] !== undefined).length === 1) return true;
  complain(path, t("needs exactly one of these keys: {0}", keys.join(", ")));
  return false;
}
