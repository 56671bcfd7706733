/** Numbers under a format's placeholders: `#,##0.00`, `0.0%`, `000-0000`, `0.00E+00`, `# ?/?`. */
import { decimalOf } from "./decimal";
import { type Section, type Token } from "./formatCode";
import { fractionText } from "./fraction";
import { digitByDigit } from "./nativeDigits";

/** `value` is not negative; whose sign is shown is decided by the caller. */
export function formatNumber(value: number, section: Section): string {
  const { tokens, digits } = section;
  const text = tokens.some(({ kind }) => kind === "exponent")
    ? scientific(value, tokens)
    : isFraction(tokens)
      ? fractionText(value, tokens)
      : plain(value, tokens);
  return digits === undefined ? text : digitByDigit(text, digits);
}

function isFraction(tokens: readonly Token[]): boolean {
  const slash = tokens.findIndex(({ kind }) => kind === "slash");
  return (
    slash > 0 &&
    tokens.slice(0, slash).some(({ kind }) => kind === "digit") &&
    denominator(tokens[slash + 1]) &&
    tokens.slice(0, slash).every(({ kind }) => kind !== "point")
  );
}

const denominator = (token: Token | undefined): boolean =>
  token?.kind === "digit" || (token?.kind === "literal" && /^[1-9]$/.test(token.text));

function plain(value: number, tokens: readonly Token[]): string {
  const percent = tokens.filter(({ kind }) => kind === "percent").length;
  const point = tokens.findIndex(({ kind }) => kind === "point");
  const isDecimal = (index: number) => point >= 0 && index > point;
  const places = tokens.filter(({ kind }, index) => kind === "digit" && isDecimal(index)).length;
  const { grouped, scale } = commasOf(tokens, point);
  const { whole, decimals } = decimalOf(value * 100 ** percent * 1000 ** -scale, places);
  const marks = placeholders(tokens, (index) => !isDecimal(index));
  const wholes = wholeDigits(whole, marks, grouped);
  const parts = decimalDigits(decimals, placeholders(tokens, isDecimal));
  return tokens
    .map((token, index) => {
      if (index === point && marks.length === 0) return `${whole.replace(/^0+/, "")}.`;
      if (token.kind !== "digit") return signOf(token);
      return (isDecimal(index) ? parts : wholes).shift() ?? "";
    })
    .join("");
}

const placeholders = (tokens: readonly Token[], take: (index: number) => boolean): readonly string[] =>
  tokens.flatMap((token, index) => (token.kind === "digit" && take(index) ? [token.text] : []));

function signOf(token: Token): string {
  if (token.kind === "literal") return token.text;
  return { percent: "%", point: ".", slash: "/" }[token.kind as string] ?? "";
}

/** A comma between two figures groups them by three; one behind the last of them divides by a thousand. */
function commasOf(
  tokens: readonly Token[],
  point: number,
): { readonly grouped: boolean; readonly scale: number } {
  const end = point < 0 ? tokens.length : point;
  const isDigit = (token: Token | undefined) => token?.kind === "digit";
  const first = tokens.findIndex(isDigit);
  const lastWhole = tokens.slice(0, end).findLastIndex(isDigit);
  const grouped = tokens.slice(Math.max(0, first), lastWhole + 1).some(({ kind }) => kind === "comma");
  let scale = 0;
  for (const last of new Set([lastWhole, tokens.findLastIndex(isDigit)]))
    for (let at = last + 1; last >= 0 && tokens[at]?.kind === "comma"; at++) scale++;
  return { grouped, scale };
}

/** What stands at each placeholder; the first one takes all figures that are left. */
export function wholeDigits(whole: string, marks: readonly string[], grouped: boolean): string[] {
  const figures = whole.replace(/^0+/, "");
  const width = Math.max(figures.length, marks.length);
  const at = (place: number): string => {
    const figure = figures[figures.length - 1 - place];
    const mark = marks[marks.length - 1 - place];
    if (figure === undefined && mark !== "0") return mark === "?" ? " " : "";
    return `${figure ?? "0"}${grouped && place > 0 && place % 3 === 0 ? "," : ""}`;
  };
  const all = Array.from({ length: width }, (_, index) => at(width - 1 - index));
  const extra = width - marks.length;
  if (marks.length === 0) return [];
  return [all.slice(0, extra + 1).join(""), ...all.slice(extra + 1)];
}

/** Zeros at the end stand only where the format has `0`. */
function decimalDigits(decimals: string, marks: readonly string[]): string[] {
  const shown = marks.map((_, index) => decimals[index] ?? "0");
  for (let at = marks.length - 1; at >= 0 && marks[at] !== "0" && shown[at] === "0"; at--)
    shown[at] = marks[at] === "?" ? " " : "";
  return shown;
}

function scientific(value: number, tokens: readonly Token[]): string {
  const split = tokens.findIndex(({ kind }) => kind === "exponent");
  const mantissa = tokens.slice(0, split);
  const point = mantissa.findIndex(({ kind }) => kind === "point");
  const step = Math.max(1, placeholders(mantissa, (index) => point < 0 || index < point).length);
  const places = placeholders(mantissa, (index) => point >= 0 && index > point).length;
  const floor = (exponent: number) => Math.floor(exponent / step) * step;
  let exponent = value === 0 ? 0 : floor(Number(value.toExponential(14).split("e")[1]));
  // 9.999 rounds to 10, which has one figure too many.
  if (decimalOf(value / 10 ** exponent, places).whole.length > step) exponent += step;
  const sign = exponent < 0 ? "-" : tokens[split]?.kind === "exponent" && signFor(tokens[split]);
  const rest = tokens.slice(split + 1);
  const figures = wholeDigits(
    String(Math.abs(exponent)),
    placeholders(rest, () => true),
    false,
  );
  const tail = rest.map((token) => (token.kind === "digit" ? (figures.shift() ?? "") : signOf(token)));
  return `${plain(value / 10 ** exponent, mantissa)}E${sign === false ? "" : sign}${tail.join("")}`;
}

const signFor = (token: Token): string => (token.kind === "exponent" && token.text.endsWith("+") ? "+" : "");
