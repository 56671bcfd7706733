/**
 * Completion and hover while a rule pack is written, from the shipped JSON Schema: which keys a place may have, what a
 * key means, which values it takes. Works on text that is not valid yet: where the cursor is follows from indentation.
 */
import schemaJson from "../../../media/schemas/rulepack.schema.json";
import japanese from "../../../media/schemas/rulepack.ja.json";
import { language, t } from "../util/l10n";

/** The parts of JSON Schema that the shipped one uses. */
interface Schema {
  readonly description?: string;
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly required?: readonly string[];
  readonly definitions?: Readonly<Record<string, Schema>>;
}

const root = schemaJson as unknown as Schema;
/** By the English description. */
const texts: Readonly<Record<string, string>> = japanese;

export interface PackSuggestion {
  readonly label: string;
  readonly kind: "key" | "value";
  /** What it means, in the user's language. */
  readonly documentation: string;
  readonly insertText: string;
  /** The key must be there. */
  readonly required: boolean;
}

export interface PackHover {
  readonly text: string;
  /** Columns of the key in its line. */
  readonly start: number;
  readonly end: number;
}

type Path = readonly string[];

/** Suggestions at a place (line and character from 0). Pure. */
export function completePack(
  lines: readonly string[],
  line: number,
  character: number,
): readonly PackSuggestion[] {
  const before = (lines[line] ?? "").slice(0, character);
  const value = /^[\s-]*(?:.*[{,]\s*)?([\w$]+)\s*:\s+(?:\[(?:[^\]]*,)?\s*)?([\w.-]*)$/u.exec(before);
  if (value !== null) {
    const own = flowPath(before) ?? [];
    return valuesOf(at([...pathAt(lines, line, indentOf(before)), ...own, value[1] ?? ""]));
  }
  const item = /^(\s*)-\s+([\w.-]*)$/u.exec(before);
  const parent = pathAt(lines, line, indentOf(before));
  if (item !== null) {
    const schemas = at(parent);
    return [...keysOf(schemas, siblings(lines, line, before)), ...valuesOf(schemas)];
  }
  if (/[{,]\s*[\w.-]*$/u.test(before) && /[{]/.test(before))
    return keysOf(at([...parent, ...(flowPath(before) ?? [])]), new Set());
  if (!/^[\s-]*[\w.-]*$/u.test(before)) return [];
  return keysOf(at(parent), siblings(lines, line, before));
}

/** What the key at a place means. Pure. */
export function hoverPack(lines: readonly string[], line: number, character: number): PackHover | undefined {
  const text = lines[line] ?? "";
  for (const match of text.matchAll(/(?<=^[\s-]*|[{,]\s*)([\w$]+)(?=\s*:(?:\s|$))/gu)) {
    const [start, end] = [match.index, match.index + match[0].length];
    if (character < start || character > end) continue;
    const before = text.slice(0, start);
    const schemas = at([...pathAt(lines, line, indentOf(before)), ...(flowPath(before) ?? []), match[0]]);
    const description = describe(schemas);
    if (description === undefined) return undefined;
    const values = valuesOf(schemas).map(({ label }) => `\`${label}\``);
    const more = values.length === 0 ? "" : `\n\n${t("Values: {0}", values.join(", "))}`;
    return { text: `${description}${more}`, start, end };
  }
  return undefined;
}

/** Columns before the key: a dash and the space behind it count. */
const indentOf = (before: string) => (/^[\s-]*/u.exec(before)?.[0] ?? "").length;

/** Keys above a place with this indentation, outermost first; `-` for the item of a list. */
function pathAt(lines: readonly string[], line: number, indent: number): Path {
  const path: string[] = [];
  let column = indent;
  const own = (lines[line] ?? "").slice(0, indent);
  for (let dash = own.lastIndexOf("-"); dash >= 0; dash = own.lastIndexOf("-", dash - 1)) {
    path.unshift("-");
    column = dash;
    if (dash === 0) break;
  }
  for (let index = line - 1; index >= 0 && column >= 0; index -= 1) {
    const text = lines[index] ?? "";
    if (text.trim() === "" || /^\s*#/.test(text)) continue;
    const marks = /^(\s*)((?:-\s+)*)/u.exec(text);
    const start = marks?.[1]?.length ?? 0;
    const from = start + (marks?.[2]?.length ?? 0);
    const key = /^["']?([\w.$-]+)["']?\s*:/u.exec(text.slice(from))?.[1];
    const inList = path[0] === "-" && start <= column && from === start && start >= 0;
    if (key !== undefined && (from < column || (inList && from === column))) {
      path.unshift(key);
      column = from;
    }
    // The dash that opens the item in which the line stands.
    for (
      let dash = text.lastIndexOf("-", from - 1);
      dash >= start && marks?.[2] !== "";
      dash = text.lastIndexOf("-", dash - 1)
    ) {
      if (dash < column) {
        path.unshift("-");
        column = dash;
      }
      if (dash === 0) break;
    }
    if (column === 0 && path[0] !== "-") break;
  }
  return path;
}

/** Keys inside `{ … }` on one line, as far as the cursor: `match: { any: [{ ` is match, any, -. */
function flowPath(before: string): Path | undefined {
  const path: string[] = [];
  const open: string[][] = [];
  let key: string | undefined;
  let quote: string | undefined;
  for (const token of before.matchAll(/[\w.$-]+(?=\s*:(?:\s|$))|["'{}[\],]/gu)) {
    const [text] = token;
    if (quote !== undefined) {
      if (text === quote) quote = undefined;
    } else if (text === '"' || text === "'") quote = text;
    else if (text === "{" || text === "[") {
      const added = [...(key === undefined ? [] : [key]), ...(text === "[" ? ["-"] : [])];
      path.push(...added);
      open.push(added);
      key = undefined;
    } else if (text === "}" || text === "]") {
      path.splice(path.length - (open.pop()?.length ?? 0));
      key = undefined;
    } else if (text === ",") key = undefined;
    else key = text;
  }
  return open.length === 0 ? undefined : path;
}

/** Every schema that a path leads to. */
function at(path: Path): readonly Schema[] {
  let schemas: readonly Schema[] = [root];
  for (const step of path) {
    schemas = schemas.flatMap(resolved).flatMap((schema) => {
      const next = step === "-" ? schema.items : schema.properties?.[step];
      return next === undefined ? [] : [next];
    });
  }
  return schemas;
}

function resolved(schema: Schema): readonly Schema[] {
  const target =
    schema.$ref === undefined
      ? []
      : resolved(root.definitions?.[schema.$ref.slice("#/definitions/".length)] ?? {});
  return [schema, ...target, ...(schema.anyOf ?? []).flatMap(resolved)];
}

/** In the user's language: a key may mean one thing in one place and another elsewhere (`required`, `lines`). */
function describe(schemas: readonly Schema[]): string | undefined {
  const own = schemas.flatMap(resolved).find(({ description }) => description !== undefined)?.description;
  return own !== undefined && language() === "ja" ? (texts[own] ?? own) : own;
}

function keysOf(schemas: readonly Schema[], present: ReadonlySet<string>): readonly PackSuggestion[] {
  const all = schemas.flatMap(resolved);
  const required = new Set(all.flatMap((schema) => schema.required ?? []));
  const properties = new Map(all.flatMap((schema) => Object.entries(schema.properties ?? {})));
  return [...properties]
    .filter(([key]) => !present.has(key))
    .map(([key, schema]) => ({
      ...{ label: key, kind: "key" as const, insertText: `${key}: ` },
      documentation: describe([schema]) ?? "",
      required: required.has(key),
    }));
}

function valuesOf(schemas: readonly Schema[]): readonly PackSuggestion[] {
  const all = schemas.flatMap(resolved);
  const lists = all.flatMap((schema) => (schema.items === undefined ? [] : resolved(schema.items)));
  const values = [...all, ...lists].flatMap((schema) => [
    ...(schema.enum ?? []),
    ...(schema.const === undefined ? [] : [String(schema.const)]),
    ...(schema.type === "boolean" ? ["true", "false"] : []),
  ]);
  return [...new Set(values)].map((label) => ({
    ...{ label, kind: "value" as const, insertText: label, documentation: "", required: false },
  }));
}

/** Keys that the mapping at a line has already. */
function siblings(lines: readonly string[], line: number, before: string): ReadonlySet<string> {
  const indent = indentOf(before);
  const keys = new Set<string>();
  const look = (index: number): boolean => {
    const text = lines[index] ?? "";
    if (text.trim() === "") return true;
    const own = indentOf(text);
    if (own < indent) return false;
    const key = /^["']?([\w.$-]+)["']?\s*:/u.exec(text.slice(own))?.[1];
    if (own === indent && key !== undefined) keys.add(key);
    // A dash at the key's left begins another item.
    return !(own === indent && /-/.test(text.slice(0, own)));
  };
  if (!before.includes("-")) for (let index = line - 1; index >= 0 && look(index); index -= 1);
  for (let index = line + 1; index < lines.length; index += 1) {
    if (/-/.test((lines[index] ?? "").slice(0, indent))) break;
    if (!look(index)) break;
  }
  return keys;
}
