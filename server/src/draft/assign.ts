/** Which sentence of the sources belongs under which heading of the template. Deterministic. */
import { finderOf } from "../documents/wordFinder";
import { type Evidence } from "./evidence";
import { type DraftTemplate, type Form, type Slot } from "./template";

/** What a sentence is worth for a slot: the heading above it says more than a word in it. */
const worth = { heading: 1, above: 0.6, word: 0.5, numbered: 0.2, step: 0.8 } as const;
const byForm: Readonly<Record<Form, number>> = {
  step: 0.45,
  warning: 0.75,
  trouble: 0.5,
  role: 0.7,
  limit: 0.3,
  record: 0.45,
  history: 1.5,
  message: 1,
  code: 0.4,
};
/** Less than this is chance. */
const enough = 0.4;

type Fit = (evidence: Evidence) => number;

function fitOf(slot: Slot, isTitle: (heading: string, at: number) => boolean): Fit {
  const [heading, word] = [finderOf(slot.headings), finderOf(slot.words)];
  const known = new Map<readonly string[], number>();
  const byHeadings = (headings: readonly string[]): number => {
    const found = known.get(headings);
    if (found !== undefined) return found;
    // A document's title names its kind, not its parts.
    const below = headings.filter((text, at) => !isTitle(text, at));
    const own = heading(below.at(-1) ?? "");
    const fit = own ? worth.heading : below.slice(0, -1).some(heading) ? worth.above : 0;
    known.set(headings, fit);
    return fit;
  };
  return (evidence) => {
    const { text, headings, forms, numbered } = evidence;
    // Headings of code are its declarations.
    const above = forms.has("code") || forms.has("message") ? 0 : byHeadings(headings);
    const form = slot.forms.reduce((most, one) => Math.max(most, forms.has(one) ? byForm[one] : 0), 0);
    // A numbered step stays among its steps, whatever else it is: a gap in them is worse than a warning too few above.
    const isStep = numbered && forms.has("step");
    const counted = !slot.numbered || !numbered ? 0 : isStep ? worth.step : worth.numbered;
    return above + (word(text) ? worth.word : 0) + form + (form > 0 || above > 0 ? counted : 0);
  };
}

export interface Assigned {
  /** For each part of the template its sentences, in the order of the sources. */
  readonly parts: readonly (readonly Evidence[])[];
}

/** What stands among the steps and is looked for elsewhere, too. */
const twice: readonly Form[] = ["warning", "trouble", "limit", "record", "role"];

/**
 * Every sentence goes to the part it fits best; a warning, a limit, a record, a role and what to do about a fault that stand among steps
 * stand there and in their own part, so that nobody who reads only one of them misses it. `titles`: of each document,
 * the heading that is its title.
 */
export function assign(
  { parts }: DraftTemplate,
  evidence: readonly Evidence[],
  titles: readonly (string | undefined)[],
): Assigned {
  const found = parts.map((): Evidence[] => []);
  const fits = titles.map((title) =>
    parts.map(({ slot }) => fitOf(slot, (text, at) => at === 0 && text === title)),
  );
  const placeOf = (form: Form) => parts.findIndex(({ slot }) => slot.forms.includes(form));
  const also = twice.map((form) => ({ form, place: placeOf(form) })).filter(({ place }) => place >= 0);
  for (const one of evidence) {
    const scores = fits[one.document]?.map((fit) => fit(one)) ?? [];
    const most = Math.max(...scores, 0);
    if (most < enough) continue;
    const best = scores.indexOf(most);
    const places = new Set([best]);
    if (parts[best]?.slot.numbered === true)
      for (const { form, place } of also) if (one.forms.has(form)) places.add(place);
    for (const place of places) found[place]?.push(one);
  }
  return { parts: found };
}
