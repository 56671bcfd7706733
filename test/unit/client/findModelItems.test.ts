import assert from "node:assert/strict";
import { asked, modelRows, modelsTitle, questions } from "../../../client/src/findModelItems";
import {
  type FindModelRequest,
  languageWishes,
  licenceWishes,
  opennessWishes,
  qualityWishes,
} from "../../../server/src/protocol";
import { english } from "../../support/translate";

const result: FindModelRequest.Result = {
  memory: 16,
  found: [
    { id: "a", name: "A", memory: "about 2 GB", reasons: ["small", "free"] },
    { id: "b", name: "B", memory: "about 4 GB", reasons: ["large"] },
  ],
  refused: [{ id: "c", name: "C", reason: "It needs 40 GB at least." }],
};

describe("finding a model", () => {
  it("asks everything the server wants to know, with every answer there is", () => {
    const all = questions(english);
    assert.deepEqual([...asked].sort(), Object.keys(all).sort());
    const values = (key: keyof typeof all) => all[key].options.map(({ value }) => value);
    assert.deepEqual(values("role"), ["completion", "assistant"]);
    assert.deepEqual(values("licence"), licenceWishes);
    assert.deepEqual(values("language"), languageWishes);
    assert.deepEqual(values("openness"), opennessWishes);
    assert.deepEqual(values("quality"), qualityWishes);
    assert.equal(values("vram")[0], 0);
    assert.deepEqual(values("context"), [0, 16_384, 32_768, 131_072]);
  });

  it("shows the best first, and of the others why not", () => {
    assert.deepEqual(modelRows(result, english), [
      { label: "$(star-full) A", description: "about 2 GB", detail: "small · free", id: "a" },
      { label: "B", description: "about 4 GB", detail: "large", id: "b" },
      { label: "Not to be used here: 1" },
      { label: "$(circle-slash) C", detail: "It needs 40 GB at least.", id: "c" },
    ]);
    assert.equal(modelsTitle(result, english), "Models for this computer (16 GB of memory), the best first");
    assert.match(modelsTitle({ ...result, found: [] }, english), /^No model suits/);
  });
});
