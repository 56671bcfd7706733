/** What must, or must not, stand beside a hit: context is what makes a number personal. */
import { type SourceDocument, type Span } from "../documents/document";
import { entropyOf } from "./matchers/entropy";
import { type Match, type Pattern, stretchOf } from "./matchers/pattern";
import { type Hit } from "./matchers/structure";
import { isOutside } from "./matchers/valueTest";
import { type Condition, type Matcher } from "./rules";
import { type Unit } from "./scopes";

/** Hits of one matcher in one unit; undefined when no engine can search the unit in time. */
export function hitsOf(matcher: Matcher, unit: Unit, document: SourceDocument): readonly Hit[] | undefined {
  const { search, near, notNear } = matcher;
  const found = "hits" in search ? search.hits(unit, document) : patternHits(search, matcher, unit);
  if (near === undefined && notNear === undefined) return found;
  return found?.filter(({ span }) => {
    if (near !== undefined && !holds(near, span, document)) return false;
    return notNear === undefined || !holds(notNear, span, document);
  });
}

/** Nothing but a pattern: every match of it is a hit. */
export const isBare = (matcher: Matcher): matcher is Matcher & { readonly search: Pattern } =>
  "isIn" in matcher.search &&
  [matcher.near, matcher.notNear, matcher.entropy, matcher.value].every((part) => part === undefined);

function patternHits(
  pattern: Pattern,
  { entropy, value: test }: Matcher,
  unit: Unit,
): readonly Hit[] | undefined {
  return pattern.find(unit)?.flatMap((match) => {
    if (entropy !== undefined && entropyOf(valueText(match, unit)) < entropy) return [];
    if (test !== undefined && !isOutside(valueText(match, unit), test)) return [];
    const span = unit.spanOf(match.start, match.end);
    const value = match.value === undefined ? span : unit.spanOf(match.value.start, match.value.end);
    return [{ span, value, groups: match.groups }];
  });
}

function valueText({ value, start, end }: Match, { text }: Unit): string {
  return text.slice(value?.start ?? start, value?.end ?? end);
}

export function holds(condition: Condition, span: Span, document: SourceDocument): boolean {
  const contexts = [window(condition, span, document.text), ...headers(span, document)];
  return contexts.some((text) => (condition.pattern.find(stretchOf(text)) ?? []).length > 0);
}

/** The hit's line and the lines before it, within the condition's number of characters. */
function window({ lines, characters }: Condition, span: Span, text: string): string {
  const before = text.slice(Math.max(0, span.start - characters), span.start);
  const after = text.slice(span.end, span.end + characters);
  const breaks = [...before.matchAll(/\r\n|\n|\r/g)];
  const first = breaks.at(-1 - lines);
  const kept = first === undefined ? before : before.slice(first.index + first[0].length);
  return kept + text.slice(span.start, span.end) + after.slice(0, after.search(/\r|\n|$/));
}

/** Column names: the first line of a CSV or TSV file, the header row of a Markdown table. */
function headers(span: Span, { uri, text, blocks }: SourceDocument): readonly string[] {
  if (/\.(?:csv|tsv)$/i.test(uri)) return [text.slice(0, 2000).split(/[\r\n]/, 1)[0] ?? ""];
  const at = blocks.findIndex((block) => block.kind === "tableCell" && contains(block.span, span));
  if (at < 0) return [];
  const names: string[] = [];
  for (let index = at; index >= 0; index -= 1) {
    const block = blocks[index];
    if (block?.kind !== "tableCell" && block?.kind !== "comment") break;
    if (block.header === true) names.push(block.text);
    else if (names.length > 0) break;
  }
  return [names.join(" ")];
}

const contains = (outer: Span, inner: Span) => outer.start <= inner.start && inner.end <= outer.end;
