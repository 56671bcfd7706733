/** The code around a notebook cell: its notebook's other cells, as one text before it and one after it. */
import { syntaxOf } from "../completion/syntax";

export interface Cell {
  readonly uri: string;
  /** Code, not Markdown. */
  readonly code: boolean;
  readonly languageId: string;
  readonly text: string;
}

/** Cells joined with blank lines, line breaks as the cells have them; empty where there are none. */
export interface Surroundings {
  readonly before: string;
  readonly after: string;
}

/** What the author wrote between cells tells what comes next, but only as a comment is it no code to go on from. */
function asComment(text: string, languageId: string): string {
  const { lineComments, blockComment } = syntaxOf(languageId);
  const [mark] = lineComments;
  if (mark !== undefined)
    return text
      .split(/\r\n|\n|\r/u)
      .map((line) => (line.trim() === "" ? mark : `${mark} ${line}`))
      .join("\n");
  if (blockComment === undefined) return text;
  const [open, close] = blockComment;
  // A closing mark in the prose would end the comment early.
  return `${open}\n${text.replaceAll(close, "")}\n${close}`;
}

const joined = (parts: readonly string[]) =>
  parts
    .map((part) => part.replace(/^(?:[^\S\r\n]*[\r\n])+|\s+$/gu, ""))
    .filter((part) => part !== "")
    .join("\n\n");

/** Of the cell `uri` among the cells of its notebook; `undefined` when it is none of them. */
export function surroundingsOf(cells: readonly Cell[], uri: string): Surroundings | undefined {
  const at = cells.findIndex((cell) => cell.uri === uri);
  const own = cells[at];
  if (own === undefined) return undefined;
  const alike = (cell: Cell) => cell.code && cell.languageId === own.languageId;
  const before = cells.slice(0, at).flatMap((cell) => {
    if (alike(cell)) return [cell.text];
    return cell.code || cell.text.trim() === "" ? [] : [asComment(cell.text.trim(), own.languageId)];
  });
  const after = cells
    .slice(at + 1)
    .filter(alike)
    .map(({ text }) => text);
  return { before: joined(before), after: joined(after) };
}
