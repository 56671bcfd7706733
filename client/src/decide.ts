/** A person's decision about a finding: what, why, until when and who; the server checks and keeps it. */
import * as vscode from "vscode";
import { DecideRequest, type Verdict, verdicts } from "../../server/src/protocol";
import { announce } from "./announce";
import { t } from "./l10n";
import { type ServerLink } from "./link";

/** As code actions and the report name a finding. */
export interface DecisionTarget {
  readonly uri: string;
  readonly id: string;
  /** Chosen already. */
  readonly verdict?: Verdict;
  /** There is a decision that others must agree to. */
  readonly waiting?: boolean;
}

interface Deps {
  readonly context: vscode.ExtensionContext;
  readonly link: ServerLink;
}

export function isDecisionTarget(value: unknown): value is DecisionTarget {
  if (typeof value !== "object" || value === null) return false;
  const { uri, id, verdict } = value as Partial<DecisionTarget>;
  const known = verdict === undefined || verdicts.some((one) => one === verdict);
  return typeof uri === "string" && typeof id === "string" && known;
}

type Choice = Verdict | "agree";

async function choose(waiting: boolean): Promise<Choice | undefined> {
  const items: readonly (vscode.QuickPickItem & { readonly choice: Choice })[] = [
    {
      choice: "falsePositive",
      label: t("False positive"),
      detail: t("The rule is right, but not here. The finding is excused until its text changes."),
    },
    {
      choice: "acceptedRisk",
      label: t("Risk accepted"),
      detail: t(
        "The finding is right and stays. It is excused until a day that you name, or its text changes.",
      ),
    },
    {
      choice: "toFix",
      label: t("To be fixed"),
      detail: t("The finding stays open, with a day and a person."),
    },
    { choice: "fixed", label: t("Fixed"), detail: t("It should be gone; if not, the next review says so.") },
  ];
  const agree = {
    choice: "agree" as const,
    label: t("Agree to the decision"),
    detail: t("A second person confirms what another one has decided."),
  };
  const title = t("Decide about this finding");
  return (await vscode.window.showQuickPick(waiting ? [agree, ...items] : [...items, agree], { title }))
    ?.choice;
}

const filled = (message: string) => (text: string) => (text.trim() === "" ? message : undefined);

/** Who decides, as he named himself last time; undefined when he goes away. */
async function askName({ context }: Deps): Promise<string | undefined> {
  const by = await vscode.window.showInputBox({
    title: t("Who decides?"),
    prompt: t("Your name, as it is to stand in the report."),
    value: context.globalState.get<string>("decidedBy") ?? "",
    ignoreFocusOut: true,
    validateInput: filled(t("Say who decides.")),
  });
  if (by !== undefined) await context.globalState.update("decidedBy", by.trim());
  return by?.trim();
}

const askReason = (): Thenable<string | undefined> =>
  vscode.window.showInputBox({
    title: t("Why?"),
    prompt: t("The reason stands in the report. Write no personal data."),
    ignoreFocusOut: true,
    validateInput: filled(t("Say why: a decision needs a reason.")),
  });

/** `""`: none is named; undefined: the user goes away. */
const askDue = (verdict: Verdict): Thenable<string | undefined> =>
  vscode.window.showInputBox({
    title:
      verdict === "toFix" ? t("Until when is it to be fixed?") : t("On which day does the exception end?"),
    prompt: t("YYYY-MM-DD; may stay empty."),
    ignoreFocusOut: true,
    validateInput: (text) =>
      text === "" || /^\d{4}-\d\d-\d\d$/u.test(text)
        ? undefined
        : t("{0} is not a day. Write it as YYYY-MM-DD.", text),
  });

const askOwner = (): Thenable<string | undefined> =>
  vscode.window.showInputBox({
    title: t("Who is to fix it?"),
    prompt: t("A person or a department; may stay empty."),
    ignoreFocusOut: true,
  });

async function askDecision(verdict: Verdict): Promise<DecideRequest.Params["decision"]> {
  const reason = await askReason();
  if (reason === undefined) return undefined;
  const dated = verdict === "toFix" || verdict === "acceptedRisk";
  const due = dated ? await askDue(verdict) : "";
  if (due === undefined) return undefined;
  const owner = verdict === "toFix" ? await askOwner() : "";
  if (owner === undefined) return undefined;
  return { verdict, reason, ...(due !== "" && { due }), ...(owner.trim() !== "" && { owner: owner.trim() }) };
}

/** Undefined when the user went away. */
export async function recordDecision(
  deps: Deps,
  { uri, id, verdict, waiting = false }: DecisionTarget,
): Promise<DecideRequest.Result | undefined> {
  const choice = verdict ?? (await choose(waiting));
  if (choice === undefined) return undefined;
  const decision = choice === "agree" ? undefined : await askDecision(choice);
  if (choice !== "agree" && decision === undefined) return undefined;
  const by = await askName(deps);
  if (by === undefined) return undefined;
  const params: DecideRequest.Params = { uri, id, by, ...(decision && { decision }) };
  const result = await deps.link.request<DecideRequest.Result>(DecideRequest.method, params);
  announce(t("Recorded in {0}.", ".hanare/triage.json"));
  return result;
}
