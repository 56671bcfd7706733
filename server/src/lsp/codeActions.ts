/** What a user may do about a finding: the fix of its rule, or an exception with a reason. Never done by itself. */
import {
  CodeActionKind,
  type CodeAction,
  type Diagnostic,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import { type SourceDocument } from "../documents/document";
import { type DiagnosticData, showRuleCommand, type Verdict } from "../protocol";
import { t } from "../util/l10n";
import { diagnosticSource } from "./diagnosticOf";
import { ignoreComment } from "./ignoreComment";

export interface OpenSource {
  readonly document: SourceDocument;
  /** Edits are for this version; an editor refuses them for another. */
  readonly version: number;
}

function isData(data: unknown): data is DiagnosticData {
  return typeof data === "object" && data !== null && "rule" in data && typeof data.rule === "string";
}

function edit({ document, version }: OpenSource, change: TextEdit): WorkspaceEdit {
  return { documentChanges: [{ textDocument: { uri: document.uri, version }, edits: [change] }] };
}

/** The editor asks for the reason and the name, then sends them (`hanare/decide`). */
function decisionsOf(uri: string, id: string, common: Omit<CodeAction, "title">): readonly CodeAction[] {
  const command = (title: string, verdict?: Verdict): CodeAction => ({
    ...common,
    title,
    command: { title, command: "hanare.decide", arguments: [{ uri, id, ...(verdict && { verdict }) }] },
  });
  return [
    command(t("Mark as false positive…"), "falsePositive"),
    command(t("Record a decision about this finding…")),
  ];
}

/** Commands that the editor has. */
export interface EditorCommands {
  /** Shows a rule's help page. */
  readonly pages?: boolean;
  /** Asks for a decision about a finding. */
  readonly decisions?: boolean;
}

function actionsOf(
  open: OpenSource,
  diagnostic: Diagnostic,
  commands: EditorCommands,
): readonly CodeAction[] {
  const { data } = diagnostic;
  if (diagnostic.source !== diagnosticSource || !isData(data)) return [];
  const common = { kind: CodeActionKind.QuickFix, diagnostics: [diagnostic] };
  const actions: CodeAction[] = [];
  if (data.fix) {
    const { title, range, newText } = data.fix;
    actions.push({ ...common, title, isPreferred: true, edit: edit(open, { range, newText }) });
  }
  // What is wrong with a pack or an exception is mended, not excused.
  if (isOwn(data.rule)) return actions;
  if (commands.decisions === true && data.id !== undefined)
    actions.push(...decisionsOf(open.document.uri, data.id, common));
  const comment =
    data.fourEyes === true ? undefined : ignoreComment(open.document, diagnostic.range, data.rule);
  if (comment)
    actions.push({
      ...common,
      title: t("Ignore {0} here, with a reason", data.rule),
      edit: edit(open, comment),
    });
  if (commands.pages === true) {
    const title = t("Show rule {0}", data.rule);
    const command = { title, command: showRuleCommand, arguments: [open.document.uri, data.rule] };
    actions.push({ ...common, title, command });
  }
  return actions;
}

/** Findings about packs and exceptions themselves. */
const isOwn = (rule: string) => rule === "hanare.pack" || rule === "hanare.suppression";

export function codeActions(
  open: OpenSource,
  diagnostics: readonly Diagnostic[],
  commands: EditorCommands = {},
): CodeAction[] {
  return diagnostics.flatMap((diagnostic) => actionsOf(open, diagnostic, commands));
}
