/** Sizes for people. */

const units = ["B", "kB", "MB", "GB", "TB"] as const;

/** Decimal units, as disks and file managers count: `1.1 GB`, `98 MB`, `512 B`. */
export function formatSize(bytes: number): string {
  let value = Math.max(0, bytes);
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0;
  return `${value.toFixed(digits)} ${units[unit] ?? "B"}`;
}
