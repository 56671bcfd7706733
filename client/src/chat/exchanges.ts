/** The last answers of the model in the editor's chat: in memory, for who wants to rate one. Knows no editor. */
import { type ChatTurn } from "../../../server/src/protocol";

export interface Exchange {
  /** The user's last words before the answer. */
  readonly question: string;
  readonly answer: string;
  readonly model: string;
}

export interface Exchanges {
  /** An answer without words, such as the call of a tool, is none. */
  add(exchange: Exchange): void;
  /** The newest first. */
  all(): readonly Exchange[];
}

/** A chat asks its model for titles and the like, too: the answer that is meant may not be the last one. */
const most = 5;

export function createExchanges(): Exchanges {
  let known: readonly Exchange[] = [];
  return {
    add(exchange) {
      if (exchange.answer.trim() !== "") known = [exchange, ...known].slice(0, most);
    },
    all: () => known,
  };
}

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
