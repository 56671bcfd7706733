/** HTML to blocks; every span points into the file's own text. */
import { Tokenizer } from "htmlparser2";
import { type BlockWriter, blockWriter } from "../blockWriter";
import { type Block, type BlockKind, type Span } from "../document";
import { putSuperscript } from "../superscript";
import {
  blockElements,
  endStopsAt,
  headElements,
  impliedEnds,
  isHidden,
  leftOut,
  preformatted,
  voidElements,
} from "./elements";
import { InlineText } from "./inlineText";
import { tagEvents } from "./tagEvents";

/**
 * Headings, paragraphs, list items, cells with their rows, `pre` as code, texts of images, comments. What a
 * browser does not show (scripts, templates, `hidden`, readings of ruby) is left out. Never throws: broken markup is
 * read as browsers do, without a tree, so nesting has no limit. Linear in the text's length.
 */
export function readHtml(source: string): readonly Block[] {
  const page = new Page(source);
  const tokenizer = new Tokenizer({ xmlMode: false, decodeEntities: true }, tagEvents(source, page));
  tokenizer.write(source);
  tokenizer.end();
  return page.finish();
}

interface Context {
  readonly kind: BlockKind;
  readonly level?: number;
}

interface Open {
  readonly name: string;
  readonly hidden: boolean;
  /** Of the text around the element. */
  readonly outer: Context;
}

interface Row {
  readonly start: number;
  /** Index of the first block of the row. */
  readonly first: number;
  cells: number;
  heads: number;
}

interface TableState {
  /** For the page's layout: its cells are no cells. */
  readonly layout: boolean;
  row?: Row | undefined;
}

/** How far up an end tag is looked for; mismatched tags must not make the reader quadratic. */
const reach = 256;

class Page {
  readonly #source: string;
  readonly #writer: BlockWriter;
  readonly #text: InlineText;
  readonly #stack: Open[] = [];
  readonly #counts = new Map<string, number>();
  readonly #tables: TableState[] = [];
  #context: Context = { kind: "paragraph" };
  #comments: Span[] = [];
  #hidden = 0;
  /** A `dt` was read and its `dd` belongs to the same block. */
  #term = false;

  constructor(source: string) {
    this.#source = source;
    this.#writer = blockWriter(source);
    this.#text = new InlineText(source);
  }

  isInside(name: string): boolean {
    return (this.#counts.get(name) ?? 0) > 0;
  }

  text(start: number, end: number): void {
    if (this.#hidden > 0 || end <= start) return;
    if (
      this.isInside("sup") &&
      putSuperscript((text, span) => this.#text.put(text, span), this.#source, { start, end })
    )
      return;
    this.#text.copy(start, end, this.#context.kind === "code");
  }

  entity(text: string, span: Span): void {
    // A soft hyphen is a place where a word may break, no character of it.
    if (this.#hidden === 0 && text !== "\u00ad") this.#text.put(text, span);
  }

  comment(span: Span): void {
    if (this.#hidden > 0) return;
    this.#comments.push(span);
    if (this.#text.isEmpty) this.#flush();
  }

  open(name: string, attributes: ReadonlyMap<string, string>, tag: Span): void {
    if (!headElements.has(name) && name !== "head" && this.isInside("head")) this.#end("head", tag.start);
    for (const { ends, unless } of impliedEnds(name)) {
      const at = this.#nearest(
        (open) => ends.has(open),
        (open) => unless.has(open),
      );
      if (at >= 0) this.#popTo(at, tag.start);
    }

    const hidden = leftOut.has(name) || isHidden(attributes);
    if (voidElements.has(name)) {
      if (!hidden && this.#hidden === 0) this.#void(name, attributes, tag);
      return;
    }
    const outer = this.#context;
    if (!hidden && this.#hidden === 0) this.#enter(name, attributes, tag);
    this.#stack.push({ name, hidden, outer });
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
    if (hidden) this.#hidden += 1;
  }

  close(name: string, tag: Span): void {
    if (name === "br" && this.#hidden === 0) this.#text.breakLine(tag);
    else this.#end(name, tag.end);
  }

  finish(): readonly Block[] {
    this.#popTo(0, this.#source.length);
    this.#flush();
    return this.#writer.blocks;
  }

  #void(name: string, attributes: ReadonlyMap<string, string>, tag: Span): void {
    if (name === "br") this.#text.breakLine(tag);
    else if (name === "hr") this.#boundary(tag);
    else if (name === "img") this.#text.put((attributes.get("alt") ?? "").replace(/\s+/g, " ").trim(), tag);
  }

  #enter(name: string, attributes: ReadonlyMap<string, string>, tag: Span): void {
    if (name === "dd" && this.#term) this.#text.breakLine(tag);
    else if (blockElements.has(name)) this.#boundary(tag);
    this.#term = false;
    const heading = /^h([1-6])$/.exec(name)?.[1];
    if (heading !== undefined) {
      this.#flush();
      this.#context = { kind: "heading", level: Number(heading) };
    } else if (preformatted.has(name)) {
      this.#flush();
      this.#context = { kind: "code" };
    } else if (name === "li" || name === "dt" || name === "dd" || name === "option")
      this.#context = this.#context.kind === "tableCell" ? this.#context : { kind: "listItem" };
    else if (name === "table") this.#openTable(attributes);
    else if (name === "tr") this.#openRow(tag.start);
    else if (name === "td" || name === "th") this.#openCell(name, tag.start);
  }

  #openTable(attributes: ReadonlyMap<string, string>): void {
    this.#flush();
    this.#tables.push({ layout: /^(?:presentation|none)$/i.test(attributes.get("role") ?? "") });
    this.#context = { kind: "paragraph" };
  }

  #openRow(start: number): void {
    this.#flush();
    const table = this.#tables.at(-1);
    if (table !== undefined) table.row = { start, first: this.#writer.blocks.length, cells: 0, heads: 0 };
  }

  #openCell(name: string, start: number): void {
    this.#flush();
    const table = this.#tables.at(-1);
    if (table === undefined || table.layout) return;
    if (table.row === undefined) this.#openRow(start);
    if (table.row !== undefined) {
      table.row.cells += 1;
      if (name === "th") table.row.heads += 1;
    }
    this.#context = { kind: "tableCell" };
  }

  #closeRow(end: number): void {
    this.#flush();
    const table = this.#tables.at(-1);
    const row = table?.row;
    if (table === undefined || row === undefined) return;
    table.row = undefined;
    const header = this.isInside("thead") || (row.cells > 0 && row.heads === row.cells);
    const { blocks } = this.#writer;
    for (let at = row.first; at < blocks.length; at += 1) {
      const block = blocks[at];
      if (block?.kind !== "tableCell" || block.row !== undefined) continue;
      blocks[at] = { ...block, row: { start: row.start, end }, ...(header && { header }) };
    }
  }

  #end(name: string, end: number): void {
    if (!this.isInside(name)) return;
    const at = this.#nearest(
      (open) => open === name,
      (open) => endStopsAt(name, open),
    );
    if (at >= 0) this.#popTo(at, end);
  }

  #nearest(wanted: (name: string) => boolean, stop: (name: string) => boolean): number {
    const lowest = Math.max(0, this.#stack.length - reach);
    for (let at = this.#stack.length - 1; at >= lowest; at -= 1) {
      const { name = "" } = this.#stack[at] ?? {};
      if (wanted(name)) return at;
      if (stop(name)) return -1;
    }
    return -1;
  }

  #popTo(depth: number, end: number): void {
    while (this.#stack.length > depth) {
      const top = this.#stack.pop();
      if (top === undefined) return;
      this.#counts.set(top.name, (this.#counts.get(top.name) ?? 1) - 1);
      if (top.hidden) this.#hidden -= 1;
      else if (this.#hidden === 0) this.#leave(top, end);
    }
  }

  #leave({ name, outer }: Open, end: number): void {
    const at = { start: end, end };
    if (name === "dt") {
      this.#term = !this.#text.isEmpty;
      this.#text.breakLine(at);
    } else if (name === "tr") this.#closeRow(end);
    else if (name === "table") {
      this.#closeRow(end);
      this.#tables.pop();
    } else if (name === "td" || name === "th" || preformatted.has(name) || /^h[1-6]$/.test(name))
      this.#flush();
    else if (blockElements.has(name)) this.#boundary(at);
    this.#context = outer;
  }

  /** Ends a block, except inside a cell, which is one block with lines. */
  #boundary(at: Span): void {
    if (this.#context.kind === "tableCell") this.#text.breakLine(at);
    else this.#flush();
  }

  #flush(): void {
    this.#term = false;
    if (!this.#text.isEmpty) {
      const { span, fill } = this.#text.take();
      const { kind, level } = this.#context;
      this.#writer.push(kind, span, fill, level === undefined ? {} : { level });
    }
    for (const span of this.#comments.splice(0))
      this.#writer.push("comment", span, (builder) => builder.copy(span.start + 4, span.end - 3));
  }
}
