/** Marks of list items as slides show them: `•`, `1.`, `(a)`, `①`. */
import { romanNumeral } from "../numerals";
import { type Bullet, type ShapeParagraph } from "../ooxml/drawingText";
import { inWords } from "../xlsx/nativeDigits";

/** Counts the numbered paragraphs of one shape. Undefined for a paragraph without a mark. */
export type ListMarks = (paragraph: ShapeParagraph, bullet: Bullet | undefined) => string | undefined;

export function listMarks(): ListMarks {
  const counts: { scheme: string; next: number }[] = [];
  return ({ level }, bullet) => {
    counts.length = Math.min(counts.length, level + 1);
    if (bullet?.kind !== "number") {
      if (counts.length > level) counts.length = level;
      return bullet?.kind === "character" ? readable(bullet.mark) : undefined;
    }
    const open = counts[level];
    const number = open?.scheme === bullet.scheme ? open.next : bullet.first;
    while (counts.length < level) counts.push({ scheme: "", next: 1 });
    counts[level] = { scheme: bullet.scheme, next: number + 1 };
    return numberMark(number, bullet.scheme);
  };
}

/** Marks of symbol fonts are letters or private characters that mean nothing outside their font. */
const readable = (mark: string): string => (/^[\p{S}\p{P}○●◎◇◆□■▲▼]$/u.test(mark) ? mark : "•");

/** `scheme` as in ECMA-376 part 1, 20.1.10.61. */
export function numberMark(number: number, scheme: string): string {
  const figure = figureOf(number, scheme);
  if (/^circleNum/.test(scheme)) return figure;
  if (/ParenBoth$/.test(scheme)) return `(${figure})`;
  if (/ParenR$/.test(scheme)) return `${figure})`;
  if (/Minus$/.test(scheme)) return `-${figure}`;
  return /Plain$/.test(scheme) ? figure : `${figure}.`;
}

function figureOf(number: number, scheme: string): string {
  if (/^alphaLc/.test(scheme)) return letters(number);
  if (/^alphaUc/.test(scheme)) return letters(number).toUpperCase();
  if (/^romanLc/.test(scheme)) return roman(number).toLowerCase();
  if (/^romanUc/.test(scheme)) return roman(number);
  if (/^circleNum/.test(scheme)) return number <= 20 ? String.fromCharCode(0x245f + number) : `(${number})`;
  if (/^ea1(?:Jpn|Chs|Cht)/.test(scheme)) return inWords(number, 1);
  return /^arabicDb/.test(scheme) ? inWords(number, 3) : String(number);
}

function letters(number: number): string {
  return String.fromCharCode(97 + ((number - 1) % 26)).repeat(Math.min(8, Math.ceil(number / 26)));
}

const roman = (number: number) => romanNumeral(number) ?? String(number);
