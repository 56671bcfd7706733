/** What was measured: for each rival and measure one value a round. */

export type Measure =
  | "load"
  | "cold"
  | "warm"
  | "warmTokens"
  | "prompt"
  | "typingCold"
  | "typingPrompt"
  | "shallowTokens"
  | "decodeShallow"
  | "decodeShallowEngine"
  | "deepTokens"
  | "decodeDeep"
  | "decodeDeepEngine"
  | "cancelPrefill"
  | "cancelTyping"
  | "cancelDecode"
  | "resident"
  | "fileBacked"
  | "anonymous";

export type Rounds = readonly (number | undefined)[];

export interface Figures {
  record(rival: string, measure: Measure, round: number, value: number | undefined): void;
  /** One value a round, undefined where there is none. */
  of(rival: string, measure: Measure): Rounds;
  toJSON(): unknown;
}

export function createFigures(): Figures {
  const rivals = new Map<string, Map<Measure, (number | undefined)[]>>();
  return {
    record(rival, measure, round, value) {
      const measures = rivals.get(rival) ?? new Map<Measure, (number | undefined)[]>();
      rivals.set(rival, measures);
      const rounds = measures.get(measure) ?? [];
      measures.set(measure, rounds);
      rounds[round] = value;
    },
    of: (rival, measure) => Array.from(rivals.get(rival)?.get(measure) ?? []),
    toJSON: () =>
      Object.fromEntries(
        [...rivals].map(([rival, measures]) => [
          rival,
          Object.fromEntries([...measures].map(([measure, rounds]) => [measure, Array.from(rounds)])),
        ]),
      ),
  };
}
