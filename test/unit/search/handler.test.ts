import assert from "node:assert/strict";
import { readText } from "../../../server/src/documents/read";
import { type FoundPassage } from "../../../server/src/retrieval/passages";
import { createSearcher } from "../../../server/src/search/handler";

const never = new AbortController().signal;
const texts: Readonly<Record<string, string>> = {
  "file:///w/a.md": "# 停止\n\n吐出弁を閉じる。\n\n# 点検\n\n毎月点検する。\n",
  "file:///w/b.md": "吐出弁の図面\n",
};
const found = (uri: string, start: number, end: number, headings: readonly string[] = []): FoundPassage => ({
  ...{ uri, headings, span: { start, end } },
  score: 1,
});
const [stop, check, drawing] = [
  found("file:///w/a.md", 0, 16, ["停止"]),
  found("file:///w/a.md", 16, 29, ["点検"]),
  found("file:///w/b.md", 0, 7),
];

function searcher(words: readonly FoundPassage[], near: readonly FoundPassage[] = [], note?: string) {
  return createSearcher({
    index: {
      query: (_text, { limit, accept = () => true }) =>
        Promise.resolve(words.filter(({ uri }) => accept(uri)).slice(0, limit)),
    },
    meanings: {
      nearest: (_text, { accept }) =>
        Promise.resolve({
          found: near.filter(({ uri }) => accept(uri)),
          ...(note === undefined ? {} : { note }),
        }),
    },
    load: (uri) => {
      const text = texts[uri];
      if (text === undefined) return Promise.reject(new Error("gone"));
      return Promise.resolve(readText({ uri, languageId: "markdown", text }));
    },
  });
}
const ask = { query: "吐出弁", limit: 10, accept: () => true };

describe("search: handler", () => {
  it("answers place, headings and words as the file has them now", async () => {
    const { passages, tier } = await searcher([stop, drawing])(ask, never);
    assert.equal(tier, "words");
    assert.deepEqual(passages[0], {
      uri: "file:///w/a.md",
      range: { start: { line: 0, character: 0 }, end: { line: 2, character: 8 } },
      headings: ["停止"],
      snippet: "吐出弁を閉じる。",
      score: 1,
    });
    assert.equal(passages[1]?.snippet, "吐出弁の図面");
  });

  it("fuses words and meanings by place, and says so", async () => {
    const { passages, tier } = await searcher([stop, drawing], [check, drawing])(ask, never);
    assert.equal(tier, "words+embeddings");
    assert.deepEqual(
      passages.map(({ uri, range }) => `${uri.slice(-4)}:${range.start.line}`),
      ["b.md:0", "a.md:0", "a.md:4"],
    );
  });

  it("keeps to the files it is asked for and to the limit", async () => {
    const accept = (uri: string) => uri.endsWith("a.md");
    const { passages } = await searcher([drawing, stop], [drawing, check])(
      { ...ask, accept, limit: 1 },
      never,
    );
    assert.deepEqual(
      passages.map(({ uri }) => uri),
      ["file:///w/a.md"],
    );
  });

  it("leaves out what is gone and finds nothing for nothing", async () => {
    const { passages } = await searcher([found("file:///w/gone.md", 0, 3), drawing])(ask, never);
    assert.equal(passages.length, 1);
    assert.deepEqual(await searcher([stop])({ ...ask, query: "  " }, never), { passages: [], tier: "words" });
  });

  it("says why an embedding model was not used", async () => {
    assert.equal((await searcher([stop], [], "it failed")(ask, never)).note, "it failed");
  });

  it("rejects when nobody waits any more", async () => {
    await assert.rejects(searcher([stop])(ask, AbortSignal.abort(new Error("enough"))), /enough/);
  });
});
