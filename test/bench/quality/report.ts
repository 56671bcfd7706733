/** The figures as text. */
import { table } from "../report/format";
import { type Estimate } from "./bootstrap";
import { kinds } from "./marks";
import { languages } from "./projects";
import {
  dropsOf,
  type Gains,
  gainsOfFilters,
  gainsOver,
  inEvery,
  latencyOf,
  meansOf,
  metrics,
  ofVariant,
  type Result,
  type View,
} from "./summary";
import { contextSources, type VariantName } from "./variants";

const names = ["exact", "similarity", "parses", "breaks", "suggested"] as const;
const labels: Readonly<Record<VariantName, string>> = {
  none: "no other files",
  plain: "typed line in the prefix",
  edited: "edited files",
  visited: "visited files",
  definition: "definitions",
  similar: "similar code",
  all: "all sources",
};

const notes = [
  "Percent of the holes; parses: of the suggestions in files that parsed; breaks: suggestions that broke such a",
  "file; a hole without a suggestion is neither exact nor similar. Differences are hole by hole, in points,",
  "with the 95 % bootstrap interval. Without the filters, the model is still stopped where the completion stops",
  "listening. Generations have no time limit here. Times include evaluating the prompt and are no measure of typing.",
].join("\n");

export function qualityReport(results: readonly Result[]): string {
  const crossing = results.filter(({ hole }) => hole.cross);
  const all = ofVariant(results, "all");
  return [
    notes,
    section("With the filters", variantTable(results, ["none", "all"], "filtered")),
    section("The same generations without the filters", variantTable(results, ["none", "all"], "raw")),
    section(
      "Where the answer stands in another file, with the filters",
      variantTable(crossing, ["none", ...contextSources, "all"], "filtered"),
    ),
    section(
      "Where part of the line is typed, with the filters",
      variantTable(results, ["plain", "none"], "filtered"),
    ),
    section("What each part buys (with minus without)", gainsTable(results, crossing)),
    section("By language, without and with all sources", groupTable(byLanguage(results))),
    section("By kind of hole, without and with all sources", groupTable(byKind(results))),
    section(
      "No suggestion, all sources",
      dropsOf(all)
        .map(([reason, count]) => `${reason} ${count}`)
        .join(" · ") || "none",
    ),
  ].join("\n\n");
}

const section = (title: string, body: string) => `${title}\n${body}`;

/** On the same holes in every row. */
function variantTable(results: readonly Result[], ways: readonly VariantName[], view: View): string {
  const same = inEvery(results, ways);
  const rows = ways.map((name) => [labels[name], ...cells(ofVariant(same, name), view)]);
  return table([["", "holes", ...names, "p50", "p95"], ...rows]);
}

function cells(results: readonly Result[], view: View): readonly string[] {
  const { holes, of } = meansOf(results, view);
  const { p50, p95 } = latencyOf(results);
  return [String(holes), ...metrics.map((metric) => percent(of[metric])), seconds(p50), seconds(p95)];
}

function gainsTable(results: readonly Result[], crossing: readonly Result[]): string {
  const sources = contextSources.map((name) =>
    gainsRow(`${labels[name]}, answer elsewhere`, gainsOver(crossing, name, "none")),
  );
  return table([
    ["", "pairs", ...names],
    ...sources,
    gainsRow("all sources, answer elsewhere", gainsOver(crossing, "all", "none")),
    gainsRow("all sources, every hole", gainsOver(results, "all", "none")),
    gainsRow("typed line behind the middle token", gainsOver(results, "none", "plain")),
    gainsRow("filters, no other files", gainsOfFilters(ofVariant(results, "none"))),
    gainsRow("filters, all sources", gainsOfFilters(ofVariant(results, "all"))),
  ]);
}

function gainsRow(name: string, gains: Gains): readonly string[] {
  return [name, String(gains.exact?.count ?? 0), ...metrics.map((metric) => points(gains[metric]))];
}

type Group = readonly [name: string, results: readonly Result[]];

const byLanguage = (results: readonly Result[]): readonly Group[] =>
  languages.map((language) => [language, results.filter(({ hole }) => hole.project.language === language)]);

function byKind(results: readonly Result[]): readonly Group[] {
  const groups: Group[] = kinds.map((kind) => [kind, results.filter(({ hole }) => hole.kind === kind)]);
  const comments = results.filter(({ hole }) => hole.kind === "comment");
  return [
    ...groups,
    ["comment, English", comments.filter(({ hole }) => !hole.japanese)],
    ["comment, Japanese", comments.filter(({ hole }) => hole.japanese)],
  ];
}

function groupTable(groups: readonly Group[]): string {
  const rows = groups.flatMap(([name, results]) =>
    (["none", "all"] as const).map((variant) => [
      `${name}, ${labels[variant]}`,
      ...cells(ofVariant(results, variant), "filtered"),
    ]),
  );
  return table([["", "holes", ...names, "p50", "p95"], ...rows.filter(([, holes]) => holes !== "0")]);
}

const percent = (share: number | undefined) => (share === undefined ? "-" : `${(share * 100).toFixed(1)} %`);
const seconds = (milliseconds: number | undefined) =>
  milliseconds === undefined ? "-" : `${(milliseconds / 1000).toFixed(1)} s`;

function points(value: Estimate | undefined): string {
  if (value === undefined) return "-";
  const { mean, low, high } = value;
  return `${signed(mean)} (${signed(low)} to ${signed(high)})`;
}

const signed = (share: number) => `${share >= 0 ? "+" : "-"}${Math.abs(share * 100).toFixed(1)}`;
