/**
 * What a model's engine holds of the prompts it was given, as far as that can be known from here: how much of
 * another one it would still have to evaluate. Another window may have changed it, so this is an estimate.
 */
import { roughTokens } from "./context/anchor";

export interface Held {
  /** The prompt is evaluated from now on. The answer is called when that ends, with whether all of it was. */
  begin(text: string): (whole: boolean) => void;
  /** Tokens of the prompt that are not evaluated yet, rather too many than too few. */
  missing(text: string): number;
}

/** `rate`: tokens a second. */
export function createHeld(now: () => number, rate: () => number): Held {
  let held = "";
  let running: { readonly text: string; readonly from: number; readonly since: number } | undefined;

  function current(): string {
    if (running === undefined) return held;
    const { text, from, since } = running;
    const rest = text.slice(from);
    const share = ((now() - since) * rate()) / 1000 / Math.max(1, roughTokens(rest));
    return text.slice(0, from + Math.floor(rest.length * Math.min(1, share)));
  }

  return {
    begin(text) {
      held = current();
      const mine = { text, from: sameStart(held, text), since: now() };
      running = mine;
      return (whole) => {
        if (running !== mine) return;
        held = whole ? text : current();
        running = undefined;
      };
    },
    missing: (text) => roughTokens(text.slice(sameStart(current(), text))),
  };
}

function sameStart(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  let at = 0;
  while (at < end && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  return at;
}
