/** What a user may do about a finding of proofreading. Nothing is done by itself. */
import {
  CodeActionKind,
  type CodeAction,
  type Diagnostic,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import { correctionsOf } from "../proofread/corrections";
import { type PlacedFinding } from "../proofread/proofread";
import { kindName } from "../proofread/words";
import { type ProofData, proofKinds, proofreadSource } from "../protocol";
import { t } from "../util/l10n";
import { type OpenSource } from "./codeActions";

export interface ProofActionInput extends OpenSource {
  /** All findings in this version of the document; none where they are of another. */
  readonly findings: readonly PlacedFinding[];
  /** The editor has the commands `hanare.rewriteSentence` and `hanare.ignoreWord`. */
  readonly commands: boolean;
}

function isData(data: unknown): data is ProofData {
  if (typeof data !== "object" || data === null || !("kind" in data) || !("sentence" in data)) return false;
  return proofKinds.some((kind) => kind === data.kind);
}

const edit = ({ document, version }: OpenSource, edits: TextEdit[]): WorkspaceEdit => ({
  documentChanges: [{ textDocument: { uri: document.uri, version }, edits }],
});

export function proofActions(input: ProofActionInput, diagnostics: readonly Diagnostic[]): CodeAction[] {
  return diagnostics.flatMap((diagnostic) => {
    const { data, source } = diagnostic;
    return source === proofreadSource && isData(data) ? actionsOf(input, diagnostic, data) : [];
  });
}

function actionsOf(input: ProofActionInput, diagnostic: Diagnostic, data: ProofData): CodeAction[] {
  const { suggestion, kind, word, sentence } = data;
  const common = { kind: CodeActionKind.QuickFix, diagnostics: [diagnostic] };
  const { uri } = input.document;
  const actions: CodeAction[] = [];
  if (suggestion !== undefined) {
    const title = suggestion === "" ? t("Remove it") : t("Change to “{0}”", suggestion);
    const change = { range: diagnostic.range, newText: suggestion };
    actions.push({ ...common, title, isPreferred: true, edit: edit(input, [change]) });
    const all = correctionsOf(input.findings, kind);
    if (all.length > 1) {
      const edits = all.map(({ span, newText }) => ({ range: input.document.rangeOf(span), newText }));
      actions.push({
        ...common,
        title: t("Correct all {0} in the document: {1}", all.length, kindName(kind)),
        edit: edit(input, edits),
      });
    }
  }
  if (!input.commands) return actions;
  const command = (title: string, name: string, ...args: readonly unknown[]): CodeAction => ({
    ...common,
    title,
    command: { title, command: name, arguments: [...args] },
  });
  actions.push(command(t("Reword this sentence with the model…"), "hanare.rewriteSentence", uri, sentence));
  if (word !== undefined)
    actions.push(command(t("Always leave “{0}” alone", word), "hanare.ignoreWord", uri, word));
  return actions;
}
