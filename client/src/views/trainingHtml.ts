/** Kept prompts and answers as a page to go through: each is opened, corrected, kept or left out before anything is written. */
import {
  journalTaskName,
  promptPartName,
  type TraceOutcome,
  type TrainingChoice,
  type TrainingKind,
  type TrainingObstacle,
  type TrainingRecord,
  type TrainingRequest,
} from "../../../server/src/protocol";
import { inARow, type Translate } from "../translate";
import { button, escapeHtml, langAttribute } from "./html";
import { type Rendered } from "./summaryHtml";

export interface TrainingView {
  readonly choice: TrainingChoice;
  readonly result: TrainingRequest.Result;
  /** Ids of the records that are to be written. */
  readonly kept: ReadonlySet<string>;
  /** What was written in place of an answer, by id. */
  readonly answers: ReadonlyMap<string, string>;
  /** BCP 47, for numbers and times. */
  readonly locale: string;
  /** A document's name as the user knows it. */
  nameOf(uri: string): string;
}

const escaped = (text: string) => escapeHtml(text);
const paragraph = (text: string, name: string) => `<p class="${name}">${escaped(text)}</p>`;

export function renderTraining(view: TrainingView, t: Translate): Rendered {
  const { records } = view.result;
  const list = records.map((record, at) => recordHtml({ record, number: at + 1 }, view, t));
  const all = records.length > 0 ? `<div class="bar">${button("keepAll", t("Keep All of Them"))}</div>` : "";
  const body = [
    `<header>${bar(view.choice, records.length > 0, t)}</header>`,
    `<main><h1>${escaped(t("Training Set"))}</h1>`,
    paragraph(
      t(
        "Nothing is written until you save. Keep what is right and may be learnt: a model trained with it can say it to everybody who uses it.",
      ),
      "tier",
    ),
    ...notes(view.result, t),
    ...list,
    `${all}</main>`,
  ];
  return { body: body.join("\n"), targets: [] };
}

export const renderTrainingRunning = (t: Translate): Rendered => ({
  body: `<main aria-busy="true"><h1>${escaped(t("Training Set"))}</h1><p class="facts" role="status">${escaped(t("Reading what is kept…"))}</p></main>`,
  targets: [],
});

export const renderTrainingFailure = (message: string, t: Translate): Rendered => ({
  body: `<main><h1>${escaped(t("Training Set"))}</h1><p class="failure" role="alert">${escaped(message)}</p><div class="bar">${button("refresh", t("Try Again"))}</div></main>`,
  targets: [],
});

const kindName = (kind: TrainingKind, t: Translate): string =>
  kind === "chat" ? t("Answers (chat)") : t("Code completion");

function bar({ kind, mask, marked }: TrainingChoice, any: boolean, t: Translate): string {
  const kinds: readonly TrainingKind[] = ["chat", "completion"];
  const options = kinds.map(
    (one) => `<option value="${one}"${one === kind ? " selected" : ""}>${escaped(kindName(one, t))}</option>`,
  );
  return `<div class="bar" role="group" aria-label="${escaped(t("What is shown"))}">${any ? button("save", t("Save the Kept Records…")) : ""} <select data-choice="kind" aria-label="${escaped(t("What is learnt"))}">${options.join("")}</select> ${checkbox("mask", mask, t("Mask personal data"))} ${checkbox("marked", marked, t("Also from documents marked confidential, or not looked through"))}</div>`;
}

const checkbox = (name: string, checked: boolean, label: string): string =>
  `<label><input type="checkbox" data-choice="${escaped(name)}"${checked ? " checked" : ""}> ${escaped(label)}</label>`;

/** What is not on the page, and why. */
function notes(
  { records, more, leftOut, locked, off }: TrainingRequest.Result,
  t: Translate,
): readonly string[] {
  const words: Readonly<Record<TrainingObstacle, (count: number) => string>> = {
    marked: (count) => t("From documents marked confidential, or not looked through: {0}.", count),
    unsearched: (count) => t("Too long to be searched for personal data: {0}.", count),
    cut: (count) => t("Too long to be kept whole: {0}.", count),
    template: (count) =>
      t("The model's tokens around the hole are not known, or stand in the text: {0}.", count),
  };
  const names: readonly TrainingObstacle[] = ["marked", "unsearched", "cut", "template"];
  const missing = names.filter((name) => leftOut[name] > 0).map((name) => words[name](leftOut[name]));
  const told = [
    ...(more > 0 ? [t("Further records, not shown: {0}.", more)] : []),
    ...(locked > 0 ? [t("Not readable with this editor's key, or damaged: {0}", locked)] : []),
  ];
  const setting = button("settings", t("Choose the Folders"));
  return [
    ...(missing.length > 0 ? [paragraph(inARow(t("Left out:"), ...missing), "facts")] : []),
    ...(told.length > 0 ? [paragraph(inARow(...told), "facts")] : []),
    ...(off
      ? [paragraph(t("No folder is chosen whose prompts and answers are kept."), "note"), setting]
      : []),
    ...(records.length === 0 && !off ? [paragraph(t("There is nothing to learn from yet."), "note")] : []),
  ];
}

const outcomeName = (outcome: TraceOutcome | undefined, t: Translate): string =>
  outcome === undefined
    ? t("Not judged")
    : {
        good: t("Good answer"),
        bad: t("Bad answer"),
        taken: t("Taken"),
        edited: t("Taken and changed"),
      }[outcome];

interface Numbered {
  readonly record: TrainingRecord;
  readonly number: number;
}

function recordHtml({ record, number }: Numbered, view: TrainingView, t: Translate): string {
  const { id, time, task, model, uri, outcome, mark, looked, prompt, masked } = record;
  const { kept, answers, locale, nameOf } = view;
  const answer = answers.get(id) ?? record.answer;
  const length = prompt.reduce((sum, { text }) => sum + text.length, 0);
  const facts = [
    ...(uri === undefined ? [] : [nameOf(uri)]),
    journalTaskName(task, t),
    ...(model === undefined ? [] : [model]),
    new Date(time).toLocaleString(locale),
    ...(masked > 0 ? [t("{0} places masked", masked)] : []),
  ];
  const parts = prompt.map(
    ({ name, text }) =>
      `<h3>${escaped(promptPartName(name, t))}</h3><blockquote${langAttribute(text)}>${escaped(text)}</blockquote>`,
  );
  const rows = Math.min(20, Math.max(3, answer.split("\n").length + Math.ceil(answer.length / 90)));
  const warnings = [
    ...(mark === undefined ? [] : [paragraph(mark, "mark")]),
    ...(looked ? [] : [paragraph(t("Not all of what was read was looked through for marks."), "note")]),
  ];
  return `<section class="record" aria-labelledby="record-${number}"><h2 id="record-${number}">${number}. ${escaped(outcomeName(outcome, t))}</h2>
${paragraph(facts.join(" · "), "path")}${warnings.join("")}
<details><summary>${escaped(t("Prompt: {0} characters", length.toLocaleString(locale)))}</summary>${parts.join("")}</details>
<textarea data-choice="answer:${escaped(id)}" rows="${rows}" spellcheck="false" aria-label="${escaped(t("Answer to learn"))}"${langAttribute(answer)}>${escaped(`\n${answer}`)}</textarea>
${checkbox(`keep:${id}`, kept.has(id), t("Keep"))}</section>`;
}
