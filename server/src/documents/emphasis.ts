/**
 * Marks that CommonMark takes for emphasis where people mean arithmetic or a range: `2*3*k` is not 23k, and
 * `10~20個、30~40個` not 1020個、3040個. Such marks are text.
 */
import { type Span } from "./document";

interface Sides {
  readonly before: string;
  readonly after: string;
}

const isWord = (character: string) => /[\p{L}\p{N}]/u.test(character);
/** Scripts that put no spaces between words: there, a mark beside a letter says nothing. */
const isUnspaced = (character: string) =>
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}]/u.test(character);
const isOperand = (character: string) => isWord(character) && !isUnspaced(character);
/** Quantities are called by nouns, 単価*数量*税率; what is emphasised stands beside particles, これは*重要*です. */
const isNoun = (character: string) => isWord(character) && !/\p{scx=Hira}/u.test(character);

/** `span`: with the marks; `inner`: what stands between them. */
export function isArithmetic(source: string, span: Span, inner: Span): boolean {
  const mark = source[span.start];
  const single = inner.start - span.start === 1;
  const opening: Sides = { before: source[span.start - 1] ?? "", after: source[inner.start] ?? "" };
  const closing: Sides = { before: source[inner.end - 1] ?? "", after: source[span.end] ?? "" };
  const both = (side: Sides, test: (character: string) => boolean) => test(side.before) && test(side.after);
  if (mark === "~") return single && (both(opening, isWord) || both(closing, isWord));
  if ((isOperand(opening.before) || /[)\]]/.test(opening.before)) && isOperand(opening.after)) return true;
  // *n*th is emphasis, the mark of a footnote before 5*3 is not.
  if (both(closing, (character) => /\p{N}/u.test(character))) return true;
  return single && both(opening, isNoun) && both(closing, isNoun);
}
