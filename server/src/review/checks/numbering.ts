/** Broken numbering: 1, 2, 4; 第3条 twice; 2.1 under chapter 3. */
import { type SourceDocument } from "../../documents/document";
import { type Numbering, type NumberScheme } from "../../documents/numbering";
import { t } from "../../util/l10n";
import { type Hit, hitAt } from "../matchers/structure";
import { type NumberedItem, numberedItems } from "./items";

/** Numbers that run on through the whole document, whatever stands between them. */
const running: ReadonlySet<NumberScheme> = new Set([
  "part",
  "article",
  "articleWord",
  "table",
  "form",
  "appendix",
]);
/** In a statute, each begins anew in the one to its left. */
const statute: readonly NumberScheme[] = ["part", "chapter", "section", "subsection", "division"];

interface Seen {
  readonly item: NumberedItem;
  readonly ordinal: readonly number[];
  /** What follows if only this one number is wrong: 1, 2, 2, 4 is one slip, not two. */
  readonly next?: number;
}

/** A hit at each number that does not follow the one before it; the other one is named beside it. */
export function numberingHits(document: SourceDocument): readonly Hit[] {
  const hits: Hit[] = [];
  const headings = headingSequence(hits);
  let lists = listSequence(hits);
  for (const item of numberedItems(document)) {
    if (item.kind === "break") lists = lists.after();
    else if (item.kind === "heading") headings(item);
    else lists.add(item);
  }
  return hits.sort((a, b) => a.span.start - b.span.start);
}

function headingSequence(hits: Hit[]): (item: NumberedItem) => void {
  const last = new Map<string, Seen>();
  return (item) => {
    const { scheme, ordinal } = item.number;
    if (ordinal.length === 0) return;
    const level = statute.indexOf(scheme);
    if (level >= 0) for (const inner of statute.slice(level + 1)) last.delete(inner);
    const prefix = running.has(scheme) || level >= 0 ? "" : ordinal.slice(0, -1).join(".");
    const key = `${scheme}${prefix === "" ? "" : ` ${prefix}`}`;
    const before = last.get(key);
    const problem = before === undefined ? orphan(item, last) : breakBetween(before, item.number);
    if (problem !== undefined) hits.push(hitAt(item.span, problem, before && [before.item.span]));
    const isSlip = problem !== undefined && before?.ordinal.length === ordinal.length;
    last.set(key, { item, ordinal, ...(isSlip && { next: (before.ordinal.at(-1) ?? 0) + 2 }) });
    // What follows 3 does not go on with 2.4.
    if (scheme === "decimal")
      for (const known of [...last.keys()]) {
        if (known.startsWith("decimal ") && !`${ordinal.join(".")}.`.startsWith(`${known.slice(8)}.`))
          last.delete(known);
      }
  };
}

/** The first of its kind: 3.1 belongs under 3, and begins with 1. */
function orphan({ number }: NumberedItem, last: ReadonlyMap<string, Seen>): string | undefined {
  const { scheme, ordinal, text } = number;
  if (scheme !== "decimal" || ordinal.length < 2) return undefined;
  const parents = ordinal.slice(0, -1);
  const above = last.get(
    ["decimal", ...(parents.length > 1 ? [parents.slice(0, -1).join(".")] : [])].join(" "),
  );
  if (above === undefined) return undefined;
  if (above.ordinal.at(-1) !== parents.at(-1)) return t("{0} stands under {1}", text, above.item.number.text);
  const own = ordinal.at(-1) ?? 1;
  return own > 1 ? t("numbering begins with {0}", text) : undefined;
}

function breakBetween(before: Seen, number: Numbering): string | undefined {
  const [from, to] = [before.ordinal, number.ordinal];
  if (follows(from, to) || (to.length === from.length && to.at(-1) === before.next)) return undefined;
  const { text: previous } = before.item.number;
  if (from.join(".") === to.join(".")) return t("{0} appears twice", number.text);
  return t("{0} comes after {1}", number.text, previous);
}

/** 3 after 2, 27の2 after 27, 28 after 27の2; the last part counts for 1.2.3. */
function follows(from: readonly number[], to: readonly number[]): boolean {
  if (to.length > from.length)
    return to.slice(0, from.length).join() === from.join() && isNext(0, to.at(-1), 2);
  const size = to.length;
  return to.slice(0, -1).join() === from.slice(0, size - 1).join() && isNext(from[size - 1], to[size - 1], 1);
}

/** The first branch is の2. */
const isNext = (from: number | undefined, to: number | undefined, step: number) => to === (from ?? 0) + step;

interface Lists {
  add(item: NumberedItem): void;
  /** A heading came: lists may go on behind it or begin anew. */
  after(): Lists;
}

interface OpenList {
  readonly scheme: NumberScheme;
  readonly indent: number;
  readonly first: NumberedItem;
  readonly last: NumberedItem;
  readonly size: number;
  /** It does not begin with 1, which counts when a second item shows that it is a list. */
  readonly begins?: Hit;
  /** As in `Seen`. */
  readonly next?: number;
}

function listSequence(hits: Hit[], ended: ReadonlyMap<NumberScheme, number> = new Map()): Lists {
  let open: readonly OpenList[] = [];
  const ends = new Map(ended);
  const valueOf = ({ number }: NumberedItem) => number.ordinal.at(-1) ?? 0;

  function add(item: NumberedItem): void {
    const { scheme } = item.number;
    const own = open.find((list) => list.scheme === scheme && Math.abs(list.indent - item.indent) <= 1);
    const value = valueOf(item);
    // Items that stand further left end what was inside them.
    open = open.filter((list) => list !== own && list.indent <= item.indent + 1);
    if (own !== undefined && value !== 1) {
      const { begins, next, ...list } = own;
      const before = valueOf(own.last);
      const goesOn = value === before + 1 || value === next;
      if (!goesOn) hits.push(hitAt(item.span, wrong(item, own.last), [own.last.span]));
      else if (begins !== undefined) hits.push(begins);
      open = [...open, { ...list, last: item, size: own.size + 1, ...(goesOn ? {} : { next: before + 2 }) }];
    } else {
      const isLate = value > 1 && value !== (ends.get(scheme) ?? 0) + 1 && item.number.ordinal.length === 1;
      const begins = isLate && hitAt(item.span, t("numbering begins with {0}", item.number.text));
      const list = { scheme, indent: item.indent, first: item, last: item, size: 1 };
      open = [...open, begins === false ? list : { ...list, begins }];
    }
    ends.set(scheme, value);
  }

  return { add, after: () => listSequence(hits, ends) };
}

function wrong({ number }: NumberedItem, before: NumberedItem): string {
  const same = number.ordinal.at(-1) === before.number.ordinal.at(-1);
  return same
    ? t("{0} appears twice", number.text)
    : t("{0} comes after {1}", number.text, before.number.text);
}
