/** The text of one block as a browser shows it: white space collapsed, every character with its place. */
import { type Span } from "../document";
import { type PieceBuilder } from "../pieces";

type Part = { readonly text: string; readonly span: Span } | { readonly start: number; end: number };

const cjk = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々、。，．！？「」『』（）【】]/u;

export class InlineText {
  readonly #source: string;
  #parts: Part[] = [];
  #last = "";
  #gap: { readonly text: string; readonly span: Span } | undefined;

  constructor(source: string) {
    this.#source = source;
  }

  get isEmpty(): boolean {
    return this.#parts.length === 0;
  }

  /** Of the source, with white space collapsed; `verbatim` keeps it. */
  copy(start: number, end: number, verbatim: boolean): void {
    if (verbatim) {
      this.#fillGap(this.#source[start] ?? "");
      this.#add({ start, end });
      this.#last = this.#source[end - 1] ?? "";
      return;
    }
    for (const { 0: run, index } of this.#source.slice(start, end).matchAll(/[ \t\n\r\f]+|[^ \t\n\r\f]+/g)) {
      const span = { start: start + index, end: start + index + run.length };
      if (/^[ \t\n\r\f]/.test(run)) this.#space(span);
      else {
        this.#fillGap(run[0] ?? "");
        this.#add(span);
        this.#last = run.at(-1) ?? "";
      }
    }
  }

  /** `text` stands for the span: an entity, the text of an image. */
  put(text: string, span: Span): void {
    if (text === "") return;
    this.#fillGap(text[0] ?? "");
    this.#add({ text, span });
    this.#last = text.at(-1) ?? "";
  }

  /** A line break; the second of two neighbours counts for nothing. */
  breakLine(span: Span): void {
    if (this.#last !== "") this.#gap = { text: "\n", span: this.#gap?.text === "\n" ? this.#gap.span : span };
  }

  /** All parts in order; afterwards the text is empty again. */
  take(): { readonly span: Span; fill(builder: PieceBuilder): void } {
    const taken = this.#parts;
    this.#parts = [];
    this.#last = "";
    this.#gap = undefined;
    return {
      span: { start: startOf(taken[0]), end: endOf(taken.at(-1)) },
      fill(builder) {
        for (const part of taken) {
          if ("text" in part) builder.put(part.text, part.span);
          else builder.copy(part.start, part.end);
        }
      },
    };
  }

  #add(part: Part): void {
    const before = this.#parts.at(-1);
    if (before !== undefined && "end" in before && "end" in part && before.end === part.start)
      before.end = part.end;
    else this.#parts.push(part);
  }

  /** White space between two words, once the second one is known. */
  #fillGap(next: string): void {
    if (this.#gap === undefined) return;
    const { span, text } = this.#gap;
    this.#gap = undefined;
    if (this.#last === "") return;
    const white = this.#source.slice(span.start, span.end);
    // The author wrapped a Japanese line; there is no space in the sentence.
    const wrapped = text === " " && /[\r\n]/.test(white);
    if (wrapped && cjk.test(this.#last) && cjk.test(next)) return;
    if (text === " " && white === " ") this.#add({ ...span });
    else this.#add({ text, span });
  }

  #space(span: Span): void {
    if (this.#last === "") return;
    if (this.#gap === undefined) this.#gap = { text: " ", span };
    else if (this.#gap.text === " ")
      this.#gap = { text: " ", span: { start: this.#gap.span.start, end: span.end } };
  }
}

const startOf = (part: Part | undefined) =>
  part === undefined ? 0 : "text" in part ? part.span.start : part.start;
const endOf = (part: Part | undefined) =>
  part === undefined ? 0 : "text" in part ? part.span.end : part.end;
