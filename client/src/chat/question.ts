/** The user's own words in a request of the editor's chat. Knows no editor. */
import { type ChatTurn } from "../../../server/src/protocol";

/** VS Code's chat wraps the user's words, with what it says of the window around them. */
const wrapped = /<(userRequest|user_query)>\s*([^]*?)\s*<\/\1>/u;

/** What the user has asked last; empty where only tools have spoken. */
export function questionIn(turns: readonly ChatTurn[]): string {
  const words = turns
    .filter(({ role }) => role === "user")
    .map(({ parts }) => parts.flatMap((part) => (part.kind === "text" ? [part.text] : [])).join(""))
    .filter((text) => text.trim() !== "");
  const last = words.at(-1) ?? "";
  return (wrapped.exec(last)?.[2] ?? last).trim();
}
