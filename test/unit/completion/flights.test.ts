import assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import { ask, flying, never, settings } from "./bench";

describe("inline completion in flight", () => {
  it("goes on for the next request when the user types what it says", async () => {
    const { complete, pass, next, prompts } = flying(["cust", "omer;"]);
    const first = complete(ask("const a = |"), never);
    await pass(settings.debounce);
    await next();
    const second = complete(ask("const a = cu|"), never);
    await next();
    assert.deepEqual(await first, []);
    assert.equal((await second)[0]?.text, "stomer;");
    assert.deepEqual(prompts, ["const a ="]);
  });

  it("stops at once when the user types something else", async () => {
    const { complete, pass, next, signals, prompts } = flying(["cust", "omer;"]);
    const first = complete(ask("const a = |"), never);
    await pass(settings.debounce);
    await next();
    const second = complete(ask("const a = x|"), never);
    assert.equal(signals[0]?.aborted, true);
    assert.deepEqual(await first, []);
    await pass(settings.debounce);
    await next();
    await next();
    assert.equal((await second)[0]?.text, "customer;");
    assert.deepEqual(prompts, ["const a =", "const a = x"]);
  });

  it("stops as soon as it turns out to say something else", async () => {
    const { complete, pass, next, signals, prompts } = flying(["cust", "omer;"]);
    const first = complete(ask("const a = |"), never);
    await pass(settings.debounce);
    const second = complete(ask("const a = cab|"), never);
    assert.equal(signals[0]?.aborted, false);
    await next();
    assert.equal(signals[0]?.aborted, true);
    await pass(settings.debounce);
    await next();
    await next();
    assert.deepEqual(await first, []);
    assert.equal((await second)[0]?.text, "customer;");
    assert.equal(prompts.length, 2);
  });

  it("stops at once when nobody waits for it", async () => {
    const { complete, pass, signals } = flying(["cust", "omer;"]);
    const dismissed = new AbortController();
    const first = complete(ask("const a = |"), dismissed.signal);
    await pass(settings.debounce);
    await turn();
    dismissed.abort();
    await assert.rejects(first);
    assert.equal(signals[0]?.aborted, true);
  });

  it("goes on from the words it was interrupted after, when the user types on", async () => {
    const { complete, pass, next, prompts } = flying(["cust", "omer;"]);
    const typing = new AbortController();
    const first = complete(ask("const a = |"), typing.signal);
    await pass(settings.debounce);
    await next();
    typing.abort();
    await assert.rejects(first, typing.signal.reason as Error);
    const second = complete(ask("const a = cu|"), never);
    await pass(settings.debounce);
    await next();
    await next();
    assert.equal((await second)[0]?.text, "stcustomer;");
    assert.deepEqual(prompts, ["const a =", "const a = cust"]);
  });

  it("is not even asked when the request was cancelled while waiting", async () => {
    const { complete, pass, prompts } = flying(["a"]);
    const dismissed = new AbortController();
    const first = complete(ask("const a = |"), dismissed.signal);
    dismissed.abort();
    await assert.rejects(first);
    await pass(1000);
    assert.deepEqual(prompts, []);
    await assert.rejects(complete(ask("const a = |"), dismissed.signal));
  });

  it("is left when the line is over, before the model ends", async () => {
    const { complete, pass, next, signals } = flying(["b;\ncon", "st c"]);
    const item = complete(ask("const a = |\n"), never);
    await pass(settings.debounce);
    await next();
    assert.equal((await item)[0]?.text, "b;");
    assert.equal(signals[0]?.aborted, true);
  });
});
