/** Runs on one line to its text: gaps become spaces where people write spaces. */
import { scriptText } from "../docx/symbols";
import { emsOf, firstOf, isIdeograph, lastOf } from "./characters";
import { rightOf, type Run } from "./model";

/** Ems. A gap between ideographs is a space from here on; a smaller one is spread type. */
const wideGap = 0.7;
/** Ems. Between Latin words; between an ideograph and a Latin letter, Word puts a quarter of an em by itself. */
const wordGap = 0.12;
const mixedGap = 0.45;
/** The same inside a run, where the widths of its letters are only guessed. */
const guessedGap = 0.6;
/** A space the writer typed, between ideographs that stand close otherwise; behind 1. and (1). */
const typedGap = 0.3;
const markGap = 0.15;
const closing = /^[、。，．）」』】〕〉》］｝・：；！？ー々]/u;
const opening = /[（「『【〔〈《［｛]$/u;

export interface LineLook {
  readonly y: number;
  readonly size: number;
}

/** `runs` from left to right. `marks`: raised figures that stand for a footnote, which are written `[^1]`. */
export function lineText(runs: readonly Run[], look: LineLook, marks?: ReadonlySet<string>): string {
  let text = "";
  let right: number | undefined;
  for (const run of runs) {
    const own = scripted(run, look, marks);
    if (own.trim() === "") continue;
    const inner = own.trim();
    if (right !== undefined) text += separator(text, inner, (run.x - right) / look.size);
    text += inner;
    right = rightOf(run);
  }
  return text;
}

function scripted(run: Run, look: LineLook, marks: ReadonlySet<string> | undefined): string {
  const text = withoutSpread(run);
  const position = positionOf(run, look);
  if (position === "level") return text;
  const mark = text.trim();
  if (position === "superscript" && marks?.has(mark) === true) return `[^${mark}]`;
  return scriptText(mark, position);
}

export function positionOf(run: Run, { y, size }: LineLook): "superscript" | "subscript" | "level" {
  if (run.size > 0.75 * size) return "level";
  if (y - run.y >= 0.15 * size) return "superscript";
  return run.y - y >= 0.05 * size ? "subscript" : "level";
}

/** `gap` in ems. */
function separator(before: string, after: string, gap: number): string {
  if (closing.test(after) || opening.test(before)) return "";
  const wide = isIdeograph(lastOf(before));
  const alsoWide = isIdeograph(firstOf(after));
  if (wide && alsoWide) return gap >= wideGap ? "　" : "";
  const least = !wide && !alsoWide ? wordGap : /[.)．）]$/.test(before) ? markGap : mixedGap;
  return gap >= least ? " " : "";
}

const besideIdeograph = /(?<=(.)) (?=(.))/gsu;

/** Spaces that are only the type's spreading: 社 外 秘, 第 1 条. */
function withoutSpread({ text, width, size }: Run): string {
  if (!text.includes(" ")) return text;
  const spaces = [...text.matchAll(besideIdeograph)].filter(([, a = "", b = ""]) => isWide(a, b)).length;
  if (spaces === 0) return text;
  const bare = text.replace(besideIdeograph, (space, a: string, b: string) => (isWide(a, b) ? "" : space));
  const each = (width / size - emsOf(bare)) / spaces;
  const isSpread = spaces > 0.5 * ([...bare].length - 1);
  return text.replace(besideIdeograph, (space, a: string, b: string) => {
    if (!isWide(a, b)) return space;
    if (closing.test(b) || opening.test(a)) return "";
    const both = isIdeograph(a) && isIdeograph(b);
    if (!both) return each >= guessedGap || /[.)]/.test(a) ? " " : "";
    if (each < (isSpread ? wideGap : typedGap)) return "";
    return each < wideGap ? " " : "　";
  });
}

const isWide = (a: string, b: string): boolean => isIdeograph(a) || isIdeograph(b);

/** Two lines of a paragraph to one text. `known`: words of the document, in lower case. */
export function joinLines(before: string, after: string, known: ReadonlySet<string>): string {
  if (before === "") return after;
  if (after === "") return before;
  const last = lastOf(before);
  if (isIdeograph(last) || isIdeograph(firstOf(after))) return before + after;
  if (last === "\u00ad") return before.slice(0, -1) + after;
  if (/[\p{L}\p{N}][-‐]$/u.test(before) && /^[\p{L}\p{N}]/u.test(after)) {
    const [head = ""] = /\p{L}+[-‐]$/u.exec(before) ?? [];
    const [tail = ""] = /^\p{Ll}+/u.exec(after) ?? [];
    const word = (head.slice(0, -1) + tail).toLowerCase();
    // The hyphen belongs to the word unless the document writes the word without it.
    return head !== "" && tail !== "" && known.has(word) ? before.slice(0, -1) + after : before + after;
  }
  return `${before} ${after}`;
}
