/** What was measured as a page: charts for the eye, and beside each a table with the same figures. */
import {
  journalPeriods,
  journalTaskName,
  type JournalReport,
  type JournalRequest,
  type JournalTask,
  type ModelMark,
  type NamedCount,
  type RequestFigures,
  type Retention,
  type SuggestionFigures,
  type TaskLatency,
} from "../../../server/src/protocol";
import { inARow, type Translate } from "../translate";
import { bar, legend, lineChart } from "./chartSvg";
import { button, escapeHtml } from "./html";
import { countName, periodName } from "./journalWords";
import { type Rendered } from "./summaryHtml";

export interface JournalView {
  readonly days: JournalRequest.Params["days"];
  readonly model?: string;
  readonly result: JournalRequest.Result;
  /** BCP 47, for numbers. */
  readonly locale: string;
}

interface Page {
  readonly t: Translate;
  number(value: number): string;
  ms(value: number | undefined): string;
  percent(share: number | undefined): string;
}

const missing = "–";

function pageOf(locale: string, t: Translate): Page {
  const number = (value: number) => value.toLocaleString(locale, { maximumFractionDigits: 1 });
  const ms = (value: number) =>
    value >= 1000 ? t("{0} s", number(value / 1000)) : t("{0} ms", number(value));
  return {
    ...{ t, number },
    ms: (value) => (value === undefined ? missing : ms(value)),
    percent: (share) => (share === undefined ? missing : `${number(share * 100)}%`),
  };
}

interface Column<T> {
  readonly title: string;
  cell(row: T): string;
  /** Figures stand right. */
  readonly text?: true;
}

function table<T>(caption: string, columns: readonly Column<T>[], rows: readonly T[]): string {
  const head = columns
    .map(({ title, text }) => `<th scope="col"${text ? ' class="text"' : ""}>${escapeHtml(title)}</th>`)
    .join("");
  const lines = rows.map((row) => {
    const cells = columns.map(({ cell, text }, at) => {
      const content = escapeHtml(cell(row));
      if (at === 0) return `<th scope="row">${content}</th>`;
      return `<td${text ? ' class="text"' : ""}>${content}</td>`;
    });
    return `<tr>${cells.join("")}</tr>`;
  });
  return `<div class="scroll"><table><caption>${escapeHtml(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${lines.join("")}</tbody></table></div>`;
}

/** A few names with their numbers, the bar behind each. */
function countTable(caption: string, list: readonly NamedCount[], { t, number }: Page): string {
  const most = list.reduce((top, { count }) => Math.max(top, count), 1);
  const rows = list.map(
    ({ name, count }) =>
      `<tr><th scope="row">${escapeHtml(countName(name, t))}</th><td>${escapeHtml(number(count))}</td><td class="bar-cell">${bar(count / most)}</td></tr>`,
  );
  return `<div class="scroll"><table><caption>${escapeHtml(caption)}</caption><tbody>${rows.join("")}</tbody></table></div>`;
}

const section = (title: string, content: string): string =>
  content === "" ? "" : `<section><h2>${escapeHtml(title)}</h2>\n${content}</section>`;

const figuresOf = (t: Translate, content: string): string =>
  `<details><summary>${escapeHtml(t("Figures"))}</summary>${content}</details>`;

function latencyChart({ task, days }: TaskLatency, report: JournalReport, page: Page): string {
  const { t, number } = page;
  const name = journalTaskName(task, t);
  const byDay = new Map(days.map((row) => [row.day, row]));
  const series = [
    { name: t("half are no slower"), values: report.days.map((day) => byDay.get(day)?.p50) },
    { name: t("19 of 20 are no slower"), values: report.days.map((day) => byDay.get(day)?.p95) },
  ];
  const title = t("{0}: waiting by day", name);
  // Of nothing, the unit does not matter; that of the axis would be another.
  const format = (value: number) => (value === 0 ? "0" : page.ms(value));
  const chart = lineChart({ title, labels: report.days, series, format });
  const columns: readonly Column<(typeof days)[number]>[] = [
    { title: t("Day"), cell: ({ day }) => day },
    { title: t("half are no slower"), cell: ({ p50 }) => page.ms(p50) },
    { title: t("19 of 20 are no slower"), cell: ({ p95 }) => page.ms(p95) },
    { title: t("Number"), cell: ({ count }) => number(count) },
  ];
  return `<h3>${escapeHtml(name)}</h3>${chart}${legend(series.map((one) => one.name))}${figuresOf(t, table(title, columns, days))}`;
}

function modelName({ model, quantization, template, adapter }: ModelMark, t: Translate): string {
  const name = model === "" ? t("without a model") : model;
  return [name, quantization, template, adapter].filter((part) => part !== undefined).join(" · ");
}

function requestTable(rows: readonly RequestFigures[], page: Page): string {
  if (rows.length === 0) return "";
  const { t, number, ms, percent } = page;
  return table(
    t("Requests to models"),
    [
      { title: t("Model"), cell: (row) => modelName(row, t) },
      { title: t("Requests"), cell: ({ requests }) => number(requests) },
      { title: t("First word, half"), cell: ({ firstP50 }) => ms(firstP50) },
      { title: t("First word, 19 of 20"), cell: ({ firstP95 }) => ms(firstP95) },
      { title: t("Whole, half"), cell: ({ wholeP50 }) => ms(wholeP50) },
      { title: t("Whole, 19 of 20"), cell: ({ wholeP95 }) => ms(wholeP95) },
      {
        title: t("Tokens/s"),
        cell: ({ tokensPerSecond }) => (tokensPerSecond === undefined ? missing : number(tokensPerSecond)),
      },
      { title: t("Tokens in"), cell: ({ inputTokens }) => number(inputTokens) },
      { title: t("Reused"), cell: ({ reused }) => percent(reused) },
      { title: t("Tokens out"), cell: ({ outputTokens }) => number(outputTokens) },
      { title: t("Stopped"), cell: ({ stopped }) => number(stopped) },
      { title: t("Failed"), cell: ({ failed }) => number(failed) },
    ],
    rows,
  );
}

function retained(retention: Retention | undefined, { t, number, percent }: Page): string {
  if (retention === undefined) return missing;
  return t("{0} of {1}", percent(retention.share), number(retention.count));
}

function suggestionTable(rows: readonly SuggestionFigures[], page: Page): string {
  const { t, number, percent } = page;
  return table(
    t("Suggestions by model"),
    [
      { title: t("Model"), cell: (row) => modelName(row, t) },
      { title: t("Shown"), cell: ({ shown }) => number(shown) },
      { title: t("Accepted"), cell: ({ accepted }) => number(accepted) },
      {
        title: t("Share"),
        cell: ({ shown, accepted }) => percent(shown === 0 ? undefined : Math.min(1, accepted / shown)),
      },
      { title: t("Taken whole"), cell: ({ whole }) => number(whole) },
      { title: t("By line"), cell: ({ lines }) => number(lines) },
      { title: t("By word"), cell: ({ words }) => number(words) },
      { title: t("Dismissed"), cell: ({ dismissed }) => number(dismissed) },
      { title: t("Still there after 30 s"), cell: ({ after30s }) => retained(after30s, page) },
      { title: t("After 5 min"), cell: ({ after5min }) => retained(after5min, page) },
    ],
    rows,
  );
}

function suggestionPart(report: JournalReport, page: Page): string {
  const { t, number } = page;
  const { suggestions, suggestionDays, drops } = report;
  const parts: string[] = [];
  if (suggestions.length > 0) {
    const series = [
      { name: t("Shown"), values: suggestionDays.map(({ shown }) => shown) },
      { name: t("Accepted"), values: suggestionDays.map(({ accepted }) => accepted) },
    ];
    const title = t("Suggestions by day");
    const columns: readonly Column<(typeof suggestionDays)[number]>[] = [
      { title: t("Day"), cell: ({ day }) => day },
      { title: t("Shown"), cell: ({ shown }) => number(shown) },
      { title: t("Accepted"), cell: ({ accepted }) => number(accepted) },
    ];
    parts.push(
      lineChart({ title, labels: report.days, series, format: number }),
      legend(series.map(({ name }) => name)),
      figuresOf(t, table(title, columns, suggestionDays)),
      suggestionTable(suggestions, page),
    );
  }
  if (drops.length > 0) parts.push(countTable(t("Suggestions left out, by filter"), drops, page));
  return parts.join("");
}

function reviewPart({ review }: JournalReport, page: Page): string {
  const { t, number } = page;
  const line = t("{0} reviews of {1} files", number(review.runs), number(review.files));
  const some = (list: readonly NamedCount[]) => list.filter(({ count }) => count > 0);
  const lists: readonly (readonly [string, readonly NamedCount[]])[] = [
    [t("Findings"), some(review.findings)],
    [t("Judged by a model"), some(review.judged)],
    [t("Decisions about findings"), some(review.triage)],
  ];
  const tables = lists
    .filter(([, list]) => list.length > 0)
    .map(([title, list]) => countTable(title, list, page));
  if (review.runs === 0 && tables.length === 0) return "";
  return `${review.runs === 0 ? "" : `<p class="facts">${escapeHtml(line)}</p>`}${tables.join("")}`;
}

function feedbackTable({ feedback }: JournalReport, { t, number }: Page): string {
  if (feedback.length === 0) return "";
  return table(
    t("Opinions about answers"),
    [
      { title: t("Task"), cell: ({ task }: { task: JournalTask }) => journalTaskName(task, t) },
      { title: t("Good"), cell: ({ up }: { up: number }) => number(up) },
      { title: t("Bad"), cell: ({ down }: { down: number }) => number(down) },
    ] as readonly Column<JournalReport["feedback"][number]>[],
    feedback,
  );
}

function select(
  name: string,
  label: string,
  options: readonly (readonly [string, string, boolean])[],
): string {
  const items = options.map(
    ([value, words, selected]) =>
      `<option value="${escapeHtml(value)}"${selected ? " selected" : ""}>${escapeHtml(words)}</option>`,
  );
  return `<label for="${name}">${escapeHtml(label)}</label> <select id="${name}" data-choice="${name}">${items.join("")}</select>`;
}

function toolbar({ days, model, result }: JournalView, t: Translate): string {
  const periods = journalPeriods.map((one) => [String(one), periodName(one, t), one === days] as const);
  const names = [...new Set([...result.report.models, ...(model === undefined ? [] : [model])])];
  const models = [
    ["", t("All models"), model === undefined] as const,
    ...names.map((name) => [name, name, name === model] as const),
  ];
  const buttons = [
    button("refresh", t("Refresh")),
    button("save", t("Save Figures…")),
    button("forget", t("Delete All…")),
  ];
  return `<div class="bar" role="group" aria-label="${escapeHtml(t("What is shown"))}">${select("period", t("Period"), periods)} ${select("model", t("Model"), models)} ${buttons.join(" ")}</div>`;
}

function notes({ result }: JournalView, t: Translate): string {
  const { enabled, trouble, report } = result;
  const off = enabled
    ? ""
    : `<p class="note">${escapeHtml(t("Nothing is measured now: hanare.journal.enabled is off."))} ${button("settings", t("Open the Setting"))}</p>`;
  const stuck = trouble === undefined ? "" : `<p class="note" role="alert">${escapeHtml(trouble)}</p>`;
  const damaged =
    report.unreadable === 0
      ? ""
      : `<p class="note">${escapeHtml(t("Damaged lines that were left out: {0}", report.unreadable))}</p>`;
  return `${off}${stuck}${damaged}`;
}

const emptyText = (t: Translate) =>
  inARow(
    t("Nothing has been measured in this period yet."),
    t(
      "How long you wait and what becomes of suggestions appears here with the first suggestion, figures of models with the first answer, findings and decisions with the first review.",
    ),
  );

export function renderJournal(view: JournalView, t: Translate): Rendered {
  const { report } = view.result;
  const page = pageOf(view.locale, t);
  const latency = report.latency.map((one) => latencyChart(one, report, page)).join("\n");
  const content = [
    section(t("Waiting"), latency),
    section(t("Models"), requestTable(report.requests, page)),
    section(t("Suggestions"), suggestionPart(report, page)),
    section(t("Review"), reviewPart(report, page)),
    section(t("Errors"), report.errors.length === 0 ? "" : countTable(t("Errors"), report.errors, page)),
    section(t("Opinions"), feedbackTable(report, page)),
  ].join("\n");
  const facts = inARow(
    t("From {0} to {1}.", report.from, report.to),
    t("Kept on this computer only: figures and names of models, never text."),
  );
  const body = `<header>${toolbar(view, t)}</header>
<main>
<h1>${escapeHtml(t("Measurements"))}</h1>
<p class="facts">${escapeHtml(facts)}</p>
${notes(view, t)}
${report.events === 0 ? `<p>${escapeHtml(emptyText(t))}</p>` : content}
</main>`;
  return { body, targets: [] };
}

export function renderJournalFailure(message: string, t: Translate): Rendered {
  const body = `<header><div class="bar">${button("refresh", t("Try Again"))} ${button("log", t("Show Log"))}</div></header>
<main>
<h1>${escapeHtml(t("Measurements"))}</h1>
<p class="failure" role="alert">${escapeHtml(message)}</p>
</main>`;
  return { body, targets: [] };
}
