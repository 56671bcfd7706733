/** The sentences of the sources, with where they stand and what they do. Nothing is chosen here. */
import { citedIn, isStruck } from "../documents/cited";
import { type Candidate, sentencesIn } from "../documents/candidates";
import { type SourceDocument, type Span } from "../documents/document";
import { type Marker, markersIn } from "../documents/meaning";
import { type Section, sectionsOf } from "../documents/sections";
import { neutralise } from "../model/framing";
import { type Skipped } from "../protocol";
import { t } from "../util/l10n";
import { assigns, instructs, limits, mends, records, tellsEdition, warns } from "./forms";
import { type Form } from "./template";

export interface Evidence {
  /** As a reader reads it: the whole statement, with what limits it. */
  readonly text: string;
  readonly span: Span;
  /** Index of the document. */
  readonly document: number;
  readonly headings: readonly string[];
  /** Without the line above its list. */
  readonly own: Span;
  /** The line above its list turns it, and stands with it. */
  readonly turned: boolean;
  /** An item of a numbered list, or a line that begins with a number. */
  readonly numbered: boolean;
  readonly row: boolean;
  readonly forms: ReadonlySet<Form>;
  /** Code that stands below it: a command of a step. */
  readonly code: readonly string[];
}

export interface Collected {
  /** By document, then in its order. */
  readonly evidence: readonly Evidence[];
  /** Sentences that speak to a language model and are no statement of the document's. */
  readonly hidden: number;
  readonly unread: readonly Skipped[];
}

/** Characters of one section, and of one document, that are read. */
const readLimits = { section: 400_000, document: 4_000_000 } as const;

/** Synchronous; linear in the documents' length. */
export function collect(documents: readonly SourceDocument[]): Collected {
  const evidence: Evidence[] = [];
  const unread: Skipped[] = [];
  let hidden = 0;
  for (const [at, document] of documents.entries()) {
    let left: number = readLimits.document;
    unread.push(...document.unread);
    for (const section of sectionsOf(document)) {
      if (left <= 0) {
        unread.push(skipped(document, { start: section.span.start, end: document.text.length }));
        break;
      }
      const room = Math.min(readLimits.section, left);
      const { sentences, used, stoppedAt } = sentencesIn(document, section, room);
      left -= used;
      if (stoppedAt !== undefined)
        unread.push(skipped(document, { start: stoppedAt, end: section.span.end }));
      const found = evidenceIn({ document, at, section }, sentences);
      hidden += found.hidden;
      evidence.push(...found.evidence);
    }
    if (document.format === "source") evidence.push(...messagesIn(document, at));
  }
  return { evidence, hidden, unread };
}

interface Place {
  readonly document: SourceDocument;
  /** Index of the document. */
  readonly at: number;
  readonly section: Section;
}

/** 「次の順に行う。」: it only announces the list that follows. */
const announces =
  /(?:^|[、。\s]|[はをにで])(?:次|以下|下記|左記|別紙|別表)の|[：:]$|\bas follows\b|\bthe following\b/iu;

/** Longest line that only announces. */
const longestLead = 60;

/** What it announces stands in a list behind it, or under the next heading. */
const isLead = ({ kind, text }: Candidate, next: Candidate | undefined): boolean =>
  kind === "sentence" &&
  (next === undefined || next.kind === "item") &&
  text.length <= longestLead &&
  announces.test(text);

function evidenceIn(
  { document, at, section }: Place,
  sentences: readonly Candidate[],
): { readonly evidence: readonly Evidence[]; readonly hidden: number } {
  const evidence: Evidence[] = [];
  let hidden = 0;
  let lead: Candidate | undefined;
  for (const [index, candidate] of sentences.entries()) {
    if (candidate.kind !== "item") lead = isLead(candidate, sentences[index + 1]) ? candidate : undefined;
    if (isStruck(document, candidate.span)) continue;
    if (neutralise(candidate.text, "commands").hidden > 0) hidden += 1;
    // What a list says is said by its items, each with the line above it where that turns it.
    else if (candidate !== lead) evidence.push(evidenceOf({ document, at, section }, candidate, lead));
  }
  return { evidence: withCode(asSteps(evidence), { document, at, section }), hidden };
}

/** A code block of a document belongs to the sentence above it. */
function withCode(evidence: readonly Evidence[], { document, section }: Place): readonly Evidence[] {
  if (document.format === "source") return evidence;
  const code = new Map<Evidence, string[]>();
  for (const { kind, text, span } of section.blocks) {
    if (kind !== "code" || text.trim() === "") continue;
    const owner = evidence.filter(({ own }) => own.end <= span.start).at(-1);
    if (owner !== undefined) code.set(owner, [...(code.get(owner) ?? []), text.replace(/\s+$/u, "")]);
  }
  return evidence.map((one) => ({ ...one, code: code.get(one) ?? [] }));
}

/** In a numbered list of steps, what only tells what happens is a step too. */
function asSteps(evidence: readonly Evidence[]): readonly Evidence[] {
  const areSteps = evidence.some(({ numbered, forms }) => numbered && forms.has("step"));
  if (!areSteps) return evidence;
  return evidence.map((one) =>
    one.numbered && !one.turned ? { ...one, forms: new Set<Form>([...one.forms, "step"]) } : one,
  );
}

function skipped(document: SourceDocument, span: Span): Skipped {
  const { start, end } = document.rangeOf(span);
  return {
    where: t("lines {0} to {1}", start.line + 1, end.line + 1),
    why: t("The text is longer than a draft reads. Draft from a smaller part of it."),
  };
}

/** What an author or a format wrote in front of a step. */
const number =
  /^(?:\d{1,3}[.)．）](?!\d)\s*|[(（]\d{1,3}[)）]\s*|[①-⑳]\s*|(?:手順|Step)\s?\d{1,3}[\s:：.．)]+)/iu;

function evidenceOf({ document, at, section }: Place, candidate: Candidate, lead?: Candidate): Evidence {
  const { span, kind } = candidate;
  const line = document.text.lastIndexOf("\n", span.start - 1) + 1;
  const before = document.text.slice(line, span.start).replace(/^[\s>*/#-]+/u, "");
  const text = candidate.text.replace(number, "");
  const numbered = text !== candidate.text || (before !== "" && number.test(before));
  const turned = lead !== undefined && turns(markersIn(lead.text));
  return {
    ...{ text: turned ? joined(lead.text, text) : text, document: at, headings: section.headings },
    span: turned ? { start: lead.span.start, end: span.end } : span,
    ...{ own: span, numbered, turned, row: kind === "row", code: [] },
    forms: formsOf(turned ? joined(lead.text, text) : text, {
      code: document.format === "source",
      row: kind === "row",
    }),
  };
}

/** 「次の行為をしてはならない。」 */
const turns = (markers: ReadonlySet<Marker>) =>
  (["prohibition", "negation", "exception", "condition", "possibility"] as const).some((marker) =>
    markers.has(marker),
  );

const joined = (left: string, right: string) => left + (/[\x21-\x7e]$/.test(left) ? " " : "") + right;

function formsOf(
  text: string,
  { code, row }: { readonly code: boolean; readonly row: boolean },
): ReadonlySet<Form> {
  const markers = markersIn(text);
  const forms = new Set<Form>();
  if (code) forms.add("code");
  if (!row && instructs(text, markers)) forms.add("step");
  if (warns(text, markers)) forms.add("warning");
  if (mends(text, markers)) forms.add("trouble");
  if (assigns(text)) forms.add("role");
  if (limits(text)) forms.add("limit");
  if (records(text)) forms.add("record");
  if (row && tellsEdition(text)) forms.add("history");
  return forms;
}

/** What stands before the text of an error in most languages. */
const raises = /(?:throw|raise|error|exception|fail|fatal|panic|abort|warn|die)[\w.:<>\s]*[("'`\s,]*$/iu;
const prose = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]|\p{L}\s\p{L}/u;

/** Messages that a program shows when something goes wrong. */
function messagesIn(document: SourceDocument, at: number): readonly Evidence[] {
  return document.blocks.flatMap(({ kind, text, span, headings }): readonly Evidence[] => {
    if (kind !== "string" || text.length < 6 || text.length > 300 || !prose.test(text)) return [];
    if (!raises.test(document.text.slice(Math.max(0, span.start - 60), span.start))) return [];
    const message = text.replace(/\s+/gu, " ").trim();
    if (neutralise(message, "commands").hidden > 0) return [];
    return [
      {
        ...{ text: message, span, own: span, document: at, headings },
        ...{ numbered: false, turned: false, row: false, code: [] },
        forms: new Set<Form>(["message"]),
      },
    ];
  });
}

/** The whole statement, with its proviso and the line above a list; of what cannot be cited, the sentence itself. */
export function stated(document: SourceDocument, evidence: Evidence): Evidence {
  const { own, turned, row, forms } = evidence;
  if (turned || row || forms.has("message")) return evidence;
  const cited = citedIn(document, own, document.text.slice(own.start, own.end));
  return cited === undefined
    ? evidence
    : { ...evidence, text: cited.text.replace(number, ""), span: cited.span };
}
