import assert from "node:assert/strict";
import { createConsents } from "../../../../server/src/model/routing/consent";
import { type FindPrivate } from "../../../../server/src/model/routing/mask";
import { type RequestOrigin, shippedOrigin } from "../../../../server/src/model/routing/origin";
import { createRouter } from "../../../../server/src/model/routing/router";
import {
  type ChatRequest,
  collect,
  isModelError,
  type ModelRuntime,
  type RuntimeInfo,
} from "../../../../server/src/model/runtime";
import {
  type ConfirmSendingRequest,
  type Role,
  type RoutingRule,
  type SendingAnswer,
} from "../../../../server/src/protocol";
import { scriptedRuntime } from "../../../support/scriptedRuntime";

const never = new AbortController().signal;
const rules: readonly RoutingRule[] = [
  { endpoint: "dept", marks: ["公開"] },
  { endpoint: "coder", folders: ["/srv/app"], code: true },
];
const origin = (mark?: string): RequestOrigin => ({
  task: "summary",
  sources: [
    {
      ...{ uri: "file:///srv/a.md", whole: true, code: false, languageId: "markdown", language: "ja" },
      ...(mark === undefined ? {} : { mark }),
    },
  ],
});
const ask = (from: RequestOrigin | undefined, text = "電話は03-1111-2222"): ChatRequest => ({
  ...{ kind: "chat", priority: "interactive", maxTokens: 20, messages: [{ role: "user", text }] },
  ...(from === undefined ? {} : { origin: from }),
});
const find: FindPrivate = (text) =>
  [...text.matchAll(/0\d-\d{4}-\d{4}/g)].map(({ 0: hit, index }) => ({
    ...{ kind: "電話番号", start: index, end: index + hit.length },
  }));

interface Setting {
  readonly rules?: readonly RoutingRule[];
  readonly answer?: SendingAnswer | undefined;
  readonly answers?: readonly (SendingAnswer | undefined)[];
  readonly local?: boolean;
  readonly localIs?: "dept";
  readonly preferred?: string;
  readonly loopback?: readonly string[];
  readonly info?: Partial<RuntimeInfo>;
  readonly find?: FindPrivate;
}

function setUp(setting: Setting = {}) {
  const dept = scriptedRuntime(() => "［電話番号1］に掛ける", { model: "dept", ...setting.info });
  const coder = scriptedRuntime(() => "x", { model: "coder" });
  const here = scriptedRuntime(() => "here", { model: "here" });
  const endpoints = new Map<string, ModelRuntime>([
    ["dept", dept],
    ["coder", coder],
  ]);
  const asked: ConfirmSendingRequest.Params[] = [];
  const state = { workspace: "file:///w", now: 0 };
  const answers = [...(setting.answers ?? [])];
  const consents = createConsents({
    confirm: (preview) => {
      asked.push(preview);
      return Promise.resolve(
        answers.length > 0 ? answers.shift() : "answer" in setting ? setting.answer : "send",
      );
    },
    workspace: () => state.workspace,
    now: () => state.now,
  });
  const router = createRouter({
    place: { platform: "posix", home: "/home/a" },
    rules: () => setting.rules ?? rules,
    find: () => Promise.resolve(setting.find ?? find),
    consents,
    endpoint: (name) => endpoints.get(name),
    isLoopback: (name) => setting.loopback?.includes(name) === true,
    local: () => (setting.local === false ? undefined : setting.localIs === "dept" ? dept : here),
    preferred: () => setting.preferred,
  });
  return { router, dept, coder, here, asked, state, endpoints };
}

const say = async (runtime: ModelRuntime | undefined, request: ChatRequest) =>
  runtime === undefined ? undefined : (await collect(runtime.generate(request, never))).text;

/** The code and message of the error it rejects with. */
async function failure(work: Promise<unknown>): Promise<readonly [string, string]> {
  try {
    await work;
  } catch (error) {
    if (isModelError(error)) return [error.code, error.message];
    throw error;
  }
  throw new Error("it did not fail");
}

describe("routing: which model answers", () => {
  const chosen = (setting: Setting, from?: RequestOrigin, role: Role = "assistant") => {
    const { router } = setUp(setting);
    return router.runtime(role, from)?.info;
  };

  it("is the server that a rule names, and says so", () => {
    assert.deepEqual(
      [chosen({}, origin("公開"))?.model, chosen({}, origin("公開"))?.endpoint],
      ["dept", "dept"],
    );
  });

  const local: readonly (readonly [what: string, setting: Setting, from: RequestOrigin | undefined])[] = [
    ["nobody says where the text comes from", {}, undefined],
    ["there is no rule", { rules: [] }, origin("公開")],
    ["the document has no mark", {}, origin()],
    ["the document's mark is another one", {}, origin("社外秘")],
    ["the server is not there", { rules: [{ endpoint: "gone", marks: ["公開"] }] }, origin("公開")],
    ["the server's model does not do this", { info: { chat: false } }, origin("公開")],
  ];
  for (const [what, setting, from] of local)
    it(`is the one on this computer where ${what}`, () => {
      const info = chosen(setting, from);
      assert.deepEqual([info?.model, info?.endpoint], ["here", undefined]);
    });

  it("is a server on this computer as if it were a model on it: nothing is asked, masked or refused", async () => {
    const { router, dept, asked } = setUp({ local: false, preferred: "dept", loopback: ["dept"], rules: [] });
    const runtime = router.runtime("assistant", origin("極秘"));
    assert.equal(runtime, dept);
    await say(runtime, ask(origin("極秘")));
    assert.match(JSON.stringify(dept.requests), /03-1111-2222/);
    assert.deepEqual(asked, []);
  });

  it("is asked through its guard only, even where the server's own model is said to be loaded", async () => {
    const { router, dept } = setUp({ preferred: "dept", rules: [], localIs: "dept" });
    const runtime = router.runtime("assistant", origin("公開"));
    assert.notEqual(runtime, dept);
    assert.equal((await failure(say(runtime, ask(origin("公開")))))[0], "not-routed");
    assert.deepEqual([router.runtimes("assistant").includes(dept), dept.requests.length], [false, 0]);
  });

  it("is the same object each time, so that its tests stay", () => {
    const { router } = setUp();
    assert.equal(router.runtime("assistant", origin("公開")), router.runtime("assistant", origin("公開")));
    assert.deepEqual(
      router.runtimes("assistant").map(({ info }) => info.model),
      ["here", "dept", "coder"],
    );
  });

  it("may be asked about one file: others are left out of the request", () => {
    const { router, here } = setUp();
    const [open] = origin("公開").sources;
    const [closed] = origin("社外秘").sources;
    const server = router.runtime("assistant", origin("公開"));
    assert.ok(open && closed && server);
    assert.deepEqual(
      [open, closed].map((source) => [
        router.mayRead(server, "summary", source),
        router.mayRead(here, "summary", source),
      ]),
      [
        [true, true],
        [false, true],
      ],
    );
  });
});

describe("routing: what goes to a server", () => {
  it("is masked, shown before, and unmasked on its way back", async () => {
    const { router, dept, asked } = setUp();
    const said = await say(router.runtime("assistant", origin("公開")), ask(origin("公開")));
    assert.equal(said, "03-1111-2222に掛ける");
    assert.deepEqual(dept.requests[0]?.kind === "chat" && dept.requests[0].messages, [
      { role: "user", text: "電話は［電話番号1］" },
    ]);
    assert.equal("origin" in (dept.requests[0] ?? {}), false);
    assert.deepEqual(asked, [
      {
        ...{ endpoint: "dept", task: "summary", text: "電話は［電話番号1］", masked: 1 },
        sources: [{ uri: "file:///srv/a.md", mark: "公開" }],
      },
    ]);
  });

  it("is asked for once in a session and workspace", async () => {
    const { router, dept, asked, state } = setUp();
    const runtime = router.runtime("assistant", origin("公開"));
    await Promise.all([say(runtime, ask(origin("公開"))), say(runtime, ask(origin("公開")))]);
    await say(runtime, ask(origin("公開")));
    assert.deepEqual([dept.requests.length, asked.length], [3, 1]);
    state.workspace = "file:///other";
    await say(runtime, ask(origin("公開")));
    assert.equal(asked.length, 2);
  });

  const refused: readonly (readonly [what: string, from: RequestOrigin | undefined, why: RegExp])[] = [
    ["of unknown origin", undefined, /not known where/],
    ["without a mark", origin(), /a\.md bears no confidentiality mark.*Nothing was sent to dept/],
    ["with another mark", origin("社外秘"), /a\.md is marked “社外秘”/],
    ["of words alone", { task: "search", sources: [] }, /Words of your own/],
  ];
  for (const [what, from, why] of refused)
    it(`is refused where the text is ${what}, whoever chose the server`, async () => {
      const { router, dept, asked } = setUp({ local: false, preferred: "dept" });
      const runtime = router.runtime("assistant", from);
      const [code, message] = await failure(say(runtime, ask(from)));
      assert.equal(code, "not-routed");
      assert.match(message, why);
      assert.deepEqual([dept.requests.length, asked.length], [0, 0]);
    });

  it("is refused by a server's model that was chosen for another text", async () => {
    const { router, dept } = setUp();
    const runtime = router.runtime("assistant", origin("公開"));
    assert.equal((await failure(say(runtime, ask(origin("社外秘")))))[0], "not-routed");
    assert.equal(dept.requests.length, 0);
  });

  it("is refused when it could not be looked through for personal data", async () => {
    const { router, dept } = setUp({ find: () => undefined });
    const runtime = router.runtime("assistant", origin("公開"));
    assert.equal((await failure(say(runtime, ask(origin("公開")))))[0], "not-routed");
    assert.equal(dept.requests.length, 0);
  });

  it("does not go when the user says no, and nobody asks again at once", async () => {
    const { router, dept, asked, state } = setUp({ answers: ["no", "send"] });
    const runtime = router.runtime("assistant", origin("公開"));
    const [code, message] = await failure(say(runtime, ask(origin("公開"))));
    assert.deepEqual([code, /as you decided/.test(message)], ["not-sent", true]);
    state.now = 29_000;
    await failure(say(runtime, ask(origin("公開"))));
    assert.deepEqual([dept.requests.length, asked.length], [0, 1]);
    state.now = 90_000;
    assert.equal(await say(runtime, ask(origin("公開"))), "03-1111-2222に掛ける");
  });

  it("stays on this computer for the session when the user says so", async () => {
    const { router, dept, asked } = setUp({ answer: "local" });
    const runtime = router.runtime("assistant", origin("公開"));
    assert.equal((await failure(say(runtime, ask(origin("公開")))))[0], "not-sent");
    assert.equal(router.runtime("assistant", origin("公開"))?.info.model, "here");
    await failure(say(runtime, ask(origin("公開"))));
    assert.deepEqual([dept.requests.length, asked.length], [0, 1]);
  });

  it("does not go where nobody can be asked", async () => {
    const { router, dept } = setUp({ answer: undefined });
    const work = say(router.runtime("assistant", origin("公開")), ask(origin("公開")));
    assert.match((await failure(work))[1], /nobody could be asked/);
    assert.equal(dept.requests.length, 0);
  });

  it("is neither evaluated in advance nor counted there", async () => {
    const { router, dept, asked } = setUp();
    const runtime = router.runtime("assistant", origin("公開"));
    assert.ok(runtime);
    await collect(runtime.generate({ ...ask(origin("公開")), maxTokens: 0 }, never));
    assert.ok((await runtime.countTokens("秘密の文")) >= 4);
    assert.deepEqual([dept.prefills.length, dept.requests.length, asked.length], [0, 0, 0]);
  });

  it("is the text of Hanare's tests without a question, as it is", async () => {
    const { router, dept, asked } = setUp();
    const [, runtime] = router.runtimes("assistant");
    await say(runtime, ask(shippedOrigin));
    assert.match(JSON.stringify(dept.requests), /03-1111-2222/);
    assert.deepEqual(asked, []);
  });

  it("ends with the request, while the question stays for the next one", async () => {
    const { router, dept } = setUp();
    const controller = new AbortController();
    const runtime = router.runtime("assistant", origin("公開"));
    assert.ok(runtime);
    const work = collect(runtime.generate(ask(origin("公開")), controller.signal));
    controller.abort(new Error("stopped"));
    await assert.rejects(work, /stopped/);
    assert.equal(dept.requests.length, 0);
  });
});
