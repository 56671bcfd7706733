import assert from "node:assert/strict";
import { embedMissing, nearestTo } from "../../../server/src/retrieval/embedding";
import { fuse } from "../../../server/src/retrieval/fuse";
import { decodeVectors, encodeVectors } from "../../../server/src/retrieval/vectorFile";
import {
  createVectors,
  type Embedder,
  vectorKey,
  type VectorModel,
} from "../../../server/src/retrieval/vectors";

const never = new AbortController().signal;
const model: VectorModel = {
  sha256: "ab".repeat(32),
  dim: 3,
  pooling: "mean",
  prefix: { query: "query: ", passage: "passage: " },
};
const of = (...values: readonly number[]) => Float32Array.from(values);

/** Counts three letters; what it is asked is kept. */
function scripted(
  answer = (text: string) => of(...["a", "b", "c"].map((each) => text.split(each).length - 0.9)),
) {
  const asked: string[] = [];
  const embedder: Embedder = {
    model,
    embed: ({ texts }, signal) => {
      signal.throwIfAborted();
      asked.push(...texts);
      return Promise.resolve(texts.map(answer));
    },
  };
  return { embedder, asked };
}

describe("reciprocal rank fusion", () => {
  const cases: readonly (readonly [string, readonly (readonly string[])[], number, readonly string[]])[] = [
    ["keeps one ranking", [["x", "y"]], 9, ["x", "y"]],
    [
      "prefers what both have",
      [
        ["x", "y"],
        ["z", "y"],
      ],
      9,
      ["y", "x", "z"],
    ],
    ["breaks ties by the first ranking", [["x"], ["y"]], 9, ["x", "y"]],
    ["counts a repeated thing once", [["x", "x", "y"], ["y"]], 9, ["y", "x"]],
    ["cuts", [["x", "y"]], 1, ["x"]],
    ["has nothing of nothing", [[], []], 9, []],
  ];
  for (const [name, rankings, limit, expected] of cases)
    it(name, () =>
      assert.deepEqual(
        fuse(rankings, limit).map(({ key }) => key),
        expected,
      ),
    );

  it("scores as the paper says", () => {
    const [best, next] = fuse([["x", "y"], ["x"]], 2);
    assert.ok(Math.abs((best?.score ?? 0) - 2 / 61) < 1e-12 && Math.abs((next?.score ?? 0) - 1 / 62) < 1e-12);
  });
});

describe("vectors", () => {
  it("answers the nearest by angle, equal ones by key, while they come, change and go", () => {
    const vectors = createVectors(model);
    const known = new Map<string, Float32Array>();
    let seed = 1;
    const next = (below: number) => (seed = (seed * 48271) % 2147483647) % below;
    for (let step = 0; step < 200; step++) {
      const key = vectorKey(String(next(40)));
      if (next(4) === 0) assert.equal(vectors.remove(key), known.delete(key));
      else {
        const vector = of(next(3) + 0.5, next(3), next(3));
        known.set(key, vector);
        vectors.set(key, vector);
      }
      const to = of(next(5), next(5), 1);
      const cosine = (a: Float32Array) =>
        a.reduce((sum, value, at) => sum + value * (to[at] ?? 0), 0) / Math.hypot(...a) / Math.hypot(...to);
      const found = vectors.nearest(to, 100);
      assert.deepEqual(found.map(({ key: each }) => each).sort(), [...known.keys()].sort());
      for (const { key: each, score } of found)
        assert.ok(Math.abs(score - cosine(known.get(each) ?? of(0, 0, 0))) < 1e-5);
      const [first, second] = vectors.nearest(to, 2);
      assert.ok(first === undefined || second === undefined || first.score >= second.score);
      assert.equal(vectors.size, known.size);
    }
    assert.deepEqual(vectors.nearest(of(1, 0, 0), 0), []);
    assert.deepEqual(
      vectors.nearest(of(1, 0, 0), 5, () => false),
      [],
    );
  });

  it("takes no vector that is none", () => {
    const vectors = createVectors(model);
    for (const wrong of [of(1, 2), of(0, 0, 0), of(NaN, 1, 1), of(Infinity, 1, 1), of()])
      assert.throws(() => vectors.set("00", wrong), RangeError);
    assert.equal(vectors.size, 0);
  });

  it("comes back from a file the same, and not for another model or from a damaged file", () => {
    const vectors = createVectors(model);
    for (let at = 1; at < 50; at++) vectors.set(vectorKey(String(at)), of(at, 1 / at, -at * at));
    const bytes = encodeVectors(vectors);
    const back = decodeVectors(bytes, model);
    assert.ok("nearest" in back);
    assert.deepEqual(back.nearest(of(1, 2, 3), 50), vectors.nearest(of(1, 2, 3), 50));
    const damaged = Uint8Array.from(bytes);
    damaged[bytes.length - 1] = (damaged[bytes.length - 1] ?? 0) ^ 1;
    const cases: readonly (readonly [Uint8Array, VectorModel, RegExp])[] = [
      [bytes, { ...model, sha256: "cd".repeat(32) }, /another model/],
      [bytes, { ...model, dim: 4 }, /another length/],
      [bytes, { ...model, pooling: "cls" }, /another pooling/],
      [bytes, { ...model, prefix: { ...model.prefix, query: "" } }, /prefix of questions/],
      [bytes, { ...model, prefix: { ...model.prefix, passage: "" } }, /prefix of passages/],
      [damaged, model, /damaged/],
      [bytes.subarray(0, 30), model, /cannot be read|damaged/],
      [new Uint8Array(), model, /cannot be read/],
      [Buffer.from("x".repeat(90)), model, /holds no vectors/],
    ];
    for (const [file, wanted, wrong] of cases) {
      const result = decodeVectors(file, wanted);
      assert.match("wrong" in result ? result.wrong : "taken", wrong);
    }
  });
});

describe("embedding", () => {
  it("embeds what is new with the model's prefix, and finds by meaning", async () => {
    const { embedder, asked } = scripted();
    const vectors = createVectors(model);
    await embedMissing(vectors, ["aaa", "bbb"], embedder, never);
    await embedMissing(vectors, ["bbb", "ccc", "ccc"], embedder, never);
    assert.deepEqual(asked, ["passage: aaa", "passage: bbb", "passage: ccc"]);
    assert.equal(vectors.size, 3);
    const [best] = await nearestTo("cc", { vectors, embedder, limit: 1 }, never);
    assert.deepEqual([best?.key, asked.at(-1)], [vectorKey("ccc"), "query: cc"]);
    const accept = (key: string) => key !== vectorKey("ccc");
    const [other] = await nearestTo("cb", { vectors, embedder, limit: 1, accept }, never);
    assert.equal(other?.key, vectorKey("bbb"));
  });

  it("stops when cancelled, keeps what it has and goes on there", async () => {
    const stop = new AbortController();
    const { embedder, asked } = scripted((text) => {
      if (text.endsWith(" 20")) stop.abort(new Error("enough"));
      return of(1, text.length, 2);
    });
    const vectors = createVectors(model);
    const texts = Array.from({ length: 50 }, (_, at) => `text ${at}`);
    await assert.rejects(embedMissing(vectors, texts, embedder, stop.signal), /enough/);
    assert.equal(vectors.size, 16);
    asked.length = 0;
    await embedMissing(vectors, texts, embedder, never);
    assert.deepEqual([vectors.size, asked.length], [50, 34]);
  });

  it("takes no answer that does not fit", async () => {
    const vectors = createVectors(model);
    await assert.rejects(embedMissing(vectors, ["a"], scripted(() => of(1)).embedder, never), RangeError);
    const silent: Embedder = { model, embed: () => Promise.resolve([]) };
    await assert.rejects(embedMissing(vectors, ["a"], silent, never), RangeError);
    assert.equal(vectors.size, 0);
  });
});
