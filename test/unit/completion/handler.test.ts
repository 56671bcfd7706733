import assert from "node:assert/strict";
import { type InlineRequest, createCompletion } from "../../../server/src/completion/handler";
import { ModelError, type ModelRuntime, type StopReason } from "../../../server/src/model/runtime";
import { scriptedRuntime } from "../../support/scriptedRuntime";
import { type Options, ask, never, settings, setUp } from "./bench";

/** The document after the first item was accepted; undefined without an item. */
async function accepted(complete: ReturnType<typeof setUp>["complete"], request: InlineRequest) {
  const [item] = await complete(request, never);
  if (item === undefined) return undefined;
  return request.text.slice(0, item.range.start) + item.text + request.text.slice(item.range.end);
}

describe("inline completion", () => {
  const cases: readonly [
    why: string,
    marked: string,
    says: string,
    becomes: string | undefined,
    options?: Options,
  ][] = [
    ["fills a hole", "const a = |\n", "sum(b, c);\nconst d", "const a = sum(b, c);\n"],
    ["replaces a repeated rest", "foo(|);", "a, b);", "foo(a, b);"],
    ["writes a block", "if (a) {\n  |\n}", "b();\n  c();\n}", "if (a) {\n  b();\n  c();\n}"],
    ["keeps CRLF", "if (a) {\r\n  |\r\n}", "b();\n  c();\n}", "if (a) {\r\n  b();\r\n  c();\r\n}"],
    ["takes back the space it left to the model", "const a = |", " b + c;", "const a = b + c;"],
    ["fills in Japanese", "// 顧客|", "の一覧を返す", "// 顧客の一覧を返す"],
    ["says nothing for nothing", "const a = |", "", undefined],
    ["drops what stands below", "  |\n  return total;", "return total;", undefined],
    ["stays out of a word", "const na|me = 1;", "x", undefined],
    ["is off where it is off", "const a = |", "b", undefined, { settings: { enabled: false } }],
    ["leaves secrets alone", "KEY=|", "b", undefined, { uri: "file:///c%3A/x/.env.local", explicit: true }],
    ["stays in the encoding", "// |", "完了🎉", "// 完了", { encodable: (char) => char < "\u{1f000}" }],
    [
      "goes on from the chosen item",
      "console.lo|;",
      "(a);",
      "console.log(a);",
      { selected: { range: { start: 8, end: 10 }, text: "log" } },
    ],
    [
      "ignores a chosen item elsewhere",
      "console.log(|)",
      "a",
      "console.log(a)",
      { selected: { range: { start: 0, end: 3 }, text: "x" } },
    ],
    ["obeys one line only", "if (a) {|", "\n  b();", undefined, { settings: { multiline: "never" } }],
  ];
  for (const [why, marked, says, becomes, options] of cases) {
    it(why, async () => {
      const { complete } = setUp(says);
      assert.equal(await accepted(complete, ask(marked, options)), becomes);
    });
  }

  it("is silent without a model, or with one that cannot fill holes", async () => {
    const { ports } = setUp("b");
    const none = createCompletion({ ...ports, runtime: () => undefined });
    assert.deepEqual(await none.complete(ask("const a = |"), never), []);
    const chat = scriptedRuntime(() => "b", { completes: "no" });
    const unable = createCompletion({ ...ports, runtime: () => chat });
    assert.deepEqual(await unable.complete(ask("const a = |"), never), []);
    assert.deepEqual(chat.requests, []);
  });

  it("asks for what the settings allow", async () => {
    const { complete, runtime } = setUp("b;");
    const long = "const before = 1;\n".repeat(3000);
    const budget = { maxTokens: 50, prefixTokens: 800, suffixTokens: 200 };
    await complete(ask(`${long}const a = |\n${long}`, { settings: budget }), never);
    const [request] = runtime.requests;
    assert.ok(request?.kind === "infill");
    assert.equal(request.priority, "completion");
    assert.equal(request.maxTokens, 50);
    assert.deepEqual(request.stop, ["\n"]);
    assert.equal(request.timeBudget, 3000);
    assert.ok((await runtime.countTokens(request.prefix)) <= 810 && request.prefix.endsWith("before = 1;\n"));
    assert.equal(request.middle, "const a =");
    assert.ok(
      (await runtime.countTokens(request.suffix)) <= 210 && request.suffix.startsWith("\nconst before"),
    );
  });

  it("fits a small context", async () => {
    const { ports } = setUp("b");
    const small = scriptedRuntime(() => "b;", { contextSize: 512 });
    const { complete } = createCompletion({ ...ports, runtime: () => small });
    const long = "const before = 1;\n".repeat(3000);
    await complete(ask(`${long}const a = |\n${long}`), never);
    const [request] = small.requests;
    assert.ok(request?.kind === "infill");
    const tokens = (await small.countTokens(request.prefix)) + (await small.countTokens(request.suffix));
    assert.ok(tokens > 100 && tokens + request.maxTokens <= 512);
  });

  it("waits for a pause in typing, but not when asked by hand", async () => {
    const { complete, asked, runtime } = setUp("b;");
    await complete(ask("const a = |"), never);
    assert.deepEqual(asked, [settings.debounce]);
    await complete(ask("const c = |", { explicit: true }), never);
    assert.deepEqual(asked, [settings.debounce]);
    assert.equal(runtime.requests[1]?.timeBudget, 10_000);
  });

  it("lets a newer request overtake an older one", async () => {
    const { complete, runtime, pass } = setUp("b;", false);
    const first = complete(ask("const a = |"), never);
    const second = complete(ask("let a = |"), never);
    const other = complete(ask("var a = |", { uri: "file:///b.ts" }), never);
    await pass(settings.debounce);
    assert.deepEqual(await first, []);
    assert.equal((await second)[0]?.text, "b;");
    assert.equal((await other)[0]?.text, "b;");
    assert.equal(runtime.requests.length, 2);
  });

  it("answers nothing to a request for a version that is past", async () => {
    const { complete, pass } = setUp("b;", false);
    const newer = complete(ask("const a = |", { version: 8 }), never);
    assert.deepEqual(await complete(ask("const a = |", { version: 7 }), never), []);
    await pass(settings.debounce);
    assert.equal((await newer).length, 1);
  });

  it("shows the rest of a suggestion at once while the user types it", async () => {
    const { complete, runtime, asked, shown } = setUp("customer.name;");
    assert.equal(await accepted(complete, ask("const a = |")), "const a = customer.name;");
    for (const typed of ["c", "cust", "customer.", "customer.name"]) {
      assert.equal(await accepted(complete, ask(`const a = ${typed}|`)), "const a = customer.name;");
    }
    assert.equal(runtime.requests.length, 1);
    assert.equal(asked.length, 1);
    assert.equal(shown.length, 5);
    await complete(ask("const a = other|"), never);
    assert.equal(runtime.requests.length, 2);
  });

  it("shows the rest of several lines with the file's own breaks", async () => {
    const { complete, runtime } = setUp("\n  b();\n  c();\n}");
    assert.equal(await accepted(complete, ask("if (a) {|\r\n")), "if (a) {\r\n  b();\r\n  c();\r\n}\r\n");
    const typed = ask("if (a) {\r\n  b();|\r\n");
    assert.equal(await accepted(complete, typed), "if (a) {\r\n  b();\r\n  c();\r\n}\r\n");
    assert.equal(runtime.requests.length, 1);
  });

  it("asks again after the model or a setting changed", async () => {
    const { ports } = setUp("b;");
    let runtime = scriptedRuntime(() => "old;", { generation: 1 });
    const { complete } = createCompletion({ ...ports, runtime: () => runtime });
    assert.equal(await accepted(complete, ask("const a = |")), "const a = old;");
    runtime = scriptedRuntime(() => "new;", { generation: 2 });
    assert.equal(await accepted(complete, ask("const a = |")), "const a = new;");
    await complete(ask("const a = |", { settings: { maxTokens: 20 } }), never);
    assert.equal(runtime.requests.length, 2);
  });

  it("is content with whole lines when the rest takes long, and goes on when asked by hand", async () => {
    const bench = setUp("");
    let now = 0;
    const slow = scriptedRuntime(() => ["\n  b(", ");\n", "  c(", ");\n}"]);
    const clock = { ...bench.ports, runtime: () => slow, now: () => (now += 300) };
    const { complete } = createCompletion(clock);
    assert.equal(await accepted(complete, ask("if (a) {|")), "if (a) {\n  b();");
    assert.equal(
      await accepted(complete, ask("if (a) {|", { explicit: true })),
      "if (a) {\n  b();\n  c();\n}",
    );
  });

  it("asks by hand for more than the one line it showed", async () => {
    const { complete, runtime } = setUp("map((b) => {\n  c();\n});");
    assert.equal(await accepted(complete, ask("a.|")), "a.map((b) => {");
    assert.equal(await accepted(complete, ask("a.|", { explicit: true })), "a.map((b) => {\n  c();\n});");
    assert.equal(runtime.requests.length, 2);
  });

  it("names the filter that dropped a suggestion, and does not ask there again", async () => {
    const { complete, dropped, runtime, shown } = setUp("return total;");
    assert.deepEqual(await complete(ask("  |\n  return total;"), never), []);
    assert.deepEqual(await complete(ask("  |\n  return total;"), never), []);
    assert.deepEqual(dropped, ["stopAtSuffix"]);
    assert.equal(runtime.requests.length, 1);
    assert.deepEqual(shown, []);
  });

  it("tells how long a suggestion took", async () => {
    const { complete, shown, pass } = setUp("b;", false);
    const item = complete(ask("const a = |"), never);
    await pass(settings.debounce);
    await item;
    assert.deepEqual(shown, [settings.debounce]);
  });

  it("lets an error of the model through, once", async () => {
    let broken = true;
    const crash = new ModelError("engine-crashed", "The engine ended.");
    const { complete } = setUp(() => (broken ? crash : "b;"));
    await assert.rejects(complete(ask("const a = |"), never), crash);
    broken = false;
    assert.equal(await accepted(complete, ask("const a = |")), "const a = b;");
  });
});

describe("inline completion, cut off", () => {
  const ending = (text: string, reason: StopReason): ModelRuntime => ({
    ...scriptedRuntime(() => text),
    async *generate() {
      const usage = {
        promptTokens: 0,
        reusedTokens: 0,
        generatedTokens: 0,
        waitMs: 0,
        promptMs: 0,
        generateMs: 0,
      };
      yield { type: "text", text };
      yield await Promise.resolve({ type: "end", reason, usage });
    },
  });
  const cases: readonly [reason: StopReason, marked: string, says: string, becomes: string | undefined][] = [
    ["time", "if (a) {\n  |\n}", "b();\n  c();\n  d.ef", "if (a) {\n  b();\n  c();\n}"],
    ["length", "if (a) {\n  |\n}", "b();\n  c();\n  d.ef", "if (a) {\n  b();\n  c();\n}"],
    ["time", "// |", "顧客を読み、件数", "// 顧客を読み、"],
    ["time", "const a = |", "unfinis", undefined],
    ["eos", "const a = |", "finished", "const a = finished"],
  ];
  for (const [reason, marked, says, becomes] of cases) {
    it(`by ${reason} keeps what is whole of ${JSON.stringify(says)}`, async () => {
      const { ports } = setUp("");
      const { complete } = createCompletion({ ...ports, runtime: () => ending(says, reason) });
      assert.equal(await accepted(complete, ask(marked)), becomes);
    });
  }

  it("by time, asks once more when asked by hand", async () => {
    const { ports } = setUp("");
    let runtime = ending("b();\n  c", "time");
    const { complete } = createCompletion({ ...ports, runtime: () => runtime });
    assert.equal(await accepted(complete, ask("if (a) {\n  |\n}")), "if (a) {\n  b();\n}");
    runtime = ending("b();\n  c();", "eos");
    assert.equal(await accepted(complete, ask("if (a) {\n  |\n}")), "if (a) {\n  b();\n}");
    const byHand = ask("if (a) {\n  |\n}", { explicit: true });
    assert.equal(await accepted(complete, byHand), "if (a) {\n  b();\n  c();\n}");
  });
});
