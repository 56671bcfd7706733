/** What llama.vscode (v0.0.63) does with an answer before it is shown. */
import { type DocumentLines } from "./documentLines";

export function withoutBlankEnd(lines: readonly string[]): readonly string[] {
  let end = lines.length;
  while (end > 0 && (lines[end - 1] ?? "").trim() === "") end--;
  return lines.slice(0, end);
}

/** True when the answer only says what stands in the document already. */
export function isRepetition(answer: readonly string[], document: DocumentLines): boolean {
  const { lines, line, before, after } = document;
  const [first = ""] = answer;
  const rest = answer.slice(1);
  if (answer.length === 0 || (answer.length === 1 && first.trim() === "")) return true;
  if (line === lines.length - 1) return false;
  const standsAt = (at: number) => rest.every((text, index) => text === lines[at + index]);
  const nothingNew = first.trim() === "" || first.trim() === after.trim();
  if (rest.length > 0 && nothingNew && standsAt(line + 1)) return true;
  if (rest.length === 0 && first === after) return true;
  let below = line + 1;
  while (below < lines.length && (lines[below] ?? "").trim() === "") below++;
  if (below >= lines.length || before + first !== lines[below]) return false;
  if (rest.length === 0) return true;
  if (rest.length === 1) return (lines[below + 1] ?? "").startsWith(rest[0] ?? "");
  return standsAt(below + 1);
}

/** One line where something stands behind the cursor, and without what stands there. */
export function cutToPlace(answer: readonly string[], after: string): string {
  const [first = ""] = answer;
  if (after.trim() !== "") {
    if (first.endsWith(after)) return first.slice(0, -after.length);
    if (answer.length > 1) return first;
  }
  return answer.join("\n");
}

/** The indentation that the document has already and the question left out. */
export function withoutIndentation(text: string, columns: number): string {
  let at = 0;
  while ((at < columns && text[at] === " ") || text[at] === "\t") at++;
  return text.slice(at);
}
