/** Thumbs below an answer, a line for a note, and the way into a suite of one's own. */
import { type Thumb } from "../../../server/src/protocol";
import { type Translate } from "../translate";
import { button, escapeHtml } from "./html";

export interface Opinion {
  readonly thumb?: Thumb;
  readonly note?: string;
  /** Prompt and answer are kept, because a setting says so; the thumb is noted with them. */
  readonly kept?: true;
}

/** Drawn, for a workstation may have no font with such signs. */
const thumbUp =
  "M1 7h3v8H1zM5 7l3-6c1.4 0 2 1 1.7 2.2L9 6h4.2c1 0 1.7.9 1.4 1.9l-1.6 5.6c-.3.9-1 1.5-1.9 1.5H5z";

const sign = (which: Thumb) =>
  `<svg class="sign" viewBox="0 0 16 16" aria-hidden="true"><path d="${thumbUp}"${which === "down" ? ' transform="rotate(180 8 8)"' : ""}/></svg>`;

function thumb(which: Thumb, { thumb: chosen }: Opinion, t: Translate): string {
  const label = which === "up" ? t("Good answer") : t("Bad answer");
  return `<button type="button" data-action="thumb:${which}" aria-pressed="${chosen === which}" title="${escapeHtml(label)}">${sign(which)} ${escapeHtml(label)}</button>`;
}

const hintOf = ({ kept }: Opinion, t: Translate): string =>
  kept === true
    ? t(
        "The thumb is counted, and noted with the prompt and answer that a setting has this computer keep; the note is kept nowhere until you add it to a suite.",
      )
    : t(
        "The thumb is counted on this computer; note and text are kept nowhere until you add them to a suite.",
      );

/** The note is told when the field is left; it stays in memory. */
export function feedbackBar(opinion: Opinion, t: Translate): string {
  const { thumb: chosen, note = "" } = opinion;
  const label = escapeHtml(t("Note"));
  const more =
    chosen === undefined
      ? ""
      : ` <label for="note">${label}</label> <input id="note" type="text" data-choice="note" autocomplete="off" autofocus value="${escapeHtml(note)}"> ${button("suite", t("Add to My Suite…"))}`;
  const hint = chosen === undefined ? "" : `<p class="facts">${escapeHtml(hintOf(opinion, t))}</p>`;
  return `<section class="feedback" aria-label="${escapeHtml(t("Your opinion of this answer"))}"><div class="bar">${thumb("up", opinion, t)} ${thumb("down", opinion, t)}${more}</div>${hint}</section>`;
}

/** The thumb that a button of the bar stands for. */
export function thumbOf(action: string): Thumb | undefined {
  if (action === "thumb:up") return "up";
  return action === "thumb:down" ? "down" : undefined;
}

/** Words that the user wrote in a row, apart by semicolons. */
export const wordsIn = (text: string): readonly string[] =>
  text
    .split(/[;；\n]/u)
    .map((word) => word.trim())
    .filter((word) => word !== "");

/** Figures of a text with their unit, as a first proposal of what a summary must hold. */
export const figuresIn = (text: string): readonly string[] => [
  ...new Set(text.match(/\p{Nd}+(?:[.,．，]\p{Nd}+)*[%％年月日円時分秒回人件条項]?/gu) ?? []),
];
