/**
 * "Rate an Answer…": for answers that stand in no panel of Hanare's, and for those of the editor's chat, whose thumbs no
 * extension is told of. The thumb is counted; words go nowhere but into a suite that the user names.
 */
import * as vscode from "vscode";
import { type AskedAgain, type JournalTask, journalTaskName, type Thumb } from "../../../server/src/protocol";
import { addToSuite, askForWords, Opinions } from "../feedback";
import { t } from "../l10n";
import { type ServerLink } from "../link";
import { figuresIn, type Opinion } from "../views/feedbackHtml";
import { type RecentAnswer, type RecentAnswers } from "./answers";

export interface Rating {
  /** Absent: the user chooses among the last answers. */
  rate(answer?: RecentAnswer): Promise<void>;
}

type Link = Pick<ServerLink, "notify" | "request">;

export function createRating(link: Link, answers: RecentAnswers): Rating {
  const known = new Map<JournalTask, Opinions<RecentAnswer>>();
  function opinionsOf({ task }: RecentAnswer): Opinions<RecentAnswer> {
    const opinions = known.get(task) ?? new Opinions(link, task);
    known.set(task, opinions);
    return opinions;
  }

  async function rate(given?: RecentAnswer): Promise<void> {
    const answer = given ?? (await chooseAnswer(answers.all()));
    if (!answer) return;
    const opinions = opinionsOf(answer);
    const before = opinions.of(answer);
    const thumb = await chooseThumb(answer);
    if (!thumb) return;
    const { model, asked } = answer;
    opinions.judge(answer, thumb, model === undefined ? {} : { model });
    const note = await vscode.window.showInputBox({
      title: t("Note"),
      prompt: t("What was good or bad about it; may be empty."),
      value: before.note ?? "",
    });
    if (note !== undefined) opinions.note(answer, note);
    const add = t("Add to My Suite…");
    const said = t(
      "The thumb is counted on this computer; note and text are kept nowhere until you add them to a suite.",
    );
    const choices = asked === undefined ? [] : [add];
    const chosen = await vscode.window.showInformationMessage(said, ...choices);
    if (chosen === add && asked !== undefined) await addCase(link, { answer, asked }, opinions.of(answer));
  }

  return { rate };
}

/** Of one there is no choice. Undefined when the user left. */
async function chooseAnswer(all: readonly RecentAnswer[]): Promise<RecentAnswer | undefined> {
  if (all.length === 0)
    throw new Error(
      t(
        "There is no answer to rate in this window yet: none of the chat with Hanare's model, and no explanation, changed code, tests, draft or commit message. Summaries, questions and reviews are rated where they stand.",
      ),
    );
  if (all.length === 1) return all[0];
  const items = all.map((answer) => ({
    ...{ label: line(answer.label), description: journalTaskName(answer.task, t) },
    ...{ detail: line(answer.text), answer },
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    ...{ title: t("Rate an Answer"), placeHolder: t("Which answer? The newest stands first.") },
  });
  return chosen?.answer;
}

async function chooseThumb({ label, text }: RecentAnswer): Promise<Thumb | undefined> {
  const items: readonly (vscode.QuickPickItem & { readonly thumb: Thumb })[] = [
    { label: `$(thumbsup) ${t("Good answer")}`, detail: line(text), thumb: "up" },
    { label: `$(thumbsdown) ${t("Bad answer")}`, detail: line(text), thumb: "down" },
  ];
  const options = { title: t("Rate an Answer"), placeHolder: line(label) };
  const chosen = await vscode.window.showQuickPick(items, options);
  return chosen?.thumb;
}

interface Judged {
  readonly answer: RecentAnswer;
  readonly asked: AskedAgain;
}

async function addCase(link: Link, { answer, asked }: Judged, opinion: Opinion): Promise<void> {
  const again = asked.kind === "chat" ? await askedAlone(asked) : asked;
  if (again === undefined) return;
  const proposal =
    asked.kind === "code" || opinion.thumb === "down" ? "" : figuresIn(answer.text).slice(0, 20).join("; ");
  const must = await askForWords(t("Words that must be in the answer, apart by semicolons."), proposal);
  const mustNot =
    must &&
    (await askForWords(t("Words that must not be in the answer, apart by semicolons; may be empty."), ""));
  if (must && mustNot) await addToSuite(link, { ...again, must, mustNot }, opinion);
}

/** What the user asked is asked alone: no conversation before it, and no tools. */
async function askedAlone(chat: AskedAgain & { readonly kind: "chat" }): Promise<AskedAgain | undefined> {
  const question = await vscode.window.showInputBox({
    title: t("Add to My Suite…"),
    prompt: t("The question of the case, which is asked without the conversation before it."),
    value: chat.question,
  });
  return question === undefined ? undefined : { ...chat, question };
}

const longest = 120;

function line(text: string): string {
  const one = text.replace(/\s+/gu, " ").trim();
  return one.length <= longest ? one : `${one.slice(0, longest - 1)}…`;
}
