import assert from "node:assert/strict";
import {
  fileSize,
  importedText,
  refusals,
  reportLine,
  roleChoices,
  withModel,
} from "../../../client/src/modelChoice";
import { type ModelReport } from "../../../server/src/protocol";
import { english } from "../../support/translate";

const report: ModelReport = {
  path: "/models/coder.gguf",
  name: "Coder",
  architecture: "qwen2",
  size: 1_117_320_736,
  quantization: "Q4_K_M",
  contextLength: 32_768,
  completion: { able: "yes", reason: "Fill-in-the-middle tokens found." },
  assistant: { able: "yes", reason: "Has a chat template." },
  embedding: { able: "no", reason: "Writes text." },
};
const sizes: readonly (readonly [number, string])[] = [
  [0, "0 B"],
  [999, "999 B"],
  [94_000_000, "94.0 MB"],
  [1_117_320_736, "1.1 GB"],
  [123_456_789_012, "123 GB"],
];

describe("what an import brought", () => {
  const one = { path: "/m/a.gguf", copied: true };
  for (const [models, signature, text] of [
    [[one], undefined, "The model was copied to /m/a.gguf."],
    [[{ ...one, copied: false }], undefined, "The model is there already: /m/a.gguf."],
    [[one, one], "valid", "2 models are in the models folder. The bundle's signature is valid."],
    [[one], "none", "The model was copied to /m/a.gguf. The bundle is not signed."],
  ] as const)
    it(text, () => assert.equal(importedText(models, signature, english), text));
});

describe("modelChoice", () => {
  for (const [bytes, expected] of sizes)
    it(`shows ${bytes} bytes`, () => assert.equal(fileSize(bytes), expected));

  it("says what is known of the file, and that the licence is not", () => {
    assert.equal(
      reportLine(report, english),
      "qwen2 · Q4_K_M · 1.1 GB · reads 32768 tokens · licence not stated",
    );
  });

  it("picks beforehand only what is certain and offers nothing that the model cannot do", () => {
    const unsure: ModelReport = {
      ...report,
      completion: { able: "unsure", reason: "Unknown family." },
      assistant: { able: "no", reason: "No chat template." },
    };
    assert.deepEqual(roleChoices(unsure, english), [
      {
        role: "completion",
        label: "Code completion",
        detail: "May work, not certain: Unknown family.",
        picked: false,
      },
    ]);
    assert.equal(refusals(unsure, english), "Summary wording: not with this model. No chat template.");
    assert.equal(refusals(report, english), "");
  });

  it("offers an embedding model for the search and says nothing of what it is not made for", () => {
    const no = { able: "no", reason: "Makes vectors." } as const;
    const embeds: ModelReport = {
      ...{ ...report, completion: no, assistant: no },
      embedding: { able: "yes", reason: "Made for it." },
    };
    assert.deepEqual(
      roleChoices(embeds, english).map(({ role, picked }) => [role, picked]),
      [["embedding", true]],
    );
    assert.equal(refusals(embeds, english), "");
    const useless = refusals({ ...embeds, embedding: no }, english);
    assert.equal(useless.match(/not with this model/g)?.length, 3);
  });

  it("adds an entry with a name of its own and keeps the others", () => {
    const other = { name: "Coder", path: "/models/other.gguf" };
    assert.deepEqual(withModel([other], { ...report, sha256: "ab" }), {
      name: "Coder (2)",
      models: [other, { name: "Coder (2)", path: report.path, sha256: "ab" }],
    });
  });

  it("uses the entry that already names the file", () => {
    const known = [{ name: "mine", path: report.path, contextSize: 4096 }];
    assert.deepEqual(withModel(known, report), { name: "mine", models: known });
  });
});
