/** The draft in its sources' own words: every part with its statements, their places, and what is missing. */
import { citationOf } from "../documents/citation";
import { type SourceDocument } from "../documents/document";
import { titleOf } from "../documents/title";
import { finderOf } from "../documents/wordFinder";
import { type DraftCitation, type DraftGroup, type DraftPart, type DraftStatement } from "../protocol";
import { type Language } from "../util/l10n";
import { plain, toConfirm, withoutValues } from "./confirm";
import { type Evidence, stated } from "./evidence";
import { holdsPeriod } from "./forms";
import { type TemplatePart } from "./template";
import { words } from "./words";

/** A statement with the sentence it stands on, for whoever words it. */
export interface Composed {
  readonly statement: DraftStatement;
  readonly evidence: Evidence;
}

export interface ComposedGroup {
  readonly heading?: string;
  readonly statements: readonly Composed[];
}

export interface ComposedPart extends Omit<DraftPart, "groups"> {
  readonly groups: readonly ComposedGroup[];
}

export interface ComposeOptions {
  readonly documents: readonly SourceDocument[];
  readonly language: Language;
}

export function composePart(
  part: TemplatePart,
  found: readonly Evidence[],
  { documents, language }: ComposeOptions,
): ComposedPart {
  const say = words[language];
  const { slot } = part;
  const whole = found.map((one) => ({ ...stated(sourceAt(documents, one), one), numbered: one.numbered }));
  const distinct = withoutRepeats(withoutParts(whole));
  const kept = distinct.slice(0, slot.most);
  const conflicts = conflicting(kept);
  const statements = kept.map(({ evidence, others }): Composed => {
    const asked = toConfirm(evidence.text, { language, step: slot.numbered });
    const confirm = conflicts.has(evidence) ? [...asked, say.conflict] : asked;
    const citations = [evidence, ...others].map((one) => draftCitation(documents, one));
    const [first, ...rest] = citations;
    return {
      evidence,
      statement: {
        ...{ text: evidence.text, kind: "quoted", confirm },
        ...(evidence.code.length === 0 ? {} : { code: evidence.code }),
        citations: [first as DraftCitation, ...rest],
      },
    };
  });
  return {
    ...{ title: part.title[language], level: part.level, numbered: slot.numbered },
    groups: grouped(
      statements,
      finderOf([...slot.headings, part.title[language]].filter((word) => word !== "")),
      (one) => titleOf(sourceAt(documents, one)),
    ),
    confirm: missingIn(
      part,
      kept.map(({ evidence }) => evidence),
      language,
    ),
    leftOut: distinct.length - kept.length,
  };
}

const sourceAt = (documents: readonly SourceDocument[], { document }: Evidence): SourceDocument =>
  documents[document] as SourceDocument;

function draftCitation(documents: readonly SourceDocument[], evidence: Evidence): DraftCitation {
  return { ...citationOf(sourceAt(documents, evidence), evidence.span), source: evidence.document + 1 };
}

/** A proviso stands with the sentence it limits. */
function withoutParts(all: readonly Evidence[]): readonly Evidence[] {
  const kept: Evidence[] = [];
  for (const one of all) {
    const last = kept.at(-1);
    const inside =
      last !== undefined &&
      last.document === one.document &&
      last.span.start <= one.own.start &&
      last.span.end >= one.own.end;
    if (!inside) kept.push(one);
  }
  return kept;
}

interface Distinct {
  readonly evidence: Evidence;
  /** The same words elsewhere. */
  readonly others: Evidence[];
}

function withoutRepeats(all: readonly Evidence[]): readonly Distinct[] {
  const seen = new Map<string, Distinct>();
  for (const evidence of all) {
    const key = plain(evidence.text);
    const known = seen.get(key);
    if (known === undefined) seen.set(key, { evidence, others: [] });
    // A step that is done twice is two steps.
    else if (known.evidence.document === evidence.document && evidence.forms.has("step"))
      seen.set(`${key} ${seen.size}`, { evidence, others: [] });
    else known.others.push(evidence);
  }
  return [...seen.values()];
}

/** Sentences of different sources that differ in nothing but their figures. */
function conflicting(kept: readonly Distinct[]): ReadonlySet<Evidence> {
  const byWords = new Map<string, Evidence[]>();
  for (const { evidence } of kept) {
    const key = withoutValues(evidence.text);
    if (!key.includes("#")) continue;
    byWords.set(key, [...(byWords.get(key) ?? []), evidence]);
  }
  const found = [...byWords.values()].filter(
    (alike) => new Set(alike.map(({ document }) => document)).size > 1,
  );
  return new Set(found.flat());
}

/** By the source's own heading, where that is not what the part is called anyway. */
function grouped(
  statements: readonly Composed[],
  isOwn: (heading: string) => boolean,
  titleOf: (evidence: Evidence) => string,
): readonly ComposedGroup[] {
  const groups: { heading: string; readonly key: string; readonly statements: Composed[] }[] = [];
  for (const one of statements) {
    const { headings, document, forms } = one.evidence;
    const isCode = forms.has("code") || forms.has("message");
    const own = headings.length > 1 || isCode ? (headings.at(-1) ?? "") : "";
    const heading = isOwn(own) && !isCode ? "" : own;
    const key = `${document} ${heading}`;
    const last = groups.at(-1);
    if (last?.key === key) last.statements.push(one);
    else groups.push({ key, heading, statements: [one] });
  }
  // What follows a heading that it does not belong to needs one.
  for (const [at, group] of groups.entries()) {
    const [first] = group.statements;
    if (
      group.heading === "" &&
      first !== undefined &&
      groups.slice(0, at).some(({ heading }) => heading !== "")
    )
      group.heading = titleOf(first.evidence);
  }
  return groups.map(({ heading, statements: own }): ComposedGroup => ({
    ...(heading === "" ? {} : { heading }),
    statements: own,
  }));
}

function missingIn(
  { slot, fields }: TemplatePart,
  kept: readonly Evidence[],
  language: Language,
): readonly string[] {
  const say = words[language];
  const lacksPeriod =
    slot.needs === "period" && kept.length > 0 && !kept.some(({ text }) => holdsPeriod(text));
  const unfilled = fields.filter(
    (field) =>
      !kept.some(({ text }) => text.startsWith(field) && /^\s*[：:]\s*\S/u.test(text.slice(field.length))),
  );
  return [
    ...(kept.length === 0 && slot.missing !== undefined ? [slot.missing[language]] : []),
    ...(lacksPeriod ? [say.period] : []),
    ...unfilled,
    ...(slot.always === undefined ? [] : [slot.always[language]]),
  ];
}

/** As it leaves the server, without what it was made from. */
export const partOf = ({ groups, ...part }: ComposedPart): DraftPart => ({
  ...part,
  groups: groups.map(({ statements, ...group }): DraftGroup => ({
    ...group,
    statements: statements.map(({ statement }) => statement),
  })),
});
