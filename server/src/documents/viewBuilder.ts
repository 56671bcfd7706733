/**
 * A file that is no text (Word, Excel, PDF) as text with blocks: what its reader finds becomes lines of
 * Markdown-like text, and every block has its span in them. Review, summary and locator work on the view as on
 * any document; the editor shows it.
 */
import { type Block, type BlockKind, type Place, type Span } from "./document";
import { headingPath } from "./headings";

export interface View {
  readonly text: string;
  readonly blocks: readonly Block[];
}

export interface ViewBuilder {
  /** `level` 1 to 6. */
  heading(level: number, text: string, place?: Place): void;
  paragraph(text: string, place?: Place): void;
  /** `mark` as the document shows it (`・`, `(1)`, `第1条`); `depth` from 0. */
  listItem(text: string, item: { readonly mark: string; readonly depth: number }, place?: Place): void;
  /** One row of a table; empty cells keep their place. */
  row(cells: readonly { readonly text: string; readonly place?: Place }[], header: boolean): void;
  /** Ends a table, so that the next row begins another. */
  endTable(): void;
  /** A line of the view that is no text of the document: `[Page 3]`. */
  mark(text: string): void;
  finish(): View;
}

/** Characters a document's text may have in its view; more is a broken or hostile file. */
export const longestView = 64 * 1024 * 1024;

export class ViewTooLong extends Error {}

export const viewBuilder = (): ViewBuilder => new ViewWriter();

type Cell = Parameters<ViewBuilder["row"]>[0][number];

class ViewWriter implements ViewBuilder {
  readonly #blocks: Block[] = [];
  readonly #path = headingPath();
  readonly #parts: string[] = [];
  #length = 0;
  #inTable = false;

  heading(level: number, text: string, place?: Place): void {
    const clean = tidy(text).replaceAll("\n", " ");
    if (clean === "") return;
    const depth = Math.min(6, Math.max(1, level));
    const headings = this.#path.enter(clean, depth);
    this.#line("heading", `${"#".repeat(depth)} `, clean, {
      level: depth,
      headings,
      ...(place && { place }),
    });
  }

  paragraph(text: string, place?: Place): void {
    this.#line("paragraph", "", text, place && { place });
  }

  listItem(
    text: string,
    { mark, depth }: { readonly mark: string; readonly depth: number },
    place?: Place,
  ): void {
    this.#line("listItem", `${"  ".repeat(depth)}${mark} `, text, place && { place });
  }

  row(cells: readonly Cell[], header: boolean): void {
    const first = !this.#inTable;
    this.#inTable = true;
    const start = this.#length;
    const written = cells.map((cell) => ({ ...cell, ...this.#cell(cell.text) }));
    this.#write("|\n");
    const row = { start, end: this.#length - 1 };
    for (const { clean, span, place } of written)
      if (clean !== "")
        this.#block("tableCell", clean, span, { row, ...(header && { header }), ...(place && { place }) });
    if (header && first) this.#write(`|${" --- |".repeat(cells.length)}\n`);
  }

  endTable(): void {
    if (this.#inTable) this.#write("\n");
    this.#inTable = false;
  }

  mark(text: string): void {
    this.endTable();
    this.#write(`${text}\n\n`);
  }

  finish(): View {
    return { text: this.#parts.join(""), blocks: this.#blocks };
  }

  #write(text: string): Span {
    const start = this.#length;
    this.#parts.push(text);
    this.#length += text.length;
    if (this.#length > longestView) throw new ViewTooLong();
    return { start, end: this.#length };
  }

  #cell(text: string): { readonly clean: string; readonly span: Span } {
    this.#write("| ");
    const clean = tidy(text).replaceAll("\n", " ");
    const span = this.#write(clean);
    this.#write(" ");
    return { clean, span };
  }

  #line(kind: BlockKind, mark: string, text: string, more: Partial<Block> = {}): void {
    const clean = tidy(text);
    if (clean === "") return;
    this.endTable();
    const { start } = this.#write(mark);
    const span = this.#write(clean);
    this.#block(kind, clean, { start, end: span.end }, { pieces: [{ at: 0, span }], ...more });
    this.#write("\n\n");
  }

  #block(kind: BlockKind, text: string, span: Span, more: Partial<Block>): void {
    this.#blocks.push({
      kind,
      text,
      span,
      pieces: [{ at: 0, span }],
      headings: this.#path.current(),
      ...more,
    });
  }
}

/** One kind of line break, no control characters, no white space at the ends. */
function tidy(text: string): string {
  return text
    .replace(/\r\n?|\u2028|\u2029|\v|\f/g, "\n")
    .replace(/[\u0000-\u0008\u000e-\u001f\u007f]/g, "")
    .trim();
}
