/** The editor's chat through the real server and a model without sense, and the tools it may use. */
import assert from "node:assert/strict";
import { CancellationTokenSource } from "vscode-languageserver-protocol";
import {
  type ChatAnswerNotification,
  ChatAnswerRequest,
  type ChatModel,
  type ChatModelNotification,
  ChatModelRequest,
  CountTokensRequest,
  ToolRequest,
} from "../../server/src/protocol";
import { writeTinyModel } from "../support/ggufWriter";
import { startServer, type TestServer } from "../support/harness";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

const turns: ChatAnswerRequest.Params["turns"] = [
  { role: "system", parts: [{ kind: "text", text: "Be brief." }] },
  { role: "user", parts: [{ kind: "text", text: "Tell me a very long story about a seal and a safe." }] },
];

describe("chat with a model", function () {
  this.timeout(120_000);
  let folder: TemporaryFolder;
  let server: TestServer;
  let model: ChatModel;
  const parts: ChatAnswerNotification.Params[] = [];
  const changes: ChatModelNotification.Params[] = [];
  let onPart = (_: ChatAnswerNotification.Params) => {};
  let onChange = (_: ChatModelNotification.Params) => {};

  const chat = (
    id: string,
    more: Partial<ChatAnswerRequest.Params> = {},
    source = new CancellationTokenSource(),
  ) =>
    server.connection.sendRequest<ChatAnswerRequest.Result>(
      ChatAnswerRequest.method,
      { id, model: model.id, turns, ...more },
      source.token,
    );
  const said = (id: string) =>
    parts.flatMap((one) => (one.id === id && one.part.kind === "text" ? [one.part.text] : []));
  const ask = () => server.connection.sendRequest<ChatModelRequest.Result>(ChatModelRequest.method, {});

  before(async () => {
    folder = await temporaryFolder();
    const path = await writeTinyModel(`${folder.path}/tiny.gguf`);
    server = await startServer({
      settings: {
        "": {
          models: [{ name: "tiny", path, contextSize: 4096 }],
          model: { assistant: "tiny" },
          gpu: { backend: "off" },
        },
      },
    });
    server.connection.onNotification("hanare/chatPart", (params: ChatAnswerNotification.Params) => {
      parts.push(params);
      onPart(params);
    });
    server.connection.onNotification("hanare/chatModelChanged", (params: ChatModelNotification.Params) => {
      changes.push(params);
      onChange(params);
    });
    // Refused as an assistant is loaded, too: it has been tested by then.
    await server.statuses.next(({ roles }) => ["ready", "refused"].includes(roles.assistant.state));
    const found = (await ask()).model;
    assert.ok(found);
    model = found;
  });
  after(async () => {
    await server.stop();
    await folder.remove();
  });

  it("is offered with its size, without tools until it has passed their test, and with what it failed", async () => {
    assert.deepEqual([model.id, model.family, model.tools], ["tiny", "qwen2", false]);
    assert.ok(model.inputTokens > 2000 && model.outputTokens > 500);
    assert.match(model.tooltip, /not checked/);
    const tested = new Promise<ChatModelNotification.Params>((resolve) => {
      onChange = (change) => {
        if (/without tools, failed/.test(change.model?.detail ?? "")) resolve(change);
      };
      changes.forEach(onChange);
    });
    assert.equal((await tested).model?.tools, false, "random weights do not pass");
    assert.deepEqual((await ask()).model, changes.at(-1)?.model);
  });

  it("answers in parts, in order and before the end, and says that it is cut", async () => {
    const result = await chat("a", { outputTokens: 40 });
    assert.ok(said("a").length > 2, `${said("a").length}`);
    assert.deepEqual(result.leftOut, []);
    assert.ok(["whole", "cut"].includes(result.end));
    assert.equal(/not whole/.test(said("a").at(-1) ?? ""), result.end === "cut");
    assert.ok(parts.filter(({ id }) => id === "a").every(({ part }) => part.kind === "text"));
  });

  it("ends with the editor's cancellation while it writes", async () => {
    const source = new CancellationTokenSource();
    const writing = chat("b", {}, source);
    const ended = assert.rejects(writing, { code: -32800 });
    await new Promise<void>((resolve) => {
      onPart = ({ id }) => {
        if (id === "b") resolve();
      };
    });
    source.cancel();
    await ended;
    const length = said("b").length;
    // The engine is free again, and what was cancelled says nothing any more.
    await chat("c", { outputTokens: 1 });
    assert.equal(said("b").length, length);
    assert.ok(length < model.outputTokens);
  });

  it("gives no tools to a model that failed their test, and says so where one must be called", async () => {
    const tools = [{ name: "clock", description: "Tells the time." }];
    await chat("d", { tools, outputTokens: 4 });
    assert.ok(parts.filter(({ id }) => id === "d").every(({ part }) => part.kind === "text"));
    await assert.rejects(chat("e", { tools, mustCall: true }), /tiny is offered without tools/);
  });

  it("refuses what does not fit and what is no question, and knows no other model", async () => {
    const long = { role: "user", parts: [{ kind: "text", text: "seal ".repeat(20_000) }] } as const;
    await assert.rejects(chat("f", { turns: [long] }), /Begin a new chat, attach less/);
    await assert.rejects(chat("g", { turns: [] }), /holds no question/);
    await assert.rejects(chat("h", { model: "gone" }), /gone is not loaded any more. Choose tiny/);
  });

  it("counts tokens by its own vocabulary", async () => {
    const count = async (text: string) => {
      const turn = { role: "user", parts: [{ kind: "text", text }] };
      const params = { model: model.id, turn };
      return (
        await server.connection.sendRequest<CountTokensRequest.Result>(CountTokensRequest.method, params)
      ).tokens;
    };
    const [one, many] = [await count("a"), await count("a b c d e f g h")];
    assert.ok(one > 0 && many > one);
  });

  it("is gone when the settings name none", async () => {
    const gone = new Promise<void>((resolve) => {
      onChange = (change) => {
        if (change.model === null) resolve();
      };
    });
    await server.configure({ "": {} });
    await gone;
    assert.deepEqual(await ask(), { model: null });
    await assert.rejects(chat("i"), /Choose a Model File/);
  });
});

describe("tools of the chat", function () {
  this.timeout(60_000);
  let folder: TemporaryFolder;
  let server: TestServer;
  const tool = (name: string, input: unknown) =>
    server.connection.sendRequest<ToolRequest.Result>(ToolRequest.method, { name, input });
  before(async () => {
    folder = await temporaryFolder();
    await folder.write(
      "w/docs/印鑑.md",
      "# 印鑑\n\n印鑑は金庫に保管しなければならない。\n\n個人番号: 123456789018\n",
    );
    await folder.write("w/docs/給与.md", "社外秘\n\n# 給与\n\n給与は月末に支払う。\n");
    await folder.write("w/.env", "PASSWORD=hunter2hunter2\n");
    await folder.write("outside.md", "# Outside\n\nNobody reads this.\n");
    server = await startServer({ folders: [folder.uriOf("w")] });
  });
  after(async () => {
    await server.stop();
    await folder.remove();
  });

  const answers: readonly (readonly [string, object, RegExp])[] = [
    [
      "hanare_documents",
      { question: "印鑑はどこに保管するか" },
      /\[1\] docs\/印鑑\.md:3-5 › 印鑑\n[^]*金庫に保管/u,
    ],
    ["hanare_search", { query: "金庫" }, /docs\/印鑑\.md:3[^]*2 of 2 files were searched/u],
    ["hanare_summarize", { path: "docs/印鑑.md" }, /金庫に保管しなければならない。 \[docs\/印鑑\.md:3\]/u],
    ["hanare_review", { path: "docs" }, /docs\/印鑑\.md:5 \[\w+\] [^]*2 of 2 files were checked/u],
    [
      "hanare_locate",
      { path: "docs/印鑑.md", quote: "印鑑は金庫に保管しなければならない" },
      /says so at docs\/印鑑\.md:3/u,
    ],
  ];
  for (const [name, input, expected] of answers)
    it(`${name} answers with file and line`, async () => {
      const { text, ok } = await tool(name, input);
      assert.ok(ok, text);
      assert.match(text, expected);
      assert.doesNotMatch(text, /月末|hunter2/u);
    });

  const refused: readonly (readonly [string, object, RegExp])[] = [
    ["hanare_summarize", { path: "../outside.md" }, /outside the workspace/],
    ["hanare_review", { path: ".env" }, /keys or passwords/],
    ["hanare_locate", { path: "docs/給与.md", quote: "給与は月末" }, /confidentiality mark/],
    ["hanare_search", { query: "x", paths: ["/etc"] }, /outside the workspace/],
    ["hanare_delete", {}, /no tool hanare_delete/],
  ];
  for (const [name, input, why] of refused)
    it(`${name} refuses ${JSON.stringify(input)}`, async () => {
      const { text, ok } = await tool(name, input);
      assert.equal(ok, false);
      assert.match(text, why);
    });

  it("read an open document as it is in the editor, and leave no trace in Problems", async () => {
    const uri = folder.uriOf("w/docs/印鑑.md");
    await server.open(uri, "markdown", "# 印鑑\n\n印鑑は机の引き出しに保管する。\n");
    const { text } = await tool("hanare_locate", { path: "docs/印鑑.md", quote: "机の引き出しに保管する" });
    assert.match(text, /says so/);
    await server.close(uri);
    await tool("hanare_review", { path: "docs" });
    const left = server.diagnostics.received.filter(({ uri: of }) => of.endsWith("給与.md"));
    assert.deepEqual(
      left.flatMap(({ diagnostics }) => diagnostics),
      [],
    );
  });
});
