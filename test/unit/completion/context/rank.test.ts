import assert from "node:assert/strict";
import { sharesOf } from "../../../../server/src/completion/context/rank";
import { type ContextSource } from "../../../../server/src/protocol";

type Tokens = Partial<Record<ContextSource, number>>;

const cases: readonly (readonly [what: string, budget: number, wanted: Tokens, given: Tokens])[] = [
  [
    "everything where there is room",
    500,
    { definition: 90, edited: 200, similar: 60 },
    { definition: 90, edited: 200, similar: 60 },
  ],
  [
    "what is left to the strongest that wants more",
    200,
    { edited: 300, similar: 50 },
    { edited: 150, similar: 50 },
  ],
  ["the shares where all want more", 200, { definition: 300, edited: 300 }, { definition: 120, edited: 80 }],
  ["nothing to a part of a few tokens", 100, { edited: 300, copied: 60, visited: 300 }, { edited: 100 }],
  ["a few tokens to who wants no more", 100, { edited: 300, copied: 20 }, { edited: 80, copied: 20 }],
  ["nothing to nobody", 100, {}, {}],
];

describe("shares of the room for other files", () => {
  for (const [what, budget, wanted, expected] of cases)
    it(`give ${what}`, () => {
      const given = sharesOf(new Map(Object.entries(wanted) as [ContextSource, number][]), budget);
      assert.deepEqual(Object.fromEntries([...given].filter(([, tokens]) => tokens > 0)), expected);
    });
});
