/**
 * A rule's regular expression that can never hang the server (design 4.4: a JavaScript pattern with the
 * `u` flag). V8's own engine runs a pattern on a text while a bound proven beforehand says that it stays
 * cheap; otherwise the linear-time engine runs it, some fifty times slower than V8 at its best and a
 * thousand times faster than V8 at its worst. Both give the same matches, so the choice is invisible and,
 * as it depends on the pattern and the text alone, the same every time.
 */
import { type RE2JS } from "re2js";
import { linearPattern } from "./linearPattern";
import { costOf, type PatternCost, stepsPerStart } from "./patternCost";
import { headOf } from "./patternHead";
import { type PatternNode, readPattern } from "./patternSyntax";
import { requiredText } from "./requiredText";
import { type LiteralBits, literalBits, type TextIndex } from "./textIndex";

/** UTF-16 offsets into the searched text. */
export interface Match {
  readonly start: number;
  readonly end: number;
  /** Span of the named group `value`: the part of the match that is secret or is tested further. */
  readonly value?: { readonly start: number; readonly end: number };
  /** Named groups that took part. */
  readonly groups: Readonly<Record<string, string>>;
}

/** A text to be searched; what costs time to know about it is found once. */
export interface Stretch {
  readonly text: string;
  longestLine(): number;
}

export interface Pattern {
  readonly source: string;
  /** Patterns with one key find the same. */
  readonly key: string;
  /** False: none of the texts of the index has a match. */
  mayBeIn(index: TextIndex): boolean;
  /** Whether there is a match; undefined when no engine can search this text in time. */
  isIn(stretch: Stretch): boolean | undefined;
  /** All matches in order, none of them empty; undefined when no engine can search this text in time. */
  find(stretch: Stretch): readonly Match[] | undefined;
}

export type PatternResult = { readonly pattern: Pattern } | { readonly error: PatternError };
export type PatternError =
  | { readonly kind: "syntax"; readonly reason: string }
  /** It can take exponential time and uses what only the backtracking engine has. */
  | { readonly kind: "endless" };

/** About a second on a slow machine; real patterns stay a hundred times below their bound. */
const maxSteps = 1e9;

export function stretchOf(text: string): Stretch {
  let longest: number | undefined;
  return { text, longestLine: () => (longest ??= longestLineOf(text)) };
}

function longestLineOf(text: string): number {
  let longest = 0;
  for (let start = 0; start <= text.length;) {
    const lineFeed = text.indexOf("\n", start);
    const end = lineFeed < 0 ? text.length : lineFeed;
    longest = Math.max(longest, end - start);
    start = end + 1;
  }
  return longest;
}

/** `flags`: any of `i`, `m`, `s`. Pure; a text takes at most about a second, whatever the pattern. */
export function compilePattern(source: string, flags = ""): PatternResult {
  let native: RegExp;
  try {
    native = new RegExp(source, `${flags}gu`);
  } catch (error) {
    return { error: { kind: "syntax", reason: syntaxReason(error) } };
  }
  // Most patterns never meet a text that may hold them: what is to be known about them is found when one does.
  const tree = lazily(() => readPattern(source));
  const cost = lazily(() => ({ ...costOf(tree(), flags), starts: startCounter(tree(), flags) }));
  const linear = lazily(() => linearPattern(tree(), flags));
  if (repeatsGroups.test(source) && cost().work.degree === Infinity && linear() === undefined)
    return { error: { kind: "endless" } };
  const literals = lazily(() => requiredText(tree(), flags)?.map(literalBits));

  function run<T>(stretch: Stretch, how: Runs<T>): T | undefined {
    if (isCheap(cost(), stretch)) return how.native(native, stretch.text);
    const engine = linear();
    return engine === undefined ? undefined : how.linear(engine, stretch.text);
  }
  const pattern: Pattern = {
    source,
    key: `/${source}/${flags}`,
    mayBeIn: (index) => mayHold(index, literals()),
    isIn: (stretch) => run(stretch, { native: isInNative, linear: isInLinear }),
    find: (stretch) => run(stretch, { native: findNative, linear: findLinear }),
  };
  return { pattern };
}

/** How one question is answered by either engine. */
interface Runs<T> {
  native(expression: RegExp, text: string): T;
  linear(engine: RE2JS, text: string): T;
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

const mayHold = (index: TextIndex, literals: readonly LiteralBits[] | undefined) =>
  literals === undefined || index.mayHold(literals);

/** Without a repeated group nothing is repeated that can itself match in several ways. */
const repeatsGroups = /\)[*+{]/;

/**
 * A list of fixed texts has no repeats to go wrong: always V8's engine. `source` comes from `terms.ts`; one of
 * `literals` is in each match.
 */
export function compileFixed(
  source: string,
  flags: string,
  literals: readonly string[] | undefined,
): Pattern {
  const expression = new RegExp(source, `${flags}gu`);
  const bits = lazily(() => literals?.map(literalBits));
  return {
    source,
    key: `/${source}/${flags}`,
    mayBeIn: (index) => mayHold(index, bits()),
    isIn: ({ text }) => isInNative(expression, text),
    find: ({ text }) => findNative(expression, text),
  };
}

interface RunCost extends PatternCost {
  /** Places of the text where a match can begin, at most; undefined when every character is one. */
  readonly starts: ((text: string) => number) | undefined;
}

/** Each check is dearer than the one before and is made only when that one was not enough. */
function isCheap(cost: RunCost, stretch: Stretch): boolean {
  const { length } = stretch.text;
  if (length * stepsPerStart(cost, length) <= maxSteps) return true;
  const perStart = stepsPerStart(cost, cost.crossesLines ? length : stretch.longestLine());
  if (length * perStart <= maxSteps) return true;
  return cost.starts !== undefined && cost.starts(stretch.text) * perStart <= maxSteps;
}

function startCounter(tree: PatternNode, flags: string): RunCost["starts"] {
  const head = headOf(tree);
  if (head === undefined) return undefined;
  // A look-ahead takes no character: starts that overlap are counted one by one.
  const expression = new RegExp(`(?=${head})`, `${flags}gu`);
  return (text) => text.match(expression)?.length ?? 0;
}

function isInNative(expression: RegExp, text: string): boolean {
  expression.lastIndex = 0;
  for (let match = expression.exec(text); match !== null; match = expression.exec(text)) {
    if (match[0] !== "") return true;
    step(expression, text, match.index);
  }
  return false;
}

/** Over the character at which nothing was matched. */
function step(expression: RegExp, text: string, at: number): void {
  expression.lastIndex += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

function findNative(expression: RegExp, text: string): readonly Match[] {
  const found: Match[] = [];
  // `matchAll` copies the expression for each text, which is dear for many short units.
  expression.lastIndex = 0;
  for (let match = expression.exec(text); match !== null; match = expression.exec(text)) {
    if (match[0] === "") {
      step(expression, text, match.index);
      continue;
    }
    const value =
      match.groups?.["value"] === undefined ? undefined : valueSpan(expression, text, match.index);
    found.push(matchOf(match.index, match[0], match.groups, value));
  }
  return found;
}

/** Positions of groups make every search slower; they are asked for where there is a hit. */
function valueSpan(expression: RegExp, text: string, at: number) {
  const precise = new RegExp(expression.source, `${expression.flags.replace("g", "")}dy`);
  precise.lastIndex = at;
  const span = precise.exec(text)?.indices?.groups?.["value"];
  return span === undefined ? undefined : { start: span[0], end: span[1] };
}

function isInLinear(engine: RE2JS, text: string): boolean {
  const matcher = engine.matcher(text);
  while (matcher.find()) if ((matcher.group() ?? "") !== "") return true;
  return false;
}

function findLinear(engine: RE2JS, text: string): readonly Match[] {
  const found: Match[] = [];
  const matcher = engine.matcher(text);
  const hasValue = "value" in engine.namedGroups();
  while (matcher.find()) {
    const whole = matcher.group() ?? "";
    if (whole === "") continue;
    const start = hasValue ? matcher.start("value") : -1;
    const value = start < 0 ? undefined : { start, end: matcher.end("value") };
    found.push(matchOf(matcher.start(), whole, matcher.getNamedGroups(), value));
  }
  return found;
}

function matchOf(
  start: number,
  whole: string,
  groups: Readonly<Record<string, string | null | undefined>> | undefined,
  value: Match["value"],
): Match {
  const present = Object.entries(groups ?? {}).filter((entry): entry is [string, string] => entry[1] != null);
  return {
    start,
    end: start + whole.length,
    groups: Object.fromEntries(present),
    ...(value === undefined ? {} : { value }),
  };
}

/** V8 says `Invalid regular expression: /…/gu: Unterminated group`; the last part is the reason. */
function syntaxReason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.slice(message.lastIndexOf(": ") + 2);
}
