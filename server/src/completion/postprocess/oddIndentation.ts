/** Moves indentation of three or five spaces to four in a file that is indented by fours. */
import { type Hole, isBlank, scanSuggestion } from "../hole";
import { type Filter } from "./draft";

/** Characters on each side that show how the file is indented. */
const reach = 20_000;
const step = 4;
/** Indented lines that make a custom. */
const evidence = 3;
/** Languages that line words up by columns. */
const byColumns =
  /^(?:yaml|dockercompose|cobol|fortran|sql|plsql|html|xml|vue|svelte|json.*|haskell|lisp|clojure|scheme)$/iu;

export const oddIndentation: Filter = (draft, { hole }) => {
  if (hole.syntax.prose || byColumns.test(hole.languageId) || !draft.text.includes("\n")) return draft;
  const lines = draft.text.split("\n");
  const free = freeLines(draft.text, lines, hole);
  const widths = [...new Set([...free].map((number) => widthOf(lines[number] ?? "")))].sort((a, b) => a - b);
  if (widths.every((width) => width % step === 0) || !isIndentedByFours(hole)) return draft;
  const moved = widths.map((width) => Math.round(width / step) * step);
  // Two spaces are as near to four as to none, and two depths must stay two.
  if (widths.some((width) => width % step === 2) || new Set(moved).size < moved.length) return draft;
  const text = lines.map((line, number) => {
    if (!free.has(number)) return line;
    const width = widthOf(line);
    return " ".repeat(moved[widths.indexOf(width)] ?? width) + line.slice(width);
  });
  return { ...draft, text: text.join("\n") };
};

/** Numbers of the lines whose indentation says their depth, and no alignment or text inside a string. */
function freeLines(text: string, lines: readonly string[], hole: Hole): ReadonlySet<number> {
  const { literalLines, openAt } = scanSuggestion(text, hole);
  const free = new Set<number>();
  for (const [number, line] of lines.entries()) {
    const aligned = /^\s*[*.&|+\-?:<>=,)\]]/u.test(line) || /[([]$/u.test(openAt[number] ?? "");
    if (number > 0 && !isBlank(line) && !aligned && !literalLines.has(number)) free.add(number);
  }
  return free;
}

function isIndentedByFours(hole: Hole): boolean {
  const lines = `${hole.prefix.slice(-reach)}${hole.suffix.slice(0, reach)}`.split("\n");
  if (lines.some((line) => line.startsWith("\t"))) return false;
  const indented = lines.filter((line) => /^ +[^\s*]/u.test(line));
  return indented.length >= evidence && indented.every((line) => widthOf(line) % step === 0);
}

const widthOf = (line: string) => /^ */u.exec(line)?.[0].length ?? 0;
