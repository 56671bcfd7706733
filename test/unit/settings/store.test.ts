import assert from "node:assert/strict";
import { createSettingsStore } from "../../../server/src/settings/store";

function storeOf(sections: Record<string, unknown>) {
  const asked: string[] = [];
  const logged: string[] = [];
  const store = createSettingsStore({
    ask: async (section, scopeUri) => {
      asked.push(`${section}@${scopeUri ?? "window"}`);
      const answer = sections[`${section}@${scopeUri ?? "window"}`];
      if (answer instanceof Error) throw answer;
      return answer;
    },
    places: () => ({ home: "/h" }),
    log: (message) => logged.push(message),
  });
  return { store, asked, logged };
}

describe("settings/store", () => {
  it("asks once a scope until a change", async () => {
    const { store, asked } = storeOf({ "hanare@file:///a": { completion: { debounce: 7 } } });
    const [first, second] = await Promise.all([store.resource("file:///a"), store.resource("file:///a")]);
    assert.equal(first.completion.debounce, 7);
    assert.deepEqual(second, first);
    assert.equal(asked.length, 1);
    store.clear();
    await store.resource("file:///a");
    assert.equal(asked.length, 2);
  });

  it("takes the rules of routing from the machine, never from a folder", async () => {
    const own = [{ endpoint: "own", marks: ["社外秘"] }];
    const { store } = storeOf({
      "hanare@window": { routing: [{ endpoint: "dept", marks: ["公開"] }] },
      "hanare@file:///a": { routing: own },
    });
    assert.deepEqual(await store.routing(), [{ endpoint: "dept", marks: ["公開"] }]);
    const problems = await store.problems(["file:///a"]);
    assert.deepEqual(
      problems.map(({ key, scopeUri }) => [key, scopeUri]),
      [["hanare.routing", "file:///a"]],
    );
  });

  it("keeps folders apart and the engine at the window", async () => {
    const { store } = storeOf({
      "hanare@window": { engine: { threads: 4 } },
      "hanare@file:///a": { engine: { threads: 8 }, summary: { length: "short" } },
      "files.encoding@file:///a": "shiftjis",
    });
    assert.equal((await store.engine()).engine.threads, 4);
    assert.equal((await store.resource("file:///a")).summary.length, "short");
    assert.equal((await store.resource("file:///b")).summary.length, "medium");
    assert.equal(await store.encoding("file:///a"), "shiftjis");
    assert.equal(await store.encoding("file:///b"), undefined);
    const problems = await store.problems(["file:///a", "file:///b"]);
    assert.deepEqual(
      problems.map(({ key, scopeUri }) => [key, scopeUri]),
      [["hanare.engine.threads", "file:///a"]],
    );
  });

  it("says a problem of the window once, not again for every folder", async () => {
    const wrong = { gpu: { backend: "x" } };
    const { store } = storeOf({ "hanare@window": wrong, "hanare@file:///a": wrong });
    const problems = await store.problems(["file:///a"]);
    assert.deepEqual(
      problems.map(({ key, scopeUri }) => [key, scopeUri]),
      [["hanare.gpu.backend", undefined]],
    );
  });

  it("falls back to the defaults, and logs, when the editor does not answer", async () => {
    const { store, logged } = storeOf({ "hanare@file:///a": new Error("gone") });
    assert.equal((await store.resource("file:///a")).completion.enabled, true);
    assert.match(logged[0] ?? "", /gone/);
  });
});
