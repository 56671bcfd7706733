/**
 * The locator's bench: quotes with harmless deviations must be found on the right span, quotes that say something
 * else and quotes of other documents must not be evidence. Beside it, on the same quotes, a plain search and a
 * trigram matcher without a meaning guard.
 */
import { performance } from "node:perf_hooks";
import { type SourceDocument } from "../../../server/src/documents/document";
import { locate } from "../../../server/src/documents/locate";
import { indexTrigrams, nearEnough } from "../../../server/src/documents/locate/near";
import { readText } from "../../../server/src/documents/read";
import { table } from "../report/format";
import { verdictTable } from "../report/verdictTable";
import { spreadOf } from "../statistics";
import { judge, type Target } from "../targets";
import { deviationsOf, seeded } from "./deviations";
import { flipsOf } from "./flips";
import { letters, ownDocuments, type Quoted, quotesOf, statuteDocuments } from "./quotes";

type Status = "evidence" | "pointer" | "none";

export interface Answer {
  readonly status: Status;
  /** The source at the span. */
  readonly text: string;
  readonly why?: string;
}

export type Side = (quote: string, document: SourceDocument) => Answer;

/** The product's answer. */
export const ours: Side = (quote, document) => {
  const { status, span, why = "" } = locate(quote, document);
  return { status, why, text: span === undefined ? "" : document.text.slice(span.start, span.end) };
};
const includes: Side = (quote, { text }) =>
  text.includes(quote) ? { status: "evidence", text: quote } : { status: "none", text: "" };
const squeezed = new WeakMap<
  SourceDocument,
  { readonly text: string; readonly index: ReturnType<typeof indexTrigrams> }
>();
const trigrams: Side = (quote, document) => {
  let known = squeezed.get(document);
  if (known === undefined) {
    const text = document.text.normalize("NFKC").replace(/[\s#>*]+/g, "");
    known = { text, index: indexTrigrams(text) };
    squeezed.set(document, known);
  }
  const window = known.index.best(quote.normalize("NFKC").replace(/[\s#>*]+/g, ""));
  if (window === undefined || window.score < nearEnough) return { status: "none", text: "" };
  return { status: "evidence", text: known.text.slice(window.start, window.end) };
};
const sides = { ours, includes, trigrams } as const;
type SideName = keyof typeof sides;
const names = Object.keys(sides) as readonly SideName[];

/** Quotes of a document that are tried; a statute has up to a hundred. */
const perDocument = 12;
const foreignPairs = 6000;

const sample = (quotes: readonly Quoted[], random: () => number, count: number) =>
  quotes.length <= count
    ? quotes
    : [...quotes]
        .map((quote) => ({ quote, rank: random() }))
        .sort((a, b) => a.rank - b.rank)
        .slice(0, count)
        .map(({ quote }) => quote);

export interface Tally {
  readonly total: number;
  readonly right: number;
  /** Of those that are due. */
  readonly evidence: number;
  readonly due: number;
}

export interface Miss {
  readonly kind: string;
  readonly quote: string;
  readonly answer: string;
}

export function measureHarmless(
  quotes: readonly Quoted[],
  side: Side,
  misses: Miss[] = [],
): ReadonlyMap<string, Tally> {
  const random = seeded(7);
  const tallies = new Map<string, Tally>();
  for (const { document, sentence, limited } of quotes)
    for (const { kind, quote, pointer } of deviationsOf(sentence, random)) {
      const { status, text, why = "" } = side(quote, document);
      const right = status !== "none" && letters(text) === letters(sentence);
      const due = !pointer && !limited;
      const evidence = due && right && status === "evidence";
      if (!right || (due && !evidence)) misses.push({ kind, quote, answer: `${status} ${why} ${text}` });
      const { total, ...old } = tallies.get(kind) ?? { total: 0, right: 0, evidence: 0, due: 0 };
      tallies.set(kind, {
        total: total + 1,
        right: old.right + Number(right),
        evidence: old.evidence + Number(evidence),
        due: old.due + Number(due),
      });
    }
  return tallies;
}

export interface Accepted {
  readonly kinds: ReadonlyMap<string, number>;
  readonly accepted: readonly Miss[];
}

/** A flip that the text has elsewhere as it stands is no flip: it is skipped when it is a whole sentence there. */
export function measureFlips(quotes: readonly Quoted[], side: Side): Accepted {
  const kinds = new Map<string, number>();
  const accepted: Miss[] = [];
  for (const { document, sentence } of quotes)
    for (const { kind, quote } of flipsOf(sentence)) {
      if (!sentence.includes(quote) && document.text.includes(quote)) continue;
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      const { status, text } = side(quote, document);
      if (status === "evidence") accepted.push({ kind, quote, answer: text });
    }
  return { kinds, accepted };
}

export function measureForeign(
  quotes: readonly Quoted[],
  side: Side,
  pairs: number,
): { readonly total: number; readonly accepted: readonly Miss[] } {
  const random = seeded(11);
  const pick = () => quotes[Math.floor(random() * quotes.length)] as Quoted;
  const accepted: Miss[] = [];
  let total = 0;
  for (let tries = 0; total < pairs && tries < pairs * 3; tries += 1) {
    const [{ document }, { sentence, document: own }] = [pick(), pick()];
    if (own === document || letters(document.text).includes(letters(sentence))) continue;
    total += 1;
    // Half of them as models shorten: with an ellipsis, the level that a foreign text slips through first.
    const quote =
      tries % 2 === 0
        ? sentence
        : (deviationsOf(sentence, random).find(({ kind }) => kind === "ellipsis")?.quote ?? sentence);
    const { status, text } = side(quote, document);
    if (status === "evidence") accepted.push({ kind: "foreign", quote, answer: text });
  }
  return { total, accepted };
}

/** Sixty characters from anywhere in a sentence: where they stand, and how many of them may be evidence alone. */
function fragmentLine(quotes: readonly Quoted[]): string {
  const random = seeded(5);
  const counts = { total: 0, right: 0, evidence: 0, pointer: 0 };
  for (const { document, sentence } of quotes) {
    if (sentence.length < 90) continue;
    const at = Math.floor(random() * (sentence.length - 60));
    const quote = sentence.slice(at, at + 60).trim();
    const { status, text } = ours(quote, document);
    counts.total += 1;
    if (status !== "none" && letters(text) === letters(quote)) counts.right += 1;
    if (status !== "none") counts[status] += 1;
  }
  const { total, right, evidence, pointer } = counts;
  return (
    `${total} fragments of 60 characters cut anywhere: ${share(right, total)} on the right span; ` +
    `${evidence} evidence, ${pointer} pointers, ${total - evidence - pointer} refused (a number is cut).`
  );
}

const share = (part: number, whole: number) => (whole === 0 ? "-" : `${((100 * part) / whole).toFixed(2)} %`);
const sum = (tallies: ReadonlyMap<string, Tally>, of: keyof Tally) =>
  [...tallies.values()].reduce((all, tally) => all + tally[of], 0);

function harmlessTable(results: Readonly<Record<SideName, ReadonlyMap<string, Tally>>>): string {
  const rows = [...results.ours].map(([kind, { total, right, evidence, due }]) => [
    kind,
    String(total),
    share(right, total),
    share(evidence, due),
    share(results.includes.get(kind)?.right ?? 0, total),
    share(results.trigrams.get(kind)?.right ?? 0, total),
  ]);
  return table([
    ["harmless deviation", "quotes", "right span", "evidence", "includes", "trigrams 0.8"],
    ...rows,
  ]);
}

/** One hundred quotes in a text of a million characters, by level of answer; the index apart. */
function measureSpeed(): readonly (readonly string[])[] {
  const line = (at: number) =>
    `第${at}項の届出は、受理した日から${at % 97}日以内に窓口${at}へ提出しなければならない。`;
  const lines = Array.from({ length: 24_000 }, (_, at) => line(at));
  const document = readText({ uri: "file:///long.txt", languageId: "plaintext", text: lines.join("\n\n") });
  const time = (change: (quote: string) => string, count: number) => {
    const start = performance.now();
    for (let at = 0; at < count; at += 1) locate(change(lines[(at * 239) % lines.length] ?? ""), document);
    return performance.now() - start;
  };
  const first = time((quote) => quote, 1);
  const rows: readonly (readonly [string, number])[] = [
    ["index and first quote", first],
    ["100 quotes, exact", time((quote) => quote, 100)],
    ["100 quotes, white space differs", time((quote) => quote.replace("、", "、 "), 100)],
    ["100 quotes, one wrong character", time((quote) => quote.replace("届出", "届書"), 100)],
    ["100 quotes, not in the text", time((quote) => [...quote].reverse().join(""), 100)],
  ];
  return rows.map(([name, milliseconds]) => [
    `  ${name}, ${document.text.length} characters`,
    `${milliseconds.toFixed(0)} ms`,
  ]);
}

const targets = {
  right: { name: "harmless quotes on the right span", limit: 99, bound: "at least", unit: "%" },
  evidence: { name: "harmless quotes taken as evidence, where due", limit: 99, bound: "at least", unit: "%" },
  flips: { name: "meaning flips taken as evidence", limit: 0, bound: "at most", unit: "" },
  foreign: { name: "foreign quotes taken as evidence, of 2,000", limit: 1, bound: "at most", unit: "" },
  count: { name: "flips tried", limit: 200, bound: "at least", unit: "" },
  kinds: { name: "kinds of flips tried", limit: 12, bound: "at least", unit: "" },
  speed: {
    name: "100 exact quotes in 1 M characters, with the index",
    limit: 1000,
    bound: "at most",
    unit: "ms",
  },
} as const satisfies Readonly<Record<string, Target>>;

const each = <T>(make: (name: SideName) => T) =>
  Object.fromEntries(names.map((name) => [name, make(name)])) as Record<SideName, T>;

/** The report as text. */
export async function runLocate(options: { readonly verbose?: boolean } = {}): Promise<string> {
  const statutes = await statuteDocuments();
  const random = seeded(3);
  const own = ownDocuments().flatMap((document) => quotesOf(document));
  const law = statutes.flatMap((document) => sample(quotesOf(document), random, perDocument));
  const quotes = [...own, ...law];
  const misses: Miss[] = [];
  const harmless = each((name) => measureHarmless(quotes, sides[name], name === "ours" ? misses : []));
  const flips = each((name) => measureFlips(quotes, sides[name]));
  const foreign = each((name) => measureForeign(quotes, sides[name], foreignPairs));
  const flipCount = [...flips.ours.kinds.values()].reduce((all, count) => all + count, 0);
  const speed = measureSpeed();
  const milliseconds = speed.slice(0, 2).reduce((all, row) => all + Number.parseFloat(row[1] ?? ""), 0);
  const total = sum(harmless.ours, "total");
  const verdict = (target: Target, value: number) => judge(target, spreadOf([value]));
  const ratio = (part: (name: SideName) => number) => {
    const cell = (name: SideName) =>
      part(name) === 0 ? `${part("ours")} : 0` : (part("ours") / part(name)).toFixed(3);
    return [
      String(part("ours")),
      String(part("includes")),
      cell("includes"),
      String(part("trigrams")),
      cell("trigrams"),
    ];
  };
  const lines = [
    statutes.length === 0
      ? "The statutes (shared/data/lawqa_jp) are not there: own texts only."
      : `${statutes.length} statute extracts, ${ownDocuments().length} own texts, ${quotes.length} sentences.`,
    `Evidence is not due to ${quotes.filter(({ limited }) => limited).length} of them: a proviso follows, or their list stands under a negation.`,
    harmlessTable(harmless),
    fragmentLine(quotes),
    "",
    `Flips by kind: ${[...flips.ours.kinds].map(([kind, count]) => `${kind} ${count}`).join(", ")}.`,
    "",
    table([
      ["of the same quotes", "ours", "includes", "ours : includes", "trigrams 0.8", "ours : trigrams"],
      [`harmless on the right span, of ${total}`, ...ratio((name) => sum(harmless[name], "right"))],
      [`flips taken as evidence, of ${flipCount}`, ...ratio((name) => flips[name].accepted.length)],
      [
        `foreign quotes taken as evidence, of ${foreign.ours.total}`,
        ...ratio((name) => foreign[name].accepted.length),
      ],
    ]),
    "",
    table([["speed", "time"], ...speed]),
    "",
    verdictTable("Locator", [
      verdict(targets.right, (100 * sum(harmless.ours, "right")) / total),
      verdict(targets.evidence, (100 * sum(harmless.ours, "evidence")) / sum(harmless.ours, "due")),
      verdict(targets.flips, flips.ours.accepted.length),
      verdict(targets.foreign, (2000 * foreign.ours.accepted.length) / foreign.ours.total),
      verdict(targets.count, flipCount),
      verdict(targets.kinds, flips.ours.kinds.size),
      verdict(targets.speed, milliseconds),
    ]),
  ];
  const shown = options.verbose === true ? [...misses, ...flips.ours.accepted, ...foreign.ours.accepted] : [];
  return [
    ...lines,
    ...shown.map(({ kind, quote, answer }) => `\n[${kind}]\n  quote: ${quote}\n  answer: ${answer}`),
  ].join("\n");
}
