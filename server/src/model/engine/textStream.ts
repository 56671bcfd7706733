/** Tokens to text: whole characters only, and nothing that may turn out to be a stop string. */

const incomplete = "\uFFFD";
/** A character is at most four bytes, so four byte tokens; more replacement characters are the model's own. */
const longestCharacter = 4;

export interface TokenText<Token> {
  (token: Token): string;
  /** Tokens that were put in by hand come next: a character that was begun is not finished any more. */
  restart(): void;
}

/** Emits text in whole characters; `detokenize` gets the new tokens and those before them. */
export function createTokenText<Token>(
  detokenize: (tokens: readonly Token[], before: readonly Token[]) => string,
): TokenText<Token> {
  const before: Token[] = [];
  let pending: Token[] = [];
  const textOf = (token: Token) => {
    pending.push(token);
    const text = detokenize(pending, before);
    if (text.endsWith(incomplete) && pending.length < longestCharacter) return "";
    before.push(...pending);
    // Some tokenizers need the token before to decide about a leading space; a few are enough.
    if (before.length > 16) before.splice(0, before.length - 16);
    pending = [];
    return text;
  };
  return Object.assign(textOf, {
    restart() {
      pending = [];
      before.length = 0;
    },
  });
}

export interface StopScan {
  /** Text that is safe to show after `text` arrived, and whether a stop string ended it. */
  push(text: string): { readonly text: string; readonly stopped: boolean };
  /** What was held back, once nothing follows. */
  rest(): string;
}

export function createStopScan(stops: readonly string[]): StopScan {
  let held = "";
  return {
    push(text) {
      const all = held + text;
      const hit = firstStop(all, stops);
      if (hit >= 0) {
        held = "";
        return { text: all.slice(0, hit), stopped: true };
      }
      const keep = longestStopPrefix(all, stops);
      held = all.slice(all.length - keep);
      return { text: all.slice(0, all.length - keep), stopped: false };
    },
    rest() {
      const text = held;
      held = "";
      return text;
    },
  };
}

function firstStop(text: string, stops: readonly string[]): number {
  const hits = stops.map((stop) => text.indexOf(stop)).filter((index) => index >= 0);
  return hits.length === 0 ? -1 : Math.min(...hits);
}

/** Length of the longest end of `text` that begins a stop string. */
function longestStopPrefix(text: string, stops: readonly string[]): number {
  let longest = 0;
  for (const stop of stops) {
    for (let length = Math.min(stop.length - 1, text.length); length > longest; length--) {
      if (stop.startsWith(text.slice(text.length - length))) longest = length;
    }
  }
  return longest;
}
