/** Number formats as cells have them, taken apart: `[Red]#,##0;"△"#,##0` (ECMA-376 part 1, 18.8.31). */
import { type NativeDigits } from "./nativeDigits";

export type Token =
  | { readonly kind: "literal"; readonly text: string }
  /** `0`, `#` or `?`. */
  | { readonly kind: "digit"; readonly text: string }
  /** A run of one letter in lower case: `yyyy`, `m`, `ggg`. */
  | { readonly kind: "date"; readonly text: string }
  /** `[h]`, without its brackets. */
  | { readonly kind: "elapsed"; readonly text: string }
  | { readonly kind: "exponent"; readonly text: string }
  | { readonly kind: "half"; readonly text: string }
  | { readonly kind: "general" | "text" | "point" | "comma" | "percent" | "slash" };

export interface Condition {
  readonly operator: string;
  readonly limit: number;
}

export interface Section {
  readonly tokens: readonly Token[];
  readonly kind: "number" | "date" | "text" | "general";
  readonly condition?: Condition;
  /** As the file has it in `[$-411]`: `411`, `ja-JP-x-gannen`; empty when it says nothing. */
  readonly locale: string;
  readonly digits?: NativeDigits;
}

const token =
  /"(?<quoted>[^"]*)"?|\\(?<escaped>[^])|_(?<space>[^])|\*[^]|\[(?<bracket>[^\]]*)\]|(?<general>General|G\/標準)|(?<half>AM\/PM|A\/P|午前\/午後)|(?<exponent>E[+-])|(?<date>y+|m+|d+|h+|s+|g+|e+|a{3,}|b+)|(?<digit>[0#?])|(?<other>[^])/giu;

/** Codes that people write are short; a file's may be anything. */
const longestCode = 1000;

export function parseFormat(code: string): readonly Section[] {
  const sections: Draft[] = [newDraft()];
  for (const { groups = {} } of code.slice(0, longestCode).matchAll(token)) {
    const section = sections.at(-1);
    if (groups["other"] === ";") sections.push(newDraft());
    else if (section !== undefined) add(section, groups);
  }
  return sections.slice(0, 4).map(({ tokens, condition, locale, digits }) => ({
    tokens,
    kind: kindOf(tokens),
    locale,
    ...(condition && { condition }),
    ...(digits && { digits }),
  }));
}

interface Draft {
  readonly tokens: Token[];
  condition?: Condition;
  locale: string;
  digits?: NativeDigits;
}

const newDraft = (): Draft => ({ tokens: [], locale: "" });

const signs: Readonly<Record<string, Token>> = {
  ".": { kind: "point" },
  ",": { kind: "comma" },
  "%": { kind: "percent" },
  "/": { kind: "slash" },
  "@": { kind: "text" },
};

function add(section: Draft, groups: Readonly<Record<string, string | undefined>>): void {
  const { quoted, escaped, space, bracket, general, half, exponent, date, digit, other } = groups;
  if (bracket !== undefined) return addBracket(section, bracket);
  const literal = quoted ?? escaped ?? (space === undefined ? undefined : " ");
  if (literal !== undefined) section.tokens.push({ kind: "literal", text: literal });
  else if (general !== undefined) section.tokens.push({ kind: "general" });
  else if (half !== undefined) section.tokens.push({ kind: "half", text: half });
  else if (exponent !== undefined) section.tokens.push({ kind: "exponent", text: exponent });
  else if (date !== undefined) section.tokens.push({ kind: "date", text: date.toLowerCase() });
  else if (digit !== undefined) section.tokens.push({ kind: "digit", text: digit });
  else if (other !== undefined) section.tokens.push(signs[other] ?? { kind: "literal", text: other });
}

/** Colours change nothing that is read. */
function addBracket(section: Draft, text: string): void {
  const elapsed = /^(?:h+|m+|s+)$/i.exec(text)?.[0];
  const condition = /^(?<operator><=|>=|<>|<|>|=)\s*(?<limit>-?[\d.]+(?:E[+-]?\d+)?)$/i.exec(text)?.groups;
  const locale = /^\$(?<sign>[^-]*)(?:-(?<name>.*))?$/u.exec(text)?.groups;
  const digits = /^DBNum(?<number>[123])$/i.exec(text)?.groups?.["number"];
  if (elapsed !== undefined) section.tokens.push({ kind: "elapsed", text: elapsed.toLowerCase() });
  else if (condition !== undefined)
    section.condition = { operator: condition["operator"] ?? "", limit: Number(condition["limit"]) };
  else if (digits !== undefined) section.digits = digits === "1" ? 1 : digits === "2" ? 2 : 3;
  else if (locale !== undefined) {
    if (locale["name"] !== undefined) section.locale = locale["name"].toLowerCase();
    if (locale["sign"] !== "") section.tokens.push({ kind: "literal", text: locale["sign"] ?? "" });
  }
}

function kindOf(tokens: readonly Token[]): Section["kind"] {
  const has = (...kinds: readonly string[]) => tokens.some(({ kind }) => kinds.includes(kind));
  if (has("date", "elapsed", "half")) return "date";
  if (has("general")) return "general";
  return has("text") ? "text" : "number";
}
