/** Headings among the paragraphs of a file whose author gave them numbers but no style. */
import { type Block, type Piece, type Span, sourceSpan } from "./document";
import { type Numbering, numberOf, type NumberScheme } from "./numbering";
import { outline } from "./outline";

/** Numbers of parts. Numbered list items look like `1.` and (1); without a style they stay items. */
const parts: ReadonlySet<NumberScheme> = new Set([
  "part",
  "chapter",
  "section",
  "subsection",
  "division",
  "article",
  "supplement",
  "table",
  "form",
  "appendix",
]);

const longest = 60;

/**
 * The blocks, in order, with numbered paragraphs made headings (第3条（目的）, 1.2 対象, 別表第1) and the text
 * behind 第3条　… made a paragraph of its own. Paths are made anew. The same blocks come back when there is
 * nothing to find, or when they went through this before.
 */
export function findHeadings(text: string, blocks: readonly Block[]): readonly Block[] {
  const found = blocks.map((block) => headingIn(text, block));
  if (found.every((each) => each === undefined)) return blocks;
  const tree = outline();
  const result: Block[] = [];
  for (const [index, block] of blocks.entries()) {
    const heading = found[index];
    if (block.kind === "heading") {
      const number = numberOf(block.text);
      const { path } = tree.enter({ text: block.text, number, level: block.level ?? 1 });
      result.push({ ...block, headings: path });
    } else if (heading === undefined) result.push({ ...block, headings: tree.current() });
    else {
      const { path, level } = tree.enter({ text: heading.name, number: heading.number });
      const [first, rest] = divided(block, heading);
      result.push({ ...first, kind: "heading", headings: path, level });
      if (rest !== undefined) result.push({ ...rest, kind: "paragraph", headings: path });
    }
  }
  return result;
}

interface Found {
  readonly number: Numbering;
  readonly name: string;
  /** Characters of the block's text that are the heading. */
  readonly length: number;
  /** The number is a mark in front of the block's text: automatic numbering. */
  readonly marked: boolean;
}

function headingIn(text: string, block: Block): Found | undefined {
  if (block.kind !== "paragraph" && block.kind !== "listItem") return undefined;
  if (block.place?.part !== undefined && block.place.part !== "textBox") return undefined;
  const mark =
    block.kind === "listItem" ? text.slice(block.span.start, block.pieces[0]?.span.start).trim() : "";
  const marked = mark !== "" && mark.length <= 20;
  const line = block.text.split("\n", 1)[0] ?? "";
  const number = numberOf(marked ? `${mark}　${line.slice(0, 200)}` : line);
  if (number === undefined || (marked && number.text !== mark.replace(/[.．、:：]$/u, ""))) return undefined;
  const offset = marked ? mark.length + 1 : 0;
  if (number.scheme === "article") return articleIn(line, number, { marked, offset, mark });
  const isDeep = number.scheme === "decimal" && number.ordinal.length > 1;
  const isShort =
    number.rest !== "" && number.rest.length <= longest && !/[。．.；;、,：:]$|。/u.test(number.rest);
  const stands = parts.has(number.scheme) && number.rest === "";
  if (!(parts.has(number.scheme) || isDeep) || !(isShort || stands)) return undefined;
  return block.text === line
    ? { number, name: marked ? `${mark} ${line}` : line, length: line.length, marked }
    : undefined;
}

function articleIn(
  line: string,
  number: Numbering,
  { marked, offset, mark }: { readonly marked: boolean; readonly offset: number; readonly mark: string },
): Found {
  const from = Math.max(0, number.restFrom - offset);
  const body = line.slice(from);
  const caption = /^[（(][^（）()]{1,40}[）)][\s　]*/u.exec(body)?.[0] ?? "";
  const rest = body.slice(caption.length);
  const short = rest.length <= 20 && !/[。、]/u.test(rest);
  const length = short ? line.length : line.slice(0, from + caption.length).trimEnd().length;
  const name = marked ? `${mark}${length === 0 ? "" : " "}${line.slice(0, length)}` : line.slice(0, length);
  return { number, name, length, marked };
}

/** The heading, and the paragraph behind it if there is one. */
function divided(block: Block, { length, name, marked }: Found): readonly [Block, Block | undefined] {
  const behind = block.text.slice(length);
  const from = length + behind.length - behind.trimStart().length;
  const ends = from >= block.text.length;
  const head = ends ? block.span.end : length === 0 ? firstOf(block) : sourceSpan(block, 0, length).end;
  const span = { start: block.span.start, end: head };
  // The mark is no part of the block's text; a heading is named with it.
  const first: Block = marked
    ? { ...block, text: name, span, pieces: [{ at: 0, span }] }
    : { ...block, text: name, span, pieces: piecesOf(block, 0, length) };
  if (ends) return [first, undefined];
  const own = { start: sourceSpan(block, from, from + 1).start, end: block.span.end };
  return [
    first,
    { ...block, text: block.text.slice(from), span: own, pieces: piecesOf(block, from, block.text.length) },
  ];
}

const firstOf = ({ pieces, span }: Block) => pieces[0]?.span.start ?? span.start;

/** The pieces of `block.text.slice(start, end)`. */
function piecesOf({ pieces, text }: Block, start: number, end: number): readonly Piece[] {
  return pieces.flatMap(({ at, span }, index) => {
    const until = pieces[index + 1]?.at ?? text.length;
    if (until <= start || at >= end) return [];
    const [from, to] = [Math.max(at, start), Math.min(until, end)];
    const exact = until - at === span.end - span.start;
    const own: Span = exact ? { start: span.start + from - at, end: span.start + to - at } : span;
    return [{ at: from - start, span: own }];
  });
}
