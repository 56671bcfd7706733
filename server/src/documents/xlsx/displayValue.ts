/** What a cell shows: its value under its number format. */
import { generalNumber } from "./decimal";
import { type Condition, parseFormat, type Section } from "./formatCode";
import { formatDate } from "./formatDate";
import { formatNumber } from "./formatNumber";
import { inWords } from "./nativeDigits";

export interface NumberFormat {
  /** Empty where the format shows nothing (`;;;`). */
  number(value: number): string;
  text(value: string): string;
}

/** `date1904`: the workbook counts its days from 1904. Compile once a style, not once a cell. */
export function numberFormat(code: string, date1904: boolean): NumberFormat {
  if (/^(?:general|@|)$/i.test(code)) return { number: generalNumber, text: (value) => value };
  const sections = parseFormat(code);
  const text = textSection(sections);
  const numeric = sections.filter((section, index) => section !== text && index < 3);
  return {
    number: (value) => {
      const found = choose(numeric, value);
      if (found === undefined) return generalNumber(value);
      const { section, index } = found;
      const shown = show(Math.abs(value), section, date1904);
      // Of a number that is no date Excel shows `#####`; its value is more use.
      if (shown === undefined || (section.kind === "date" && value < 0)) return generalNumber(value);
      const sign = value < 0 && !hidesSign(numeric, index) ? "-" : "";
      return shown === "" ? "" : tidy(sign + shown);
    },
    text: (value) =>
      text === undefined ? value : text.tokens.map((token) => literal(token, value)).join(""),
  };
}

/** The fourth section, or the last one with `@`. */
function textSection(sections: readonly Section[]): Section | undefined {
  if (sections.length === 4) return sections[3];
  return sections.findLast(({ kind }, index) => kind === "text" && index === sections.length - 1);
}

function choose(
  sections: readonly Section[],
  value: number,
): { readonly section: Section; readonly index: number } | undefined {
  const index = sections.findIndex((section, at) =>
    section.condition === undefined ? holdsByPlace(sections, at, value) : holds(section.condition, value),
  );
  const section = sections[index];
  return section && { section, index };
}

/** Positive; negative; zero, as many of them as the format has. */
function holdsByPlace(sections: readonly Section[], at: number, value: number): boolean {
  if (at === sections.length - 1) return true;
  if (at === 0) return sections.length === 2 ? value >= 0 : value > 0;
  return value < 0;
}

function holds({ operator, limit }: Condition, value: number): boolean {
  switch (operator) {
    case "<":
      return value < limit;
    case "<=":
      return value <= limit;
    case ">":
      return value > limit;
    case ">=":
      return value >= limit;
    case "<>":
      return value !== limit;
    default:
      return value === limit;
  }
}

/** A section that only negative numbers get to says by itself that they are negative. */
function hidesSign(sections: readonly Section[], index: number): boolean {
  const condition = sections[index]?.condition;
  if (condition !== undefined) return condition.operator.startsWith("<") && condition.limit <= 0;
  return index === 1 && sections[0]?.condition === undefined;
}

function show(value: number, section: Section, date1904: boolean): string | undefined {
  switch (section.kind) {
    case "date":
      return formatDate(value, section, date1904);
    case "number":
      return formatNumber(value, section);
    default: {
      const { digits } = section;
      const number = digits === undefined ? generalNumber(value) : inWords(value, digits);
      return section.tokens.map((token) => literal(token, number)).join("");
    }
  }
}

function literal(token: Section["tokens"][number], value: string): string {
  if (token.kind === "literal") return token.text;
  return token.kind === "text" || token.kind === "general" ? value : (signs[token.kind] ?? "");
}

const signs: Readonly<Record<string, string>> = { point: ".", comma: ",", percent: "%", slash: "/" };

/** Spaces that only align figures below each other. */
const tidy = (text: string): string => text.trim().replace(/ {2,}/g, " ");
