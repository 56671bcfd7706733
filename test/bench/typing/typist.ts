/** Turns lines to be written into keys, with the hand's rhythm and its slips. Pure and the same every time. */
import { createKeyboard, type Indentation, type Keyboard, type Page } from "./keyboard";
import { between, type Random } from "./random";
import { gapBefore, type Moment } from "./rhythm";

/** The document after a key. */
export interface Stroke extends Page {
  /** For the reader of a record: the characters, or the name of the key. `Move` changes no text. */
  readonly key: string;
  /** Milliseconds until the next key. */
  readonly gap: number;
  /** The last key of a passage: the file lacks nothing at the cursor. */
  readonly done?: true;
}

const slipShare = 0.012;
/** Characters that an input method hands over at once. */
const word = 5;
const composed = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー、。]+/u;

/** Types `passage` at the page's cursor. Throws when the editor's own closers do not fit what is typed. */
export function typePassage(
  start: Page,
  passage: string,
  { indentation, random }: { readonly indentation: Indentation; readonly random: Random },
): readonly Stroke[] {
  const keyboard = createKeyboard(start, indentation);
  const strokes: Omit<Stroke, "gap">[] = [];
  const gaps: number[] = [];
  const press = (key: string, moment: Moment, act: () => void) => {
    gaps.push(gapBefore(moment, random));
    act();
    strokes.push({ key, ...keyboard.page() });
  };
  for (let at = 0; at < passage.length;) at += step(passage, at, { keyboard, press, random, indentation });
  if (keyboard.ahead.length > 0) throw new Error(`left ahead of the cursor: ${keyboard.ahead.join("")}`);
  return strokes.map((stroke, index) => ({ ...stroke, gap: gaps[index + 1] ?? between(random, 700, 1600) }));
}

interface Hand {
  readonly keyboard: Keyboard;
  readonly press: (key: string, moment: Moment, act: () => void) => void;
  readonly random: Random;
  readonly indentation: Indentation;
}

/** Answers how many characters of the passage are there now. */
function step(passage: string, at: number, { keyboard, press, random, indentation }: Hand): number {
  const rest = passage.slice(at);
  const [ahead = ""] = keyboard.ahead;
  const char = String.fromCodePoint(rest.codePointAt(0) ?? 0);
  if (ahead.startsWith("\n") && rest.startsWith(ahead)) {
    press("Move", "symbol", keyboard.passAhead);
    return ahead.length;
  }
  if (char === "\n") return newLine(rest, { keyboard, press, random, indentation });
  const [handed] = composed.exec(rest) ?? [];
  if (handed !== undefined) {
    const text = handed.slice(0, word);
    press(text, "conversion", () => keyboard.type(text));
    return text.length;
  }
  const moment = momentOf(passage, at);
  if (/[a-z]/.test(char) && random() < slipShare) {
    const wrong = String.fromCharCode(97 + Math.floor(random() * 26));
    press(wrong, moment, () => keyboard.type(wrong));
    press("Backspace", "wrong", keyboard.backspace);
  }
  press(char, moment, () => keyboard.type(char));
  return char.length;
}

function newLine(rest: string, { keyboard, press, indentation }: Hand): number {
  const [, indent = "", next = ""] = /^\n( *)([^\n]?)/.exec(rest) ?? [];
  press("Enter", "lineEnd", keyboard.enter);
  // An empty line is left as it is; the editor takes its indentation back.
  if (next === "") return 1;
  const column = () => {
    const { text, offset } = keyboard.page();
    return offset - text.lastIndexOf("\n", offset - 1) - 1;
  };
  while (column() > indent.length) press("Backspace", "symbol", keyboard.backspace);
  while (column() < indent.length) {
    const missing = Math.min(indentation.unit, indent.length - column());
    press("Tab", "symbol", () => keyboard.type(" ".repeat(missing)));
  }
  return 1 + indent.length;
}

function momentOf(passage: string, at: number): Moment {
  const line = passage.slice(passage.lastIndexOf("\n", at - 1) + 1, at);
  if (at > 0 && line.trim() === "" && passage.includes("\n")) {
    const above = passage.slice(0, at).trimEnd();
    return /[{(:[]$/.test(above) ? "blockStart" : "lineStart";
  }
  if (!/[\p{L}\p{N}_ ]/u.test(passage.charAt(at))) return "symbol";
  return /[ (.]$/.test(line) && passage.charAt(at) !== " " ? "wordStart" : "word";
}
