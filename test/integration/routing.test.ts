/** The server's own wiring of rules, question and masks, with the shipped rules and a scripted server. */
import assert from "node:assert/strict";
import path from "node:path";
import { originOf } from "../../server/src/model/routing/origin";
import { collect } from "../../server/src/model/runtime";
import { readText } from "../../server/src/documents/read";
import { type ConfirmSendingRequest, type RoutingRule } from "../../server/src/protocol";
import { type Base } from "../../server/src/serverBase";
import { createRouting } from "../../server/src/serverRouting";
import { scriptedRuntime } from "../support/scriptedRuntime";
import { root } from "../support/harness";

const never = new AbortController().signal;
const document = readText({
  ...{ uri: "file:///w/guide.md", languageId: "markdown" },
  text: "公開\n\n# 案内\n\n窓口は 03-1234-5678、担当：山田 太郎。\n",
});
const origin = originOf("summary", [document]);

async function sent(rules: readonly RoutingRule[], confirmSending: boolean) {
  const server = scriptedRuntime(() => "［telephone1］へ", { model: "dept" });
  const here = scriptedRuntime(() => "here", { model: "here" });
  const asked: ConfirmSendingRequest.Params[] = [];
  const base = {
    host: {
      confirmSending: (params: ConfirmSendingRequest.Params) => {
        asked.push(params);
        return Promise.resolve("send");
      },
    },
    workspace: { folders: () => ["file:///w"] },
    settings: { routing: () => Promise.resolve(rules) },
    runtime: { bundles: path.join(root, "dist"), home: "/home/a" },
    confirmSending,
  } as unknown as Base;
  const { router, refresh } = createRouting(base, {
    local: () => here,
    endpoint: (name) => (name === "dept" ? server : undefined),
    isLoopback: () => false,
    preferred: () => undefined,
  });
  await refresh();
  const runtime = router.runtime("assistant", origin);
  assert.ok(runtime);
  const messages = [{ role: "user", text: document.text }] as const;
  const work = collect(
    runtime.generate({ kind: "chat", priority: "batch", maxTokens: 9, messages, origin }, never),
  );
  const said = await work.then(
    ({ text }) => text,
    (error: unknown) => String(error),
  );
  return { said, asked, prompts: server.requests.map((request) => JSON.stringify(request)) };
}

describe("routing in the server", () => {
  it("sends what a rule lets go, masked by the shipped rules, after the question", async () => {
    const { said, asked, prompts } = await sent([{ endpoint: "dept", marks: ["公開"] }], true);
    assert.equal(said, "03-1234-5678へ");
    assert.equal(prompts.length, 1);
    assert.doesNotMatch(prompts[0] ?? "", /03-1234-5678|山田|guide\.md/u);
    assert.deepEqual([asked.length, asked[0]?.masked], [1, 2]);
  });

  it("stays on this computer without a rule", async () => {
    const { said, asked, prompts } = await sent([], true);
    assert.deepEqual([said, asked.length, prompts.length], ["here", 0, 0]);
  });

  it("sends nothing where the editor cannot ask", async () => {
    const { said, prompts } = await sent([{ endpoint: "dept", marks: ["公開"] }], false);
    assert.match(said, /nobody could be asked/);
    assert.equal(prompts.length, 0);
  });
});
