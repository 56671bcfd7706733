import assert from "node:assert/strict";
import { testEmbedding } from "../../../server/src/model/embeddingTest";
import { type EmbedRequest, type ModelRuntime } from "../../../server/src/model/runtime";
import { scriptedRuntime } from "../../support/scriptedRuntime";

const never = new AbortController().signal;

/** `angleOf`: of the vector of a text in a round of question, answer and three others. */
function embedding(angleOf: (place: number, text: string) => number): ModelRuntime {
  const runtime = scriptedRuntime(() => "");
  return {
    ...runtime,
    info: {
      ...runtime.info,
      embedding: { dimensions: 2, pooling: "mean", prefix: { query: "q: ", passage: "p: " } },
    },
    embed: ({ texts }: EmbedRequest) =>
      Promise.resolve(
        texts.map((text, place) => {
          const angle = angleOf(place, text);
          return Float32Array.of(Math.cos(angle), Math.sin(angle));
        }),
      ),
  };
}
const japanese = (text: string) => /\p{Script=Han}/u.test(text);

describe("test of embedding models", () => {
  const models: readonly (readonly [string, (place: number, text: string) => number, boolean])[] = [
    ["knows all", (place) => (place < 2 ? 0 : 1), true],
    ["knows nothing", (place) => (place === 1 ? 1 : 0), false],
    ["says the same of everything", () => 0, false],
    ["knows one language", (place, text) => (japanese(text) === place < 2 ? 0 : place), true],
  ];
  for (const [name, angleOf, passed] of models)
    it(`${passed ? "passes" : "fails"} one that ${name}`, async () => {
      const card = await testEmbedding(embedding(angleOf), never);
      assert.deepEqual([card.passed, card.role, card.cases.length], [passed, "embedding", 8]);
    });

  it("puts the model's words before questions and passages", async () => {
    const seen: string[] = [];
    await testEmbedding(
      embedding((place, text) => {
        seen.push(`${place}${text.slice(0, 3)}`);
        return 0;
      }),
      never,
    );
    assert.deepEqual(seen.slice(0, 5), ["0q: ", "1p: ", "2p: ", "3p: ", "4p: "]);
  });

  it("ends when it is cancelled", async () => {
    await assert.rejects(
      testEmbedding(
        embedding(() => 0),
        AbortSignal.abort(new Error("enough")),
      ),
      /enough/,
    );
  });
});
