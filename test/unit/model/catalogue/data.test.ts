/** The shipped catalogue: its files keep their schema, their names and what the engine knows. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import Ajv from "ajv";
import { chatOf, licenceOf, listedModels, reasoningOf } from "../../../../server/src/model/catalogue/types";
import { footprint, isQuantization } from "../../../../server/src/model/catalogue/memory";
import { roomIn, roomOnGpu } from "../../../../server/src/model/catalogue/choose";
import { recurrentArchitectures, tokenSets } from "../../../../server/src/model/fimFamilies";
import { readCatalogue } from "../../../../server/src/node/catalogueFiles";
import { catalogue, catalogueFiles } from "../../../support/catalogue";

const schema = JSON.parse(readFileSync("media/schemas/catalogue.schema.json", "utf8")) as object;
const models = listedModels(catalogue);

/** Values of the enum of architectures in the library's types, as its version is installed. */
const known = new Set(
  [
    ...(readFileSync("node_modules/node-llama-cpp/dist/gguf/types/GgufMetadataTypes.d.ts", "utf8")
      .split("enum GgufArchitectureType")[1]
      ?.split("}")[0]
      ?.matchAll(/= "([^"]+)"/g) ?? []),
  ].map((match) => match[1]),
);

describe("catalogue: data", () => {
  const validate = new Ajv({ allErrors: true }).compile(schema);
  for (const [name, family] of catalogueFiles)
    it(`${name} keeps the schema and is called as its family`, () => {
      assert.ok(validate(family), JSON.stringify(validate.errors, null, 1));
      assert.equal(name, `${family.id}.json`);
    });

  it("has the families that organisations ask for", () => {
    const ids = catalogue.families.map(({ id }) => id);
    const wanted = [
      "llama-3",
      "phi-3.5",
      "phi-4",
      "gemma-2",
      "gemma-3",
      "deepseek-r1",
      "deepseek-coder",
      "qwen2.5",
      "qwen2.5-coder",
    ];
    const more = [
      "qwen3",
      "qwen3-coder",
      "mistral",
      "mixtral",
      "codestral",
      "plamo-2",
      "sarashina2",
      "llm-jp-3",
      "tsuzumi",
      "cotomi",
    ];
    assert.deepEqual([...ids].sort(), [...wanted, ...more].sort());
  });

  it("is read as it is", async () => assert.deepEqual(await readCatalogue("media"), catalogue));

  it("names every model once, and a licence that its family has", () => {
    assert.equal(new Set(models.map(({ model }) => model.id)).size, models.length);
    for (const listed of models) assert.ok(licenceOf(listed).name !== "");
    for (const { licences, models: own } of catalogue.families)
      assert.deepEqual([...new Set(own.map(({ licence }) => licence))].sort(), Object.keys(licences).sort());
  });

  it("says of no architecture that it runs which the engine does not have", () => {
    assert.ok(known.size > 100);
    const unknown = models.filter(
      ({ model }) => model.architecture !== undefined && !known.has(model.architecture),
    );
    assert.deepEqual(
      unknown.map(({ model }) => model.id),
      [],
    );
  });

  it("gives completion to models that fill in and can be rewound only", () => {
    for (const { family, model } of models.filter((each) => each.model.roles.includes("completion"))) {
      assert.ok(
        tokenSets.some((set) => set.family === family.fim),
        model.id,
      );
      assert.equal(recurrentArchitectures.has(model.architecture ?? ""), false, model.id);
    }
  });

  it("knows how a model that follows instructions is spoken to, where its file is published", () => {
    for (const listed of models.filter(
      ({ model }) => model.roles.includes("assistant") && model.architecture,
    ))
      assert.ok(chatOf(listed) !== undefined, listed.model.id);
  });

  it("has dimensions that make the parameters it states, within a fifth", () => {
    for (const { family, model } of models) {
      if (!model.shape || !model.parameters || model.active !== undefined) continue;
      const { layers, heads, kvHeads, headSize, embedding, vocabulary } = model.shape;
      const attention = layers * embedding * headSize * (2 * heads + 2 * kvHeads);
      const rest = model.parameters * 1e9 - attention - vocabulary * embedding;
      // Three matrices of a feed-forward that is two to nine times as wide as the embedding.
      const width = rest / (layers * 3 * embedding * embedding);
      assert.ok(width > 1.5 && width < 9.5, `${family.id} ${model.id}: ${width.toFixed(2)}`);
    }
  });

  it("marks the models that do not think aloud in families that do", () => {
    const quiet = models
      .filter((each) => each.family.reasoning && !reasoningOf(each))
      .map(({ model }) => model.id);
    assert.deepEqual(quiet, ["qwen3-4b-instruct-2507", "qwen3-30b-a3b-instruct-2507"]);
  });
});

describe("catalogue: profiles", () => {
  for (const profile of catalogue.profiles)
    it(`${profile.id}: both models may be used commercially, have their role and fit together`, () => {
      const GiB = 2 ** 30;
      let total = 0;
      for (const role of ["completion", "assistant"] as const) {
        const { model: id, quantization } = profile[role];
        const listed = models.find(({ model }) => model.id === id);
        assert.ok(listed && isQuantization(quantization), id);
        assert.ok(listed.model.roles.includes(role));
        assert.ok(["free", "conditions"].includes(licenceOf(listed).use));
        total += footprint(listed.model, quantization, role)?.total ?? Infinity;
      }
      const room = profile.vram > 0 ? roomOnGpu(profile.vram * GiB) : roomIn(profile.memory * GiB);
      assert.ok(total <= room, `${total / GiB} of ${room / GiB} GiB`);
    });

  it("has an assistant for Japanese in each", () => {
    assert.equal(catalogue.profiles.length, 3);
    for (const { assistant } of catalogue.profiles) {
      const listed = models.find(({ model }) => model.id === assistant.model);
      assert.notEqual(listed && (listed.model.japanese ?? listed.family.languages.japanese), "unlisted");
    }
  });
});
