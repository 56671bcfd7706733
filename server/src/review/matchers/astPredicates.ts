/** Predicates of tree-sitter queries, as tree-sitter means them; patterns by the engine that never hangs. */
import {
  type QueryResult,
  type SyntaxCapture,
  type SyntaxMatch,
  type SyntaxPredicate,
} from "../../documents/syntax/port";
import { t } from "../../util/l10n";
import { compilePattern, stretchOf } from "./pattern";

/** Undefined when a pattern is too costly for what it looks at. */
export type MatchJudge = (match: SyntaxMatch, text: string) => boolean | undefined;
type Judge = (captures: readonly SyntaxCapture[], text: string) => boolean | undefined;
type Predicates = QueryResult["predicates"];

interface Form {
  /** The capture that is looked at. */
  readonly name: string;
  readonly kind: "eq" | "match" | "any-of";
  /** One of several captures of the name is enough. */
  readonly any: boolean;
  readonly not: boolean;
}

const form = (kind: Form["kind"], any: boolean, not: boolean) => ({ kind, any, not });
const forms: ReadonlyMap<string, Omit<Form, "name">> = new Map([
  ...(["eq", "match"] as const).flatMap((kind) => [
    [`${kind}?`, form(kind, false, false)] as const,
    [`not-${kind}?`, form(kind, false, true)] as const,
    [`any-${kind}?`, form(kind, true, false)] as const,
    [`any-not-${kind}?`, form(kind, true, true)] as const,
  ]),
  ["any-of?", form("any-of", false, false)],
  ["not-any-of?", form("any-of", false, true)],
]);
const supported = [...forms.keys()].map((name) => `#${name}`);

/** Why the predicates of a query cannot be judged. */
export function predicateProblem(predicates: Predicates): string | undefined {
  for (const predicate of predicates.flat()) {
    const judge = judgeFor(predicate);
    if (typeof judge === "string") return judge;
  }
  return undefined;
}

const judges = new WeakMap<Predicates, MatchJudge | "unusable">();

/** Undefined when `predicateProblem` has something to say. */
export function judgeOf(predicates: Predicates): MatchJudge | undefined {
  const known = judges.get(predicates) ?? compile(predicates);
  judges.set(predicates, known);
  return known === "unusable" ? undefined : known;
}

function compile(predicates: Predicates): MatchJudge | "unusable" {
  const byPattern = predicates.map((own) => own.map(judgeFor));
  if (byPattern.flat().some((judge) => typeof judge === "string")) return "unusable";
  const usable = byPattern as readonly (readonly Judge[])[];
  return ({ pattern, captures }, text) => {
    for (const judge of usable[pattern] ?? []) {
      const verdict = judge(captures, text);
      if (verdict !== true) return verdict;
    }
    return true;
  };
}

/** The judge, or the reason why there is none. */
function judgeFor({ operator, operands }: SyntaxPredicate): Judge | string {
  const known = forms.get(operator);
  const [first, ...others] = operands;
  if (known === undefined) return t("#{0} is not known; there are: {1}", operator, supported.join(" "));
  if (first === undefined || !("capture" in first) || others.length === 0)
    return t("#{0} needs a capture and what it is compared with", operator);
  const own: Form = { ...known, name: first.capture };
  const { kind } = own;
  const [second] = others;
  if (kind === "eq" && others.length === 1 && second !== undefined) return equal(own, second);
  const texts = others.flatMap((one) => ("text" in one ? one.text : []));
  if (texts.length !== others.length || (kind !== "any-of" && texts.length !== 1))
    return t("#{0} needs a capture and text in quotes", operator);
  if (kind === "any-of") return oneOf(own, texts);
  const compiled = compilePattern(texts[0] ?? "");
  if ("error" in compiled)
    return compiled.error.kind === "syntax"
      ? t("#{0}: invalid regular expression ({1})", operator, compiled.error.reason)
      : t("#{0}: the pattern can take endless time. Write it without nested + or *", operator);
  return matching(own, (part) => {
    const found = compiled.pattern.find(stretchOf(part));
    return found && found.length > 0;
  });
}

const textsOf = (captures: readonly SyntaxCapture[], wanted: string, text: string) =>
  captures.filter(({ name }) => name === wanted).map(({ start, end }) => text.slice(start, end));

function equal({ name, any, not }: Form, second: SyntaxPredicate["operands"][number]): Judge {
  return (captures, text) => {
    const others = "text" in second ? [second.text] : textsOf(captures, second.capture, text);
    const holds = (own: string) => others.some((other) => (own === other) !== not);
    const own = textsOf(captures, name, text);
    return any ? own.some(holds) : own.every(holds);
  };
}

function oneOf({ name, not }: Form, texts: readonly string[]): Judge {
  const known = new Set(texts);
  return (captures, text) => {
    const own = textsOf(captures, name, text);
    return own.length === 0 ? not : own.every((part) => known.has(part)) !== not;
  };
}

function matching({ name, any, not }: Form, test: (part: string) => boolean | undefined): Judge {
  return (captures, text) => {
    const own = textsOf(captures, name, text);
    if (own.length === 0) return not;
    const verdicts = own.map(test);
    if (verdicts.includes(undefined)) return undefined;
    const holds = (verdict: boolean | undefined) => verdict !== not;
    return any ? verdicts.some(holds) : verdicts.every(holds);
  };
}
