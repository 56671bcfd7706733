/** One rule on one document: which spans violate it, before anything is said about them. */
import { type SourceDocument, type Span } from "../documents/document";
import { hitsOf, isBare } from "./conditions";
import { type AstHits, astHits } from "./matchers/ast";
import { type Pattern, type Stretch, stretchOf } from "./matchers/pattern";
import { type Hit } from "./matchers/structure";
import { createTextIndex, type TextIndex } from "./matchers/textIndex";
import { type Matcher, type Requirement, type Rule, type Scope } from "./rules";
import { type Unit, unitsOf } from "./scopes";
import { createUnitMemory, looksAtUnits, mayHit, type UnitMemory } from "./unitMemory";

export interface Violation extends Hit {
  /** The required part that the document lacks. */
  readonly missing?: Requirement;
}

export interface RuleResult {
  readonly violations: readonly Violation[];
  /** A pattern was too costly for this text: the rule is not fully checked. */
  readonly incomplete: boolean;
}

/** What of a document is made once for all rules. */
export interface DocumentParts {
  readonly units: (scope: Scope) => readonly Unit[];
  /** Units of the rule's scope in which it may hit, in order. */
  readonly candidates: (rule: Rule) => readonly Unit[];
  /** False: the whole text does not hold what `all` asks for. */
  readonly mayHoldAll: (rule: Rule) => boolean;
  /** Whether the pattern is in the unit; asked of the whole text by many rules in the same words. */
  readonly isIn: (pattern: Pattern, unit: Unit) => boolean | undefined;
  /** Headings without their numbers and marks. */
  readonly titles: () => readonly Stretch[];
  readonly ast: AstHits;
}

/** `memory`: of the same document, before it was changed. */
export function partsOf(
  document: SourceDocument,
  rules: readonly Rule[],
  memory: UnitMemory = createUnitMemory(),
): DocumentParts {
  const units = unitsOf(document);
  const index = indexesOf(units);
  let near: TextIndex | undefined;
  const around = () => (near ??= indexAround(document, index("file")));
  const found = new Map<Scope, ReadonlyMap<Rule, readonly Unit[]>>();
  const local = (scope: Scope) => {
    const known =
      found.get(scope) ??
      memory.candidates(
        scope,
        rules.filter((rule) => rule.applies.scope === scope && looksAtUnits(rule)),
        units(scope),
      );
    found.set(scope, known);
    return known;
  };
  let titles: readonly Stretch[] | undefined;
  return {
    units,
    candidates(rule) {
      const { scope } = rule.applies;
      if (looksAtUnits(rule)) return local(scope).get(rule) ?? [];
      return mayHit(rule, index(scope), around) ? units(scope) : [];
    },
    isIn: searchOnce(units),
    mayHoldAll: ({ all }) => mayHit({ any: [], all }, index("file"), around),
    titles: () => (titles ??= titlesOf(document)),
    ast: astHits(
      document,
      rules.flatMap(({ ast }) => ast ?? []),
    ),
  };
}

function indexesOf(units: DocumentParts["units"]): (scope: Scope) => TextIndex {
  const made = new Map<Scope, TextIndex>();
  return (scope) => {
    const known = made.get(scope);
    if (known !== undefined) return known;
    const index = createTextIndex();
    for (const { text } of units(scope)) index.add(text);
    made.set(scope, index);
    return index;
  };
}

/** What conditions look at: the text beside a hit, and the names of its column. */
function indexAround({ blocks }: SourceDocument, whole: TextIndex): TextIndex {
  // They are read one behind the other.
  const names = blocks.flatMap(({ header, text }) => (header === true ? [` ${text} `] : []));
  if (names.length === 0) return whole;
  const index = createTextIndex();
  for (const name of names) index.add(name);
  return { ...index, mayHold: (literals) => index.mayHold(literals) || whole.mayHold(literals) };
}

function searchOnce(units: DocumentParts["units"]): DocumentParts["isIn"] {
  const known = new Map<string, boolean | undefined>();
  return (pattern, unit) => {
    if (unit !== units("file")[0]) return pattern.isIn(unit);
    if (!known.has(pattern.key)) known.set(pattern.key, pattern.isIn(unit));
    return known.get(pattern.key);
  };
}

const titlesOf = ({ blocks }: SourceDocument): readonly Stretch[] =>
  blocks.filter(({ kind }) => kind === "heading").map(({ text }) => stretchOf(withoutNumber(text)));

/** Violations in order; overlapping matches of the rule are one. Pure. */
export function matchRule(rule: Rule, document: SourceDocument, parts: DocumentParts): RuleResult {
  const { units, ast } = parts;
  let incomplete = false;
  const hits = (matcher: Matcher, unit: Unit): readonly Hit[] => {
    const found = hitsOf(matcher, unit, document);
    incomplete ||= found === undefined;
    return found ?? [];
  };
  const isHit = (matcher: Matcher, unit: Unit): boolean => {
    if (!isBare(matcher)) return hits(matcher, unit).length > 0;
    const found = parts.isIn(matcher.search, unit);
    incomplete ||= found === undefined;
    return found === true;
  };
  /** `all` and `none` hold in the unit. */
  const gate = (unit: Unit): boolean => {
    const all = rule.all.map((matcher) => isHit(matcher, unit));
    return !all.includes(false) && !rule.none.some((matcher) => isHit(matcher, unit));
  };
  const inUnit = (unit: Unit): readonly Hit[] => {
    const [first] = rule.all;
    if (rule.any.length === 0) return first !== undefined && gate(unit) ? hits(first, unit).slice(0, 1) : [];
    const found = rule.any.flatMap((matcher) => hits(matcher, unit));
    return found.length > 0 && gate(unit) ? found : [];
  };
  const inUnits = (): readonly Hit[] => {
    // Without `any` what `all` hits is found, unless it is the condition of something else.
    const isCondition = rule.all.length === 0 || rule.required.length > 0 || rule.ast !== undefined;
    return rule.any.length === 0 && isCondition ? [] : parts.candidates(rule).flatMap(inUnit);
  };
  const fromTree = (): readonly Hit[] => {
    const found = rule.ast && ast(rule.ast);
    incomplete ||= rule.ast !== undefined && found === undefined;
    return found !== undefined && found.length > 0 && units("file").some(gate) ? found : [];
  };
  const found: readonly Violation[] = [...inUnits(), ...fromTree()];
  const whole = rule.required.length > 0 && parts.mayHoldAll(rule) ? units("file") : [];
  const missing = whole.flatMap((file) => (!gate(file) ? [] : missingParts(rule.required, document, parts)));
  return { violations: [...missing, ...merged(found)], incomplete };
}

function missingParts(
  required: readonly Requirement[],
  document: SourceDocument,
  parts: DocumentParts,
): readonly Violation[] {
  if (document.text.trim() === "") return [];
  const span = firstHeadingOrLine(document);
  return required
    .filter((requirement) => !isPresent(requirement, parts))
    .map((missing) => ({ span, value: span, groups: {}, missing }));
}

function isPresent({ heading, pattern }: Requirement, { units, titles }: DocumentParts): boolean {
  return (heading ? titles() : units("file")).some((stretch) => pattern.isIn(stretch) === true);
}

const headingNumber =
  /^(?:第?[\s　]*[0-9０-９〇一二三四五六七八九十百]+[\s　]*[編部章節款条項号]?(?:[.．\-－の][0-9０-９]+)*[.．、)）:：]?[\s　]*|[■□◆◇●○▼▲◎★☆【（(]+[\s　]*)+/u;

/** A heading's text without its number or mark: `3.2 緊急連絡先` and `第５章　緊急連絡先` are 緊急連絡先. */
export function withoutNumber(heading: string): string {
  return heading.trim().replace(headingNumber, "").trim();
}

function firstHeadingOrLine({ text, blocks }: SourceDocument): Span {
  const heading = blocks.find(({ kind }) => kind === "heading");
  const start = heading?.span.start ?? text.search(/\S/);
  const line = /^[^\r\n]*/.exec(text.slice(start, start + 500))?.[0].trimEnd() ?? "";
  return { start, end: start + line.length };
}

/** Overlapping hits of one rule are one finding over both. */
function merged(hits: readonly Violation[]): readonly Violation[] {
  const result: Violation[] = [];
  for (const hit of [...hits].sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end)) {
    const last = result.at(-1);
    if (last === undefined || hit.span.start >= last.span.end) result.push(hit);
    else result[result.length - 1] = join(last, hit);
  }
  return result;
}

function join(a: Violation, b: Violation): Violation {
  const over = (one: Span, other: Span) => ({
    start: Math.min(one.start, other.start),
    end: Math.max(one.end, other.end),
  });
  return { ...a, span: over(a.span, b.span), value: over(a.value, b.value) };
}
