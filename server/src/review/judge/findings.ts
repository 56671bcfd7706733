/** Judgements as findings and as what was not judged, in words. */
import { type Show, type Span } from "../../documents/document";
import { type Finding, type Skipped } from "../../protocol";
import { type Language } from "../../util/l10n";
import { type Judgement } from "../ledger";
import { cut } from "../reviewDocument";
import { waiverOf } from "../triage";
import { type AskedQuestion, hasMatch, type PartQuestions } from "./questions";
import { type Standing } from "./gate";

export interface JudgedQuestion {
  readonly part: PartQuestions;
  readonly question: AskedQuestion;
  readonly judgement: Judgement;
}

export interface FindingContext {
  readonly language: Language;
  readonly standing: Standing;
  /** The document's text with the secrets in it masked. */
  readonly show: Show;
}

/** Undefined for a judgement that is none: compliant, not applicable, set aside, not judged. */
export function findingOf(
  { part: { part, file }, question, judgement }: JudgedQuestion,
  { language, standing, show }: FindingContext,
): Finding | undefined {
  const { outcome, confidence, pointer } = judgement;
  if (outcome !== "violation" && outcome !== "unlocated") return undefined;
  const { document } = file;
  const span = evidenceOf(part.span, judgement) ?? firstLine(document.text, part.span);
  const evidence = cut(show(span));
  const place = document.placeOf?.(span, show);
  const { rule, pack } = question;
  const isSure = standing === "confirms" && pointer !== true;
  return {
    rule: rule.id,
    pack: pack.id,
    severity: rule.severity,
    message: rule.message[language].replaceAll("{match}", () => cut(evidence, 80)),
    uri: document.uri,
    anchor: document.rangeOf(span),
    ...(place === undefined ? {} : { place }),
    evidence,
    status: outcome === "unlocated" ? "unlocated" : isSure ? "confirmed" : "advisory",
    source: hasMatch(rule) ? "match+judge" : "judge",
    ...(confidence === undefined ? {} : { confidence }),
    ...waiverOf(pack, rule.severity),
    refs: rule.refs,
  };
}

const evidenceOf = (section: Span, { span }: Judgement): Span | undefined =>
  span === undefined ? undefined : { start: section.start + span[0], end: section.start + span[1] };

function firstLine(text: string, { start, end }: Span): Span {
  const from = start + Math.max(0, text.slice(start, end).search(/\S/u));
  const line = /^[^\r\n]*/u.exec(text.slice(from, end))?.[0].trimEnd() ?? "";
  return { start: from, end: from + line.length };
}

export interface UnansweredQuestion extends Omit<JudgedQuestion, "judgement"> {
  readonly show: Show | undefined;
}

/** A question that got no answer, with the rule and the place of the section. */
export function notJudged(
  { part: { part, file }, question, show }: UnansweredQuestion,
  why: string,
): Skipped {
  const { document, path } = file;
  const span = firstLine(document.text, part.span);
  const place = document.placeOf?.(span, show);
  const where =
    place === undefined ? `${path}:${document.rangeOf(span).start.line + 1}` : `${path}: ${place}`;
  return { where: `${where} ${question.rule.id}`, why };
}
