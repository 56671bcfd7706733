import assert from "node:assert/strict";
import { createCompletion } from "../../../server/src/completion/handler";
import { ask, flying, never, settings } from "./bench";

describe("a suggestion that grows", () => {
  function growing(pieces: readonly string[]) {
    const bench = flying(pieces);
    const grown: number[] = [];
    const onGrown = (_uri: string, version: number) => void grown.push(version);
    return { ...bench, ...createCompletion({ ...bench.ports, onGrown }), grown };
  }
  const pieces = ["customerOf(", "request, ", "now", ");"];
  const slowly = 300;

  it("shows its first words, then says that there is more, once", async () => {
    const { complete, pass, next, grown, shown, prompts } = growing(pieces);
    const request = ask("const a = |");
    const first = complete(request, never);
    await pass(settings.debounce);
    await next();
    await pass(slowly);
    await next();
    assert.equal((await first)[0]?.text, "customerOf(request,");
    assert.deepEqual(grown, []);
    await next();
    await next();
    assert.deepEqual(grown, [request.version]);
    assert.equal((await complete(request, never))[0]?.text, "customerOf(request, now);");
    assert.equal(shown.length, 1, "counted as one suggestion");
    assert.equal(prompts.length, 1, "generated once");
  });

  it("is answered whole where the model is quick", async () => {
    const { complete, pass, next, grown } = growing(pieces);
    const whole = complete(ask("const a = |"), never);
    await pass(settings.debounce);
    for (let said = 0; said < pieces.length; said++) await next();
    assert.equal((await whole)[0]?.text, "customerOf(request, now);");
    assert.deepEqual(grown, []);
  });

  it("is answered whole to who asks by hand, and to an editor that cannot ask again", async () => {
    const byHand = growing(pieces);
    const plain = flying(pieces);
    for (const [bench, explicit] of [[byHand, true] as const, [plain, false] as const]) {
      const whole = bench.complete(ask("const a = |", { explicit }), never);
      await bench.pass(settings.debounce);
      for (let said = 0; said < pieces.length; said++) {
        await bench.next();
        await bench.pass(slowly);
      }
      assert.equal((await whole)[0]?.text, "customerOf(request, now);");
    }
  });

  it("goes on while the user types what it says, and speaks for the last key only", async () => {
    const { complete, pass, next, grown, prompts } = growing(pieces);
    const first = complete(ask("const a = |"), never);
    await pass(settings.debounce);
    await next();
    await pass(slowly);
    await next();
    await first;
    const typed = ask("const a = cu|");
    assert.equal((await complete(typed, never))[0]?.text, "stomerOf(request,");
    await next();
    await next();
    assert.deepEqual(grown, [typed.version]);
    assert.equal(prompts.length, 1);
  });

  it("ends when the user types something else", async () => {
    const { complete, pass, next, grown, signals } = growing(pieces);
    const first = complete(ask("const a = |"), never);
    await pass(settings.debounce);
    await next();
    await pass(slowly);
    await next();
    await first;
    const gone = new AbortController();
    const other = complete(ask("const a = x|"), gone.signal);
    assert.equal(signals[0]?.aborted, true);
    gone.abort();
    await assert.rejects(other);
    assert.deepEqual(grown, []);
  });

  it("ends when a later question for it is called off", async () => {
    const { complete, pass, next, signals } = growing(pieces);
    const first = complete(ask("const a = |"), never);
    await pass(settings.debounce);
    await next();
    await pass(slowly);
    await next();
    await first;
    const gone = new AbortController();
    const later = complete(ask("const a = customerOf(|"), gone.signal);
    gone.abort();
    await assert.rejects(later);
    assert.equal(signals[0]?.aborted, true);
  });
});
