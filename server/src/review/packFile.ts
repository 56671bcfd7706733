/** One rule pack file: YAML read with its line numbers and checked against the shipped JSON Schema. */
import { type ErrorObject } from "ajv";
import { isCollection, isMap, isScalar, LineCounter, type Node, parseDocument, type ParsedNode } from "yaml";
import { type Reference, type Severity } from "../protocol";
import { t } from "../util/l10n";
import { sha256 } from "../util/sha256";
import { type BuiltPack, fileOf } from "./builtPack";
import { type MatcherText, type RequirementText } from "./matchers";
import { type ConsistencyText, type ParityText } from "./cross/compile";
import { type RuleExample } from "./rules";
import { type AstText } from "./matchers/ast";
import { validatePack } from "./packValidator";

export interface PackSource {
  /** As the settings name it: the id of a shipped pack or a path. */
  readonly id: string;
  /** Of the YAML. */
  readonly uri: string;
  readonly text: string;
  /**
   * It ships with the product: the build has read it, and tests have compiled its queries, so that no grammar is
   * loaded to check them. `text` is then empty.
   */
  readonly built?: BuiltPack;
}

/** One thing wrong with a pack. `message` names the file and the line, `reason` is what it says of them. */
export interface PackProblem {
  readonly uri: string;
  /** From 1. */
  readonly line: number;
  readonly message: string;
  readonly reason: string;
}

export type Text = string | { readonly ja?: string; readonly en?: string };
export type ExampleText =
  | string
  | {
      readonly text: string;
      readonly quote?: string;
      readonly language?: string;
      readonly path?: string;
      readonly with?: NonNullable<RuleExample["with"]>;
    };

export interface JudgeText {
  readonly violation: Text;
  readonly compliant?: Text;
  readonly exceptions?: readonly Text[];
  readonly sections?: number;
}

/** A rule as it is written; the JSON Schema has checked its shape, not its completeness. */
export interface RuleText {
  readonly id: string;
  readonly enabled?: boolean;
  readonly severity?: Severity;
  readonly title?: Text;
  readonly message?: Text;
  readonly help?: Text;
  readonly applies?: {
    readonly languages?: readonly string[];
    readonly include?: readonly string[];
    readonly exclude?: readonly string[];
    readonly scope?: "file" | "section" | "paragraph" | "line" | "comment" | "string" | "code";
  };
  readonly match?: {
    readonly any?: readonly MatcherText[];
    readonly all?: readonly MatcherText[];
    readonly none?: readonly MatcherText[];
    readonly required?: readonly (RequirementText & { readonly label?: Text })[];
    readonly ast?: AstText;
  };
  readonly consistency?: ConsistencyText;
  readonly parity?: ParityText;
  readonly judge?: JudgeText;
  readonly mask?: boolean;
  readonly fix?: {
    readonly title?: Text;
    readonly replace?: Text;
    readonly insert?: Text;
    readonly at?: "start" | "end";
  };
  readonly refs?: readonly Reference[];
  readonly tests?: { readonly violation?: readonly ExampleText[]; readonly ok?: readonly ExampleText[] };
}

export interface PackText {
  readonly pack: {
    readonly id: string;
    readonly version: string;
    readonly title: Text;
    readonly extends?: readonly string[];
    readonly effective?: { readonly from?: string | null; readonly until?: string | null };
    readonly owner?: string;
    readonly approver?: string;
    readonly waiver?: { readonly approvals?: number };
    readonly gate?: { readonly precision?: number; readonly recall?: number; readonly required?: boolean };
    readonly suppression?: { readonly require?: readonly ("owner" | "until")[] };
  };
  readonly rules: readonly RuleText[];
}

export interface PackFile {
  readonly source: PackSource;
  readonly content: PackText;
  /** SHA-256 of the YAML. */
  readonly hash: string;
  /** Line (from 1) of a key or item; the nearest line above when the path does not exist. */
  lineOf(path: readonly (string | number)[]): number;
}

export type PackFileResult =
  { readonly file: PackFile } | { readonly problems: readonly [PackProblem, ...PackProblem[]] };

/** Pure; messages in the user's language. */
export function readPackFile(source: PackSource): PackFileResult {
  if (source.built !== undefined) return { file: fileOf(source, source.built) };
  const lines = new LineCounter();
  const document = parseDocument(source.text, { lineCounter: lines, prettyErrors: false });
  const problem = (line: number, reason: string) => packProblem(source, line, reason);
  const [first] = document.errors;
  if (first !== undefined) {
    return {
      problems: [problem(lines.linePos(first.pos[0]).line, t("not valid YAML ({0})", first.message))],
    };
  }
  const lineOf = (path: readonly (string | number)[]) => lineAt(document.contents, path, lines);
  const content: unknown = document.toJS();
  if (validatePack(content))
    return { file: { source, content: content as unknown as PackText, hash: hashOf(source), lineOf } };
  const problems = relevant(validatePack.errors ?? []).map((error) => {
    const path = pathOf(error);
    return problem(lineOf(path), reasonOf(error, path));
  });
  const [head, ...rest] = unique(problems);
  return { problems: head === undefined ? [problem(1, t("not a rule pack"))] : [head, ...rest] };
}

/** What tells a pack from another version of it, read from YAML or built. */
export const hashOf = ({ text, built }: PackSource): string => built?.sha256 ?? sha256(text);

export function packProblem({ uri, id }: PackSource, line: number, reason: string): PackProblem {
  return { uri, line, message: t("Rule pack {0}, line {1}: {2}", id, line, reason), reason };
}

/** `type` unions of a text report every branch; the deepest errors say what is really wrong. */
function relevant(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  return errors.filter((error) => !["oneOf", "anyOf", "if"].includes(error.keyword));
}

function unique(problems: readonly PackProblem[]): readonly PackProblem[] {
  const seen = new Set<string>();
  return problems
    .filter(({ message }) => !seen.has(message) && seen.add(message))
    .sort((a, b) => a.line - b.line);
}

function pathOf(error: ErrorObject): readonly (string | number)[] {
  const path = error.instancePath
    .split("/")
    .slice(1)
    .map((part) => part.replace(/~1/g, "/").replace(/~0/g, "~"))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  const extra: unknown =
    error.keyword === "additionalProperties" ? error.params["additionalProperty"] : undefined;
  return typeof extra === "string" ? [...path, extra] : path;
}

/** The schema's verdict in words; `key` is what the author wrote. */
function reasonOf(error: ErrorObject, path: readonly (string | number)[]): string {
  const key = path.filter((part) => typeof part === "string").at(-1) ?? t("the file");
  const params = error.params as Readonly<Record<string, unknown>>;
  switch (error.keyword) {
    case "required":
      return t('"{0}" lacks the key "{1}"', key, String(params["missingProperty"]));
    case "additionalProperties":
      return t('unknown key "{0}"', key);
    case "type":
      return t('"{0}" must be of type {1}', key, String(params["type"]).replaceAll(",", " | "));
    case "enum":
      return t('"{0}" must be one of: {1}', key, (params["allowedValues"] as readonly unknown[]).join(", "));
    case "const":
      return t('"{0}" must be {1}', key, String(params["allowedValue"]));
    case "pattern":
      return t('"{0}" does not have the form {1}', key, String(params["pattern"]));
    case "minLength":
    case "minItems":
    case "minProperties":
      return t('"{0}" must not be empty', key);
    default:
      return t('"{0}" cannot be used ({1})', key, error.message ?? error.keyword);
  }
}

function lineAt(root: ParsedNode | null, path: readonly (string | number)[], lines: LineCounter): number {
  let node: Node | null = root;
  let offset = 0;
  for (const part of path) {
    if (!isCollection(node)) break;
    const pair: unknown = isMap(node)
      ? node.items.find(({ key }) => isScalar(key) && key.value === part)?.key
      : undefined;
    const child = node.get(part, true) as Node | null | undefined;
    offset = startOf(pair) ?? startOf(child) ?? offset;
    node = child ?? null;
  }
  return lines.linePos(offset).line;
}

function startOf(node: unknown): number | undefined {
  const range = (node as { readonly range?: readonly [number, number, number] | null } | undefined)?.range;
  return range?.[0];
}
