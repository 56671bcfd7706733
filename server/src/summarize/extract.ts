/** The tier without a model: the document's own key sentences, by heading or template, in the document's order. */
import { type SourceDocument, type Span } from "../documents/document";
import { type Section, sectionsOf } from "../documents/sections";
import { type Skipped, type SummaryLength } from "../protocol";
import { language, t } from "../util/l10n";
import { absolute, type Digest, digestKey, digestOf } from "./digest";
import { createMemory, type Memory } from "./memory";
import { type Scored, scoreAll } from "./score";
import { select } from "./select";
import { general } from "./templates/builtIn";
import { fillSlots } from "./templates/fill";
import { type Template } from "./templates/template";

export interface ChosenSentence {
  readonly text: string;
  readonly span: Span;
}

export interface ChosenSection {
  /** Of the document's section, or the title of the template's slot. */
  readonly headings: readonly string[];
  readonly span: Span;
  /** In document order; empty only where a slot of a template has nothing. */
  readonly sentences: readonly ChosenSentence[];
}

export interface Extract {
  readonly sections: readonly ChosenSection[];
  /** Sentences that were read. */
  readonly sourceSentences: number;
  readonly unread: readonly Skipped[];
}

/** Characters of one section, and of all sections, that are read: a 60 MB log must not hang the editor. */
export const readLimits = { section: 400_000, document: 4_000_000 } as const;

export interface ExtractOptions {
  readonly limits?: { readonly section: number; readonly document: number };
  /** Digests of sections that were read before. */
  readonly known?: Memory<Digest>;
  readonly template?: Template;
}

/** Deterministic and linear in the document's length; what is longer than `limits` is said in `unread`. */
export function extract(
  document: SourceDocument,
  length: SummaryLength,
  { limits = readLimits, known = createMemory<Digest>(0), template = general }: ExtractOptions = {},
): Extract {
  const { sections, sentences, unread } = readSections(document, limits, known);
  const scored = scoreAll(sentences);
  return {
    sections:
      template.slots.length === 0
        ? bySection(select(scored, sections, length), sections)
        : bySlot(template, scored, { sections, length }),
    sourceSentences: sentences.length,
    unread: [...document.unread, ...unread],
  };
}

const shown = ({ text, span }: Scored): ChosenSentence => ({ text, span });

function bySection(chosen: readonly Scored[], sections: readonly Section[]): readonly ChosenSection[] {
  return sections.flatMap((section, index): ChosenSection[] => {
    const sentences = chosen
      .filter((sentence) => sentence.section === index)
      .sort((left, right) => left.place - right.place);
    return sentences.length === 0
      ? []
      : [{ headings: section.headings, span: section.span, sentences: sentences.map(shown) }];
  });
}

function bySlot(
  template: Template,
  scored: readonly Scored[],
  options: { readonly sections: readonly Section[]; readonly length: SummaryLength },
): readonly ChosenSection[] {
  return fillSlots(template, scored, options).map(({ slot, sentences }) => ({
    headings: [slot.title[language()]],
    span: { start: sentences[0]?.span.start ?? 0, end: sentences.at(-1)?.span.end ?? 0 },
    sentences: sentences.map(shown),
  }));
}

type Read = Omit<Scored, "score" | "vector">;

function readSections(
  document: SourceDocument,
  limits: { readonly section: number; readonly document: number },
  known: Memory<Digest>,
) {
  const sections = sectionsOf(document);
  const sentences: Read[] = [];
  const unread: Skipped[] = [];
  let left = limits.document;
  for (const [index, section] of sections.entries()) {
    if (left <= 0) {
      unread.push(skipped(document, { start: section.span.start, end: document.text.length }));
      break;
    }
    const room = Math.min(limits.section, left);
    const key = digestKey(document, section, room);
    const digest = known.get(key) ?? digestOf(document, section, room);
    known.keep(key, digest, section.span.end - section.span.start);
    for (const sentence of digest.sentences)
      sentences.push({ ...sentence, section: index, span: absolute(sentence.span, section) });
    left -= digest.used;
    if (digest.stoppedAt !== undefined)
      unread.push(skipped(document, { start: section.span.start + digest.stoppedAt, end: section.span.end }));
  }
  return { sections, sentences, unread };
}

function skipped(document: SourceDocument, span: Span): Skipped {
  const { start, end } = document.rangeOf(span);
  return {
    where: t("lines {0} to {1}", start.line + 1, end.line + 1),
    why: t("The text is longer than a summary reads. Summarise a smaller part of it."),
  };
}
