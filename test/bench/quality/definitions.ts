/** Where a name is declared in the other files of a project, as an editor's language service would say. */
import { type Language } from "./projects";

export interface Declaration {
  readonly path: string;
  /** Lines, the last one exclusive. */
  readonly start: number;
  readonly end: number;
}

interface SourceText {
  readonly path: string;
  readonly text: string;
}

const modifiers = "(?:(?:export|public|private|protected|static|final|async|abstract|readonly|get|set)\\s+)*";

/** Patterns of a line that declares `NAME`. */
const declarations: Readonly<Record<Language, readonly string[]>> = {
  typescript: [
    `^${modifiers}(?:class|interface|function|const|let|type|enum)\\s+NAME\\b`,
    `^\\s+${modifiers}NAME\\s*(?:<[^>]*>)?\\([^;]*\\{\\s*$`,
  ],
  python: ["^\\s*(?:async\\s+)?(?:class|def)\\s+NAME\\b", "^NAME\\s*(?::[^=]+)?=[^=]"],
  java: [
    `^\\s*${modifiers}(?:class|interface|enum|record|@interface)\\s+NAME\\b`,
    `^\\s+${modifiers}(?:<[^>]*>\\s+)?[\\w.<>\\[\\], ?]+\\s+NAME\\s*\\([^;]*(?:\\{|;|,)\\s*$`,
  ],
  sql: [
    "^\\s*CREATE\\s+(?:OR\\s+REPLACE\\s+)?(?:TEMP\\w*\\s+|MATERIALIZED\\s+)?" +
      "(?:TABLE|VIEW|FUNCTION|PROCEDURE|TYPE|INDEX|TRIGGER)\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?(?:\\w+\\.)?NAME\\b",
  ],
  c: [
    "^\\s*#\\s*define\\s+NAME\\b",
    "^(?:typedef\\s+)?(?:struct|union|enum)\\s+NAME\\s*\\{",
    "^\\}\\s*NAME\\s*;",
    "^(?!\\s*(?:return|else)\\b)[A-Za-z_][\\w\\s*]*[\\s*]NAME\\s*\\(",
    "^\\s+NAME\\s*(?:=[^;]*)?,?\\s*(?:/\\*.*)?$",
  ],
};

/** At most one place a file, in the order of the files. */
export function declarationsOf(
  name: string,
  files: readonly SourceText[],
  language: Language,
): readonly Declaration[] {
  if (!/^[\p{L}_]\p{L}*[\p{L}\p{N}_]+$/u.test(name)) return [];
  const flags = language === "sql" ? "iu" : "u";
  const patterns = declarations[language].map((pattern) => new RegExp(pattern.replace("NAME", name), flags));
  return files.flatMap(({ path, text }) => {
    const lines = text.split("\n");
    for (const pattern of patterns) {
      const at = lines.findIndex((line) => pattern.test(line));
      if (at >= 0) return [{ path, ...wholeOf(lines, at, language) }];
    }
    return [];
  });
}

function wholeOf(lines: readonly string[], at: number, language: Language) {
  if (language === "python") return { start: at, end: endByIndentation(lines, at) };
  if (language === "sql")
    return { start: at, end: endWhere(lines, at, (line) => line.trimEnd().endsWith(";")) };
  // The name of a C type may stand behind its block.
  const start = lines[at]?.startsWith("}") === true ? startOfBlock(lines, at) : at;
  return { start, end: endByBraces(lines, start) };
}

function endByIndentation(lines: readonly string[], at: number): number {
  const indent = (line: string) => line.length - line.trimStart().length;
  const own = indent(lines[at] ?? "");
  let end = at + 1;
  for (let next = end; next < lines.length; next++) {
    const line = lines[next] ?? "";
    if (line.trim() === "") continue;
    if (indent(line) <= own && !/^\s*[)\]}]/.test(line)) break;
    end = next + 1;
  }
  return end;
}

function endByBraces(lines: readonly string[], at: number): number {
  let depth = 0;
  let parentheses = 0;
  let opened = false;
  return endWhere(lines, at, (line) => {
    for (const char of line) {
      if (char === "{") depth++;
      if (char === "}") depth--;
      if (char === "(") parentheses++;
      if (char === ")") parentheses--;
      opened ||= char === "{";
    }
    if (depth > 0 || parentheses > 0) return false;
    return opened || /[;,]\s*(?:\/[/*].*)?$/.test(line) || line.startsWith("#");
  });
}

function endWhere(lines: readonly string[], at: number, isLast: (line: string) => boolean): number {
  for (let next = at; next < lines.length; next++) if (isLast(lines[next] ?? "")) return next + 1;
  return lines.length;
}

function startOfBlock(lines: readonly string[], at: number): number {
  for (let above = at - 1; above >= 0; above--) if (/^\S.*\{\s*$/.test(lines[above] ?? "")) return above;
  return at;
}

/** The name at a place of a text, "" where none is. `character` counts UTF-16 units. */
export function nameAt(text: string, line: number, character: number): string {
  const row = text.split("\n")[line] ?? "";
  const before = /[\p{L}\p{N}_]*$/u.exec(row.slice(0, character))?.[0] ?? "";
  const after = /^[\p{L}\p{N}_]*/u.exec(row.slice(character))?.[0] ?? "";
  return before + after;
}
