/** Decimal figures of a number as Excel has them: 15 of them count, and a five is rounded up. */

const figures = 15;

/** Figures before and after the point; `places` of the latter. `value` is not negative. */
export function decimalOf(
  value: number,
  places: number,
): { readonly whole: string; readonly decimals: string } {
  if (!Number.isFinite(value) || value === 0) return { whole: "0", decimals: "0".repeat(places) };
  const [mantissa = "0", power = "0"] = value.toExponential(figures - 1).split("e");
  const digits = mantissa.replace(".", "");
  const kept = Number(power) + 1 + places;
  if (kept < 0) return { whole: "0", decimals: "0".repeat(places) };
  const cut = digits.slice(0, kept).padEnd(kept, "0");
  const up = (digits[kept] ?? "0") >= "5";
  const all = (BigInt(cut === "" ? "0" : cut) + (up ? 1n : 0n)).toString().padStart(places + 1, "0");
  return { whole: all.slice(0, all.length - places), decimals: all.slice(all.length - places) };
}

/**
 * A number without a format. Whole numbers keep all their figures, as in the formula bar: `1.23457E+11` would
 * hide that a cell holds twelve figures, which may be someone's number.
 */
export function generalNumber(value: number): string {
  const size = Math.abs(value);
  const sign = value < 0 ? "-" : "";
  if (!Number.isFinite(value)) return String(value);
  if (size === 0) return "0";
  if (Number.isInteger(value) && size < 1e15) return sign + String(size);
  return sign + (size >= 1e11 || size < 1e-9 ? exponential(size) : shortest(size));
}

/** At most 11 characters, as wide as a cell shows it. */
function shortest(size: number): string {
  const whole = Math.max(1, Math.floor(Math.log10(size)) + 1);
  const { whole: before, decimals } = decimalOf(size, Math.max(0, 10 - whole));
  const after = decimals.replace(/0+$/, "");
  const text = after === "" ? before : `${before}.${after}`;
  return size < 1e-4 && decimalOf(size, 14).decimals.replace(/0+$/, "") !== after ? exponential(size) : text;
}

function exponential(size: number): string {
  const [mantissa = "", power = "0"] = size.toExponential(5).split("e");
  const sign = power.startsWith("-") ? "-" : "+";
  const exponent = power.replace(/^[+-]/, "").padStart(2, "0");
  return `${mantissa.includes(".") ? mantissa.replace(/\.?0+$/, "") : mantissa}E${sign}${exponent}`;
}
