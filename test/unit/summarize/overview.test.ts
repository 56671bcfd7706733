import assert from "node:assert/strict";
import { readText } from "../../../server/src/documents/read";
import { createSummarizer } from "../../../server/src/summarize/handler";
import { overviewOf, renderOverview } from "../../../server/src/summarize/overview";
import { RequestError } from "../../../server/src/util/requestError";

const files: Readonly<Record<string, readonly [languageId: string, text: string]>> = {
  "file:///d/a.md": ["markdown", "# 規程\n\n資料は社外に持ち出してはならない。\n"],
  "file:///d/b.ts": ["typescript", "/** Reads. */\nfunction read() {}\n"],
  "file:///d/c.md": ["markdown", "# 議事録\n\n6月20日までに提出する。\n"],
  "file:///d/empty.md": ["markdown", ""],
};
const ports = {
  summarizer: createSummarizer({ assistant: () => undefined }),
  async *walk(uri: string) {
    await Promise.resolve();
    if (!uri.endsWith("/d")) yield uri;
    else yield* [...Object.keys(files), "file:///d/locked.docx", "file:///d/icon.png"];
  },
  load: (uri: string) => {
    const [languageId, text] = files[uri] ?? [];
    if (languageId === undefined || text === undefined)
      return Promise.reject(new RequestError("not-readable", `${uri} is locked`));
    return Promise.resolve(readText({ uri, languageId, text }));
  },
};
const nameOf = (uri: string) => uri.replace("file:///d/", "");

function overview(uris: readonly string[], signal = new AbortController().signal, seen: string[] = []) {
  const note = (done: number, total: number, uri: string) => seen.push(`${done}/${total} ${nameOf(uri)}`);
  return overviewOf({ uris, length: "short", language: "auto" }, ports, note, signal);
}

describe("overview", () => {
  it("says something of every document below a folder, and what was not read", async () => {
    const seen: string[] = [];
    const result = await overview(["file:///d"], undefined, seen);
    assert.deepEqual(
      result.summaries.map(({ title, sections }) => [title, sections.length]),
      [
        ["規程", 1],
        ["議事録", 1],
        ["empty.md", 0],
      ],
    );
    assert.deepEqual(seen.at(0), "0/6 a.md");
    assert.deepEqual(seen.at(-1), "6/6 ");
    const told = result.unread.filter(({ textless }) => textless !== true);
    assert.deepEqual(told, [{ where: "file:///d/locked.docx", why: "file:///d/locked.docx is locked" }]);
    const markdown = renderOverview(result, nameOf, (uri) => () => nameOf(uri));
    assert.match(markdown, /## 規程 \(a\.md\)\n\n- 資料は社外に持ち出してはならない。 \[L3\]\(<a\.md>\)/);
    assert.match(markdown, /## Not read\n\n- locked\.docx: /);
  });

  it("summarises source code that was named", async () => {
    const { summaries } = await overview(["file:///d/b.ts"]);
    assert.equal(summaries.length, 1);
  });

  it("keeps what is finished when it is stopped", async () => {
    const stop = new AbortController();
    const seen: string[] = [];
    const note = (done: number, _total: number, uri: string) => {
      seen.push(uri);
      if (done === 1) stop.abort();
    };
    const task = { uris: ["file:///d"], length: "short", language: "auto" } as const;
    const result = await overviewOf(task, ports, note, stop.signal);
    assert.deepEqual([result.summaries.length, result.stopped], [1, true]);
  });
});
