/** Which characters a file's encoding can hold. */

/** Name of the encoding as VS Code gives it (`files.encoding`), to the label of the decoder that knows it. */
const tableLabels: Readonly<Record<string, string>> = {
  shiftjis: "shift_jis",
  cp932: "shift_jis",
  windows31j: "shift_jis",
  eucjp: "euc-jp",
  euckr: "euc-kr",
  cp949: "euc-kr",
  big5hkscs: "big5",
  big5: "big5",
  gb2312: "gbk",
  gbk: "gbk",
  iso88592: "iso-8859-2",
  iso88593: "iso-8859-3",
  iso88594: "iso-8859-4",
  iso88595: "iso-8859-5",
  iso88596: "iso-8859-6",
  iso88597: "iso-8859-7",
  iso88598: "iso-8859-8",
  iso885910: "iso-8859-10",
  iso885913: "iso-8859-13",
  iso885914: "iso-8859-14",
  iso885915: "iso-8859-15",
  iso885916: "iso-8859-16",
  windows1250: "windows-1250",
  windows1251: "windows-1251",
  windows1252: "windows-1252",
  windows1253: "windows-1253",
  windows1254: "windows-1254",
  windows1255: "windows-1255",
  windows1256: "windows-1256",
  windows1257: "windows-1257",
  windows1258: "windows-1258",
  windows874: "windows-874",
  koi8r: "koi8-r",
  koi8u: "koi8-u",
};

/** Windows-1252 at 0x80 to 0x9f, which some runtimes decode as if it were Latin 1. */
const upperWindows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** A text decoded as Latin 1 or Windows-1252 with the characters Windows has for the C1 controls. */
export const asWindows1252 = (text: string): string =>
  text.replace(
    /[\u0080-\u009f]/g,
    (character) => upperWindows1252[character.charCodeAt(0) - 0x80] ?? character,
  );

const repertoires = new Map<string, ReadonlySet<string>>();

/**
 * A test for one character (one code point) of a text about to be written in `encoding`: `utf8`,
 * `shiftjis`, `eucjp`, `iso88591`, … in VS Code's names, with or without hyphens. Every Unicode encoding
 * and every name that is not known holds everything: a suggestion is then not held back. The repertoire
 * of an encoding is built once, at its first use (a few milliseconds).
 */
export function canEncode(encoding: string): (char: string) => boolean {
  const name = encoding.toLowerCase().replace(/[^a-z0-9]/g, "");
  if (name === "ascii" || name === "usascii") return (char) => (char.codePointAt(0) ?? 0) < 0x80;
  // The web's decoders read latin1 as windows-1252; the editor writes true latin1.
  if (name === "iso88591" || name === "latin1") return (char) => (char.codePointAt(0) ?? 0) < 0x100;
  const label = name === "iso2022jp" ? "euc-jp" : tableLabels[name];
  if (label === undefined) return () => true;
  return (char) => (char.codePointAt(0) ?? 0) < 0x80 || repertoire(label).has(char);
}

function repertoire(label: string): ReadonlySet<string> {
  const known = repertoires.get(label);
  if (known !== undefined) return known;
  const built = build(label);
  repertoires.set(label, built);
  return built;
}

/** Decodes every single byte and every byte pair over 0x80, apart by line breaks that no pair contains. */
function build(label: string): ReadonlySet<string> {
  const decoder = new TextDecoder(label);
  const bytes: number[] = [];
  for (let first = 0x80; first < 0x100; first += 1) {
    bytes.push(first, 0x0a);
    for (let second = 0x40; second < 0x100; second += 1) bytes.push(first, second, 0x0a);
  }
  if (label === "euc-jp") for (let second = 0xa1; second < 0xe0; second += 1) bytes.push(0x8e, second, 0x0a);
  const decoded = decoder.decode(Uint8Array.from(bytes));
  const lines = (label === "windows-1252" ? asWindows1252(decoded) : decoded).split("\n");
  const characters = lines.filter((line) => [...line].length === 1 && !line.includes("\ufffd"));
  // A decoder folds bytes that no editor writes into the private area; those characters cannot be typed.
  return new Set(characters.filter((character) => !/\p{Co}|\p{Cc}/u.test(character)));
}
