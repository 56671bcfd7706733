/**
 * Variants of one character folded to one form, with the way back to the source: width, CJK radicals of PDFs,
 * old and personal-name forms, dashes. What NFKC alone would confuse stays apart: 10² is `10^2`, never `102`.
 */
import { variantsOf } from "./variants";

/** Text made of another text, every UTF-16 unit with the stretch of the source it stands for. */
export interface Mapped {
  readonly text: string;
  /** Offset in the source where the unit's stretch begins. */
  readonly starts: Int32Array;
  /** Offset in the source where it ends, exclusive. */
  readonly ends: Int32Array;
}

export interface MappedBuilder {
  /** Appends `text`, all of which stands for the stretch from `start` to `end`. */
  put(text: string, start: number, end: number): void;
  /** Appends the stretch from `start` to `end` of the source as it is. */
  copy(source: string, start: number, end: number): void;
  /** The last unit that was written; empty at the start. */
  last(): string;
  build(): Mapped;
}

/** `expected` units; more are taken. */
export function mappedBuilder(expected: number): MappedBuilder {
  let starts = new Int32Array(expected + 16);
  let ends = new Int32Array(expected + 16);
  let length = 0;
  let last = "";
  const parts: string[] = [];
  const room = (more: number) => {
    while (length + more > starts.length) [starts, ends] = [grown(starts), grown(ends)];
  };
  const add = (more: string) => {
    parts.push(more);
    length += more.length;
    last = more[more.length - 1] ?? last;
  };
  return {
    put(more, start, end) {
      room(more.length);
      starts.fill(start, length, length + more.length);
      ends.fill(end, length, length + more.length);
      add(more);
    },
    copy(source, start, end) {
      room(end - start);
      for (let at = start; at < end; at += 1) {
        starts[length + at - start] = at;
        ends[length + at - start] = at + 1;
      }
      add(source.slice(start, end));
    },
    last: () => last,
    build: () => ({
      text: parts.join(""),
      starts: starts.subarray(0, length),
      ends: ends.subarray(0, length),
    }),
  };
}

function grown(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}

/** The stretch of the source that `mapped.text.slice(start, end)` stands for; `end` > `start`. */
export const sourceOf = ({ starts, ends }: Mapped, start: number, end: number) => ({
  start: starts[start] ?? 0,
  end: ends[end - 1] ?? 0,
});

/** `outer` was made of `inner.text`: the same text, mapped to `inner`'s source. */
export function composed(outer: Mapped, inner: Mapped): Mapped {
  return {
    text: outer.text,
    starts: outer.starts.map((at) => inner.starts[at] ?? inner.ends.at(-1) ?? 0),
    ends: outer.ends.map((at) => (at === 0 ? 0 : (inner.ends[at - 1] ?? 0))),
  };
}

const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ";
const subscripts = "₀₁₂₃₄₅₆₇₈₉";
/** Squares and cubes whose exponent NFKC would make a figure beside the letter. */
const powers: Readonly<Record<string, string>> = {
  "㎟": "mm^2",
  "㎠": "cm^2",
  "㎡": "m^2",
  "㎢": "km^2",
  "㎣": "mm^3",
  "㎤": "cm^3",
  "㎥": "m^3",
  "㎦": "km^3",
  "㎨": "m/s^2",
  "㎯": "rad/s^2",
};
const dashes = "‐‑‒–—―−－─";
const marks: Readonly<Record<string, string>> = {
  "〜": "~",
  "∼": "~",
  "⁓": "~",
  "‘": "'",
  "’": "'",
  "‛": "'",
  "′": "'",
  "“": '"',
  "”": '"',
  "„": '"',
  "″": '"',
  "⁄": "/",
  "∕": "/",
};
const kana = /[\p{Script=Hiragana}\p{Script=Katakana}ー]/u;
const katakana = /[\p{Script=Katakana}ー]/u;
const fractions = /[¼-¾⅐-⅟↉]/u;
const circled = /[①-⑳㉑-㉟㊱-㊿]/u;
/** Nothing is shown for these: soft hyphens, zero-width characters, a byte order mark inside. */
const invisible = /^[\u00ad\u200b-\u200f\u2060\ufeff]$/u;

const isCombining = (code: number) =>
  (code >= 0x300 && code <= 0x36f) ||
  code === 0x3099 ||
  code === 0x309a ||
  code === 0xff9e ||
  code === 0xff9f ||
  isSelector(code);
/** Variation selectors: which shape of a character is drawn, never which character. */
const isSelector = (code: number) =>
  (code >= 0xfe00 && code <= 0xfe0f) ||
  (code >= 0xe0100 && code <= 0xe01ef) ||
  (code >= 0x180b && code <= 0x180d);

/** Linear in the text. Folding twice changes nothing more. */
export function fold(text: string): Mapped {
  const builder = mappedBuilder(text.length);
  let at = 0;
  while (at < text.length) {
    let run = at;
    while (run < text.length && staysItself(text.charCodeAt(run)) && !mayCombine(text.charCodeAt(run + 1)))
      run += 1;
    if (run > at) {
      builder.copy(text, at, run);
      at = run;
      continue;
    }
    const end = clusterEnd(text, at);
    builder.put(inContext(text.slice(at, end), { text, at, end, last: builder.last() }), at, end);
    at = end;
  }
  return builder.build();
}

/** By UTF-16 unit: 0 not known yet, 1 it is its own fold wherever it stands, 2 it is not. */
const kinds = new Uint8Array(0x10000);

function staysItself(code: number): boolean {
  const kind = kinds[code] ?? 2;
  if (kind !== 0) return kind === 1;
  const character = String.fromCharCode(code);
  const itself =
    (code < 0xd800 || code > 0xdfff) &&
    inContext(character, { text: character, at: 0, end: 1, last: "" }) === character &&
    inContext(character, { text: character, at: 0, end: 1, last: "1" }) === character;
  kinds[code] = itself ? 1 : 2;
  return itself;
}

/** Whether a unit may belong to the character before it; `NaN` at the end of the text. */
const mayCombine = (code: number) => code >= 0x300 && (code === 0xdb40 || isCombining(code));

/** The folded text alone; most texts are their own. */
export function folded(text: string): string {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (!staysItself(code) && code !== 0x2d) return fold(text).text;
    if (mayCombine(text.charCodeAt(at + 1))) return fold(text).text;
  }
  return text;
}

function clusterEnd(text: string, at: number): number {
  let end = at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
  while (end < text.length && text.charCodeAt(end) >= 0x300) {
    const code = text.codePointAt(end) ?? 0;
    if (!isCombining(code)) break;
    end += code > 0xffff ? 2 : 1;
  }
  return end;
}

interface Around {
  readonly text: string;
  readonly at: number;
  readonly end: number;
  /** The last unit that was written. */
  readonly last: string;
}

function inContext(cluster: string, around: Around): string {
  const previous = around.text[around.at - 1] ?? "";
  const digitBefore = /[0-9]/.test(around.last);
  if (superscripts.includes(cluster))
    return `${previous !== "" && superscripts.includes(previous) ? "" : "^"}${cluster.normalize("NFKC").replace("−", "-")}`;
  if (subscripts.includes(cluster)) {
    const figure = cluster.normalize("NFKC");
    return digitBefore && !subscripts.includes(previous) ? `_${figure}` : figure;
  }
  if (cluster === "-" || cluster === "ー" || dashes.includes(cluster)) return dash(cluster, around);
  if (fractions.test(cluster))
    return `${digitBefore ? "+" : ""}${cluster.normalize("NFKC").replace("⁄", "/")}`;
  return plain(cluster);
}

/** After katakana a dash is the long vowel, unless a figure follows; the long vowel after anything else a dash. */
function dash(cluster: string, { text, end, last }: Around): string {
  if (cluster === "-") return "-";
  if (cluster === "ー") return kana.test(last) ? "ー" : "-";
  return katakana.test(last) && !/[0-9０-９]/u.test(text[end] ?? "") ? "ー" : "-";
}

const known = new Map<string, string>();
/** More clusters than this are no text; the memory of what was folded must not grow with a hostile file. */
const keptClusters = 20_000;

function plain(cluster: string): string {
  const kept = known.get(cluster);
  if (kept !== undefined) return kept;
  const made = alone(cluster);
  if (known.size < keptClusters) known.set(cluster, made);
  return made;
}

function alone(cluster: string): string {
  if (invisible.test(cluster)) return "";
  const special = powers[cluster] ?? marks[cluster];
  if (special !== undefined) return special;
  const bare = [...cluster].filter((character) => !isSelector(character.codePointAt(0) ?? 0)).join("");
  const normal = bare.normalize("NFKC");
  if (circled.test(bare)) return `(${normal})`;
  return [...normal].map((character) => variantsOf[character] ?? marks[character] ?? character).join("");
}
