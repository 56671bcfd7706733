/** Plain text to blocks: headings as people write them without marks, list items, paragraphs. */
import { type Block, type BlockKind, type Span } from "./document";
import { outline } from "./outline";
import { type PieceText, pieceBuilder } from "./pieces";
import { type Around, type HeadingLine, headingLine, isCaption, listMark, titleLine } from "./textHeadings";
import { type Line, linesOf } from "./textLines";

/** `markup` also takes `#` headings: for Markdown too large to be parsed. Linear in the text's length. */
export function readPlainText(source: string, options: { readonly markup?: boolean } = {}): readonly Block[] {
  const lines = linesOf(source);
  const beside = surroundings(lines);
  const blocks: Block[] = [];
  const tree = outline();
  let open: { readonly kind: BlockKind; readonly lines: Line[] } | undefined;

  function push(kind: BlockKind, span: Span, { text, pieces }: PieceText): void {
    if (text !== "") blocks.push({ kind, text, span, pieces, headings: tree.current() });
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
    const { text, pieces } = builder.build();
    if (text === "") return;
    const { path, level } = tree.enter({ ...found, text });
    blocks.push({ kind: "heading", text, span, pieces, headings: path, level });
  }

  let caption: Line | undefined;
  let skip = false;
  for (const [index, line] of lines.entries()) {
    if (skip) {
      skip = false;
      continue;
    }
    const around = beside(index);
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

/** The lines beside each line, and the nearest that are not empty. */
function surroundings(lines: readonly Line[]): (index: number) => Around {
  const following: string[] = new Array<string>(lines.length).fill("");
  for (let at = lines.length - 2; at >= 0; at -= 1) {
    const next = lines[at + 1]?.text ?? "";
    following[at] = next.trim() === "" ? (following[at + 1] ?? "") : next;
  }
  let [last, seen] = ["", 0];
  return (index) => {
    for (; seen < index; seen += 1) if (lines[seen]?.text.trim() !== "") last = lines[seen]?.text ?? "";
    return {
      previous: lines[index - 1]?.text ?? "",
      next: lines[index + 1]?.text ?? "",
      preceding: last,
      following: following[index] ?? "",
    };
  };
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
