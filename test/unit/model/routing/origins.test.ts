/** Every request of every feature says where its text comes from, through the features' own handlers. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { testToolCalls } from "../../../../server/src/chat/exam";
import { answerChat } from "../../../../server/src/chat/handler";
import { runCodeTask } from "../../../../server/src/codeTasks/handler";
import { commitMessage } from "../../../../server/src/commitMessage/handler";
import { createCompletion } from "../../../../server/src/completion/handler";
import { type SourceDocument } from "../../../../server/src/documents/document";
import { readText } from "../../../../server/src/documents/read";
import { builtInTemplates } from "../../../../server/src/draft/builtIn";
import { createDrafter } from "../../../../server/src/draft/handler";
import { chatRequest } from "../../../../server/src/evaluate/prompt";
import { testAssistant } from "../../../../server/src/model/capability";
import { testCompletion } from "../../../../server/src/model/completionTest";
import { embedderOf } from "../../../../server/src/model/embedder";
import { testEmbedding } from "../../../../server/src/model/embeddingTest";
import { partOf, type RequestOrigin, sourceOf } from "../../../../server/src/model/routing/origin";
import {
  type EmbedRequest,
  type GenerateRequest,
  type ModelRuntime,
} from "../../../../server/src/model/runtime";
import { measureSpeed } from "../../../../server/src/model/speed";
import { rewrite } from "../../../../server/src/proofread/rewrite/rewrite";
import { defaultSettings } from "../../../../server/src/protocol";
import { createMeanings } from "../../../../server/src/retrieval/meanings";
import { createSummarizer } from "../../../../server/src/summarize/handler";
import { library } from "../../../support/library";
import { noTokens } from "../../../support/proofSample";
import { oracle, scriptedJudge, stageOf } from "../../../support/scriptedJudge";
import { type ScriptedAnswer, scriptedRuntime } from "../../../support/scriptedRuntime";
import { change } from "../../commitMessage/diffs";
import { fileOf, pack, quiet } from "../../review/judge/bench";

const never = new AbortController().signal;
const text =
  "公開\n\n# 規程\n\n## 報告\n\n事故は30日以内に報告しなければならない。\n\n## 持出し\n\n資料は持ち出さない。\n";
const markdown = readText({ uri: "file:///w/a.md", languageId: "markdown", text });
const typescript = readText({
  ...{ uri: "file:///w/src/limit.ts", languageId: "typescript" },
  text: "export function allows(count: number) {\n  return count <= 5;\n}\n",
});

interface Walk {
  readonly origins: readonly (RequestOrigin | undefined)[];
  /** What the feature asked for a model with. */
  readonly chosenBy: readonly (RequestOrigin | undefined)[];
}

type Model = (origin?: RequestOrigin) => { readonly runtime: ModelRuntime; readonly allowed: true };

/** Runs a feature on a model that says always the same, and answers what it was asked. */
async function walk(
  use: (assistant: Model, runtime: ModelRuntime) => Promise<unknown>,
  answer: (request: GenerateRequest) => ScriptedAnswer = () => "[]",
): Promise<Walk> {
  const runtime = scriptedRuntime(answer);
  const chosenBy: (RequestOrigin | undefined)[] = [];
  const assistant: Model = (origin) => {
    chosenBy.push(origin);
    return { runtime, allowed: true };
  };
  await use(assistant, runtime);
  return { origins: [...runtime.requests, ...runtime.prefills].map(({ origin }) => origin), chosenBy };
}

const summary = (reading: "sentences" | "whole") => (assistant: Model) =>
  createSummarizer({ assistant }).summarize(
    markdown,
    { length: "short", language: "auto", template: "general", reading },
    () => undefined,
    never,
  );
const points = (request: GenerateRequest) => {
  const prompt = request.kind === "chat" ? (request.messages.at(-1)?.text ?? "") : "";
  const sentences = prompt.match(/[^\n。]+。/gu) ?? [];
  return JSON.stringify(sentences.map((quote) => ({ quote, point: quote })));
};

async function completion(languageId: string, uri: string): Promise<Walk> {
  const runtime = scriptedRuntime(() => "x");
  const chosenBy: (RequestOrigin | undefined)[] = [];
  const { complete } = createCompletion({
    runtime: (origin) => {
      chosenBy.push(origin);
      return runtime;
    },
    now: () => 0,
    delay: () => Promise.resolve(),
    gather: () =>
      Promise.resolve([
        {
          ...{ source: "similar", uri: "file:///w/b.ts", path: "b.ts" },
          lines: { start: 0, end: 1 },
          text: "let b;",
        },
      ]),
  });
  const settings = { ...defaultSettings.completion, ahead: false, debounce: 0 };
  const place = {
    uri,
    languageId,
    text: "const a = 1;\nconst b = \n",
    offset: 23,
    version: 1,
    explicit: true,
  };
  await complete({ ...place, settings }, never);
  return { origins: [...runtime.requests, ...runtime.prefills].map(({ origin }) => origin), chosenBy };
}

async function embedding(use: (runtime: ModelRuntime) => Promise<unknown>): Promise<Walk> {
  const requests: EmbedRequest[] = [];
  const style = { pooling: "mean", prefix: { query: "", passage: "" }, dimensions: 2 } as const;
  const runtime: ModelRuntime = {
    ...scriptedRuntime(() => "", { embedding: style }),
    embed: (request) => {
      requests.push(request);
      return Promise.resolve(request.texts.map(() => Float32Array.of(1, 0)));
    },
  };
  await use(runtime);
  return { origins: requests.map(({ origin }) => origin), chosenBy: [] };
}

async function judging(shipped: boolean): Promise<Walk> {
  const runtime = scriptedJudge(oracle);
  const own = shipped ? { ...pack, shipped: true as const } : pack;
  const { stage } = stageOf({ runtime });
  await stage.judge([fileOf("# Manual\n\n## One\n\nThen a BAD sentence stands here.\n", own)], quiet, never);
  return { origins: runtime.requests.map(({ origin }) => origin), chosenBy: [] };
}

const searched = (uri: string) => (runtime: ModelRuntime) => {
  const meanings = createMeanings({
    embedder: () => embedderOf(runtime),
    passages: () => Promise.resolve([{ span: { start: 0, end: 1 }, headings: [], text: "a" }]),
  });
  return meanings
    .refresh([{ uri, sha256: "1" }], never)
    .then(() => meanings.nearest("question", { limit: 1, accept: () => true }, never));
};

/** Feature, tasks of its requests, and the files they may be of. */
const features: readonly (readonly [name: string, run: () => Promise<Walk>, tasks: string, files: string])[] =
  [
    ["a summary of sentences", () => walk(summary("sentences")), "summary", "a.md"],
    ["a summary of the whole text", () => walk(summary("whole"), points), "summary", "a.md"],
    [
      "a question",
      () => walk((assistant) => asking(assistant)),
      "ask",
      "普通預金.md 相続.md cards.md memo.md",
    ],
    ["a review with rules that ship", () => judging(true), "review test", "a.md"],
    ["a review with rules of one's own", () => judging(false), "review", "a.md p.yaml"],
    ["a draft", () => walk(drafting), "draft", "a.md limit.ts"],
    ["proofreading", () => walk(rewording), "proofread", "a.md"],
    [
      "a task on code",
      () =>
        walk(
          (assistant) => tasks(assistant),
          () => "It checks.",
        ),
      "code",
      "limit.ts",
    ],
    ["a commit message", () => walk(committing), "commit", "limit.ts"],
    ["a completion of code", () => completion("typescript", "file:///w/a.ts"), "completion", "a.ts b.ts"],
    ["a completion of prose", () => completion("markdown", "file:///w/a.md"), "completion", "a.md b.ts"],
    [
      "the editor's chat",
      () => walk((_, runtime) => chatting(runtime), callThenSpeak),
      "ask",
      "chat:conversation",
    ],
    ["the test of tool calls", () => walk((_, runtime) => testToolCalls(runtime, never)), "test", ""],
    ["a case of a suite", () => walk(asCase), "evaluation", "a.md"],
    ["a search", () => embedding(searched("file:///w/a.md")), "search", "a.md"],
    ["the test of the assistant", () => walk((_, runtime) => testAssistant(runtime, never)), "test", ""],
    ["the test of completion", () => walk((_, runtime) => testCompletion(runtime, never)), "test", ""],
    ["the test of embedding", () => embedding((runtime) => testEmbedding(runtime, never)), "test", ""],
    ["the measurement of speed", () => walk((_, runtime) => measureSpeed(runtime, never)), "test", ""],
  ];

const chatting = (runtime: ModelRuntime) =>
  answerChat(
    { runtime, mayCall: true, newId: () => "1" },
    {
      turns: [{ role: "user", parts: [{ kind: "text", text: "何日以内か" }] }],
      tools: [
        {
          name: "find",
          description: "Finds.",
          inputSchema: { type: "object", properties: { text: { type: "string" } } },
        },
      ],
    },
    () => undefined,
    never,
  );
/** Once a call of a tool, once words. */
let isCall = false;
function callThenSpeak(): string {
  isCall = !isCall;
  return isCall ? '{"tool":"answer_user"}' : "30日以内です。";
}

async function asking(assistant: Model): Promise<unknown> {
  const model = assistant().runtime;
  const { ask } = await library({ model });
  return ask("解約時の本人確認は何を見ればよいか");
}

const drafting = (assistant: Model) => {
  const task = { documents: [markdown, typescript], template: builtInTemplates.procedure, unread: [] };
  return createDrafter({ assistant }).draft(task, () => undefined, never);
};

const rewording = (assistant: Model) =>
  rewrite(
    { assistant, tokenize: noTokens },
    { sentence: "事故を報告する。", remarks: [], source: sourceOf(markdown) },
    never,
  );

const tasks = (assistant: Model) =>
  runCodeTask(
    { assistant, read: (source) => readText(source), project: () => Promise.resolve([]) },
    { task: "explain", document: typescript, selection: { start: 0, end: typescript.text.length } },
    () => undefined,
    never,
  );

const committing = (assistant: Model) =>
  commitMessage({ assistant }, { diff: change, untracked: [], recent: [], root: "file:///w" }, never);

const asCase = async (_: Model, runtime: ModelRuntime) => {
  for await (const chunk of runtime.generate(chatRequest("何日以内か", markdown), never)) assert.ok(chunk);
};

const namesIn = (sources: RequestOrigin["sources"]) =>
  sources.map(({ uri }) => decodeURIComponent(uri.split("/").at(-1) ?? ""));

describe("routing: every request says where its text comes from", () => {
  for (const [name, run, expected, files] of features)
    it(name, async () => {
      const { origins, chosenBy } = await run();
      assert.ok(origins.length > 0, "nothing was asked");
      for (const origin of origins) {
        assert.ok(origin, "a request without an origin");
        assert.ok(expected.split(" ").includes(origin.task), origin.task);
        if (origin.task === "test") assert.deepEqual(origin.sources, []);
        for (const source of namesIn(origin.sources)) assert.ok(files.split(" ").includes(source), source);
      }
      const named = new Set(origins.flatMap((origin) => namesIn(origin?.sources ?? [])));
      if (files !== "" && name !== "a question") assert.deepEqual([...named].sort(), files.split(" ").sort());
      for (const origin of chosenBy)
        assert.ok(
          name === "a question" || origin !== undefined,
          "a model was chosen for text of unknown origin",
        );
    });

  it("marks and languages are those of the documents", () => {
    const looked = (document: SourceDocument) => {
      const { mark, whole, code, language } = sourceOf(document);
      return { mark, whole, code, language };
    };
    assert.deepEqual(looked(markdown), { mark: "公開", whole: true, code: false, language: "ja" });
    assert.deepEqual(looked(typescript), { mark: undefined, whole: true, code: true, language: undefined });
    const gap = { ...markdown, unread: [{ where: "Page 2", why: "a picture" }] };
    assert.equal(looked(gap).whole, false);
    const data = readText({ uri: "file:///w/customers.json", languageId: "json", text: "{}" });
    assert.deepEqual([looked(data).code, looked(data).mark], [false, undefined]);
  });

  it("a part of a file is known only where it begins with the file, and only of code", () => {
    const part = (uri: string, text: string, fromStart: boolean) => {
      const { whole, mark } = partOf({ uri, text, fromStart });
      return { whole, mark };
    };
    assert.deepEqual(part("file:///a.ts", "let a;", true), { whole: true, mark: undefined });
    assert.deepEqual(part("file:///a.ts", "let a;", false), { whole: false, mark: undefined });
    assert.deepEqual(part("file:///a.ts", "// ACME, confidential", true), {
      whole: true,
      mark: "confidential",
    });
    assert.deepEqual(part("file:///a.md", "公開", true), { whole: false, mark: undefined });
  });

  it("a diff is a part of its files: one in the middle of a file stays, a mark in its head is seen", async () => {
    const sourceOfDiff = async (hunk: string) => {
      const head = "diff --git a/a.ts b/a.ts\n--- a/a.ts\n+++ b/a.ts\n";
      let origin: RequestOrigin | undefined;
      const input = { diff: `${head}${hunk}\n`, untracked: [], recent: [], root: "file:///w" };
      const assistant = (from: RequestOrigin) => {
        origin = from;
        return undefined;
      };
      await commitMessage({ assistant }, input, never);
      return origin?.sources.map(({ whole, mark }) => [whole, mark]);
    };
    assert.deepEqual(await sourceOfDiff("@@ -1,2 +1,3 @@\n let a;\n+let b;"), [[true, undefined]]);
    assert.deepEqual(await sourceOfDiff("@@ -40,2 +40,3 @@\n let a;\n+let b;"), [[false, undefined]]);
    assert.deepEqual(await sourceOfDiff("@@ -1,2 +1,3 @@\n // ACME, confidential\n+let b;"), [
      [true, "confidential"],
    ]);
  });

  it("no other file asks a model: a new one belongs into this walk", () => {
    const root = "server/src";
    const asks = readdirSync(root, { recursive: true, encoding: "utf8" })
      .map((name) => name.replaceAll("\\", "/"))
      .filter((name) => name.endsWith(".ts") && !/^model\/(?:engine|http|routing)\//.test(name))
      .filter((name) =>
        /\.(?:generate|embed)\??\.?\(|\bembed\?\.\(/.test(readFileSync(`${root}/${name}`, "utf8")),
      );
    assert.deepEqual(asks.sort(), [
      ...[
        "ask/answer.ts",
        "chat/calls.ts",
        "chat/handler.ts",
        "cli/evalPorts.ts",
        "codeTasks/handler.ts",
        "commitMessage/handler.ts",
      ],
      ...["completion/generation.ts", "completion/rest.ts", "completion/warming.ts", "draft/word.ts"],
      // Hands a request on as it is.
      ...["journal/recorder.ts"],
      ...["model/capability.ts", "model/completionTest.ts", "model/embedder.ts", "model/embeddingTest.ts"],
      ...[
        "model/speed.ts",
        "proofread/rewrite/rewrite.ts",
        "retrieval/embedding.ts",
        "retrieval/meanings.ts",
      ],
      ...["review/judge/look.ts", "summarize/questions.ts"],
    ]);
  });
});
