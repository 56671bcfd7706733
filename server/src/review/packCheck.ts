/** A rule pack as its author sees it while writing: what cannot be used, which examples do not hold. */
import { type Range } from "vscode-languageserver-types";
import { type SourceDocument } from "../documents/document";
import { type Syntax } from "../documents/syntax/port";
import { type Finding } from "../protocol";
import { t } from "../util/l10n";
import { type PackProblem, type PackSource } from "./packFile";
import { isFolderPack } from "./packFolders";
import { checkedPacks } from "./checkedPacks";
import { exampleLanguages, type RuleTestResult, testRule } from "./ruleTests";

/** The rule id of findings about packs themselves. */
export const packRule = "hanare.pack";

export interface PackCheck {
  readonly problems: readonly PackProblem[];
  /** Of the rules that are written in this file and can be used. */
  readonly tests: readonly RuleTestResult[];
}

/** A YAML file in `.hanare/rules`, or any that begins with `hanare: 1`. */
export function isPackDocument({ uri, languageId, text }: SourceDocument): boolean {
  if (isFolderPack(uri)) return true;
  const isYaml = /^yaml/.test(languageId) || /\.ya?ml$/i.test(uri);
  return isYaml && /^\ufeff?(?:[ \t]*(?:#[^\n]*|---[ \t]*)?\r?\n)*hanare:[ \t]*\d/.test(text.slice(0, 4000));
}

export interface PackSurroundings {
  /** Packs that it may extend. */
  readonly others: readonly PackSource[];
  /** Runs the examples of `ast` rules; without it they are not run. */
  readonly syntax?: Syntax;
}

/** Loads the grammars that the pack's queries and examples need, then checks it. */
export async function checkPack(
  source: PackSource,
  { others, syntax }: PackSurroundings,
): Promise<PackCheck> {
  const sources = [...others.filter(({ uri }) => uri !== source.uri), source];
  const { packs, problems } = await checkedPacks(sources, [source.id], syntax);
  const rules = packs.flatMap((pack) => pack.rules).filter(({ origin }) => origin?.uri === source.uri);
  await syntax?.ready(exampleLanguages({ rules }));
  const tests = rules.map((rule) => testRule(rule, syntax));
  const failures = tests.flatMap(({ rule, failures: own }) =>
    own.map(({ line, reason }): PackProblem => {
      const message = t("The example does not hold: {0}.", reason);
      return { uri: source.uri, line: line ?? rule.origin?.line ?? 1, message, reason: message };
    }),
  );
  return { problems: [...problems.filter(({ uri }) => uri === source.uri), ...failures], tests };
}

/** One finding for each problem, at its line. `document`: the file, where it is at hand. */
export function packFindings(
  problems: readonly PackProblem[],
  document?: SourceDocument,
): readonly Finding[] {
  return problems.map(({ uri, line, reason }) => {
    const { anchor, evidence } = lineOf(line - 1, document);
    return {
      ...{
        rule: packRule,
        pack: "hanare",
        severity: "medium" as const,
        message: reason,
        uri,
        anchor,
        evidence,
      },
      ...{ status: "confirmed" as const, source: "match" as const, refs: [] },
    };
  });
}

/** Without the text, all of the line: editors cut what is too long. */
function lineOf(line: number, document: SourceDocument | undefined): { anchor: Range; evidence: string } {
  if (document === undefined)
    return { anchor: { start: { line, character: 0 }, end: { line, character: 1000 } }, evidence: "" };
  const text = document.text.split(/\r\n|\n|\r/)[line] ?? "";
  const character = text.length - text.trimStart().length;
  return {
    anchor: {
      start: { line, character },
      end: { line, character: Math.max(character, text.trimEnd().length) },
    },
    evidence: text.trim(),
  };
}
