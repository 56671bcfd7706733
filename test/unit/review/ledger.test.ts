import assert from "node:assert/strict";
import {
  hashOf,
  type Judgement,
  type JudgementKey,
  type LedgerStore,
  memoryStore,
  openLedger,
} from "../../../server/src/review/ledger";

const key = (section: string, context = "model-a"): JudgementKey => ({
  section: hashOf(section),
  rule: hashOf("rule"),
  context: hashOf(context),
});
const violation: Judgement = { outcome: "violation", span: [3, 17], confidence: 0.67 };
const damage = async (store: LedgerStore, change: (text: string) => string) =>
  store.replace(change((await store.read()) ?? ""));

describe("ledger", () => {
  it("remembers a judgement under its key, for whoever opens it next", async () => {
    const store = memoryStore();
    await (await openLedger(store)).put(key("a"), violation);
    const next = await openLedger(store);
    assert.deepEqual(next.get(key("a")), violation);
    assert.equal(next.get(key("b")), undefined);
  });

  it("knows what another model judged, and does not take it for this one's word", async () => {
    const store = memoryStore();
    await (await openLedger(store)).put(key("a"), violation);
    const ledger = await openLedger(store);
    assert.equal(ledger.get(key("a", "model-b")), undefined);
    assert.equal(ledger.isElsewhere(key("a", "model-b")), true);
    assert.equal(ledger.isElsewhere(key("a")), false);
    assert.equal(ledger.isElsewhere(key("b", "model-b")), false);
  });

  it("takes the last of two judgements", async () => {
    const store = memoryStore();
    const first = await openLedger(store);
    await first.put(key("a"), violation);
    await first.put(key("a"), { outcome: "compliant" });
    assert.deepEqual((await openLedger(store)).get(key("a")), { outcome: "compliant" });
  });

  const damages: readonly [what: string, change: (text: string) => string, kept: boolean][] = [
    ["a half last line", (text) => text + text.slice(0, 30), true],
    ["a changed verdict", (text) => text.replace('"violation"', '"compliant"'), false],
    ["garbage in front", (text) => `\u0000{{{\n${text}`, true],
    ["another format", () => '{"version": 7}', false],
    ["an empty line", (text) => `\n\n${text}`, true],
  ];
  for (const [what, change, kept] of damages)
    it(`ignores ${what}, counts it, and goes on`, async () => {
      const store = memoryStore();
      await (await openLedger(store)).put(key("a"), violation);
      await damage(store, change);
      const ledger = await openLedger(store);
      assert.equal(ledger.damaged, what === "an empty line" ? 0 : 1);
      assert.deepEqual(ledger.get(key("a")), kept ? violation : undefined);
      await ledger.put(key("b"), { outcome: "compliant" });
      const next = await openLedger(store);
      assert.deepEqual([next.damaged, next.get(key("b"))?.outcome], [0, "compliant"]);
    });

  it("keeps the newest when it grows too large", async () => {
    const store = memoryStore();
    const ledger = await openLedger(store, 4);
    for (const name of ["a", "b", "c", "d", "e", "f"]) await ledger.put(key(name), { outcome: "compliant" });
    const next = await openLedger(store, 4);
    assert.deepEqual(
      ["a", "b", "c", "f"].map((name) => next.get(key(name))?.outcome),
      [undefined, undefined, "compliant", "compliant"],
    );
    assert.equal(((await store.read()) ?? "").trim().split("\n").length, 4);
  });

  it("works without a disk: what cannot be written costs the next run, not this one", async () => {
    const broken: LedgerStore = {
      read: () => Promise.reject(new Error("EACCES")),
      append: () => Promise.reject(new Error("ENOSPC")),
      replace: () => Promise.reject(new Error("ENOSPC")),
    };
    const ledger = await openLedger(broken);
    await ledger.put(key("a"), violation);
    assert.deepEqual(ledger.get(key("a")), violation);
  });

  it("holds no text", async () => {
    const store = memoryStore();
    const secret = "山田太郎 4821";
    await (await openLedger(store)).put(key(secret), violation);
    assert.ok(!((await store.read()) ?? "").includes("4821"));
  });
});
