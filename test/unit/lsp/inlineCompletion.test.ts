import assert from "node:assert/strict";
import { createOffer } from "../../../server/src/lsp/inlineCompletion";

function setUp() {
  const events: string[] = [];
  const open: (() => void)[] = [];
  const offer = createOffer(
    () => {
      events.push("register");
      return new Promise((done) => open.push(() => done({ dispose: () => events.push("unregister") })));
    },
    (error) => events.push(String(error)),
  );
  return { offer, events, answer: () => open.shift()?.() };
}

describe("lsp/inlineCompletion", () => {
  it("registers once while a model is ready and unregisters when it goes", async () => {
    const { offer, events, answer } = setUp();
    const first = offer.set(true);
    void offer.set(true);
    answer();
    await first;
    await offer.set(false);
    await offer.set(false);
    assert.deepEqual(events, ["register", "unregister"]);
  });

  it("ends as last asked when asked again before the editor answered", async () => {
    const { offer, events, answer } = setUp();
    const first = offer.set(true);
    void offer.set(false);
    answer();
    await first;
    assert.deepEqual(events, ["register", "unregister"]);
  });

  it("tells a refusal once and tries again when asked again", async () => {
    const events: string[] = [];
    const offer = createOffer(
      () => Promise.reject(new Error("no")),
      (error) => events.push(String(error)),
    );
    await offer.set(true);
    await offer.set(true);
    assert.deepEqual(events, ["Error: no", "Error: no"]);
  });
});
