/** Raised figures keep their height in readable text: 10<sup>2</sup> is not 102. */
import { type Span } from "./document";

const raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** Puts `source.slice(start, end)` as superscript; false, and nothing put, when it is no figure. */
export function putSuperscript(
  put: (text: string, span: Span) => void,
  source: string,
  { start, end }: Span,
): boolean {
  if (!/^\s*[+-]?\d{1,3}\s*$/.test(source.slice(start, end))) return false;
  for (let at = start; at < end; at += 1) {
    const character = source[at] ?? "";
    const text = character === "-" ? "⁻" : character === "+" ? "⁺" : raised[Number(character)];
    if (character.trim() !== "" && text !== undefined) put(text, { start: at, end: at + 1 });
  }
  return true;
}
