/** The panel that answers questions: one for the window, with the last answer in it. Nothing of it is kept. */
import * as vscode from "vscode";
import {
  type Answer,
  AskingNotification,
  AskRequest,
  type KeptAnswer,
  type Thumb,
} from "../../../server/src/protocol";
import { announce } from "../announce";
import { errorText, isCancellation } from "../errors";
import { addToSuite, askForWords, Opinions } from "../feedback";
import { t } from "../l10n";
import { type ServerLink } from "../link";
import { type AskView, renderAsk, renderAskFailure } from "./askHtml";
import { answerMarkdown } from "./askMarkdown";
import { thumbOf } from "./feedbackHtml";
import { createPanel, type Panel } from "./panel";

export interface Question {
  readonly question: string;
  /** Where to ask; absent: everywhere. */
  readonly scope?: readonly string[];
  readonly about?: NonNullable<AskRequest.Params["about"]>;
}

export interface AskViews {
  /** Opens or reveals the panel and answers; without words it waits for them. */
  ask(question: Question): Promise<void>;
}

interface Deps {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly link: ServerLink;
}

export const nameOf = (uri: string): string => vscode.workspace.asRelativePath(vscode.Uri.parse(uri));

/** What the panel shows; an answer that a newer question replaced changes nothing any more. */
class AskPanel {
  readonly panel: Panel;
  readonly #deps: Deps;
  readonly #listening: vscode.Disposable;
  #question: Question;
  #answer: (Answer & KeptAnswer) | undefined;
  readonly #opinions: Opinions<Answer>;
  #serial = 0;
  #source = new vscode.CancellationTokenSource();

  constructor(deps: Deps, question: Question) {
    this.#deps = deps;
    this.#question = question;
    this.#opinions = new Opinions(deps.link, "ask");
    this.panel = createPanel(deps.context, {
      viewType: "hanare.ask",
      title: t("Ask the Documents"),
      column: vscode.ViewColumn.Beside,
      sourceColumn: vscode.window.activeTextEditor?.viewColumn ?? vscode.ViewColumn.One,
      onError: (error) => void vscode.window.showErrorMessage(errorText(error)),
      onMessage: (message) => {
        if (message.type === "choice" && message.name === "question")
          void this.start({ ...this.#question, question: message.value });
        if (message.type === "choice" && message.name === "note" && this.#answer)
          this.#opinions.note(this.#answer, message.value);
        if (message.type === "action") this.#act(message.action);
      },
    });
    this.#listening = deps.link.onNotification<AskingNotification.Params>(
      AskingNotification.method,
      ({ id, answer }) => id === this.#id() && this.#show(answer, true),
    );
    this.panel.onDidDispose(() => {
      this.#source.cancel();
      this.#listening.dispose();
    });
  }

  #id = () => `ask-${this.#serial}`;

  #act(action: string): void {
    if (action === "stop") this.#source.cancel();
    if (action === "again") void this.start(this.#question);
    if (action === "log") this.#deps.log.show();
    if (action === "everywhere") {
      void this.start({ question: this.#question.question });
    }
    if (!this.#answer) return;
    const thumb = thumbOf(action);
    if (thumb !== undefined) {
      this.#opinions.judge(this.#answer, thumb, this.#answer);
      this.#show(this.#answer, false);
    }
    if (action === "suite")
      this.#addToSuite(this.#answer).catch((error: unknown) =>
        vscode.window.showErrorMessage(errorText(error)),
      );
    if (action !== "copy") return;
    const copied = vscode.env.clipboard.writeText(answerMarkdown(this.#answer, nameOf, t));
    void copied.then(() => announce(t("Copied.")));
  }

  async #addToSuite(answer: Answer): Promise<void> {
    const opinion = this.#opinions.of(answer);
    const quotes = await expectedQuotes(answer, opinion.thumb ?? "up");
    if (quotes === undefined) return;
    const uris = [...new Set(answer.passages.map(({ uri }) => uri))];
    await addToSuite(this.#deps.link, { kind: "ask", question: answer.question, uris, quotes }, opinion);
  }

  #show(answer: (Answer & KeptAnswer) | undefined, running: boolean): void {
    this.#answer = answer;
    const { question, about, scope } = this.#question;
    const view: AskView = {
      ...{ question, about: about !== undefined, running },
      ...(scope === undefined ? {} : { scope: scope.map(nameOf) }),
      ...(answer === undefined ? {} : { answer, opinion: this.#opinions.of(answer) }),
    };
    this.panel.show(renderAsk(view, nameOf, t));
  }

  async start(question: Question): Promise<void> {
    this.#question = question;
    this.#source.cancel();
    const source = new vscode.CancellationTokenSource();
    this.#source = source;
    this.#serial += 1;
    if (question.question.trim() === "") return this.#show(undefined, false);
    this.#show(undefined, true);
    const params: AskRequest.Params = { ...question, id: this.#id() };
    try {
      const answer = await this.#deps.link.requestWithProgress<AskRequest.Result>(
        AskRequest.method,
        params,
        (progress) => source === this.#source && this.panel.post({ type: "progress", ...progress }),
        source.token,
      );
      if (source === this.#source) this.#show(answer, false);
    } catch (error) {
      if (source !== this.#source) return;
      if (!isCancellation(error)) this.#deps.log.error(error instanceof Error ? error : String(error));
      const message = isCancellation(error)
        ? t("The question was stopped before anything was found.")
        : errorText(error);
      this.panel.show(renderAskFailure(question.question, message, t));
    } finally {
      source.dispose();
    }
  }
}

/** Of a good answer, what it cites; else the user says it. Undefined when the user left. */
async function expectedQuotes(answer: Answer, thumb: Thumb): Promise<readonly string[] | undefined> {
  const { outcome, sentences } = answer;
  if (thumb === "up" && outcome === "not-found") return [];
  if (thumb === "up" && sentences.length > 0)
    return [...new Set(sentences.map(({ citation }) => citation.quote))];
  const prompt = t(
    "Words of the documents that must be cited, apart by semicolons. Empty: the documents hold no answer.",
  );
  return askForWords(prompt, "");
}

export function createAskViews(deps: Deps): AskViews {
  let open: AskPanel | undefined;
  return {
    async ask(question) {
      const isNothing =
        question.question === "" && question.scope === undefined && question.about === undefined;
      open?.panel.reveal();
      // The last answer stays until there is another question.
      if (open && isNothing) return;
      if (!open) {
        open = new AskPanel(deps, question);
        open.panel.onDidDispose(() => (open = undefined));
      }
      await open.start(question);
    },
  };
}
