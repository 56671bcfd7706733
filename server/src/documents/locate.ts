/** Where a quote stands in a document, and whether it may be shown as evidence (design 4.3). */
import { type SourceDocument, type Span } from "./document";
import { between, type Doubt, doubtOf, isRawComment, sentenceAround } from "./locate/guard";
import { withoutMarks } from "./locate/marks";
import { indexTrigrams, nearEnough, sameStatement, type TrigramIndex } from "./locate/near";
import { normalText } from "./locate/normal";
import { type Hit, indexPassages, type PassageIndex } from "./locate/passages";

export { type Doubt } from "./locate/guard";

/** How a quote was found; see `Located`. */
export type LocateLevel = "exact" | "normalised" | "ellipsis" | "near" | "not-found";

/**
 * `evidence`: the document says this, in these words up to their spelling.
 * `pointer`: this is where to look; it must not be shown as what the document says.
 */
export type LocateStatus = "evidence" | "pointer" | "none";

export interface Located {
  readonly level: LocateLevel;
  readonly status: LocateStatus;
  /** The quote in the document; absent when it was not found. */
  readonly span?: Span;
  /** The whole sentences it is part of: what a reader is shown. */
  readonly sentence?: Span;
  /** Further places where the same words stand. */
  readonly others: number;
  /** Why it is less than evidence. */
  readonly why?: Doubt;
}

export interface LocateOptions {
  /** Of several places the one closest to this. */
  readonly near?: Span;
}

interface DocumentIndex {
  readonly document: SourceDocument;
  readonly passages: PassageIndex;
  trigrams: TrigramIndex | undefined;
}

const indexes = new WeakMap<SourceDocument, DocumentIndex>();

function indexOf(document: SourceDocument): DocumentIndex {
  const known = indexes.get(document);
  if (known !== undefined) return known;
  const made = { document, passages: indexPassages(document), trigrams: undefined };
  indexes.set(document, made);
  return made;
}

/** Places that are counted, and of these the ones the guard looks at. */
const countedPlaces = 10_000;
const judgedPlaces = 64;
/** Characters that may be left out between two parts of a quote with an ellipsis. */
const longestOmission = 600;
const shortestPart = 5;
const longestQuote = 20_000;

/**
 * Never throws; synchronous. The first call on a document indexes it (linear in its length), later ones cost about
 * a search in its text. A quote of fewer than two letters or figures is not looked for.
 */
export function locate(quote: string, document: SourceDocument, options: LocateOptions = {}): Located {
  const index = indexOf(document);
  const trimmed = quote.trim();
  const forms = formsOf(trimmed);
  if (forms.length === 0 || trimmed.length > longestQuote)
    return { level: "not-found", status: "none", others: 0 };
  const results: Located[] = [];
  for (const form of forms) {
    const found = search(index, [form], { quote: trimmed, ...options });
    if (found?.status === "evidence") return found;
    if (found !== undefined) results.push(found);
  }
  const omitted = results.some(isPointer) ? undefined : ellipsis(index, trimmed, options);
  const placed =
    omitted?.status === "evidence" ? omitted : [...results, ...(omitted ? [omitted] : [])].find(isPointer);
  if (placed !== undefined) return placed;
  const doubt = [...results, omitted].find((one) => one?.why !== undefined)?.why;
  // A number was cut: a window around it has other figures, so no place is near.
  const found = doubt === undefined ? (near(index, forms) ?? unread(index, trimmed)) : undefined;
  return (
    found ?? { level: "not-found", status: "none", others: 0, ...(doubt === undefined ? {} : { why: doubt }) }
  );
}

const isPointer = ({ status }: Located) => status === "pointer";

/** The quote's comparable forms: as it is, out of its quotation marks, without marks, without list numbers. */
function formsOf(quote: string): readonly string[] {
  const bare = /^(?:「([^「」]*)」|『([^『』]*)』|"([^"]*)"|“([^“”]*)”|'([^']*)'|`([^`]*)`)$/su
    .exec(quote)
    ?.slice(1)
    .find((one) => one !== undefined);
  const texts = [quote, ...(bare === undefined ? [] : [bare.trim()])];
  const all = [
    ...texts,
    // Marks stand inside marks: > **- item**.
    ...texts.map((text) => withoutMarks(withoutMarks(text).text).text),
    ...texts.map((text) => withoutMarks(text, true).text),
  ].map((text) => normalText(text.trim()));
  return [...new Set(all)].filter((form) => (form.match(/[\p{L}\p{N}]/gu) ?? []).length >= 2);
}

interface Query extends LocateOptions {
  readonly quote: string;
}

/** `parts`: one form of the whole quote, or its parts around what an ellipsis leaves out. */
function search(index: DocumentIndex, parts: readonly string[], query: Query): Located | undefined {
  const { passages, document } = index;
  const places = placesOf(passages.text, parts);
  if (places.length === 0) return undefined;
  const hits = places.map((place) => place.map(([start, end]) => passages.hitAt(start, end)));
  const isExact = (place: readonly Hit[]) =>
    place.length === 1 && saysExactly(index, place[0] as Hit, query.quote);
  const distance = ([first]: readonly Hit[]) =>
    query.near === undefined || first === undefined ? 0 : Math.abs(first.span.start - query.near.start);
  const ordered = hits
    .map((place, at) => ({ place, at, exact: isExact(place), distance: distance(place) }))
    .sort(
      (left, right) =>
        left.distance - right.distance || Number(right.exact) - Number(left.exact) || left.at - right.at,
    );
  // A comment of source code is found twice: as prose and in the file.
  const others = new Set(hits.map(([first]) => first?.span.start)).size - 1;
  let pointer: Located | undefined;
  let refused: Doubt | undefined;
  for (const { place, exact } of ordered.slice(0, judgedPlaces)) {
    if (place.some((hit) => isRawComment(passages, hit))) continue;
    const why = doubtOf(passages, place);
    if (why === "cuts-number") {
      refused ??= why;
      continue;
    }
    const level = parts.length > 1 ? "ellipsis" : exact ? "exact" : "normalised";
    const found = { level, others, ...spansOf(passages, place) } as const;
    if (why === undefined && !isStruck(document, found.span)) return { ...found, status: "evidence" };
    pointer ??= { ...found, status: "pointer", why: why ?? "turned" };
  }
  return (
    pointer ?? {
      level: "not-found",
      status: "none",
      others: 0,
      ...(refused === undefined ? {} : { why: refused }),
    }
  );
}

/** Text that its author struck out (~~…~~) is not what the document says. */
function isStruck({ text, format }: SourceDocument, { start, end }: Span): boolean {
  if (format !== "markdown") return false;
  const line = text.lastIndexOf("\n", start) + 1;
  const open = (text.slice(line, start).match(/~~/g)?.length ?? 0) % 2 === 1;
  return open || text.slice(start, end).includes("~~");
}

function spansOf(
  passages: PassageIndex,
  place: readonly Hit[],
): { readonly span: Span; readonly sentence: Span } {
  const [first, last] = [place[0] as Hit, place.at(-1) as Hit];
  const { from, to } = sentenceAround(passages, { ...first, end: last.end });
  return { span: { start: first.span.start, end: last.span.end }, sentence: passages.spanOf(from, to) };
}

function saysExactly({ passages, document }: DocumentIndex, hit: Hit, quote: string): boolean {
  return (
    document.text.slice(hit.span.start, hit.span.end) === quote ||
    between(passages, hit.start, hit.end) === quote
  );
}

type Stretch = readonly [start: number, end: number];

/** Every place of the first part that the others follow closely. */
function placesOf(text: string, parts: readonly string[]): readonly (readonly Stretch[])[] {
  const [first = "", ...rest] = parts;
  const places: (readonly Stretch[])[] = [];
  for (
    let at = text.indexOf(first);
    at >= 0 && places.length < countedPlaces;
    at = text.indexOf(first, at + 1)
  ) {
    const place: Stretch[] = [[at, at + first.length]];
    for (const part of rest) {
      const from = place.at(-1)?.[1] ?? 0;
      const reach = text.slice(from, from + longestOmission + part.length);
      const next = reach.indexOf(part);
      if (next < 0) break;
      place.push([from + next, from + next + part.length]);
    }
    if (place.length === parts.length) places.push(place);
  }
  return places;
}

const omission =
  /\s*(?:[（([［〔](?:…+|‥+|\.{3,}|・{3,}|中略|略|omitted|snip)[）)\]］〕]|…+|‥+|\.{3,}|・{3,}|。{3,})\s*/gu;

function ellipsis(index: DocumentIndex, quote: string, options: LocateOptions): Located | undefined {
  const pieces = quote.split(omission).filter((part) => part.trim() !== "");
  if (pieces.length === 0 || (pieces.length === 1 && pieces[0] === quote) || pieces.length > 4)
    return undefined;
  const forms = pieces.map((part) => formsOf(part.trim()));
  const whole = forms.length === 1 ? forms[0] : undefined;
  if (whole !== undefined)
    return whole.map((form) => search(index, [form], { quote, ...options })).find((one) => one !== undefined);
  if (forms.some((form) => (form[0]?.length ?? 0) < shortestPart)) return undefined;
  return [0, 1]
    .map((at) => forms.map((form) => form[Math.min(at, form.length - 1)] ?? ""))
    .map((parts) => search(index, parts, { quote, ...options }))
    .find((one) => one !== undefined);
}

function near(index: DocumentIndex, forms: readonly string[]): Located | undefined {
  index.trigrams ??= indexTrigrams(index.passages.text);
  const { trigrams, passages } = index;
  const windows = forms.flatMap((form) => {
    const window = trigrams.best(form);
    return window === undefined || window.score < nearEnough ? [] : [{ form, window }];
  });
  const best = windows.sort((left, right) => right.window.score - left.window.score)[0];
  if (best === undefined) return undefined;
  const { start, end } = wholeFigures(passages.text, best.window);
  if (!sameStatement(best.form, passages.text.slice(start, end)))
    return { level: "not-found", status: "none", others: 0, why: "differs" };
  const place = [passages.hitAt(best.window.start, best.window.end)];
  return { level: "near", status: "pointer", others: 0, why: "similar", ...spansOf(passages, place) };
}

/** A window that ends inside a number is compared with the whole number. */
function wholeFigures(text: string, { start, end }: { readonly start: number; readonly end: number }): Span {
  const figure = /[0-9〇一二三四五六七八九十百千万億兆]/u;
  let [from, to] = [start, end];
  while (from > 0 && figure.test(text[from] ?? "") && figure.test(text[from - 1] ?? "")) from -= 1;
  while (to < text.length && figure.test(text[to - 1] ?? "") && figure.test(text[to] ?? "")) to += 1;
  return { start: from, end: to };
}

/** What no block holds (front matter, a link's target, a hidden comment) is only pointed at. */
function unread({ document }: DocumentIndex, quote: string): Located | undefined {
  const start = document.text.indexOf(quote);
  if (start < 0) return undefined;
  const end = start + quote.length;
  const figures = /[0-9]/;
  const cut = (at: number) =>
    figures.test(document.text[at - 1] ?? "") && figures.test(document.text[at] ?? "");
  if (cut(start) || cut(end)) return undefined;
  const from = document.text.lastIndexOf("\n", start) + 1;
  const line = document.text.indexOf("\n", end);
  const sentence = { start: from, end: line < 0 ? document.text.length : line };
  return { level: "exact", status: "pointer", span: { start, end }, sentence, others: 0, why: "unread" };
}
