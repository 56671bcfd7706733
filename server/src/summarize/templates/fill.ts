/** The slots of a template filled with the document's own sentences; what no sentence says stays empty. */
import { type Section } from "../../documents/sections";
import { type SummaryLength } from "../../protocol";
import { headingScore } from "../cues";
import { type Scored } from "../score";
import { sameLikeness } from "../select";
import { dot } from "../vectors";
import { finderOf } from "../../documents/wordFinder";
import { type Slot, type Template } from "./template";

export interface FilledSlot {
  readonly slot: Slot;
  /** In document order; none: the document does not say. */
  readonly sentences: readonly Scored[];
}

/** Sentences of one slot. */
const dial: Readonly<Record<SummaryLength, number>> = { short: 1, medium: 3, long: 8 };

/** What a sentence is worth for a slot: its section's heading says more than a word in it. */
const fits = { heading: 1, above: 0.6, word: 0.5 } as const;

interface Fit {
  readonly sentence: Scored;
  readonly slot: number;
  readonly worth: number;
}

/** Every sentence fills at most one slot, the one it fits best. Deterministic. */
export function fillSlots(
  template: Template,
  scored: readonly Scored[],
  { sections, length }: { readonly sections: readonly Section[]; readonly length: SummaryLength },
): readonly FilledSlot[] {
  const fit = fitter(template, sections);
  const ranked = scored
    .flatMap((sentence) => fit(sentence))
    .sort((left, right) => right.worth - left.worth || left.sentence.span.start - right.sentence.span.start);
  const filled = template.slots.map((): Scored[] => []);
  const used = new Set<Scored>();
  for (const { sentence, slot } of ranked) {
    const chosen = filled[slot];
    const room = Math.min(dial[length], template.slots[slot]?.most ?? 0);
    if (chosen === undefined || chosen.length >= room || used.has(sentence)) continue;
    if (chosen.some(({ vector }) => dot(vector, sentence.vector) > sameLikeness)) continue;
    used.add(sentence);
    chosen.push(sentence);
  }
  return template.slots.map((slot, at) => ({
    slot,
    sentences: [...(filled[at] ?? [])].sort((left, right) => left.span.start - right.span.start),
  }));
}

/** What fits less than its best slot by this much does not go there when the best one is full. */
const nearBest = 0.3;

function fitter({ slots }: Template, sections: readonly Section[]): (sentence: Scored) => readonly Fit[] {
  const words = slots.map((slot) => finderOf(slot.words));
  const headings = slots.map((slot) => finderOf(slot.headings));
  const [first] = sections.flatMap((section) => section.headings.slice(0, 1));
  const isTitled = sections.every(({ headings: [top] }) => top === undefined || top === first);
  const bySection = sections.map((section) => {
    // The document's title names its kind, not its parts.
    const below = isTitled ? section.headings.slice(1) : section.headings;
    const own = below.at(-1) ?? "";
    const above = below.slice(0, -1);
    return {
      penalty: headingScore(section.headings),
      fit: headings.map((find) => (find(own) ? fits.heading : above.some(find) ? fits.above : 0)),
    };
  });
  return (sentence) => {
    const section = bySection[sentence.section];
    if (section === undefined) return [];
    // A list of people is no summary, unless a slot asks for it.
    const own = sentence.score - section.penalty;
    if (own <= 0) return [];
    const found = slots.map(
      (_, slot) => (section.fit[slot] ?? 0) + (words[slot]?.(sentence.text) === true ? fits.word : 0),
    );
    const most = Math.max(...found);
    return found.flatMap((fit, slot): readonly Fit[] =>
      fit > 0 && fit >= most - nearBest ? [{ sentence, slot, worth: fit + own }] : [],
    );
  };
}
