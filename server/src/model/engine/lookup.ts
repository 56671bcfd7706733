/** Finds what followed the last tokens when they stood there before: a proposal for an answer that repeats. */

/** As many last tokens must stand somewhere before; fewer are a coincidence in most texts. */
const fewestAlike = 3;
/** How far back two places are compared, and how many places are, the latest first. */
const mostAlike = 32;
const mostPlaces = 16;

export interface Lookup<Token extends number> {
  /** One more token stands behind the others. */
  push(token: Token): void;
  /** What followed the longest equal end, at most `most` tokens; empty when nothing is alike. */
  propose(most: number): readonly Token[];
}

export function createLookup<Token extends number>(prompt: readonly Token[]): Lookup<Token> {
  const tokens: Token[] = [];
  /** Where a text goes on, by the tokens before. */
  const places = new Map<string, number[]>();
  const lastTokens = () => tokens.slice(-fewestAlike).join(",");

  function push(token: Token): void {
    tokens.push(token);
    if (tokens.length < fewestAlike) return;
    const key = lastTokens();
    const known = places.get(key);
    if (known === undefined) places.set(key, [tokens.length]);
    else known.push(tokens.length);
  }

  /** How many tokens before `place` are those before the end. */
  function alike(place: number): number {
    let length = fewestAlike;
    while (length < mostAlike && place > length && tokens.at(-1 - length) === tokens[place - 1 - length])
      length++;
    return length;
  }

  prompt.forEach(push);
  return {
    push,
    propose(most) {
      // The last place is the end itself.
      const earlier = (places.get(lastTokens()) ?? []).slice(-1 - mostPlaces, -1).reverse();
      let best: number | undefined;
      let longest = 0;
      for (const place of earlier) {
        const length = alike(place);
        if (length <= longest) continue;
        best = place;
        longest = length;
      }
      return best === undefined ? [] : tokens.slice(best, best + Math.max(0, most));
    },
  };
}
