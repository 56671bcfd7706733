/** The smallest parts of a section that a chunk holds whole: a sentence, a list item, a row of a table, code. */
import { type Block, type Place, type SourceDocument, sourceSpan, type Span } from "./document";
import { type Section } from "./sections";
import { sentencesOf } from "./sentences";
import { oneLine } from "./textLines";

export interface Unit {
  /** Readable, on one line except for code. */
  readonly text: string;
  readonly span: Span;
  readonly tokens: number;
  /** Which block of the section it comes from; a row counts as one. */
  readonly block: number;
  /** Too large for a chunk as a whole, this is a part of it. */
  readonly isPart: boolean;
  readonly place?: Place;
  /** The table a row belongs to. */
  readonly table?: TableOfUnits;
}

export interface TableOfUnits {
  /** The row that names the columns; absent when there is none, or it is too large to be repeated. */
  readonly header?: Unit;
}

export interface UnitOptions {
  /** Most tokens of a unit. */
  readonly room: number;
  readonly count: (text: string) => number;
  /** A section without text is told by its heading. */
  readonly alone: boolean;
}

/** In document order, without gaps other than white space and marks. */
export function unitsIn(document: SourceDocument, section: Section, options: UnitOptions): readonly Unit[] {
  const units: Unit[] = [];
  const { blocks, heading } = section;
  let table: { header?: Unit } | undefined;
  for (let at = 0; at < blocks.length; at += 1) {
    const block = blocks[at];
    if (block === undefined || !holdsText(block, document)) continue;
    if (block.kind !== "tableCell" || block.row === undefined) {
      table = undefined;
      const lines = block.kind === "code" ? { separator: "\n" } : {};
      units.push(...fitting(wholes(block), { ...options, ...lines, block: at, place: block.place }));
      continue;
    }
    const cells = cellsOfRow(blocks, at);
    table ??= {};
    const row = { block: at, place: block.place, table };
    const made = fitting([rowOf(cells)], { ...options, ...row });
    const [first] = made;
    if (block.header === true && made.length === 1 && first !== undefined && first.tokens * 4 <= options.room)
      table.header = first;
    units.push(...made);
    at += cells.length - 1;
  }
  if (units.length === 0 && options.alone && heading !== undefined)
    units.push(
      ...fitting(wholes({ ...heading, kind: "listItem" }), { ...options, block: 0, place: heading.place }),
    );
  return units;
}

/** Comments of a document are remarks of its authors, those of source code its text. */
const holdsText = ({ kind }: Block, { format }: SourceDocument) =>
  kind !== "heading" && (kind !== "comment" || format === "source");

function cellsOfRow(blocks: readonly Block[], at: number): readonly Block[] {
  const start = blocks[at]?.row?.start;
  let end = at + 1;
  while (blocks[end]?.kind === "tableCell" && blocks[end]?.row?.start === start) end += 1;
  return blocks.slice(at, end);
}

/** Something that is kept whole if it fits, and how it is divided if it does not. */
interface Whole {
  readonly text: string;
  readonly span: Span;
  parts(): readonly Whole[];
}

function wholes(block: Block): readonly Whole[] {
  if (block.kind === "code") return [stretch(block, 0, block.text.length, "lines")];
  const sentences = sentencesOf(block).map(({ text, span }): Whole => sentence(block, text, span));
  const [first] = sentences;
  const last = sentences.at(-1);
  if (block.kind === "paragraph" || block.kind === "comment" || first === undefined || last === undefined)
    return sentences;
  return [
    {
      text: oneLine(block.text),
      span: { start: first.span.start, end: last.span.end },
      parts: () => sentences,
    },
  ];
}

function rowOf(cells: readonly Block[]): Whole {
  const [first] = cells;
  return {
    text: cells.map(({ text }) => oneLine(text)).join(" | "),
    span: first?.row ?? first?.span ?? { start: 0, end: 0 },
    parts: () =>
      cells.map((cell) => ({
        text: oneLine(cell.text),
        span: cell.span,
        parts: () => sentencesOf(cell).map(({ text, span }) => sentence(cell, text, span)),
      })),
  };
}

function sentence(block: Block, text: string, span: Span): Whole {
  return {
    text,
    span,
    parts: () =>
      cutAt(
        block,
        { start: offsetOf(block, span.start, false), end: offsetOf(block, span.end, true) },
        "clauses",
      ),
  };
}

/** Where in the block's text a place of the source is. */
function offsetOf({ pieces, text }: Block, source: number, isEnd: boolean): number {
  for (const [index, { at, span }] of pieces.entries()) {
    const until = pieces[index + 1]?.at ?? text.length;
    const inside = isEnd
      ? source > span.start && source <= span.end
      : source >= span.start && source < span.end;
    if (!inside) continue;
    const exact = until - at === span.end - span.start;
    return exact ? at + source - span.start : isEnd ? until : at;
  }
  return isEnd ? text.length : 0;
}

/** How a stretch of text that is too large is divided; each way's parts are divided in the next way. */
type Division = "lines" | "clauses" | "words" | "halves";
const ends: Readonly<Record<Exclude<Division, "halves">, RegExp>> = {
  lines: /\n/gu,
  clauses: /[、，；：]|[,;:](?=\s)|\n|[)）」』](?=\S)|\s(?=[(（])/gu,
  words: /\s+/gu,
};
const finer: Readonly<Record<Division, Division>> = {
  lines: "clauses",
  clauses: "words",
  words: "halves",
  halves: "halves",
};

function stretch(block: Block, start: number, end: number, division: Division): Whole {
  const raw = block.text.slice(start, end);
  const from = start + raw.length - raw.trimStart().length;
  const to = start + raw.trimEnd().length;
  return {
    text: block.kind === "code" ? raw.replace(/^\n+/, "").trimEnd() : oneLine(raw),
    span: sourceSpan(block, from, to),
    parts: () => cutAt(block, { start: from, end: to }, division),
  };
}

function cutAt(block: Block, { start, end }: Span, division: Division): readonly Whole[] {
  if (division === "halves") return halves(block, start, end);
  const parts: Whole[] = [];
  let from = start;
  for (const match of block.text.slice(start, end).matchAll(ends[division])) {
    const to = start + match.index + match[0].length;
    if (to >= end) break;
    if (block.text.slice(from, to).trim() === "") continue;
    parts.push(stretch(block, from, to, finer[division]));
    from = to;
  }
  parts.push(stretch(block, from, end, finer[division]));
  return parts.filter(({ text }) => text !== "");
}

/** A word without any end in it, cut in the middle; a surrogate pair stays whole. */
function halves(block: Block, start: number, end: number): readonly Whole[] {
  let middle = (start + end) >> 1;
  if (/[\udc00-\udfff]/.test(block.text[middle] ?? "")) middle += 1;
  if (middle <= start || middle >= end) return [];
  return [stretch(block, start, middle, "halves"), stretch(block, middle, end, "halves")];
}

interface Fit extends UnitOptions {
  readonly block: number;
  readonly place: Place | undefined;
  readonly table?: TableOfUnits;
  /** What divides parts that are put together again. */
  readonly separator?: string;
}

/** Wholes that fit, and of those that do not, parts put together again as far as they fit. */
function fitting(all: readonly Whole[], fit: Fit): readonly Unit[] {
  return all.flatMap((whole) => {
    const tokens = fit.count(whole.text);
    if (tokens + 1 <= fit.room) return [unitOf(whole, tokens, fit)];
    const parts = whole.parts();
    if (parts.length === 0) return [unitOf(whole, tokens, fit)];
    const made = fitting(parts, fit);
    return (parts.length === 1 ? made : merged(made, fit)).map((unit) => ({ ...unit, isPart: true }));
  });
}

/** Neighbouring parts as one, as long as they fit: a sentence is not cut at every comma. */
function merged(parts: readonly Unit[], { room, separator }: Fit): readonly Unit[] {
  const result: Unit[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (last === undefined || last.tokens + part.tokens + 2 > room) {
      result.push(part);
      continue;
    }
    const between = separator ?? (/[!-~]$/.test(last.text) && /^[!-~]/.test(part.text) ? " " : "");
    result[result.length - 1] = {
      ...last,
      text: last.text + between + part.text,
      span: { start: last.span.start, end: Math.max(last.span.end, part.span.end) },
      tokens: last.tokens + part.tokens + 1,
    };
  }
  return result;
}

function unitOf({ text, span }: Whole, tokens: number, { block, place, table }: Fit): Unit {
  return { text, span, tokens, block, isPart: false, ...(place && { place }), ...(table && { table }) };
}
