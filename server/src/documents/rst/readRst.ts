/** reStructuredText to blocks; every span points into the file's own text. */
import { type BlockWriter, blockWriter } from "../blockWriter";
import { type Block, type Place } from "../document";
import { type PieceBuilder } from "../pieces";
import {
  columnsOf,
  cutLine,
  dedent,
  indentedEnd,
  indentOf,
  isBlank,
  type Line,
  linesOf,
  spanOfLines,
} from "../textLines";
import { addInline, type Replacements } from "./inline";
import { explicitMarkup } from "./explicit";
import { gridRows, type Row, simpleRows } from "./tables";

/** What a run of lines is read as. */
export interface Frame {
  readonly kind: "paragraph" | "listItem";
  readonly depth: number;
  readonly place?: Place;
}

export interface RstReader {
  readonly writer: BlockWriter;
  /** Body elements of lines that begin at the margin. */
  read(lines: readonly Line[], frame: Frame): void;
  /** One block of these lines. */
  text(lines: readonly Line[], frame: Frame): void;
  code(lines: readonly Line[]): void;
  table(rows: readonly Row[]): void;
  /** `label` and the first paragraph of the body in one block, then the rest of the body. */
  labelled(label: Label, body: readonly Line[], frame: Frame): void;
}

export interface Label {
  readonly start: number;
  readonly end: number;
  fill(builder: PieceBuilder): void;
}

/** Nested deeper than this, text is read without structure. */
const deepest = 16;

/**
 * Sections by their underlines in order of appearance, lists, tables, directives, literal blocks as code,
 * comments. Other files that are included are not read. Never throws; linear.
 */
export function readRst(source: string): readonly Block[] {
  const lines = linesOf(source);
  const reader = new Reader(source, replacementsIn(lines));
  reader.read(lines, { kind: "paragraph", depth: 0 });
  return reader.writer.blocks;
}

function replacementsIn(lines: readonly Line[]): Replacements {
  const found = new Map<string, string>();
  for (const { text } of lines) {
    const [, name, value] =
      /^\s*\.\.[ \t]+\|([^|]{1,80})\|[ \t]+replace::[ \t]*(\S.{0,300})$/.exec(text) ?? [];
    if (name !== undefined && value !== undefined) found.set(name.toLowerCase(), value.trim());
  }
  return found;
}

const adornment = /^([!-/:-@[-`{-~])\1+[ \t]*$/;
const bullet = /^[*+•‣⁃-](?:[ \t]+|$)/;
const enumerator = /^\(?(?:\d{1,4}|[a-zA-Z]|[ivxIVX]{2,6}|#)[.)](?:[ \t]+(?=\S)|$)/;
const field = /^:(?![:\s])((?:\\.|[^:\\]){1,80}):(?:[ \t]+|$)/;
const switches = String.raw`(?:--?\w[\w-]{0,60}(?:[ =][\w<>[\]-]{1,60})?|\/[A-Z]\w{0,60})`;
const option = new RegExp(`^${switches}(?:, ${switches}){0,9}(?: {2,}|$)`);

class Reader implements RstReader {
  readonly writer: BlockWriter;
  readonly #source: string;
  readonly #replacements: Replacements;
  readonly #styles: string[] = [];

  constructor(source: string, replacements: Replacements) {
    this.#source = source;
    this.#replacements = replacements;
    this.writer = blockWriter(source);
  }

  read(lines: readonly Line[], frame: Frame): void {
    let at = 0;
    while (at < lines.length) {
      const line = lines[at];
      if (line === undefined || isBlank(line)) at += 1;
      else if (frame.depth >= deepest) at = this.#paragraph(lines, at, frame);
      else if (indentOf(line) > 0) at = this.#indented(lines, at, frame);
      else at = this.#element(lines, at, frame);
    }
  }

  text(lines: readonly Line[], frame: Frame): void {
    this.#push(lines, frame, undefined);
  }

  code(lines: readonly Line[]): void {
    const bare = trimBlank(dedent(lines));
    this.writer.push("code", spanOfLines(bare), (builder) => {
      let previous: Line | undefined;
      for (const line of bare) {
        if (previous !== undefined) builder.put("\n", { start: previous.end, end: line.start });
        builder.copy(line.start, line.end);
        previous = line;
      }
    });
  }

  table(rows: readonly Row[]): void {
    for (const { cells, span, header } of rows)
      for (const { lines } of cells)
        this.writer.push("tableCell", spanOfLines(lines), (builder) => this.#fill(builder, lines), {
          row: span,
          ...(header && { header }),
        });
  }

  labelled(label: Label, body: readonly Line[], frame: Frame): void {
    const lines = trimBlank(body);
    let end = 0;
    while (end < lines.length && !isBlank(lines[end]) && isPlain(lines, end)) end += 1;
    const first = lines.slice(0, end);
    this.#push(first, frame, label);
    this.read(lines.slice(end), { ...frame, depth: frame.depth + 1 });
  }

  #push(lines: readonly Line[], { kind, place }: Frame, label: Label | undefined): void {
    const span = spanOfLines(lines);
    const start = label?.start ?? span.start;
    this.writer.push(
      kind,
      { start, end: Math.max(label?.end ?? start, span.end) },
      (builder) => {
        label?.fill(builder);
        this.#fill(builder, lines);
      },
      place === undefined ? {} : { place },
    );
  }

  #fill(builder: PieceBuilder, lines: readonly Line[]): void {
    let previous: Line | undefined;
    for (const line of lines) {
      const bare = cutLine(line, line.text.length - line.text.trimStart().length, line.text.trimEnd().length);
      if (previous !== undefined) builder.put("\n", { start: previous.end, end: bare.start });
      addInline(builder, this.#source, bare, this.#replacements);
      previous = bare;
    }
  }

  #indented(lines: readonly Line[], at: number, frame: Frame): number {
    const end = indentedEnd(lines, at);
    this.read(dedent(lines.slice(at, end)), { ...frame, depth: frame.depth + 1 });
    return end;
  }

  #element(lines: readonly Line[], at: number, frame: Frame): number {
    const line = lines[at];
    if (line === undefined) return at + 1;
    const { text } = line;
    if (/^\.\.(?:\s|$)/.test(text)) return explicitMarkup(this, lines, at, frame);
    if (/^__ /.test(text)) return at + 1;
    const title = frame.depth === 0 ? this.#title(lines, at) : 0;
    if (title > 0) return at + title;
    if (adornment.test(text) && text.trim().length >= 4 && isBlank(lines[at + 1])) return at + 1;
    if (/^\+[-=+]+\+\s*$/.test(text)) return this.#grid(lines, at);
    if (/^=+(?: +=+)+\s*$/.test(text)) return this.#simple(lines, at, frame);
    if (/^\|(?:\s|$)/.test(text)) return this.#lineBlock(lines, at, frame);
    if (/^>>> /.test(text)) return this.#literal(lines, at);
    return this.#list(lines, at, frame);
  }

  #list(lines: readonly Line[], at: number, frame: Frame): number {
    const line = lines[at];
    if (line === undefined) return at + 1;
    const { text } = line;
    const named = field.exec(text);
    const known = named === null ? option.exec(text) : null;
    const mark = bullet.exec(text) ?? (isEnumerated(lines, at) ? enumerator.exec(text) : null);
    const head = mark ?? named ?? known;
    const defines = head === null && !/::\s*$/.test(text) && indentOf(lines[at + 1] ?? line) > 0;
    if (head === null && !(defines && !isBlank(lines[at + 1]))) return this.#paragraph(lines, at, frame);
    const end = indentedEnd(lines, at + 1);
    const rest = dedent(lines.slice(at + 1, end));
    const body = head === null ? rest : [cutLine(line, head[0].length), ...rest];
    const item: Frame = { ...frame, kind: "listItem", depth: frame.depth + 1 };
    if (mark !== null) this.read(body, item);
    else {
      const label =
        head === null
          ? line
          : cutLine(line, named ? 1 : 0, named ? 1 + (named[1]?.length ?? 0) : head[0].trimEnd().length);
      this.labelled(this.#label(label, head === null ? "\n" : named ? ": " : " "), body, item);
    }
    return end;
  }

  #label(line: Line, separator: string): Label {
    return {
      start: line.start,
      end: line.end,
      fill: (builder) => {
        addInline(builder, this.#source, line, this.#replacements);
        builder.put(separator, { start: line.end, end: line.end });
      },
    };
  }

  /** Lines of a title with its underline; 0 when there is none. */
  #title(lines: readonly Line[], at: number): number {
    const [first, second, third] = [lines[at], lines[at + 1], lines[at + 2]];
    if (first === undefined || second === undefined || isBlank(second)) return 0;
    const over = adornment.exec(first.text)?.[1];
    if (over !== undefined && third !== undefined && adornment.exec(third.text)?.[1] === over)
      return this.#heading(second, `${over}${over}`, [first, second, third]);
    const under = adornment.exec(second.text)?.[1];
    const columns = [...first.text.trimEnd()].reduce((sum, character) => sum + columnsOf(character), 0);
    if (over !== undefined || under === undefined || second.text.trimEnd().length < Math.min(4, columns))
      return 0;
    return this.#heading(first, under, [first, second]);
  }

  #heading(title: Line, style: string, lines: readonly Line[]): number {
    if (!this.#styles.includes(style)) this.#styles.push(style);
    const level = Math.min(6, this.#styles.indexOf(style) + 1);
    this.writer.push("heading", spanOfLines(lines), (builder) => this.#fill(builder, [title]), { level });
    return lines.length;
  }

  #paragraph(lines: readonly Line[], at: number, frame: Frame): number {
    let end = at + 1;
    while (
      end < lines.length &&
      !isBlank(lines[end]) &&
      (frame.depth >= deepest || indentOf(lines[end] ?? noLine) === 0)
    )
      end += 1;
    const own = lines.slice(at, end);
    const last = own.at(-1);
    const bare = last?.text.trimEnd() ?? "";
    if (last === undefined || !bare.endsWith("::") || frame.depth >= deepest) {
      this.text(own, frame);
      return end;
    }
    // `text::` is shown with one colon, a `::` that stands alone is not shown.
    const shown = /^$|[ \t]$/.test(bare.slice(0, -2).slice(-1)) ? 2 : 1;
    this.text([...own.slice(0, -1), cutLine(last, 0, bare.length - shown)], frame);
    return this.#literal(lines, end);
  }

  /** The indented, quoted or doctest lines that follow are code. */
  #literal(lines: readonly Line[], from: number): number {
    let at = from;
    while (at < lines.length && isBlank(lines[at])) at += 1;
    let end = indentedEnd(lines, at);
    if (end === at) {
      const quote = adornmentStart.exec(lines[at]?.text ?? "")?.[0];
      while (
        quote !== undefined &&
        !isBlank(lines[end]) &&
        (quote === ">" || lines[end]?.text.startsWith(quote))
      )
        end += 1;
    }
    if (end > at) this.code(lines.slice(at, end));
    return Math.max(from, end);
  }

  #grid(lines: readonly Line[], at: number): number {
    let end = at;
    while (end < lines.length && /^[+|]/.test(lines[end]?.text ?? "")) end += 1;
    this.table(gridRows(lines.slice(at, end)));
    return end;
  }

  /** Ends with the border that an empty line follows. */
  #simple(lines: readonly Line[], at: number, frame: Frame): number {
    const isBorder = (line: Line | undefined) => line !== undefined && /^=[= ]*$/.test(line.text.trimEnd());
    for (let end = at + 1; end < lines.length && end < at + 20_000; end += 1) {
      if (!isBorder(lines[end]) || !isBlank(lines[end + 1])) continue;
      this.table(simpleRows(lines.slice(at, end + 1)));
      return end + 1;
    }
    return this.#paragraph(lines, at, frame);
  }

  #lineBlock(lines: readonly Line[], at: number, frame: Frame): number {
    let end = at;
    while (end < lines.length && /^(?:\|(?:\s|$)|[ \t]+\S)/.test(lines[end]?.text ?? "")) end += 1;
    this.text(
      lines.slice(at, end).map((line) => cutLine(line, line.text.startsWith("|") ? 1 : 0)),
      frame,
    );
    return end;
  }
}

const adornmentStart = /^[!-/:-@[-`{-~]/;
const noLine: Line = { start: 0, end: 0, text: "" };

/** An enumerated item is followed by an empty line, its own indented text, or the next item. */
function isEnumerated(lines: readonly Line[], at: number): boolean {
  const next = lines[at + 1];
  return next === undefined || isBlank(next) || indentOf(next) > 0 || enumerator.test(next.text);
}

/** A line of ordinary text, as far as the line itself tells. */
function isPlain(lines: readonly Line[], at: number): boolean {
  const { text } = lines[at] ?? noLine;
  if (/^[ \t]/.test(text)) return false;
  return !(
    bullet.test(text) ||
    enumerator.test(text) ||
    field.test(text) ||
    /^(?:\.\. |\+[-=]|=+ +=|\||>>> )|::\s*$/.test(text)
  );
}

function trimBlank(lines: readonly Line[]): readonly Line[] {
  let [from, to] = [0, lines.length];
  while (from < to && isBlank(lines[from])) from += 1;
  while (to > from && isBlank(lines[to - 1])) to -= 1;
  return lines.slice(from, to);
}
