/** `match.ast`: a tree-sitter query over the syntax tree of a source file (design 4.4). */
import { type SourceDocument, type Span } from "../../documents/document";
import { grammarLanguages, grammarOf } from "../../documents/syntax/grammars";
import {
  type QueryProblem,
  type QueryResult,
  type Syntax,
  type SyntaxCapture,
} from "../../documents/syntax/port";
import { t } from "../../util/l10n";
import { holds } from "../conditions";
import { type AstMatcher } from "../rules";
import { judgeOf, predicateProblem } from "./astPredicates";
import { entropyOf } from "./entropy";
import { compileCondition, type Complain, type ConditionText } from "./index";
import { type Hit } from "./structure";

/** A shape the JSON Schema has checked. */
export interface AstText {
  readonly language: string | readonly string[];
  readonly query: string;
  readonly near?: ConditionText;
  readonly notNear?: ConditionText;
  readonly entropy?: number;
}

type Path = readonly (string | number)[];

export interface QueryComplaints {
  readonly complain: Complain;
  /** Absent for packs whose queries are proved by tests; they are compiled when they are first used. */
  readonly check?: Syntax["check"] | undefined;
}

export function compileAst(
  source: AstText,
  path: Path,
  { complain, check }: QueryComplaints,
): AstMatcher | undefined {
  const languages = typeof source.language === "string" ? [source.language] : source.language;
  const unknown = languages.filter((language) => grammarOf(language) === undefined);
  if (unknown.length > 0) {
    const reason = t(
      "there is no grammar for {0}; there are: {1}",
      unknown.join(", "),
      grammarLanguages.join(", "),
    );
    complain([...path, "language"], reason);
    return undefined;
  }
  for (const language of languages) {
    const checked = check?.(language, source.query);
    if (checked === undefined) continue;
    const reason =
      "problem" in checked ? problemText(checked.problem, language) : predicateProblem(checked.predicates);
    if (reason === undefined) continue;
    complain([...path, "query"], reason);
    return undefined;
  }
  const near = source.near && compileCondition(source.near, [...path, "near"], complain);
  const notNear = source.notNear && compileCondition(source.notNear, [...path, "notNear"], complain);
  return {
    languages: new Set(languages),
    query: source.query,
    ...(near && { near }),
    ...(notNear && { notNear }),
    ...(source.entropy !== undefined && { entropy: source.entropy }),
  };
}

function problemText({ kind, word, line, character }: QueryProblem, language: string): string {
  const where = t("query, line {0}, character {1}", line, character);
  switch (kind) {
    case "node":
      return t('{0}: the grammar of {1} has no node "{2}"', where, language, word);
    case "field":
      return t('{0}: the grammar of {1} has no field "{2}"', where, language, word);
    case "capture":
      return t("{0}: @{1} is not captured by the pattern", where, word);
    case "structure":
      return t('{0}: the grammar of {1} never nests nodes like this: "{2}"', where, language, word);
    case "syntax":
      if (word === "") return t("{0}: the query ends too early", where);
      return t('{0}: not a query from "{1}" on', where, word);
  }
}

/** Names that a message can show. */
export const captureNames = ({ query }: AstMatcher): readonly string[] => [
  ...new Set([...query.matchAll(/@([\w.-]+)/g)].flatMap(([, name]) => name ?? [])),
];

/** Hits of one matcher; undefined when they are not all known: no tree, too many steps, a pattern too costly. */
export type AstHits = (matcher: AstMatcher) => readonly Hit[] | undefined;

/** `matchers`: all that will be asked for. One walk over the tree, at the first question, serves them together. */
export function astHits(document: SourceDocument, matchers: readonly AstMatcher[]): AstHits {
  const own = matchers.filter(({ languages }) => languages.has(document.languageId));
  let results: readonly (QueryResult | undefined)[] | undefined;
  return (matcher) => {
    if (!matcher.languages.has(document.languageId)) return [];
    results ??= document.syntax?.find(own.map(({ query }) => query)) ?? [];
    const result = results[own.indexOf(matcher)];
    return result && hitsIn(result, matcher, document);
  };
}

function hitsIn(
  { matches, predicates }: QueryResult,
  { near, notNear, entropy }: AstMatcher,
  document: SourceDocument,
): readonly Hit[] | undefined {
  const judge = judgeOf(predicates);
  if (judge === undefined) return undefined;
  const hits: Hit[] = [];
  for (const match of matches) {
    const verdict = judge(match, document.text);
    if (verdict === undefined) return undefined;
    const hit = verdict ? hitOf(match.captures, document.text) : undefined;
    if (hit === undefined) continue;
    const { start, end } = hit.value;
    if (entropy !== undefined && entropyOf(document.text.slice(start, end)) < entropy) continue;
    if (near !== undefined && !holds(near, hit.span, document)) continue;
    if (notNear !== undefined && holds(notNear, hit.span, document)) continue;
    hits.push(hit);
  }
  return hits;
}

/** `@hit`, else the first capture, is what was found; `@value` what of it is secret. */
function hitOf(captures: readonly SyntaxCapture[], text: string): Hit | undefined {
  const names: Record<string, Span> = {};
  for (const { name, start, end } of captures) {
    const known = names[name];
    names[name] = { start: known?.start ?? start, end: Math.max(known?.end ?? end, end) };
  }
  const span = names["hit"] ?? captures[0];
  if (span === undefined || span.end <= span.start) return undefined;
  const spans = Object.entries(names);
  return {
    span: { start: span.start, end: span.end },
    value: names["value"] ?? { start: span.start, end: span.end },
    groups: Object.fromEntries(spans.map(([name, { start, end }]) => [name, text.slice(start, end)])),
    names,
  };
}
