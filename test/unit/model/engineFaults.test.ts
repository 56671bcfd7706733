import assert from "node:assert/strict";
import { engineFault } from "../../../server/src/model/engineFaults";
import { readGgufHeader } from "../../../server/src/model/gguf";
import { abilitiesOf } from "../../../server/src/model/report";
import { encodeGguf, inMemory, type MetaValue } from "../../support/ggufEncode";

describe("models that the engine never answers with", () => {
  const cases: readonly (readonly [architecture: string, heads: MetaValue, refused: boolean])[] = [
    ["plamo2", { i32s: [0, 32, 0, 32] }, true],
    ["plamo2", { i32s: [32, 0] }, false],
    ["plamo2", 32, false],
    ["plamo3", { i32s: [0, 32] }, false],
    ["llama", { i32s: [0, 32] }, false],
  ];
  for (const [architecture, heads, refused] of cases)
    it(`${architecture} with heads ${JSON.stringify(heads)}: ${refused ? "refused" : "taken"}`, async () => {
      const bytes = encodeGguf({
        metadata: {
          "general.architecture": architecture,
          "general.name": "PLaMo 2 8B",
          [`${architecture}.attention.head_count`]: heads,
          "tokenizer.chat_template": "{{ messages }}",
        },
      });
      const header = await readGgufHeader(inMemory(bytes), { tokens: true });
      assert.equal(engineFault(header) !== undefined, refused);
      const { completion, assistant } = abilitiesOf(header);
      assert.equal(assistant.able, refused ? "no" : "yes");
      if (refused) assert.deepEqual([completion.able, completion.reason], ["no", assistant.reason]);
      if (refused) assert.match(assistant.reason, /^PLaMo 2 8B .*does not run in the engine/);
    });
});
