/** Bytes to text: byte order marks, UTF-8, and the encodings old Japanese files are in. */
import { t } from "../util/l10n";
import { asWindows1252 } from "./charset";

/** Names as VS Code has them, so that a file opened in the editor and one read from disk agree. */
export type TextEncoding =
  "utf8" | "utf8bom" | "utf16le" | "utf16be" | "shiftjis" | "eucjp" | "iso2022jp" | "windows1252";

export type Decoded =
  { readonly text: string; readonly encoding: TextEncoding } | { readonly unread: string };

const labels: Readonly<Record<TextEncoding, string>> = {
  utf8: "utf-8",
  utf8bom: "utf-8",
  utf16le: "utf-16le",
  utf16be: "utf-16be",
  shiftjis: "shift_jis",
  eucjp: "euc-jp",
  iso2022jp: "iso-2022-jp",
  windows1252: "windows-1252",
};

/** Offsets count the characters after a byte order mark, as in the editor. Never throws. */
export function decode(bytes: Uint8Array): Decoded {
  const marked = byteOrderMark(bytes);
  if (marked !== undefined) {
    const text = decodeAs(bytes, marked);
    return text === undefined ? undecodable() : { text, encoding: marked };
  }
  const wide = wideWithoutMark(bytes);
  if (wide !== undefined) {
    const text = decodeAs(bytes, wide);
    if (text !== undefined) return { text, encoding: wide };
  }
  if (bytes.includes(0)) return { unread: t("The file is binary: it holds no text that can be read.") };
  if (hasJisEscape(bytes)) {
    const text = decodeAs(bytes, "iso2022jp");
    if (text !== undefined) return { text, encoding: "iso2022jp" };
  }
  const utf8 = decodeAs(bytes, "utf8");
  if (utf8 !== undefined) return { text: utf8, encoding: "utf8" };
  return mostPlausible(bytes) ?? undecodable();
}

const undecodable = (): Decoded => ({
  unread: t(
    "The file's encoding is not known (not UTF-8, UTF-16, Shift_JIS, EUC-JP or ISO-2022-JP). Save it as UTF-8 and try again.",
  ),
});

function decodeAs(bytes: Uint8Array, encoding: TextEncoding): string | undefined {
  try {
    const text = new TextDecoder(labels[encoding], { fatal: true }).decode(bytes);
    return encoding === "windows1252" ? asWindows1252(text) : text;
  } catch {
    // Bytes that are not in this encoding, or a runtime that does not have it.
    return undefined;
  }
}

function byteOrderMark(bytes: Uint8Array): TextEncoding | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf8bom";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf16be" : undefined;
}

const probe = 4096;

/** UTF-16 without a mark: line breaks and spaces show as a zero on one side only. */
function wideWithoutMark(bytes: Uint8Array): TextEncoding | undefined {
  if (bytes.length < 4 || bytes.length % 2 !== 0) return undefined;
  const zeros = [0, 0];
  const limit = Math.min(bytes.length, probe);
  for (let at = 0; at < limit; at += 1) if (bytes[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (even === 0 && odd > limit / 100) return "utf16le";
  return odd === 0 && even > limit / 100 ? "utf16be" : undefined;
}

/** ESC $ @, ESC $ B or ESC ( J in a text without a byte over 0x7f. */
function hasJisEscape(bytes: Uint8Array): boolean {
  let found = false;
  for (let at = 0; at < bytes.length; at += 1) {
    if ((bytes[at] ?? 0) > 0x7f) return false;
    if (bytes[at] === 0x1b && (bytes[at + 1] === 0x24 || (bytes[at + 1] === 0x28 && bytes[at + 2] !== 0x42)))
      found = true;
  }
  return found;
}

/**
 * Shift_JIS and EUC-JP share most byte pairs, so that both may decode: the one that reads more like
 * Japanese wins. Half-width katakana and rare kanji in number are the sign of the wrong one.
 */
function mostPlausible(bytes: Uint8Array): Decoded | undefined {
  const read = (["shiftjis", "eucjp", "windows1252"] as const).flatMap((encoding) => {
    const text = decodeAs(bytes, encoding);
    return text === undefined ? [] : [{ text, encoding, score: score(text) }];
  });
  const best = read.sort((left, right) => right.score - left.score)[0];
  return best !== undefined && best.score > 0 ? { text: best.text, encoding: best.encoding } : undefined;
}

/** Mean weight of the characters beyond ASCII; above 0 is readable. */
function score(text: string): number {
  let sum = 0;
  let count = 0;
  for (const character of text.slice(0, 1 << 16).matchAll(/[^\x00-\x7f]/gu)) {
    sum += weight(character[0]);
    count += 1;
  }
  const controls = /[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]/.test(text.slice(0, 1 << 16)) ? 1 : 0;
  return count === 0 ? 0.1 : sum / count - controls;
}

function weight(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x3041 && code <= 0x30fe) return 3;
  if (code >= 0x3000 && code <= 0x303f) return 2;
  if (code >= 0xff61 && code <= 0xff9f) return -1;
  if (code >= 0xff01 && code <= 0xff5e) return 1;
  if (code >= 0x4e00 && code <= 0x9fff) return 1;
  if (code >= 0xc0 && code <= 0xff && code !== 0xd7 && code !== 0xf7) return 0.5;
  if (code >= 0xe000 && code <= 0xf8ff) return -3;
  if (code >= 0x80 && code <= 0x9f) return -3;
  return code < 0x2000 ? -0.5 : 0.2;
}
