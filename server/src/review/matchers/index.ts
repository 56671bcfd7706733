/** What a pack writes under `match`, made into patterns; errors name the key that holds them. */
import { t } from "../../util/l10n";
import { type Condition, type Matcher, type Requirement } from "../rules";
import { type CheckName, checkMatcher } from "./checkDigit";
import { compilePattern, type Pattern } from "./pattern";
import { compileTerms } from "./terms";

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
export interface MatcherText extends PatternText {
  readonly check?: CheckName;
  readonly grouped?: boolean;
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
  const pattern =
    exactlyOne(source, ["regex", "terms", "check"], path, complain) &&
    (source.check !== undefined
      ? checkMatcher(source.check, source.grouped)
      : compileText(source, path, complain));
  const near = source.near && compileCondition(source.near, [...path, "near"], complain);
  const notNear = source.notNear && compileCondition(source.notNear, [...path, "notNear"], complain);
  if (!pattern) return undefined;
  return {
    pattern,
    ...(near === undefined ? {} : { near }),
    ...(notNear === undefined ? {} : { notNear }),
    ...(source.entropy === undefined ? {} : { entropy: source.entropy }),
  };
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
