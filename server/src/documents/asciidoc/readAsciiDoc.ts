/** AsciiDoc to blocks; every span points into the file's own text. */
import { type BlockWriter, blockWriter } from "../blockWriter";
import { type Block } from "../document";
import { csvRows } from "../rst/tables";
import { cutLine, isBlank, type Line, linesOf, spanOfLines } from "../textLines";
import { addInline } from "./inline";
import { tableRows } from "./tables";

/**
 * Titles, lists, tables, admonitions with their label, source blocks as code, comments. Conditions
 * (`ifdef::`) are not evaluated, files of `include::` not read. Never throws; linear.
 */
export function readAsciiDoc(source: string): readonly Block[] {
  const reader = new Reader(source, linesOf(source));
  reader.read();
  return reader.writer.blocks;
}

const listItem =
  /^[ \t]*(?:\*{1,5}|-|\.{1,5}|\d{1,4}\.|[a-zA-Z]\.|<(?:\d{1,2}|\.)>|[ivxIVX]{1,5}\))[ \t]+(?:\[[ xX*]\][ \t]+)?(?=\S)/;
const term = /^[ \t]*(\S.{0,200}?)(?:::{1,3}|;;)(?:[ \t]+|$)/;
const admonition = /^(NOTE|TIP|IMPORTANT|WARNING|CAUTION):[ \t]+/;
const admonitionStyle = /^\[(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\b/;
const verbatim = /^(?:-{4,}|\.{4,}|\+{4,}|`{3,}\S*|~{4,})$/;
const container = /^(?:={4,}|\*{4,}|_{4,}|--)$/;
const blockMacro =
  /^(image|video|audio|toc|include|ifdef|ifndef|ifeval|endif|plantuml|diagram)::\S*?\[(.{0,400})\]$/;
/** A number of characters, beyond which a value is not filled in again and again. */
const longestValue = 200;

/** A label that stands in the line of attributes above a block: `[WARNING]`. */
type Label = Line | undefined;

class Reader {
  readonly writer: BlockWriter;
  readonly #source: string;
  readonly #lines: readonly Line[];
  readonly #attributes = new Map<string, string>();
  #at = 0;
  #style = "";
  #label: Label;
  /** A `+` line attached what follows to the list item above. */
  #attached = false;

  constructor(source: string, lines: readonly Line[]) {
    this.#source = source;
    this.#lines = lines;
    this.writer = blockWriter(source);
  }

  read(): void {
    while (this.#at < this.#lines.length) {
      const line = this.#lines[this.#at];
      if (line === undefined) return;
      const before = this.#at;
      if (isBlank(line)) {
        this.#at += 1;
        this.#attached = false;
      } else if (!this.#passed(line) && !this.#structure(line)) this.#body(line);
      if (this.#at === before) this.#at += 1;
    }
  }

  /** Settings and comments, which are no text. */
  #passed(line: Line): boolean {
    const text = line.text.trimEnd();
    const [, name, value] = /^:(!?[\p{L}\d][\p{L}\d_-]*!?):(?:[ \t]+(.*))?$/u.exec(text) ?? [];
    const macro = blockMacro.exec(text);
    if (/^\/{4,}$/.test(text)) return this.#comment(text);
    if (/^\/\/(?!\/)/.test(text)) {
      this.writer.push("comment", { start: line.start, end: line.end }, (builder) =>
        builder.copy(line.start + 2, line.end),
      );
    } else if (name !== undefined) {
      if (value !== undefined && value.length <= longestValue)
        this.#attributes.set(name.toLowerCase(), value);
    } else if (macro !== null) {
      const alt = macro[1] === "image" ? (/^(?!\w+=)[^,\]]+/.exec(macro[2] ?? "")?.[0] ?? "") : "";
      const from = text.indexOf("[") + 1;
      if (alt.trim() !== "") this.#push("paragraph", [cutLine(line, from, from + alt.length)]);
    } else if (/^\[.*\]$/.test(text)) {
      this.#style = text;
      const label = admonitionStyle.exec(text)?.[1];
      if (label !== undefined) this.#label = cutLine(line, 1, 1 + label.length);
    } else if (text === "+") this.#attached = true;
    else if (container.test(text) || /^(?:'{3,}|<{3,}|-{3}|\*{3})$/.test(text)) {
      // The mark of a block that holds other blocks; what is in it is read as if it were outside.
    } else return false;
    this.#at += 1;
    return true;
  }

  #comment(mark: string): true {
    const inside = this.#until(mark);
    if (inside.length > 0)
      this.writer.push("comment", spanOfLines(inside), (builder) => this.#verbatim(builder, inside));
    return true;
  }

  #structure(line: Line): boolean {
    const text = line.text.trimEnd();
    const title = /^(={1,6}|#{1,6})[ \t]+(?=\S)/.exec(text);
    const under = this.#underline(text);
    if (title !== null || under > 0) {
      const mark = title?.[0] ?? "";
      const level = title === null ? under : (title[1]?.length ?? 1);
      const span = { start: line.start, end: this.#lines[this.#at + (under > 0 ? 1 : 0)]?.end ?? line.end };
      const bare = text.replace(/[ \t]={1,6}$/, "").trimEnd();
      const own = cutLine(line, mark.length, bare.length);
      this.writer.push(
        "heading",
        span,
        (builder) => addInline(builder, this.#source, own, this.#attributes),
        { level },
      );
      this.#at += under > 0 && title === null ? 2 : 1;
      this.#reset();
      return true;
    }
    if (/^[|,:!]={3,}$/.test(text)) this.#table(text);
    else if (verbatim.test(text)) this.#code(text);
    else return false;
    return true;
  }

  /** Level of a title whose next line underlines it; the lengths may differ by one. */
  #underline(text: string): number {
    const next = this.#lines[this.#at + 1]?.text.trimEnd() ?? "";
    if (next.length < 3 || !/^(?:=+|-+|~+|\^+|\++)$/.test(next)) return 0;
    const above = this.#lines[this.#at - 1];
    if (!(isBlank(above) || isSetting(above)) || /^[[.|/]/.test(text) || listItem.test(text)) return 0;
    const wide = [...text].reduce(
      (sum, character) => sum + ((character.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1),
      0,
    );
    const fits = [[...text].length, wide].some((length) => Math.abs(next.length - length) <= 1);
    return fits ? "=-~^+".indexOf(next[0] ?? "") + 1 : 0;
  }

  #table(mark: string): void {
    const inside = this.#until(mark);
    const isCsv = mark.startsWith(",") || /format\s*=\s*"?csv/.test(this.#style);
    const headers = /header/.test(this.#style) ? 1 : 0;
    const rows = isCsv
      ? csvRows(inside, { delimiter: ",", headers }).map((row) => ({
          ...row,
          cells: row.cells.map(({ lines }) => lines),
        }))
      : tableRows(
          inside.filter(({ text }) => !/^\/\/(?!\/)/.test(text)),
          this.#style,
        );
    for (const { cells, span, header } of rows)
      for (const lines of cells)
        this.writer.push("tableCell", spanOfLines(lines), (builder) => this.#fill(builder, lines), {
          row: span,
          ...(header && { header }),
        });
    this.#reset();
  }

  #code(mark: string): void {
    const inside = this.#until(mark.startsWith("```") ? "```" : mark);
    if (inside.length > 0)
      this.writer.push("code", spanOfLines(inside), (builder) => this.#verbatim(builder, inside));
    this.#reset();
  }

  /** The lines up to the closing mark; without one, all that are left belong to the block. */
  #until(mark: string): readonly Line[] {
    const from = this.#at + 1;
    let end = from;
    while (end < this.#lines.length && this.#lines[end]?.text.trimEnd() !== mark) end += 1;
    this.#at = end + 1;
    return this.#lines.slice(from, end);
  }

  #body(line: Line): void {
    const { text } = line;
    const title = /^\.(?=[^\s.])/.test(text);
    const item = listItem.exec(text);
    const named = item === null ? term.exec(text) : null;
    if (title) this.#push("paragraph", [cutLine(line, 1)]);
    else if (item !== null) this.#item(cutLine(line, item[0].length));
    else if (named !== null && named[1] !== undefined) this.#definition(line, named);
    else if (/^[ \t]/.test(text) || /^\[(?:source|listing|literal)\b/.test(this.#style)) this.#literal();
    else this.#paragraph(line);
    if (title) this.#at += 1;
  }

  /** Lines of the same block from the next one on. */
  #continued(): readonly Line[] {
    const from = this.#at + 1;
    let end = from;
    while (end < this.#lines.length && !this.#ends(this.#lines[end])) end += 1;
    this.#at = end;
    return this.#lines.slice(from, end);
  }

  #ends(line: Line | undefined): boolean {
    if (line === undefined || isBlank(line)) return true;
    const text = line.text.trimEnd();
    return (
      listItem.test(text) ||
      term.test(text) ||
      text === "+" ||
      /^:!?[\p{L}\d][\p{L}\d_-]*!?:(?:[ \t]|$)/u.test(text) ||
      verbatim.test(text) ||
      container.test(text) ||
      /^(?:\[.*\]|[|,:!]={3,}|\/\/.*)$/.test(text) ||
      blockMacro.test(text)
    );
  }

  #item(first: Line): void {
    this.#push("listItem", [first, ...this.#continued()], this.#label);
    this.#reset();
  }

  #definition(line: Line, found: RegExpExecArray): void {
    const from = line.text.length - line.text.trimStart().length;
    const name = cutLine(line, from, from + (found[1]?.length ?? 0));
    const own = cutLine(line, found[0].length);
    const next = this.#lines[this.#at + 1];
    // The text may stand below its term, after an empty line too.
    if (isBlank(own) && isBlank(next) && !this.#ends(this.#lines[this.#at + 2])) this.#at += 1;
    const body = [own, ...this.#continued()].filter((each) => !isBlank(each));
    this.#push("listItem", [name, ...body]);
    this.#reset();
  }

  #literal(): void {
    const from = this.#at;
    while (this.#at < this.#lines.length && !isBlank(this.#lines[this.#at])) this.#at += 1;
    const lines = this.#lines.slice(from, this.#at);
    this.writer.push("code", spanOfLines(lines), (builder) => this.#verbatim(builder, lines));
    this.#reset();
  }

  #paragraph(line: Line): void {
    const lines = [line, ...this.#continued()];
    const isLabelled = admonition.test(line.text);
    this.#push(this.#attached ? "listItem" : "paragraph", lines, isLabelled ? undefined : this.#label);
    this.#reset();
  }

  #reset(): void {
    this.#style = "";
    this.#label = undefined;
    this.#attached = false;
  }

  #push(kind: "paragraph" | "listItem", lines: readonly Line[], label?: Label): void {
    const span = spanOfLines(lines);
    this.writer.push(kind, { start: label?.start ?? span.start, end: span.end }, (builder) => {
      if (label !== undefined) {
        builder.copy(label.start, label.end);
        builder.put(": ", { start: label.end, end: label.end });
      }
      this.#fill(builder, lines);
    });
  }

  #fill(builder: Parameters<Parameters<BlockWriter["push"]>[2]>[0], lines: readonly Line[]): void {
    let previous: Line | undefined;
    for (const line of lines) {
      const bare = cutLine(line, line.text.length - line.text.trimStart().length, line.text.trimEnd().length);
      if (previous !== undefined) builder.put("\n", { start: previous.end, end: bare.start });
      addInline(builder, this.#source, bare, this.#attributes);
      previous = bare;
    }
  }

  #verbatim(builder: Parameters<Parameters<BlockWriter["push"]>[2]>[0], lines: readonly Line[]): void {
    const { start, end } = spanOfLines(lines);
    builder.copy(start, end);
  }
}

/** Attributes and remarks may stand directly above a title. */
const isSetting = (line: Line | undefined) => /^(?:\[.*\]|\/\/.*)$/.test(line?.text.trimEnd() ?? "");
