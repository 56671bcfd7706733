/** What a page draws, from pdf.js's list: how its text is shown, and whether its fonts say what it means. */
import { type Fonts } from "./fonts";

export interface Drawn {
  /** Characters that are shown, and those written invisibly (a recognition's layer over a scan). */
  readonly shown: number;
  readonly invisible: number;
  /** Lines and areas: letters may be drawn as such. */
  readonly paths: number;
  /** Characters of fonts that do not say which characters they are. */
  readonly unmapped: number;
  /** Fonts most of whose characters are such: what pdf.js makes of them is no text. */
  readonly unreadable: ReadonlySet<string>;
}

export interface Operators {
  readonly fnArray: readonly number[];
  readonly argsArray: readonly unknown[];
}

interface Glyph {
  readonly unicode?: string;
  readonly originalCharCode?: number;
  readonly isSpace?: boolean;
}

const invisibleMode = 3;
/** With text that also clips, and none shown. */
const clippingMode = 7;

export function drawn(
  { fnArray, argsArray }: Operators,
  ops: Readonly<Record<string, number>>,
  fonts: Fonts,
): Drawn {
  const counts = { shown: 0, invisible: 0, paths: 0 };
  const byFont = new Map<string, { all: number; unmapped: number }>();
  const saved: { font: string; mode: number }[] = [];
  let state = { font: "", mode: 0 };

  function show(glyphs: readonly unknown[]): void {
    const tally = byFont.get(state.font) ?? { all: 0, unmapped: 0 };
    byFont.set(state.font, tally);
    for (const glyph of glyphs) {
      if (typeof glyph !== "object" || glyph === null) continue;
      const { unicode = "", originalCharCode = 0, isSpace } = glyph as Glyph;
      const isMapped = fonts.isMapped(state.font, originalCharCode, unicode);
      // Codes without a meaning may look like white space.
      if (isMapped && (isSpace === true || unicode.trim() === "")) continue;
      tally.all++;
      if (!isMapped) tally.unmapped++;
      counts[state.mode === invisibleMode || state.mode === clippingMode ? "invisible" : "shown"]++;
    }
  }

  for (const [index, operator] of fnArray.entries()) {
    const args = argsArray[index];
    const [first] = Array.isArray(args) ? (args as readonly unknown[]) : [];
    if (operator === ops["save"] || operator === ops["paintFormXObjectBegin"]) saved.push(state);
    else if (operator === ops["restore"] || operator === ops["paintFormXObjectEnd"])
      state = saved.pop() ?? state;
    else if (operator === ops["constructPath"] && first !== ops["endPath"]) counts.paths++;
    else if (operator === ops["setFont"]) state = { ...state, font: String(first) };
    else if (operator === ops["setTextRenderingMode"]) state = { ...state, mode: Number(first) };
    else if (operator === ops["showText"] && Array.isArray(first)) show(first as readonly unknown[]);
  }
  const tallies = [...byFont];
  return {
    ...counts,
    unmapped: tallies.reduce((sum, [, { unmapped }]) => sum + unmapped, 0),
    unreadable: new Set(
      tallies.filter(([, { all, unmapped }]) => unmapped > 0.5 * all).map(([font]) => font),
    ),
  };
}
