/** One rule on one document: which spans violate it, before anything is said about them. */
import { type SourceDocument, type Span } from "../documents/document";
import { hitsOf } from "./conditions";
import { type AstHits, astHits } from "./matchers/ast";
import { stretchOf } from "./matchers/pattern";
import { type Hit } from "./matchers/structure";
import { type Matcher, type Requirement, type Rule, type Scope } from "./rules";
import { type Unit, unitsOf } from "./scopes";

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
  readonly ast: AstHits;
}

export const partsOf = (document: SourceDocument, rules: readonly Rule[]): DocumentParts => ({
  units: unitsOf(document),
  ast: astHits(
    document,
    rules.flatMap(({ ast }) => ast ?? []),
  ),
});

/** Violations in order; overlapping matches of the rule are one. Pure. */
export function matchRule(rule: Rule, document: SourceDocument, { units, ast }: DocumentParts): RuleResult {
  let incomplete = false;
  const hits = (matcher: Matcher, unit: Unit): readonly Hit[] => {
    const found = hitsOf(matcher, unit, document);
    incomplete ||= found === undefined;
    return found ?? [];
  };
  /** `all` and `none` hold in the unit; `undefined` when they do not. */
  const gate = (unit: Unit): readonly Hit[] | undefined => {
    const all = rule.all.map((matcher) => hits(matcher, unit));
    if (all.some((found) => found.length === 0)) return undefined;
    return rule.none.some((matcher) => hits(matcher, unit).length > 0)
      ? undefined
      : (all[0] ?? []).slice(0, 1);
  };
  const inUnit = (unit: Unit): readonly Hit[] => {
    if (rule.any.length === 0) {
      // Then what `all` hits is found, unless it is the condition of something else.
      const isCondition = rule.required.length > 0 || rule.ast !== undefined;
      return rule.all.length === 0 || isCondition ? [] : (gate(unit) ?? []);
    }
    const found = rule.any.flatMap((matcher) => hits(matcher, unit));
    return found.length > 0 && gate(unit) !== undefined ? found : [];
  };
  const fromTree = (): readonly Hit[] => {
    const found = rule.ast && ast(rule.ast);
    incomplete ||= rule.ast !== undefined && found === undefined;
    return found !== undefined && found.length > 0 && units("file").some(gate) ? found : [];
  };
  const found: readonly Violation[] = [...units(rule.applies.scope).flatMap(inUnit), ...fromTree()];
  const whole = rule.required.length > 0 ? units("file") : [];
  const missing = whole.flatMap((file) =>
    gate(file) === undefined ? [] : missingParts(rule.required, document),
  );
  return { violations: [...missing, ...merged(found)], incomplete };
}

function missingParts(required: readonly Requirement[], document: SourceDocument): readonly Violation[] {
  if (document.text.trim() === "") return [];
  const span = firstHeadingOrLine(document);
  return required
    .filter((requirement) => !isPresent(requirement, document))
    .map((missing) => ({ span, value: span, groups: {}, missing }));
}

function isPresent({ heading, pattern }: Requirement, { text, blocks }: SourceDocument): boolean {
  const present = (part: string) => (pattern.find(stretchOf(part)) ?? []).length > 0;
  if (!heading) return present(text);
  return blocks.some((block) => block.kind === "heading" && present(withoutNumber(block.text)));
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
