/** The value of a cell as its sheet shows it. */
import { unescapeText } from "./saxReader";
import { serialOf } from "./serialDate";
import { type Styles } from "./styles";

export interface RawCell {
  /** The attribute `t`, `n` when there is none. */
  readonly type: string;
  readonly style: number;
  /** Text of `v`. */
  readonly value: string;
  /** Text of `is`. */
  readonly inline: string;
  readonly formula: boolean;
}

export interface Workbook {
  readonly strings: readonly string[];
  readonly styles: Styles;
  readonly date1904: boolean;
}

export interface Shown {
  readonly text: string;
  readonly numeric: boolean;
  readonly fault?: "errors" | "uncomputed" | "dangling";
  /** The cell's format hides what it holds (`;;;`). */
  readonly concealed?: boolean;
}

export function shownValue(raw: RawCell, workbook: Workbook): Shown {
  const { type, value, formula } = raw;
  if (formula && value === "" && type !== "str" && raw.inline === "")
    return { text: "", numeric: false, fault: "uncomputed" };
  switch (type) {
    case "s": {
      const text = value === "" ? "" : workbook.strings[Number(value)];
      return text === undefined
        ? { text: "", numeric: false, fault: "dangling" }
        : textual(text, raw, workbook);
    }
    case "inlineStr":
      return textual(raw.inline === "" ? unescapeText(value) : raw.inline, raw, workbook);
    case "str":
      return textual(unescapeText(value), raw, workbook);
    case "b":
      return { text: value === "1" || value === "true" ? "TRUE" : "FALSE", numeric: true };
    case "e":
      return { text: value, numeric: false, fault: "errors" };
    case "d": {
      const serial = serialOf(value, workbook.date1904);
      return serial === undefined ? { text: value, numeric: true } : numeric(serial, raw, workbook);
    }
    default:
      return value.trim() === "" ? { text: "", numeric: true } : numeric(Number(value), raw, workbook);
  }
}

function numeric(value: number, { style, value: written }: RawCell, { styles }: Workbook): Shown {
  if (Number.isNaN(value)) return { text: written, numeric: false };
  const text = styles(style).number(value);
  // Formats that leave out zeros are a habit; one that leaves out numbers hides them.
  if (text !== "" || value === 0) return { text, numeric: true };
  return { text: String(value), numeric: true, concealed: true };
}

function textual(value: string, { style }: RawCell, { styles }: Workbook): Shown {
  const text = value === "" ? "" : styles(style).text(value);
  return text === "" && value.trim() !== ""
    ? { text: value, numeric: false, concealed: true }
    : { text, numeric: false };
}
