/** Characters of the fonts whose letters are pictures: Word stores them as codes that mean nothing without the font. */

/** Adobe's Symbol encoding, 0x20 to 0x7e and 0xa1 to 0xfe; a space where there is no character of Unicode. */
const symbolLow =
  " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼";
const symbolHigh =
  "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ 〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭";

/** What documents use Wingdings for: bullets, boxes, ticks, arrows, circled numbers. */
const wingdings: Readonly<Record<number, string>> = {
  0x22: "✂",
  0x28: "☎",
  0x2a: "✉",
  0x46: "☞",
  0x4a: "☺",
  0x4e: "☠",
  0x6c: "●",
  0x6d: "❍",
  0x6e: "■",
  0x6f: "□",
  0x70: "□",
  0x71: "❑",
  0x72: "❒",
  0x73: "⬧",
  0x74: "⧫",
  0x75: "◆",
  0x76: "❖",
  0x77: "⬥",
  0x78: "☒",
  0x9e: "·",
  0x9f: "•",
  0xa1: "○",
  0xa2: "○",
  0xa4: "◉",
  0xa5: "◎",
  0xa7: "▪",
  0xa8: "□",
  0xaa: "✦",
  0xab: "★",
  0xd8: "➢",
  0xdc: "➲",
  0xdf: "←",
  0xe0: "→",
  0xe1: "↑",
  0xe2: "↓",
  0xe8: "➔",
  0xef: "⇦",
  0xf0: "⇨",
  0xf1: "⇧",
  0xf2: "⇩",
  0xfb: "✗",
  0xfc: "✓",
  0xfd: "☒",
  0xfe: "☑",
};
const wingdings2: Readonly<Record<number, string>> = {
  0x4f: "✗",
  0x50: "✓",
  0x51: "☒",
  0x52: "☑",
  0x53: "☒",
  0x54: "☒",
  0x97: "•",
  0x98: "●",
  0xa3: "□",
};

function wingding(code: number): string | undefined {
  if (code >= 0x80 && code <= 0x8a) return code === 0x80 ? "⓪" : String.fromCodePoint(0x2460 + code - 0x81);
  if (code >= 0x8b && code <= 0x95) return code === 0x8b ? "⓿" : String.fromCodePoint(0x2776 + code - 0x8c);
  return wingdings[code];
}

function symbol(code: number): string | undefined {
  const text = code < 0xa0 ? [...symbolLow][code - 0x20] : [...symbolHigh][code - 0xa1];
  return text === " " && code !== 0x20 ? undefined : text;
}

export const isSymbolFont = (font: string | undefined): boolean =>
  font !== undefined && /^(?:symbol|wingdings(?: ?[23])?|webdings|zapfdingbats)$/i.test(font);

/** The character of a font's code, 0x20 to 0xff or as 0xf020 to 0xf0ff; undefined when it is not known. */
export function symbolCharacter(code: number, font: string | undefined): string | undefined {
  const low = code >= 0xf000 && code <= 0xf0ff ? code - 0xf000 : code;
  if (/^symbol$/i.test(font ?? "")) return symbol(low);
  if (/^wingdings$/i.test(font ?? "")) return wingding(low);
  if (/^wingdings ?2$/i.test(font ?? "")) return wingdings2[low];
  if (isSymbolFont(font)) return undefined;
  // Another font: the code is Unicode, unless it is one of a font's own.
  const own = low !== code || (code >= 0xe000 && code <= 0xf8ff);
  return own || code < 0x20 || code > 0x10ffff ? undefined : String.fromCodePoint(code);
}

/** Text in which such a font's characters stand at 0xf020 to 0xf0ff; those not known become □. */
export const symbolText = (text: string, font: string | undefined): string =>
  text.replace(/[\uf020-\uf0ff]/g, (character) => symbolCharacter(character.charCodeAt(0), font) ?? "□");

/** A bullet as lists show it; `•` for a picture nobody knows, "" for none. */
export function bulletOf(text: string, font: string | undefined): string {
  if (text.trim() === "") return "";
  const code = text.codePointAt(0) ?? 0;
  if (isSymbolFont(font) || (code >= 0xe000 && code <= 0xf8ff)) return symbolCharacter(code, font) ?? "•";
  // Courier's letter o is Word's second bullet.
  return text === "o" ? "○" : text;
}

const raised: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [..."0123456789+-−()ni"].map((from, index) => [from, [..."⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿⁱ"][index] ?? ""]),
  ),
};
const lowered: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [..."0123456789+-−()"].map((from, index) => [from, [..."₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎"][index] ?? ""]),
  ),
};

/** 10² and H₂O keep their meaning (102 is another number); text without such characters stays as it is. */
export function scriptText(text: string, position: "superscript" | "subscript"): string {
  const figures = position === "superscript" ? raised : lowered;
  const all = [...text.normalize("NFKC")];
  return all.every((character) => figures[character] !== undefined)
    ? all.map((character) => figures[character]).join("")
    : text;
}
