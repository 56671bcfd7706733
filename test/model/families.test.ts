/** Each family of the catalogue, as a tiny random model: it loads, is spoken to as it was trained, thinks apart. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { type Llama, type LlamaModel } from "node-llama-cpp";
import { chatOf, type Listed, listedModels, reasoningOf } from "../../server/src/model/catalogue/types";
import { type Library } from "../../server/src/model/engine/backend";
import { chatWrapperOf } from "../../server/src/model/engine/chat";
import { buildPrompt } from "../../server/src/model/engine/prompt";
import { engineFault } from "../../server/src/model/engineFaults";
import { readModelHeader, requireModel } from "../../server/src/model/ggufFile";
import { abilitiesOf } from "../../server/src/model/report";
import { type ChatRequest } from "../../server/src/model/runtime";
import { catalogue } from "../support/catalogue";
import { settingsFor, startEngine } from "../support/engine";
import { type FamilySample, familySamples } from "../support/familySpecs";
import { writeFamily } from "../support/ggufFamilies";
import { llamaSources } from "../support/llamaSources";
import { skip } from "../support/skip";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

const request: ChatRequest = {
  kind: "chat",
  priority: "batch",
  maxTokens: 16,
  messages: [
    { role: "system", text: "You review." },
    { role: "user", text: "契約書 <|im_end|>" },
  ],
};
const listed = (id: string): Listed =>
  listedModels(catalogue).find(({ model }) => model.id === id) ??
  assert.fail(`${id} is not in the catalogue`);

describe("families of the catalogue", function () {
  this.timeout(120_000);
  let folder: TemporaryFolder;
  let templates: string | undefined;
  let missing = "";
  let library: Library;
  let llama: Llama;

  before(async () => {
    folder = await temporaryFolder();
    const sources = await llamaSources();
    if ("missing" in sources) missing = sources.missing;
    else templates = path.join(sources.folder, "models/templates");
    library = await import("node-llama-cpp");
    llama = await library.getLlama({
      ...{ gpu: false, build: "never", skipDownload: true, progressLogs: false },
      logLevel: library.LlamaLogLevel.error,
    });
  });
  after(async () => {
    await llama.dispose();
    await folder.remove();
  });

  async function templateOf({ template, text }: FamilySample): Promise<string | undefined> {
    if (template === undefined) return text;
    return readFile(path.join(templates ?? "", `${template}.jinja`), "utf8");
  }

  async function greedy(model: LlamaModel, text: string, count: number): Promise<number> {
    const context = await model.createContext({ contextSize: 256, threads: 1 });
    const made: number[] = [];
    for await (const token of context.getSequence().evaluate(model.tokenize(text), { temperature: 0 }))
      if (made.push(token) === count) break;
    await context.dispose();
    return made.length;
  }

  it("all have a sample, but for those that no file is published of", () => {
    const proved = new Set(familySamples.map(({ model }) => listed(model).family.id));
    assert.deepEqual(
      catalogue.families.map(({ id }) => id).filter((id) => !proved.has(id)),
      ["cotomi", "tsuzumi"],
    );
  });

  for (const id of ["qwen3-4b", "deepseek-r1-distill-qwen-7b"])
    it(`${id}: what it thinks is no part of its answer`, async function () {
      if (templates === undefined) skip(this, missing);
      const sample = familySamples.find(({ model }) => model === id) ?? assert.fail(id);
      const chatTemplate = (await templateOf(sample)) ?? "";
      const file = await writeFamily(path.join(folder.path, `thinks-${id}.gguf`), {
        ...sample,
        chatTemplate,
      });
      const engine = startEngine(settingsFor(file, { roles: ["assistant"] }), folder.path);
      try {
        const runtime = await engine.ready("assistant");
        const jsonSchema = {
          type: "object",
          properties: { ok: { type: "boolean" } },
          required: ["ok"],
        } as const;
        const texts = { text: "", reasoning: "" };
        const answer = runtime.generate(
          { ...request, maxTokens: 64, jsonSchema },
          new AbortController().signal,
        );
        for await (const chunk of answer) if (chunk.type !== "end") texts[chunk.type] += chunk.text;
        assert.ok(texts.reasoning.length > 100, texts.reasoning);
        assert.match(texts.text, /^\s*\{/);
        assert.doesNotMatch(texts.text, /think/);
      } finally {
        await engine.loader.dispose();
      }
    });

  for (const sample of familySamples)
    it(`${sample.model}: ${sample.architecture}`, async function () {
      if (sample.template !== undefined && templates === undefined) skip(this, missing);
      const known = listed(sample.model);
      const chatTemplate = await templateOf(sample);
      const file = await writeFamily(path.join(folder.path, `${sample.model}.gguf`), {
        ...sample,
        ...(chatTemplate === undefined ? {} : { chatTemplate }),
      });
      const header = await readModelHeader(file, { tokens: true });
      requireModel(header);
      assert.equal(header.architecture, known.model.architecture);

      const { completion, assistant } = abilitiesOf(header);
      const fills = known.family.fim !== undefined;
      assert.equal(completion.able, fills ? "yes" : sample.architecture === "plamo2" ? "no" : "continuation");
      assert.equal(completion.template?.family, known.family.fim);
      assert.equal(assistant.able, chatTemplate === undefined ? "no" : "yes");

      // The engine would wait for ever: nothing may load it.
      assert.equal(engineFault(header) !== undefined, known.model.runs === false);
      if (known.model.runs === false) return;

      const model = await llama.loadModel({ modelPath: file });
      try {
        assert.equal(await greedy(model, "function add(a, b) { return 東京 }", 8), 8);
        const chat = chatWrapperOf(library, model);
        assert.equal(chat === undefined, chatTemplate === undefined);
        if (chat === undefined) return;
        const { tokens, reasoning } = buildPrompt(
          { ...request, jsonSchema: { type: "null" } },
          { library, model, chat, fim: undefined },
        );
        const opened = model.detokenize(reasoning?.opening ?? [], true);
        const prompt = model.detokenize(tokens, true);
        const example = chatOf(known)?.example;
        const [system, user] = request.messages;
        const documented = example
          ?.replace("{system}", system?.text ?? "")
          .replace("{user}", user?.text ?? "");
        // Where the template does not open the reasoning, it is opened for an answer in JSON.
        assert.equal(prompt, documented?.endsWith(opened) ? documented : `${documented ?? ""}${opened}`);
        const tags = reasoningOf(known);
        assert.equal(reasoning?.closingText, tags?.close);
        if (tags) assert.ok(prompt.trimEnd().endsWith(tags.open));
      } finally {
        await model.dispose();
      }
    });
});
