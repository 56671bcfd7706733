/** Figures and tables as text. */
import { type Spread } from "../statistics";

/** Three significant digits, but never less than whole numbers: 0.00712, 1.24, 53.1, 8124. */
export function figure(value: number): string {
  if (value === 0) return "0";
  const decimals = 2 - Math.floor(Math.log10(Math.abs(value)));
  return value.toFixed(Math.max(0, Math.min(5, decimals)));
}

/** `median (min–max)`, or the figure alone when there was one round. */
export function spread(value: Spread | undefined, unit = ""): string {
  if (value === undefined) return "-";
  const middle = `${figure(value.median)}${unit === "" ? "" : ` ${unit}`}`;
  return value.count === 1 ? middle : `${middle} (${figure(value.min)}–${figure(value.max)})`;
}

/** Columns as wide as their widest cell; the first is flush left, the others flush right. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          return column === 0 ? cell.padEnd(width) : cell.padStart(width);
        })
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
