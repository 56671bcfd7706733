import assert from "node:assert/strict";
import { choose, type Chosen, type Wish } from "../../../../server/src/model/catalogue/choose";
import {
  type Catalogue,
  type CatalogueModel,
  type LicenceUse,
  type Openness,
} from "../../../../server/src/model/catalogue/types";
import { catalogue } from "../../../support/catalogue";

const GiB = 2 ** 30;
const wish = (over: Partial<Wish> = {}): Wish => ({
  role: "assistant",
  memory: 16 * GiB,
  vram: 0,
  licence: "commercial",
  language: "ja",
  openness: "any",
  ...over,
});

const text = { en: "-", ja: "-" };
interface Made extends Partial<CatalogueModel> {
  readonly use?: LicenceUse;
  readonly openness?: Openness;
}
/** A catalogue of one family a model, so that only what a test names differs. */
const made = (...all: readonly (Made & { readonly id: string })[]): Catalogue => ({
  profiles: [],
  families: all.map(({ use = "free", openness = "closed", ...model }) => ({
    id: `family-${model.id}`,
    title: model.id,
    maker: text,
    known: "2025-06",
    about: text,
    licences: { own: { name: `Licence of ${model.id}`, use, conditions: [text] } },
    languages: { japanese: "listed", note: text },
    data: { openness, note: text },
    models: [
      { name: model.id, licence: "own", parameters: 4, context: 32_768, roles: ["assistant"], ...model },
    ],
  })),
});
const order = ({ choices }: Chosen) => choices.map(({ model }) => model.id);
const whyNot = ({ refused }: Chosen) =>
  Object.fromEntries(refused.map(({ model, reason }) => [model.id, reason]));

describe("choosing a model", () => {
  const rankings: readonly (readonly [what: string, Catalogue, Partial<Wish>, readonly string[]])[] = [
    [
      "the larger of two that fit",
      made({ id: "small", parameters: 2 }, { id: "large", parameters: 8 }),
      {},
      ["large", "small"],
    ],
    [
      "one made for Japanese before one of its size that lists it",
      made({ id: "listed" }, { id: "made", japanese: "made" }),
      {},
      ["made", "listed"],
    ],
    [
      "one that lists Japanese before a larger one that does not",
      made({ id: "no", parameters: 8, japanese: "unlisted" }, { id: "yes" }),
      {},
      ["yes", "no"],
    ],
    [
      "by size alone where texts are English",
      made({ id: "no", parameters: 8, japanese: "unlisted" }, { id: "yes" }),
      { language: "en" },
      ["no", "yes"],
    ],
    [
      "the free licence of two equals",
      made({ id: "a", use: "conditions" }, { id: "b", use: "free" }),
      {},
      ["b", "a"],
    ],
    ["published data of two equals", made({ id: "a" }, { id: "b", openness: "open" }), {}, ["b", "a"]],
    [
      "the one that answers at once, without a GPU",
      made({ id: "a", reasoning: { open: "<think>", close: "</think>" } }, { id: "b" }),
      {},
      ["b", "a"],
    ],
    ["long context before short", made({ id: "a", context: 4096 }, { id: "b" }), {}, ["b", "a"]],
    [
      "the larger where quality matters more, though it is slow",
      made({ id: "large", parameters: 14 }, { id: "quick", parameters: 3 }),
      { quality: "quality" },
      ["large", "quick"],
    ],
    [
      "the quicker where speed matters more",
      made({ id: "large", parameters: 8 }, { id: "quick", parameters: 2 }),
      { quality: "speed" },
      ["quick", "large"],
    ],
    ["by name among equals", made({ id: "b" }, { id: "a" }), {}, ["a", "b"]],
  ];
  for (const [what, two, over, expected] of rankings)
    it(`ranks ${what}`, () => assert.deepEqual(order(choose(two, wish(over))), expected));

  const refusals: readonly (readonly [what: string, Made, Partial<Wish>, RegExp])[] = [
    ["what may not be used commercially", { use: "research" }, {}, /Licence of a, no commercial use/],
    ["what only some may use", { use: "limited" }, {}, /for some only/],
    ["what needs a contract", { use: "contract" }, { licence: "any" }, /only under a contract/],
    [
      "conditions where none are wanted",
      { use: "conditions" },
      { licence: "permissive" },
      /under conditions/,
    ],
    [
      "closed data where open is wanted",
      { openness: "described" },
      { openness: "open" },
      /^Training data described/,
    ],
    ["a short context", { context: 4096 }, { context: 8192 }, /reads 4096 tokens; 8192 are wanted/],
    ["a base model as assistant", { roles: [] }, {}, /not made to follow instructions/],
    ["an assistant for completion", {}, { role: "completion" }, /does not fill in code/],
    ["what does not fit", { parameters: 70 }, {}, /It needs 49 GB at least; 10 GB may be used here/],
    [
      "what fits and is too slow",
      { parameters: 32 },
      { memory: 64 * GiB },
      /about 1\.\d tokens a second here: too slow/,
    ],
    [
      "completion that would keep one waiting",
      { roles: ["completion"], parameters: 7 },
      { role: "completion" },
      /too slow/,
    ],
  ];
  for (const [what, model, over, reason] of refusals)
    it(`refuses ${what}`, () => {
      const chosen = choose(made({ id: "a", ...model }), wish(over));
      assert.deepEqual(order(chosen), []);
      assert.match(whyNot(chosen)["a"] ?? "", reason);
    });

  it("refuses a model whose size nobody states", () => {
    const one = made({ id: "a" });
    const [family] = one.families;
    assert.ok(family);
    const model: CatalogueModel = { id: "a", name: "a", licence: "own", roles: ["assistant"] };
    const chosen = choose({ ...one, families: [{ ...family, models: [model] }] }, wish());
    assert.match(whyNot(chosen)["a"] ?? "", /size is not published/);
  });

  it("takes more bits where they cost no patience, and says where the model runs", () => {
    const one = (over: Partial<Wish>, parameters = 4) =>
      choose(made({ id: "a", parameters }), wish(over)).choices[0];
    assert.deepEqual([one({})?.quantization, one({})?.place], ["Q8_0", "memory"]);
    assert.equal(one({}, 8)?.quantization, "Q4_K_M");
    assert.deepEqual(
      [one({ vram: 24 * GiB }, 8)?.quantization, one({ vram: 24 * GiB })?.place],
      ["Q8_0", "gpu"],
    );
    assert.equal(one({ vram: 8 * GiB }, 14)?.place, "both");
    const experts = choose(made({ id: "a", parameters: 30, active: 3 }), wish({ memory: 64 * GiB }))
      .choices[0];
    assert.ok(experts && experts.speed > 9, "only what is at work is read for a token");
    assert.match(experts.reasons.join("\n"), /30 B parameters, 3 B at work/);
  });

  it("gives reasons for each choice, the licence among them", () => {
    const [first] = choose(made({ id: "a" }), wish()).choices;
    assert.deepEqual(first?.reasons, [
      "4 B parameters as Q8_0",
      "Japanese is among its languages",
      "Licence of a: commercial use is free",
      "about 7.1 tokens a second without a GPU",
      "training data not published",
    ]);
  });

  describe("from the shipped catalogue", () => {
    const cases: readonly (readonly [Partial<Wish>, allowed: readonly string[], never: readonly string[]])[] =
      [
        [
          { role: "completion" },
          ["qwen2.5-coder-1.5b"],
          ["codestral-22b", "qwen2.5-coder-3b", "qwen2.5-coder-32b"],
        ],
        [{ role: "completion", vram: 8 * GiB }, ["qwen2.5-coder-7b"], ["codestral-22b"]],
        [
          { licence: "permissive" },
          ["qwen3-4b-instruct-2507", "sarashina2.2-3b"],
          ["llama-3.1-8b", "gemma-3-4b", "plamo-2-8b"],
        ],
        [{ openness: "open" }, ["llm-jp-3-3.7b"], ["qwen3-4b", "sarashina2.2-3b"]],
        [{}, ["gemma-3-4b", "llama-3.1-swallow-8b"], ["tsuzumi-7b", "cotomi", "llama-3.3-70b", "qwen2.5-3b"]],
        [{ memory: 64 * GiB, vram: 48 * GiB }, ["qwen3-32b", "llama-3.3-swallow-70b"], ["deepseek-r1"]],
      ];
    for (const [over, allowed, never] of cases)
      it(JSON.stringify(over), () => {
        const chosen = choose(catalogue, wish(over));
        const ids = order(chosen);
        for (const id of allowed) assert.ok(ids.includes(id), `${id}: ${whyNot(chosen)[id] ?? "not listed"}`);
        for (const id of never) assert.ok(!ids.includes(id) && whyNot(chosen)[id], id);
      });
  });
});
