import assert from "node:assert/strict";
import { createChatting } from "../../../server/src/lsp/chatting";
import { type RuntimeInfo } from "../../../server/src/model/runtime";
import { scriptedRuntime } from "../../support/scriptedRuntime";

function world(info: Partial<RuntimeInfo> = {}) {
  const runtime = scriptedRuntime(() => "said", { model: "house", ...info });
  const tested: string[] = [];
  const chatting = createChatting({
    host: { chatPart: () => undefined, chatModel: () => undefined },
    assistant: () => ({ runtime, allowed: true }),
    exam: {
      verdict: () => undefined,
      take: (one) => Promise.resolve(void tested.push(one.info.model)),
    },
    newId: () => "1",
  });
  return { chatting, runtime, tested };
}
const ask = { id: "1", model: "house", turns: [], tools: [], mustCall: false };

describe("lsp/chatting", () => {
  it("offers a model on this computer, and has its calls of tools tested", async () => {
    const { chatting, tested } = world();
    assert.equal((await chatting.chatModel()).model?.name, "house");
    assert.deepEqual(tested, ["house"]);
  });

  it("neither offers nor asks one on another computer, not even for the test, and says why", async () => {
    const { chatting, runtime, tested } = world({ endpoint: "house" });
    assert.deepEqual(await chatting.chatModel(), { model: null });
    await assert.rejects(
      async () => chatting.chat(ask, new AbortController().signal),
      /house runs on another computer, and chats do not leave this one/,
    );
    assert.deepEqual([tested, runtime.requests], [[], []]);
  });
});
