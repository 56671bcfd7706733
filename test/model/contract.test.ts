/** What every `ModelRuntime` keeps, whoever answers: the engine, an inference server, and the one of the tests. */
import assert from "node:assert/strict";
import {
  collect,
  type ChatRequest,
  type GenerateChunk,
  type ModelRuntime,
} from "../../server/src/model/runtime";
import { settingsFor, startEngine } from "../support/engine";
import { llamaPrograms, servedBy, startLlamaServer } from "../support/llamaServer";
import { realModel } from "../support/realModels";
import { scriptedRuntime } from "../support/scriptedRuntime";

interface Running {
  readonly runtime: ModelRuntime;
  stop(): Promise<unknown>;
}

const scripted = (): Promise<Running> => {
  const runtime = scriptedRuntime((request) =>
    request.kind === "chat" && request.jsonSchema !== undefined
      ? '{"verdict":"yes"}'
      : "one, two, three, four",
  );
  return Promise.resolve({ runtime, stop: () => runtime.dispose() });
};

async function engine(context: Mocha.Context): Promise<Running> {
  const started = startEngine(settingsFor(await realModel(context, "small"), { roles: ["assistant"] }));
  return { runtime: await started.ready("assistant"), stop: () => started.loader.dispose() };
}

async function served(context: Mocha.Context): Promise<Running> {
  const model = await realModel(context, "small");
  const server = await startLlamaServer(await llamaPrograms(context), model, { slots: 2, context: 4096 });
  return { runtime: await servedBy(server.url, "assistant"), stop: () => server.stop() };
}

const signal = new AbortController().signal;
const request: ChatRequest = {
  kind: "chat",
  messages: [
    { role: "system", text: "Answer in one sentence." },
    { role: "user", text: "Count from one to ten in words." },
  ],
  priority: "interactive",
  maxTokens: 24,
};

async function chunksOf(chunks: AsyncIterable<GenerateChunk>) {
  const all: GenerateChunk[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return all;
}

const runtimes = { scripted, engine, "inference server": served };
for (const [name, start] of Object.entries(runtimes))
  describe(`ModelRuntime: ${name}`, () => {
    let running: Running;
    let runtime: ModelRuntime;
    before(async function () {
      this.timeout(1_800_000);
      running = await start(this);
      ({ runtime } = running);
    });
    after(() => running?.stop());

    it("says who it is", () => {
      const { model, engine: by, contextSize, generation, chat } = runtime.info;
      assert.ok(model !== "" && by !== "" && contextSize > 0 && generation > 0 && chat);
    });

    it("gives text in several pieces, and one last chunk with numbers that are some", async () => {
      const chunks = await chunksOf(runtime.generate(request, signal));
      const types = chunks.map(({ type }) => type);
      assert.ok(types.filter((type) => type === "text").length > 1, types.join(" "));
      assert.equal(types.indexOf("end"), types.length - 1);
      const end = chunks.at(-1);
      assert.ok(end?.type === "end");
      const { promptTokens, reusedTokens, generatedTokens, waitMs, promptMs, generateMs } = end.usage;
      for (const value of [promptTokens, reusedTokens, generatedTokens, waitMs, promptMs, generateMs])
        assert.ok(Number.isFinite(value) && value >= 0, JSON.stringify(end.usage));
      assert.ok(generatedTokens > 0);
    });

    it("says the same greedily every time, also to two at once", async () => {
      const ask = async () => (await collect(runtime.generate(request, signal))).text;
      const alone = await ask();
      assert.notEqual(alone, "");
      assert.equal(await ask(), alone);
      const [one, other] = await Promise.all([ask(), ask()]);
      assert.ok(one !== "" && other !== "");
    });

    it("generates nothing where nothing is asked for", async () => {
      const { text, usage } = await collect(runtime.generate({ ...request, maxTokens: 0 }, signal));
      // llama-server's chat makes one token all the same; nobody sees it.
      assert.ok(text === "" && usage.generatedTokens <= 1, JSON.stringify(usage));
    });

    it("answers JSON of the schema", async () => {
      const jsonSchema = { type: "object", properties: { verdict: { enum: ["yes", "no"] } } } as const;
      const { text } = await collect(runtime.generate({ ...request, jsonSchema }, signal));
      assert.match(String((JSON.parse(text) as { readonly verdict: string }).verdict), /^(yes|no)$/);
    });

    it("ends with the signal's reason, before it begins and in the middle, and goes on to serve", async () => {
      const reason = new Error("enough");
      await assert.rejects(collect(runtime.generate(request, AbortSignal.abort(reason))), reason);
      const controller = new AbortController();
      await assert.rejects(async () => {
        for await (const chunk of runtime.generate({ ...request, maxTokens: 200 }, controller.signal))
          if (chunk.type === "text") controller.abort(reason);
      }, reason);
      assert.notEqual((await collect(runtime.generate(request, signal))).text, "");
    });

    it("leaves an answer that nobody reads on, and goes on to serve", async () => {
      for await (const chunk of runtime.generate(request, signal)) if (chunk.type === "text") break;
      assert.notEqual((await collect(runtime.generate(request, signal))).text, "");
    });

    it("counts tokens: none in nothing, more in more", async () => {
      const [none, some, more] = [
        await runtime.countTokens(""),
        await runtime.countTokens("a few words"),
        await runtime.countTokens("a few words ".repeat(10)),
      ];
      assert.ok(none === 0 && some > 1 && more > some * 5, [none, some, more].join(" "));
    });
  });
