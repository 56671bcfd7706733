/** Rule packs while they are written: completion, hover, and above each rule how its examples fare. */
import {
  type CodeLens,
  CodeLensRequest,
  type CodeLensParams,
  type CompletionItem,
  CompletionItemKind,
  type CompletionParams,
  CompletionRequest,
  type Connection,
  type ExecuteCommandParams,
  type Hover,
  type HoverParams,
  HoverRequest,
  type InitializeParams,
} from "vscode-languageserver/node";
import { type SourceDocument } from "../documents/document";
import { testRulesCommand } from "../protocol";
import { type Reviewer } from "../review/handler";
import { isPackDocument } from "../review/packCheck";
import { completePack, hoverPack } from "../review/packEditing";
import { type RuleTestResult } from "../review/ruleTests";
import { t } from "../util/l10n";
import { type Host } from "./host";

export interface PackEditorDeps {
  readonly reviewer: Pick<Reviewer, "checkPack">;
  readonly host: Pick<Host, "warn" | "inform">;
  /** The document as the editor has it; undefined when it is not open. */
  source(uri: string): SourceDocument | undefined;
}

export interface PackEditor {
  complete(params: CompletionParams): Promise<CompletionItem[]>;
  hover(params: HoverParams): Promise<Hover | null>;
  lenses(params: CodeLensParams, signal: AbortSignal): Promise<CodeLens[]>;
  /** Runs the examples of one rule and says how they fare; false when the command is another one. */
  execute(params: ExecuteCommandParams, signal: AbortSignal): Promise<boolean>;
}

export function createPackEditor({ reviewer, host, source }: PackEditorDeps): PackEditor {
  const linesOf = (uri: string): readonly string[] | undefined => {
    const document = source(uri);
    return document !== undefined && isPackDocument(document) ? document.text.split(/\r\n|\n|\r/) : undefined;
  };

  async function testsOf(uri: string, signal: AbortSignal): Promise<readonly RuleTestResult[]> {
    const document = source(uri);
    const check = document && (await reviewer.checkPack(document, signal));
    return check?.tests ?? [];
  }

  return {
    async complete({ textDocument, position }) {
      const lines = linesOf(textDocument.uri);
      if (lines === undefined) return [];
      return completePack(lines, position.line, position.character).map((one) => ({
        label: one.label,
        kind: one.kind === "key" ? CompletionItemKind.Property : CompletionItemKind.EnumMember,
        documentation: { kind: "markdown", value: one.documentation },
        insertText: one.insertText,
        // What must be there comes first.
        sortText: `${one.required ? 0 : 1}${one.label}`,
      }));
    },
    async hover({ textDocument, position }) {
      const lines = linesOf(textDocument.uri);
      const found = lines && hoverPack(lines, position.line, position.character);
      if (found === undefined) return null;
      const { line } = position;
      const range = { start: { line, character: found.start }, end: { line, character: found.end } };
      return { contents: { kind: "markdown", value: found.text }, range };
    },
    async lenses({ textDocument }, signal) {
      return (await testsOf(textDocument.uri, signal)).map((result) => {
        const line = (result.rule.origin?.line ?? 1) - 1;
        const at = { line, character: 0 };
        const command = {
          title: lensTitle(result),
          command: testRulesCommand,
          arguments: [textDocument.uri, result.rule.id],
        };
        return { range: { start: at, end: at }, command };
      });
    },
    async execute({ command, arguments: given = [] }, signal) {
      if (command !== testRulesCommand) return false;
      const [uri, id] = given as readonly unknown[];
      if (typeof uri !== "string" || typeof id !== "string") return true;
      const result = (await testsOf(uri, signal)).find(({ rule }) => rule.id === id);
      if (result === undefined)
        host.warn(t("Rule {0} cannot be tested. Mend the errors of its pack first.", id));
      else tell(host, result);
      return true;
    },
  };
}

function lensTitle({ ran, examples, failures }: RuleTestResult): string {
  if (!ran) return t("Examples: they need a model");
  if (examples === 0) return t("No examples");
  return failures.length === 0
    ? t("Run tests: {0} of {0} examples hold", examples)
    : t("Run tests: {0} of {1} examples fail", failures.length, examples);
}

function tell(host: PackEditorDeps["host"], { rule, ran, examples, failures }: RuleTestResult): void {
  if (!ran) host.inform(t("Rule {0} needs a model; its examples were not run.", rule.id));
  else if (failures.length === 0) host.inform(t("Rule {0}: all {1} examples hold.", rule.id, examples));
  else {
    const reasons = failures.slice(0, 3).map(({ line = 0, reason }) => t("line {0}: {1}", line, reason));
    host.warn(
      t("Rule {0}: {1} of {2} examples fail ({3}).", rule.id, failures.length, examples, reasons.join("; ")),
    );
  }
}

/** Completion only for YAML, so that no other document's is asked for here. */
export async function registerForPacks(
  connection: Connection,
  { capabilities }: InitializeParams,
): Promise<void> {
  const documentSelector = [{ language: "yaml" }, { pattern: "**/.hanare/rules/*.{yaml,yml}" }];
  const { completion, hover, codeLens } = capabilities.textDocument ?? {};
  if (completion?.dynamicRegistration === true)
    await connection.client.register(CompletionRequest.type, {
      documentSelector,
      triggerCharacters: [" ", "-"],
    });
  if (hover?.dynamicRegistration === true)
    await connection.client.register(HoverRequest.type, { documentSelector });
  if (codeLens?.dynamicRegistration === true)
    // Every document may have findings.
    await connection.client.register(CodeLensRequest.type, { documentSelector: [{ language: "*" }] });
}
