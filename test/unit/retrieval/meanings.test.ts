import assert from "node:assert/strict";
import { createMeanings, type NearestOptions } from "../../../server/src/retrieval/meanings";
import { type Passage } from "../../../server/src/retrieval/passages";
import { createVectors, type Embedder, vectorKey } from "../../../server/src/retrieval/vectors";

const never = new AbortController().signal;
const all: NearestOptions = { limit: 10, accept: () => true };

/** A model that counts letters; files of one passage a line. */
function world(files: Record<string, string>) {
  const asked: string[] = [];
  const state = { failing: false, sha256: "aa".repeat(32), present: true };
  let stored: ReturnType<typeof createVectors> | undefined;
  const embedder = (): Embedder => ({
    model: { sha256: state.sha256, dim: 2, pooling: "mean", prefix: { query: "q:", passage: "p:" } },
    embed: ({ texts }, signal) => {
      signal.throwIfAborted();
      if (state.failing) return Promise.reject(new Error("the engine is gone"));
      asked.push(...texts);
      return Promise.resolve(
        texts.map((text) => Float32Array.from(["a", "b"].map((letter) => text.split(letter).length - 0.9))),
      );
    },
  });
  const meanings = createMeanings({
    embedder: () => (state.present ? embedder() : undefined),
    passages: (uri) => {
      let start = 0;
      const passages = (files[uri] ?? "").split("\n").map((text): Passage => {
        const span = { start, end: start + text.length };
        start = span.end + 1;
        return { span, headings: [], text };
      });
      return Promise.resolve(uri in files ? passages : undefined);
    },
    stored: () => Promise.resolve(stored),
    largest: 5,
  });
  const sources = () => Object.entries(files).map(([uri, text]) => ({ uri, sha256: text }));
  return {
    ...{ meanings, files, asked, state, sources },
    refresh: (signal = never) => meanings.refresh(sources(), signal),
    store: (vectors: ReturnType<typeof createVectors>) => (stored = vectors),
    near: async (query: string, options = all) =>
      (await meanings.nearest(query, options, never)).found.map(({ uri, span }) => `${uri} ${span.start}`),
  };
}

describe("meanings", () => {
  it("finds passages by their meaning, the same words in every place they stand", async () => {
    const { refresh, near, meanings } = world({ x: "aaa\nbbb", y: "aaa" });
    await refresh();
    assert.equal(meanings.size, 3);
    assert.deepEqual(await near("a"), ["x 0", "y 0", "x 4"]);
    assert.deepEqual(await near("a", { limit: 1, accept: (uri) => uri === "y" }), ["y 0"]);
  });

  it("embeds only what is new, and forgets what went", async () => {
    const { refresh, near, files, asked, meanings } = world({ x: "aaa", y: "bbb" });
    await refresh();
    files["x"] = "aaa\nab";
    delete files["y"];
    asked.length = 0;
    await refresh();
    assert.deepEqual(asked, ["p:ab"]);
    assert.deepEqual(await near("b"), ["x 4", "x 0"]);
    assert.deepEqual([meanings.size, meanings.vectors()?.size], [2, 2]);
  });

  it("is empty without a model, and begins anew with another", async () => {
    const { refresh, near, state, asked, meanings } = world({ x: "aaa" });
    await refresh();
    state.sha256 = "bb".repeat(32);
    const changed = await meanings.nearest("a", all, never);
    assert.deepEqual(changed.found, []);
    assert.match(changed.note ?? "", /embedded again/);
    await refresh();
    assert.deepEqual(
      asked.filter((text) => text.startsWith("p:")),
      ["p:aaa", "p:aaa"],
    );
    assert.deepEqual(await near("a"), ["x 0"]);
    state.present = false;
    await refresh();
    assert.deepEqual([meanings.size, await near("a")], [0, []]);
  });

  it("takes the vectors of an earlier session", async () => {
    const { refresh, near, store, asked } = world({ x: "aaa" });
    const vectors = createVectors({
      ...{ sha256: "aa".repeat(32), dim: 2, pooling: "mean" },
      prefix: { query: "q:", passage: "p:" },
    });
    vectors.set(vectorKey("aaa"), Float32Array.of(3, 1));
    store(vectors);
    await refresh();
    assert.deepEqual(asked, []);
    assert.deepEqual(await near("a"), ["x 0"]);
  });

  it("answers nothing and says why when the model fails", async () => {
    const { refresh, meanings, state } = world({ x: "aaa" });
    await refresh();
    state.failing = true;
    const { found, note } = await meanings.nearest("a", all, never);
    assert.deepEqual(found, []);
    assert.match(note ?? "", /not used: the engine is gone/);
  });

  it("stops when cancelled, keeps what it has, and holds no more than it may", async () => {
    const { refresh, meanings, sources } = world({ x: "a", y: "aa", z: "aaa", u: "b\nbb\nbbb", v: "ab" });
    await assert.rejects(refresh(AbortSignal.abort(new Error("enough"))), /enough/);
    assert.equal(meanings.size, 0);
    await refresh();
    assert.equal(sources().length, 5);
    assert.ok(meanings.size >= 5 && meanings.size < 7, String(meanings.size));
  });
});
