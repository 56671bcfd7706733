import assert from "node:assert/strict";
import { evalArguments, isOutdated, modelItems } from "../../../client/src/evaluateItems";
import { english, inJapanese } from "../../support/translate";

const models = [
  { name: "coder", path: "/m/coder.gguf" },
  { name: "ours", path: "/m/coder.gguf", lora: [{ path: "/m/ours.gguf" }] },
  { name: "listed", catalogue: "qwen2.5-coder-1.5b" },
  { name: "department", endpoint: { url: "https://llm.example.jp" } },
];

describe("measuring models from the editor", () => {
  it("offers the models of this computer, those in use chosen already, and no server", () => {
    assert.deepEqual(modelItems(models, ["coder", ""], english), [
      { label: "coder", description: "in use", picked: true },
      { label: "ours", description: "with an adapter", picked: false },
      { label: "listed", description: "", picked: false },
    ]);
    assert.equal(modelItems(models, ["ours"], inJapanese)[1]?.description, "使用中, アダプター付き");
  });

  const result = (version: string, ...names: readonly string[]) =>
    JSON.stringify({ version, runs: [{}, null, ...names.map((name) => ({ model: { name } }))] });
  const kept: readonly (readonly [string, boolean | undefined])[] = [
    [result("1.0.0", "coder", "chat", "more"), false],
    [result("1.0.0", "coder"), true],
    [result("0.9.0", "coder", "chat"), true],
    ["{}", undefined],
    ["[", undefined],
    ["null", undefined],
  ];
  for (const [text, outdated] of kept)
    it(`knows whether ${text} was measured with what answers now`, () =>
      assert.equal(
        isOutdated(text, { version: "1.0.0", models: [{ name: "coder" }, { name: "chat" }] }),
        outdated,
      ));

  const files: readonly (readonly [string | undefined, string | undefined, boolean])[] = [
    ["a", "a", false],
    ["a", "b", true],
    [undefined, "b", false],
    ["a", undefined, false],
  ];
  for (const [then, sha256, outdated] of files)
    it(`knows another file under the same name: ${then} then, ${sha256} now`, () => {
      const text = JSON.stringify({ version: "1.0.0", runs: [{ model: { name: "coder", sha256: then } }] });
      const models = [{ name: "coder", ...(sha256 === undefined ? {} : { sha256 }) }];
      assert.equal(isOutdated(text, { version: "1.0.0", models }), outdated);
    });

  it("asks the command line for it, and keeps the result beside its cases", () => {
    const result = "/w/.hanare/suites/private.last";
    const common = ["--keep", `${result}.json`, "--format", "markdown", "--output", `${result}.md`];
    const suite = "/w/.hanare/suites/private.yaml";
    assert.deepEqual(evalArguments({ suite, models: ["coder", "ours"], result, language: "ja" }), [
      ...["eval", suite, "--model", "coder", "--model", "ours", ...common, "--language", "ja"],
    ]);
    assert.deepEqual(evalArguments({ models: [], result, language: "fr" }), [
      ...["eval", ...common, "--language", "en"],
    ]);
  });
});
