/** Plain text to blocks: headings as people write them without marks, list items, paragraphs. */
import { type Block, type BlockKind, type Span } from "./document";
import { headingPath } from "./headings";
import { type PieceText, pieceBuilder } from "./pieces";
import { type HeadingLine, headingLine, isCaption, listMark, titleLine } from "./textHeadings";

interface Line {
  readonly start: number;
  /** Without its line break. */
  readonly end: number;
  readonly text: string;
}

/** `markup` also takes `#` headings: for Markdown too large to be parsed. Linear in the text's length. */
export function readPlainText(source: string, options: { readonly markup?: boolean } = {}): readonly Block[] {
  const lines = linesOf(source);
  const blocks: Block[] = [];
  const path = headingPath();
  let open: { readonly kind: BlockKind; readonly lines: Line[] } | undefined;

  function push(kind: BlockKind, span: Span, { text, pieces }: PieceText, level?: number): void {
    if (text === "") return;
    const headings = level === undefined ? path.current() : path.enter(text, level);
    blocks.push({ kind, text, span, pieces, headings, ...(level === undefined ? {} : { level }) });
  }

  function close(): void {
    const first = open?.lines[0];
    const last = open?.lines.at(-1);
    if (open !== undefined && first !== undefined && last !== undefined) {
      push(open.kind, { start: first.start, end: last.end }, textOf(source, open.lines));
    }
    open = undefined;
  }

  function heading(found: HeadingLine, line: Line, caption: Line | undefined): void {
    close();
    const span = { start: (caption ?? line).start, end: line.start + found.to };
    const builder = pieceBuilder(source);
    builder.copy(line.start + found.from, line.start + found.to);
    if (caption !== undefined) builder.copy(caption.start, caption.end);
    push("heading", span, builder.build(), found.level);
  }

  let caption: Line | undefined;
  let skip = false;
  for (const [index, line] of lines.entries()) {
    if (skip) {
      skip = false;
      continue;
    }
    const around = { previous: lines[index - 1]?.text ?? "", next: lines[index + 1]?.text ?? "" };
    const found =
      headingLine(line.text, around, options.markup === true) ??
      (blocks.length === 0 && open === undefined ? titleLine(line.text, around) : undefined);
    if (found !== undefined) {
      heading(found, line, caption);
      caption = undefined;
      skip = found.underlined;
      const rest = { ...line, start: line.start + found.restFrom, text: line.text.slice(found.restFrom) };
      if (rest.text.trim() !== "") open = { kind: "paragraph", lines: [rest] };
    } else if (isCaption(line.text, around.next)) {
      close();
      caption = line;
    } else if (line.text.trim() === "") {
      close();
    } else {
      const mark = listMark(line.text);
      if (mark > 0) close();
      open ??= { kind: mark > 0 ? "listItem" : "paragraph", lines: [] };
      open.lines.push(mark > 0 ? { ...line, start: line.start + mark } : line);
    }
  }
  close();
  return blocks;
}

function linesOf(source: string): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const match of source.matchAll(/\r\n|\n|\r|$/g)) {
    if (match.index < start) continue;
    lines.push({ start, end: match.index, text: source.slice(start, match.index) });
    start = match.index + match[0].length;
    if (match[0] === "") break;
  }
  return lines;
}

/** Indentation of continuation lines is layout, not text. */
function textOf(source: string, lines: readonly Line[]): PieceText {
  const builder = pieceBuilder(source);
  let previous: number | undefined;
  for (const { start, end } of lines) {
    const text = source.slice(start, end);
    const indent = text.length - text.trimStart().length;
    if (previous !== undefined) builder.put("\n", { start: previous, end: start + indent });
    builder.copy(start + indent, end);
    previous = end;
  }
  return builder.build();
}
