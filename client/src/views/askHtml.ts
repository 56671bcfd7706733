/** An answer as a page: the question, sentences with the places they stand on, and the passages below. */
import { type Answer, type AnswerSentence, type AskPassage } from "../../../server/src/protocol";
import { inARow, type Translate } from "../translate";
import { feedbackBar, type Opinion } from "./feedbackHtml";
import { button, chip, escapeHtml, langAttribute, numberChip, type Target } from "./html";
import { type Rendered } from "./summaryHtml";

export interface AskView {
  readonly question: string;
  /** Names of the files and folders that are asked alone. */
  readonly scope?: readonly string[];
  /** A selection is asked about. */
  readonly about: boolean;
  readonly running: boolean;
  readonly answer?: Answer;
  readonly opinion?: Opinion;
}

/** The path of a file as the user knows it. */
export type NameOf = (uri: string) => string;

/** What the reader holds in hands, in words; by it he decides how far to trust it. */
export function outcomeLine({ outcome, model, passages, dropped, missing }: Answer, t: Translate): string {
  if (outcome === "answered")
    return t(
      "Answered by the model {0} from the passages below. Each sentence was checked against the place it names; sentences marked “quoted” are the document's own.",
      model ?? "",
    );
  if (passages.length === 0) return t("Nothing was found.");
  if (outcome === "passages") return t("The passages that come closest, in the documents' own words.");
  if (dropped > 0)
    return t("No sentence of the model's answer is supported by these documents. The nearest passages:");
  // A model may overlook what stands there in the question's own words.
  return model !== undefined && missing.length === 0
    ? t("The model {0} found no answer in these documents. The nearest passages:", model)
    : t("Not in these documents, as far as they were searched. The nearest passages:");
}

/** Promise P3: what was left out, what stands nowhere, what was stopped. */
export function askNotes(answer: Answer, nameOf: NameOf, t: Translate): readonly string[] {
  const { dropped, missing, stopped, note, versions } = answer;
  return [
    ...(stopped ? [t("You stopped this answer; what follows was checked until then.")] : []),
    ...(dropped > 0 ? [t("Sentences left out because no passage supports them: {0}", dropped)] : []),
    ...(missing.length > 0 ? [t("These words stand nowhere in the documents: {0}", missing.join(", "))] : []),
    ...(versions.length > 0
      ? [
          t(
            "These may be versions of one document; see which is in force: {0}",
            versions.map(nameOf).join(", "),
          ),
        ]
      : []),
    ...(note === undefined ? [] : [note]),
  ];
}

function toolbar({ question, running, answer }: AskView, t: Translate): string {
  const label = escapeHtml(t("Question"));
  const buttons = running
    ? button("stop", t("Stop"))
    : answer === undefined
      ? ""
      : button("copy", t("Copy as Markdown"));
  return `<form class="bar" data-form><label for="question">${label}</label> <input id="question" name="question" type="text" autocomplete="off"${question === "" ? " autofocus" : ""} value="${escapeHtml(question)}"> <button type="submit">${escapeHtml(t("Ask"))}</button> ${buttons}</form>`;
}

function sentenceItem(sentence: AnswerSentence, answer: Answer, targets: Target[], t: Translate): string {
  const { text, kind, source, citation } = sentence;
  const { quote, ...place } = citation;
  const uri = answer.passages[source - 1]?.uri ?? "";
  const lang = langAttribute(text);
  const name = kind === "quoted" ? t("quoted") : t("worded by the model");
  const own =
    kind === "quoted"
      ? ""
      : `<details><summary>${escapeHtml(t("The document's own words"))}</summary><blockquote${langAttribute(quote)}>${escapeHtml(quote)}</blockquote></details>`;
  return `<li><span${lang}>${escapeHtml(text)}</span> ${numberChip(targets, { uri, ...place }, { number: source, t })} <span class="kind">${escapeHtml(name)}</span>${own}</li>`;
}

interface Listed {
  readonly targets: Target[];
  readonly nameOf: NameOf;
  readonly t: Translate;
}

function passageItem(passage: AskPassage, { targets, nameOf, t }: Listed): string {
  const { uri, range, place, headings, snippet, mark } = passage;
  const target = { uri, range, ...(place === undefined ? {} : { place }) };
  const above = headings.length === 0 ? "" : ` › ${headings.join(" › ")}`;
  const marked = mark === undefined ? "" : ` <strong class="mark">${escapeHtml(mark)}</strong>`;
  return `<li><span class="path">${escapeHtml(`${nameOf(uri)}${above}`)}</span> ${chip(targets, target, t)}${marked}<blockquote${langAttribute(snippet)}>${escapeHtml(snippet)}</blockquote></li>`;
}

function answerBody(view: AskView, answer: Answer, listed: Listed): string {
  const { t, targets, nameOf } = listed;
  const notes = askNotes(answer, nameOf, t)
    .map((line) => `<p class="note">${escapeHtml(line)}</p>`)
    .join("\n");
  const sentences = answer.sentences.map((one) => sentenceItem(one, answer, targets, t)).join("\n");
  const passages = answer.passages.map((one) => passageItem(one, listed)).join("\n");
  const mark = answer.mark === undefined ? "" : `<p class="mark">${escapeHtml(answer.mark)}</p>`;
  const tier = view.running ? "" : `<p class="tier">${escapeHtml(outcomeLine(answer, t))}</p>`;
  return `${mark}
${tier}
${notes}
${sentences === "" ? "" : `<ul class="answer">${sentences}</ul>`}
${view.running ? "" : feedbackBar(view.opinion ?? {}, t)}
${passages === "" ? "" : `<h2>${escapeHtml(t("Passages"))}</h2>\n<ol class="passages">${passages}</ol>`}`;
}

/** The page before, while and after a question is answered. */
export function renderAsk(view: AskView, nameOf: NameOf, t: Translate): Rendered {
  const targets: Target[] = [];
  const { question, about, running, answer } = view;
  const title = question === "" ? t("Ask the Documents") : question;
  const words =
    answer === undefined
      ? t("Reading and searching…")
      : t("The model is writing; sentences appear when they are checked.");
  const progress = `<p id="progress" role="status">${escapeHtml(words)}</p>
<progress id="bar" aria-label="${escapeHtml(words)}"></progress>`;
  const selection = about
    ? `<p class="facts">${escapeHtml(t("About the selected text, which is passage 1."))} ${button("everywhere", t("Ask Without the Selection"))}</p>`
    : "";
  const alone =
    view.scope === undefined
      ? ""
      : `<p class="facts">${escapeHtml(t("Only in {0}", view.scope.join(", ")))} ${button("everywhere", t("Ask Everywhere"))}</p>`;
  const empty =
    answer === undefined && !running
      ? `<p>${escapeHtml(inARow(t("Write a question. It is answered from the documents and code of this window, on this computer only."), t("Without a model that passed its test, the best passages are shown.")))}</p>`
      : "";
  const body = `<header>${toolbar(view, t)}</header>
<main${running ? ' aria-busy="true"' : ""}>
<h1${langAttribute(title)}>${escapeHtml(title)}</h1>
${selection}${alone}
${running ? progress : ""}
${empty}${answer === undefined ? "" : answerBody(view, answer, { targets, nameOf, t })}
</main>`;
  return { body, targets };
}

export function renderAskFailure(question: string, message: string, t: Translate): Rendered {
  const view = { question, about: false, running: false };
  const body = `<header>${toolbar(view, t)}</header>
<main>
<h1${langAttribute(question)}>${escapeHtml(question)}</h1>
<p class="failure" role="alert">${escapeHtml(message)}</p>
<p>${button("again", t("Try Again"))} ${button("log", t("Show Log"))}</p>
</main>`;
  return { body, targets: [] };
}
