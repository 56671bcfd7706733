/**
 * Charts as SVG text: no library, no script in the page, colours of the theme by class. The table beside a chart says
 * the same to those who do not see it.
 */
import { escapeHtml } from "./html";

export interface Series {
  readonly name: string;
  /** One for each label; undefined where there is nothing. */
  readonly values: readonly (number | undefined)[];
}

export interface LineChart {
  /** Said to screen readers. */
  readonly title: string;
  /** Along the bottom. */
  readonly labels: readonly string[];
  readonly series: readonly Series[];
  format(value: number): string;
}

const width = 640;
const height = 190;
const edge = { left: 70, right: 10, top: 10, bottom: 24 };
const inner = { width: width - edge.left - edge.right, height: height - edge.top - edge.bottom };

/** The next round number from 1, 2 and 5 times a power of ten. */
export function niceCeiling(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 5, 10].find((one) => one * power >= value) ?? 10;
  return step * power;
}

const short = (value: number) => Number(value.toFixed(1));

/** A line for each series: full, dashed, dotted, so that no colour is needed to tell them apart. */
export function lineChart({ title, labels, series, format }: LineChart): string {
  const values = series.flatMap((one) => one.values.filter((value) => value !== undefined));
  const top = niceCeiling(values.reduce((most, value) => Math.max(most, value), 0));
  const x = (at: number) =>
    short(edge.left + (labels.length < 2 ? inner.width / 2 : (at / (labels.length - 1)) * inner.width));
  const y = (value: number) => short(edge.top + (1 - value / top) * inner.height);
  const grid = [0, 0.5, 1]
    .map((part) => {
      const at = y(part * top);
      return `<line class="grid" x1="${edge.left}" x2="${width - edge.right}" y1="${at}" y2="${at}"/><text class="tick" x="${edge.left - 6}" y="${at + 4}" text-anchor="end">${escapeHtml(format(part * top))}</text>`;
    })
    .join("");
  const drawn = series
    .map((one, index) => seriesOf(one, `series-${index}`, { x, y, labels, format }))
    .join("");
  const ends = [...new Set([0, labels.length - 1])].filter((at) => labels[at] !== undefined);
  const ticks = ends
    .map((at) => {
      const anchor = labels.length < 2 ? "middle" : at === 0 ? "start" : "end";
      return `<text class="tick" x="${x(at)}" y="${height - 6}" text-anchor="${anchor}">${escapeHtml(labels[at] ?? "")}</text>`;
    })
    .join("");
  return `<svg class="chart" role="img" aria-label="${escapeHtml(title)}" viewBox="0 0 ${width} ${height}">${grid}${ticks}${drawn}</svg>`;
}

interface Scale {
  x(at: number): number;
  y(value: number): number;
  readonly labels: readonly string[];
  format(value: number): string;
}

/** A day without a value breaks the line: nothing is drawn that was not measured. */
function seriesOf({ name, values }: Series, style: string, { x, y, labels, format }: Scale): string {
  const runs: string[][] = [[]];
  const dots = values.map((value, at) => {
    if (value === undefined) {
      runs.push([]);
      return "";
    }
    runs.at(-1)?.push(`${x(at)},${y(value)}`);
    const words = `${labels[at] ?? ""} ${name}: ${format(value)}`;
    return `<circle class="${style}" cx="${x(at)}" cy="${y(value)}" r="3"><title>${escapeHtml(words)}</title></circle>`;
  });
  const lines = runs
    .filter((run) => run.length > 1)
    .map((run) => `<polyline class="${style}" points="${run.join(" ")}"/>`);
  return `${lines.join("")}${dots.join("")}`;
}

/** What the lines mean, beside the chart. */
export const legend = (names: readonly string[]): string =>
  `<p class="legend" aria-hidden="true">${names
    .map(
      (name, index) =>
        `<span><svg viewBox="0 0 28 8" width="28" height="8"><polyline class="series-${index}" points="0,4 28,4"/></svg> ${escapeHtml(name)}</span>`,
    )
    .join(" ")}</p>`;

/** A bar of a table's row; the number stands in the cell before it. `share`: 0 to 1. */
export function bar(share: number): string {
  const long = short(Math.max(0, Math.min(1, share)) * 100);
  return `<svg class="meter" aria-hidden="true" viewBox="0 0 100 8" preserveAspectRatio="none"><rect class="series-0" width="${long}" height="8"/></svg>`;
}
