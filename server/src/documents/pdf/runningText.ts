/** Headers, footers and page numbers: what stands at the same height at the edge of several pages. */
import { numberOf } from "../numbering";
import { type Row } from "./model";

export interface PageRows {
  readonly height: number;
  readonly rows: readonly Row[];
}

export interface RunningText {
  readonly part: "header" | "footer";
  readonly text: string;
  /** Of the page on which it stands first; from 0. */
  readonly page: number;
}

export interface WithoutRunning {
  /** The rows of every page that are its own. */
  readonly bodies: readonly (readonly Row[])[];
  /** Each text once. Bare page numbers are left out: the page's mark says them. */
  readonly texts: readonly RunningText[];
}

/** Share of a page's height at its top and its bottom in which such text stands, and rows looked at there. */
const edge = 0.14;
const edgeRows = 3;

interface Candidate {
  readonly page: number;
  readonly row: Row;
  readonly part: "header" | "footer";
  readonly text: string;
}

export function splitRunning(pages: readonly PageRows[]): WithoutRunning {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of pages.flatMap((page, index) => candidatesOf(page, index))) {
    const { part, row, text } = candidate;
    const key = `${part} ${Math.round(row.y / 6)} ${patternOf(text)}`;
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(candidate);
  }
  const removed = new Set<Row>();
  const texts = new Map<string, RunningText>();
  for (const group of groups.values()) {
    if (!isRunning(group, pages.length)) continue;
    for (const { row, part, text, page } of group) {
      removed.add(row);
      const key = `${part} ${isNumbered(group) ? patternOf(text) : text}`;
      const known = texts.get(key);
      if (!isPageNumber(text) && (known === undefined || known.page > page))
        texts.set(key, { part, text, page });
    }
  }
  return {
    bodies: pages.map(({ rows }) => rows.filter((row) => !removed.has(row))),
    texts: [...texts.values()].sort((a, b) => a.page - b.page),
  };
}

function candidatesOf({ rows, height }: PageRows, page: number): readonly Candidate[] {
  const of = (row: Row, part: Candidate["part"]): Candidate => ({
    page,
    row,
    part,
    text: row.segments.map(({ text }) => text).join("　"),
  });
  const top = rows.slice(0, edgeRows).filter(({ y }) => y < edge * height);
  const bottom = rows.slice(-edgeRows).filter(({ y }) => y > (1 - edge) * height);
  return [...top.map((row) => of(row, "header")), ...bottom.map((row) => of(row, "footer"))];
}

const digits = /[0-9０-９]+/gu;

const patternOf = (text: string): string => text.replace(/\s/gu, "").replace(digits, "#");

const isPageNumber = (text: string): boolean =>
  /^(?:[-–—－ー―〔([［（\s]*#[-–—－ー―〕)\]］）\s]*|#[/／]#|p(?:age|\.)?#(?:(?:of|\/)#)?|#(?:ページ|頁)|第?#(?:ページ|頁))$/iu.test(
    patternOf(text),
  );

const isFirstPage = (text: string): boolean =>
  [...text.matchAll(digits)].every(([figure]) => Number(figure.normalize("NFKC")) === 1);

function isRunning(group: readonly Candidate[], pages: number): boolean {
  const count = new Set(group.map(({ page }) => page)).size;
  const [first] = group;
  if (first === undefined) return false;
  if (isPageNumber(first.text) && isNumbered(group))
    return count >= 2 || (pages === 1 && isFirstPage(first.text));
  if (count < (pages <= 5 ? 2 : 3)) return false;
  const same = group.every(({ text }) => text === first.text);
  // 様式第1号 and 様式第2号 are headings of pages, not their numbers.
  return same || (isNumbered(group) && numberOf(first.text) === undefined);
}

/** One of the numbers grows with the page. */
function isNumbered(group: readonly Candidate[]): boolean {
  const figures = group.map(({ text, page }) =>
    [...text.matchAll(digits)].map(([figure]) => Number(figure.normalize("NFKC")) - page),
  );
  return (figures[0] ?? []).some((offset, at) => figures.every((own) => own[at] === offset));
}
