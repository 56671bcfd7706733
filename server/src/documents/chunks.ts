/** Sections in pieces of a token budget, for retrieval, summary and review. Nothing that belongs together is cut. */
import { type Place, type SourceDocument, type Span } from "./document";
import { type Section, sectionsOf } from "./sections";
import { type Unit, unitsIn } from "./chunkUnits";

export interface ChunkOptions {
  /** Most tokens of a chunk, its headings included; at least 16. */
  readonly tokens: number;
  /** Most tokens that a chunk repeats of the one before it in the same section, in whole units. */
  readonly overlap: number;
  /** Tokens of a text; called about once for every unit. */
  readonly count: (text: string) => number;
}

export interface Chunk {
  /** Index in `sectionsOf(document)`. */
  readonly section: number;
  /** The section's headings, outermost first; not part of `text`. */
  readonly headings: readonly string[];
  readonly path: readonly string[];
  readonly number?: string;
  /** Readable: sentences of a paragraph behind each other, blocks on lines of their own. */
  readonly text: string;
  /** From the first unit of its own to the last. */
  readonly span: Span;
  /** Sentences, list items, rows of a table, in order; the first `repeated` stand in the chunk before, too. */
  readonly units: readonly Unit[];
  readonly repeated: number;
  /** Of `text` and headings, as the sum of the units' counts. */
  readonly tokens: number;
  readonly place?: Place;
}

const fewest = 16;

/**
 * Chunks in document order; every sentence, item and row of the document's text is in exactly one of them, apart
 * from what is repeated. A unit is divided only when it is larger than the budget: a table row between cells, an item
 * between sentences, a sentence at clause ends. A heading with nothing below it is a chunk of its own. Of source code
 * only comments and strings are text; its code is divided by `retrieval/chunks.ts`. Deterministic; linear
 * in the text's length.
 */
export function chunksOf(document: SourceDocument, options: ChunkOptions): readonly Chunk[] {
  const sections = sectionsOf(document);
  return sections.flatMap((section, index) => {
    const next = sections[index + 1];
    const isLeaf = next === undefined || next.headings.length <= section.headings.length;
    return sectionChunks(document, section, { ...options, index, isLeaf });
  });
}

interface SectionOptions extends ChunkOptions {
  readonly index: number;
  /** No deeper section carries this one's heading. */
  readonly isLeaf: boolean;
}

function sectionChunks(
  document: SourceDocument,
  section: Section,
  options: SectionOptions,
): readonly Chunk[] {
  const { count, overlap, index, isLeaf } = options;
  const tokens = Math.max(fewest, options.tokens);
  // A long path of headings must leave room for text.
  const header = Math.min(count(section.headings.join(" > ")), Math.floor(tokens / 2));
  const room = tokens - header;
  const units = unitsIn(document, section, { room, count, alone: isLeaf });
  const chunks: Chunk[] = [];
  let own: Unit[] = [];
  let repeated: readonly Unit[] = [];
  let used = 0;

  const close = () => {
    const [first, last] = [own[0], own.at(-1)];
    if (first === undefined || last === undefined) return;
    const all = [...repeated, ...own];
    chunks.push({
      section: index,
      headings: section.headings,
      path: section.path,
      ...(section.number === undefined ? {} : { number: section.number }),
      text: textOf(all),
      span: { start: first.span.start, end: last.span.end },
      units: all,
      repeated: repeated.length,
      tokens: header + used,
      ...(first.place && { place: first.place }),
    });
  };

  for (const unit of units) {
    const size = unit.tokens + 1;
    if (own.length > 0 && used + size > room) {
      close();
      repeated = tail(own, Math.min(overlap, room - size), unit);
      own = [];
      used = repeated.reduce((sum, each) => sum + each.tokens + 1, 0);
    }
    own.push(unit);
    used += size;
  }
  close();
  return chunks;
}

/** The last whole units that fit; inside a table, its header instead. */
function tail(units: readonly Unit[], room: number, next: Unit): readonly Unit[] {
  const { table } = next;
  if (table?.header !== undefined && units.at(-1)?.table === table)
    return table.header.tokens + 1 <= room ? [table.header] : [];
  const kept: Unit[] = [];
  let left = room;
  for (let at = units.length - 1; at >= 0; at -= 1) {
    const unit = units[at];
    if (unit === undefined || unit.isPart || unit.tokens + 1 > left) break;
    left -= unit.tokens + 1;
    kept.unshift(unit);
  }
  // A chunk must not consist of its predecessor.
  return kept.length === units.length ? kept.slice(1) : kept;
}

/** Units of one block follow each other on its line. */
function textOf(units: readonly Unit[]): string {
  let text = "";
  let block = -1;
  for (const unit of units) {
    if (text !== "") text += unit.block !== block ? "\n" : joiner(text, unit.text);
    text += unit.text;
    block = unit.block;
  }
  return text;
}

const joiner = (before: string, after: string) =>
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}。、！？」）ー]$/u.test(before.slice(-1)) &&
  !/^[A-Za-z]/.test(after)
    ? ""
    : " ";
