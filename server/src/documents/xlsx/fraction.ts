/** Numbers as fractions: `# ?/?`, `# ??/??`, `?/8`. */
import { type Token } from "./formatCode";

/** Denominators of more figures than this are not looked for. */
const mostFigures = 4;

/** The nearest fraction whose denominator the format allows. `value` is not negative. */
export function fractionText(value: number, tokens: readonly Token[]): string {
  const slash = tokens.findIndex(({ kind }) => kind === "slash");
  const before = runs(tokens.slice(0, slash));
  const fixed = Number(literalFigures(tokens.slice(slash + 1)));
  const figures = Math.min(mostFigures, leadingDigits(tokens.slice(slash + 1)));
  const withWhole = before > 1;
  const whole = withWhole ? Math.floor(value) : 0;
  const rest = value - whole;
  const [numerator, denominator] =
    fixed > 0 ? [Math.round(rest * fixed), fixed] : nearest(rest, 10 ** figures - 1);
  if (withWhole && numerator === denominator) return String(whole + 1);
  if (withWhole && numerator === 0) return String(whole);
  return `${withWhole && whole > 0 ? `${whole} ` : ""}${numerator}/${denominator}`;
}

/** Groups of placeholders, apart from each other by anything else. */
const runs = (tokens: readonly Token[]): number =>
  tokens.filter(({ kind }, index) => kind === "digit" && tokens[index - 1]?.kind !== "digit").length;

function leadingDigits(tokens: readonly Token[]): number {
  const end = tokens.findIndex(({ kind }) => kind !== "digit");
  return Math.max(1, end < 0 ? tokens.length : end);
}

/** `16` of `?/16`: figures that are no placeholders, though a `0` among them is read as one. */
function literalFigures(tokens: readonly Token[]): string {
  const text = tokens
    .map((token) => (token.kind === "literal" || token.kind === "digit" ? token.text : " "))
    .join("");
  return /^[1-9][0-9]*/.exec(text)?.[0] ?? "0";
}

/** The smallest denominator wins among equals. */
function nearest(value: number, most: number): readonly [number, number] {
  let best: readonly [number, number] = [Math.round(value), 1];
  for (let denominator = 2; denominator <= most; denominator++) {
    const numerator = Math.round(value * denominator);
    if (Math.abs(value - numerator / denominator) < Math.abs(value - best[0] / best[1]) - 1e-12)
      best = [numerator, denominator];
  }
  return best;
}
