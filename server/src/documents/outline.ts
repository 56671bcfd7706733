/**
 * The tree of a document's headings. What a number means for the depth is decided by the order of a statute
 * (編, 章, 節, 款, 目, 条) and, for `1.`, (1), ①, ア, by how the document itself nests them.
 */
import { type NumberScheme, type Numbering } from "./numbering";

export interface OutlineHeading {
  readonly text: string;
  readonly number?: Numbering | undefined;
  /** 1 to 6 where the format itself says so, 0 for the document's title. */
  readonly level?: number;
  /** What a heading without a number is known by: `■`. */
  readonly mark?: string;
}

export interface Outline {
  /** `level` 1 to 6 for the block; `path` from the outermost heading to this one. */
  enter(heading: OutlineHeading): { readonly path: readonly string[]; readonly level: number };
  current(): readonly string[];
}

interface Open {
  readonly text: string;
  readonly depth: number;
  readonly key: string;
  readonly size: number;
  readonly rank: number | undefined;
}

/** Ranks in the order of a statute; other numbers nest as the document nests them. */
const ranks: Partial<Record<NumberScheme, number>> = {
  part: 1,
  chapter: 2,
  section: 3,
  subsection: 4,
  division: 5,
  article: 6,
  paragraph: 7,
  item: 8,
};
const behind: ReadonlySet<NumberScheme> = new Set(["supplement", "table", "form", "appendix"]);
/** Depth of a mark or number that nothing is open above. */
const shallowest: Partial<Record<NumberScheme, number>> = { notice: 2, decimal: 2, kanji: 2, roman: 2 };
const marks: Readonly<Record<string, number>> = { "■": 3, "【】": 4 };

export function outline(): Outline {
  let open: readonly Open[] = [];
  let path: readonly string[] = [];
  let parts = false;

  function place(heading: OutlineHeading): Omit<Open, "text"> {
    const { level, number, mark } = heading;
    const rank = number && ranks[number.scheme];
    const size = Math.max(1, number?.ordinal.length ?? 1);
    const key = mark ?? number?.scheme ?? "";
    const own = { key, size, rank };
    if (level !== undefined) return { ...own, depth: level === 0 ? 0.5 : level };
    if (rank !== undefined) return { ...own, depth: statuteDepth(rank, open) };
    if (number !== undefined && behind.has(number.scheme)) return { ...own, depth: parts ? 1 : 2 };
    const least = number ? (shallowest[number.scheme] ?? 3) : (marks[mark ?? ""] ?? 3);
    return { ...own, depth: nestedDepth({ ...own, least }, open) };
  }

  return {
    enter(heading) {
      const placed = place(heading);
      if (placed.rank === 1) parts = true;
      open = [...open.filter(({ depth }) => depth < placed.depth), { ...placed, text: heading.text }];
      path = open.map(({ text }) => text);
      return { path, level: blockLevel(heading, placed) };
    },
    current: () => path,
  };
}

/** A chapter closes the chapter before it and all its sections, whatever depth they had. */
function statuteDepth(rank: number, open: readonly Open[]): number {
  const closed = open.find((heading) => heading.rank !== undefined && heading.rank >= rank);
  if (closed === undefined) return rank;
  return closed.rank === rank ? closed.depth : Math.min(closed.depth, rank);
}

function nestedDepth(
  own: { readonly key: string; readonly size: number; readonly least: number },
  open: readonly Open[],
): number {
  const same = open.filter(({ key }) => key === own.key);
  const closed = same.find(({ size }) => size >= own.size);
  if (closed !== undefined) return closed.depth;
  const outer = same.at(-1);
  if (outer !== undefined) return outer.depth + own.size - outer.size;
  // A marked line is no part that numbered parts belong to.
  const above = own.key === "decimal" ? open.filter(({ key }) => marks[key] === undefined) : open;
  return Math.max(own.least + own.size - 1, (above.at(-1)?.depth ?? 0) + 1);
}

/** Blocks know six levels; 条 has always been the fifth of them. */
function blockLevel({ level, number, mark }: OutlineHeading, { depth }: { readonly depth: number }): number {
  if (level !== undefined) return Math.max(1, level);
  const usual = number?.scheme === "article" && depth === 6 ? 5 : (marks[mark ?? ""] ?? Math.ceil(depth));
  return Math.min(6, Math.max(1, usual));
}
