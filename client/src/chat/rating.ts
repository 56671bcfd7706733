/**
 * "Rate an Answer of the Chat…": the editor tells an extension nothing of the thumbs in its chat, so that the user says
 * here what was good. The thumb is counted; words go nowhere but into a suite that the user names.
 */
import * as vscode from "vscode";
import { type Thumb } from "../../../server/src/protocol";
import { addToSuite, askForWords, Opinions } from "../feedback";
import { t } from "../l10n";
import { type ServerLink } from "../link";
import { figuresIn } from "../views/feedbackHtml";
import { type Exchange, type Exchanges } from "./exchanges";

export interface ChatRating {
  rate(): Promise<void>;
}

type Link = Pick<ServerLink, "notify" | "request">;

export function createChatRating(link: Link, exchanges: Exchanges): ChatRating {
  const opinions = new Opinions<Exchange>(link, "chat");

  async function rate(): Promise<void> {
    const exchange = await chooseAnswer(exchanges.all());
    if (!exchange) return;
    const before = opinions.of(exchange);
    const thumb = await chooseThumb(exchange);
    if (!thumb) return;
    opinions.judge(exchange, thumb, { model: exchange.model });
    const note = await vscode.window.showInputBox({
      title: t("Note"),
      prompt: t("What was good or bad about it; may be empty."),
      value: before.note ?? "",
    });
    if (note !== undefined) opinions.note(exchange, note);
    const add = t("Add to My Suite…");
    const said = t(
      "The thumb is counted on this computer; note and text are kept nowhere until you add them to a suite.",
    );
    if ((await vscode.window.showInformationMessage(said, add)) !== add) return;
    await addExchange(link, exchange, opinions.of(exchange));
  }

  return { rate };
}

/** Of one there is no choice. Undefined when the user left. */
async function chooseAnswer(all: readonly Exchange[]): Promise<Exchange | undefined> {
  if (all.length === 0)
    throw new Error(
      t(
        "Hanare's model has given no answer in the chat of this window yet. Choose it in the chat's list of models and ask something first.",
      ),
    );
  if (all.length === 1) return all[0];
  const items = all.map((exchange) => ({
    ...{ label: line(exchange.question), detail: line(exchange.answer), exchange },
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    ...{ title: t("Rate an Answer of the Chat"), placeHolder: t("Which answer? The newest stands first.") },
  });
  return chosen?.exchange;
}

async function chooseThumb({ question, answer }: Exchange): Promise<Thumb | undefined> {
  const items: readonly (vscode.QuickPickItem & { readonly thumb: Thumb })[] = [
    { label: `$(thumbsup) ${t("Good answer")}`, detail: line(answer), thumb: "up" },
    { label: `$(thumbsdown) ${t("Bad answer")}`, detail: line(answer), thumb: "down" },
  ];
  const title = t("Rate an Answer of the Chat");
  const chosen = await vscode.window.showQuickPick(items, { title, placeHolder: line(question) });
  return chosen?.thumb;
}

/** What the user asked is asked alone: no conversation before it, and no tools. */
async function addExchange(
  link: Link,
  { question, answer }: Exchange,
  opinion: ReturnType<Opinions<Exchange>["of"]>,
): Promise<void> {
  const asked = await vscode.window.showInputBox({
    title: t("Add to My Suite…"),
    prompt: t("The question of the case, which is asked without the conversation before it."),
    value: question,
  });
  if (asked === undefined) return;
  const proposal = opinion.thumb === "down" ? "" : figuresIn(answer).slice(0, 20).join("; ");
  const must = await askForWords(t("Words that must be in the answer, apart by semicolons."), proposal);
  const mustNot =
    must &&
    (await askForWords(t("Words that must not be in the answer, apart by semicolons; may be empty."), ""));
  if (must && mustNot) await addToSuite(link, { kind: "chat", question: asked, must, mustNot }, opinion);
}

const longest = 120;

function line(text: string): string {
  const one = text.replace(/\s+/gu, " ").trim();
  return one.length <= longest ? one : `${one.slice(0, longest - 1)}…`;
}
