/** Review cases: by the rule alone, or by the model's judgement of its part, as in a pack's exam. */
import { type SourceDocument } from "../documents/document";
import { type CasePorts, type Reply } from "../evaluate/ports";
import { type ReviewCase } from "../evaluate/cases";
import { ModelError, type ModelRuntime } from "../model/runtime";
import { askPart, EngineFailed, type Session, withKeys } from "../review/judge/ask";
import { createPace } from "../review/judge/pace";
import { limitsFor } from "../review/judge/parts";
import { type PartQuestions, questionsOf } from "../review/judge/questions";
import { whyUnjudged } from "../review/judge/words";
import { type Judgement, memoryStore, openLedger } from "../review/ledger";
import { matchRule, partsOf } from "../review/matchRule";
import { appliesTo } from "../review/reviewDocument";
import { t } from "../util/l10n";
import { RequestError } from "../util/requestError";
import { documentOf, type MaterialDeps } from "./evalDocuments";
import { type SuiteRule } from "./evalRules";

export interface ReviewPortDeps extends MaterialDeps {
  ruleOf(one: ReviewCase): SuiteRule | undefined;
  /** Asked for what rules alone cannot decide; absent: why there is nobody to ask. */
  readonly judge: ModelRuntime | { readonly absent: string };
}

export function reviewPort(deps: ReviewPortDeps): CasePorts["review"] {
  return async (one, signal) => {
    const found = deps.ruleOf(one);
    if (found === undefined) throw new RequestError("not-found", t("There is no rule for {0}.", one.id));
    const { document, path, rule } = await placed(one, found, deps, signal);
    if (rule.judge !== undefined) {
      const file = { document, path, packs: [{ ...found.pack, rules: [rule] }] };
      return judged(file, deps.judge, signal);
    }
    const { violations, incomplete } = matchRule(rule, document, partsOf(document, [rule]));
    if (incomplete !== undefined && incomplete !== false)
      throw new RequestError("not-readable", t("The rule {0} could not be searched to its end.", rule.id));
    const quotes = violations.map(({ span }) => document.text.slice(span.start, span.end));
    // What a rule calls secret is not shown again.
    return { answer: { quotes }, said: rule.mask ? "" : quotes.join("\n"), by: "rules" };
  };
}

/** The rule as the case wants it: at the path that is named, else anywhere. */
async function placed(one: ReviewCase, { rule }: SuiteRule, deps: MaterialDeps, signal: AbortSignal) {
  const { material, path } = one;
  const language = one.language ?? (path === undefined ? firstLanguage(rule.applies.languages) : undefined);
  const as = {
    ...(path === undefined ? {} : { name: path }),
    ...(language === undefined ? {} : { language }),
  };
  const document = await documentOf(material, as, deps, signal);
  const anywhere =
    path === undefined ? { ...rule, applies: { ...rule.applies, matchesPath: () => true } } : rule;
  const at = path ?? "text";
  if (!appliesTo(anywhere, document, at))
    throw new RequestError(
      "not-readable",
      t("The rule {0} does not look at this text. Name a path and a language that it applies to.", rule.id),
    );
  return { document, path: at, rule: anywhere };
}

const firstLanguage = (languages: ReadonlySet<string> | undefined) => [...(languages ?? [])][0];

interface JudgedFile {
  readonly document: SourceDocument;
  readonly path: string;
  readonly packs: PartQuestions["file"]["packs"];
}

async function judged(
  file: JudgedFile,
  judge: ReviewPortDeps["judge"],
  signal: AbortSignal,
): Promise<Reply<"review">> {
  const contextSize = "absent" in judge ? leastContext : judge.info.contextSize;
  const parts = questionsOf(file, limitsFor(contextSize));
  // Its patterns leave nothing to ask about.
  if (parts.length === 0) return { answer: { quotes: [] }, said: "", by: "rules" };
  if ("absent" in judge) return { notRun: judge.absent };
  const judgements: (readonly [PartQuestions, Judgement])[] = [];
  const session = await sessionOf(judge);
  for (const part of parts) {
    try {
      const note = (judgement: Judgement) => judgements.push([part, judgement]);
      await askPart(withKeys(part, session), session, (_, judgement) => void note(judgement), signal);
    } catch (error) {
      if (error instanceof EngineFailed) throw failed();
      throw error;
    }
  }
  return replyOf(judgements);
}

const leastContext = 4096;

/** Nothing is remembered: a measurement asks again. */
const sessionOf = async (runtime: ModelRuntime): Promise<Session> => ({
  ...{ runtime, ledger: await openLedger(memoryStore()), pace: createPace() },
  ...{ verify: true, health: { failures: 0 } },
});

const failed = () => new ModelError("engine-crashed", whyUnjudged("failed"));

function replyOf(judgements: readonly (readonly [PartQuestions, Judgement])[]): Reply<"review"> {
  if (judgements.some(([, { why }]) => why === "failed")) throw failed();
  const quotes = judgements
    .filter(([, { outcome }]) => outcome === "violation")
    .map(([{ part }, { span = [0, 0] }]) =>
      part.source.text.slice(part.span.start + span[0], part.span.start + span[1]),
    );
  const open = judgements.map(([, judgement]) => whyOpen(judgement)).find((why) => why !== undefined);
  // A violation that was found is a finding whatever else could not be judged.
  const unjudged = quotes.length > 0 || open === undefined ? {} : { unjudged: open };
  const outcomes = judgements.map(([, { outcome }]) => outcome).join(", ");
  const said = quotes.length > 0 ? quotes.join("\n") : outcomes;
  return { answer: { quotes, ...unjudged }, said, by: "model" };
}

function whyOpen({ outcome, why }: Judgement): string | undefined {
  if (outcome === "unjudged") return whyUnjudged(why);
  if (outcome !== "unlocated") return undefined;
  return t("The model saw a violation, but what it quoted is not in the text.");
}
