import assert from "node:assert/strict";
import { readText } from "../../../server/src/documents/read";
import { type Digest } from "../../../server/src/summarize/digest";
import { extract } from "../../../server/src/summarize/extract";
import { createSummarizer } from "../../../server/src/summarize/handler";
import { createMemory } from "../../../server/src/summarize/memory";
import { scriptedRuntime } from "../../support/scriptedRuntime";
import { regulation } from "./texts";

const read = (text: string) => readText({ uri: "file:///a.txt", languageId: "plaintext", text });

describe("memory", () => {
  it("forgets what was not used for longest, and keeps nothing that is larger than itself", () => {
    const memory = createMemory<string>(10);
    memory.keep("a", "A", 4);
    memory.keep("b", "B", 4);
    assert.equal(memory.get("a"), "A");
    memory.keep("c", "C", 4);
    memory.keep("huge", "H", 11);
    assert.deepEqual(
      ["a", "b", "c", "huge"].map((key) => memory.get(key)),
      ["A", undefined, "C", undefined],
    );
  });

  it("reads one section again when one was edited, and says the same as without it", () => {
    const made: string[] = [];
    const inner = createMemory<Digest>(1e6);
    const known = {
      get: inner.get,
      keep: (key: string, value: Digest, size: number) => {
        if (inner.get(key) === undefined) made.push(key);
        inner.keep(key, value, size);
      },
    };
    extract(read(regulation), "medium", { known });
    const first = made.length;
    const edited = read(regulation.replace("目的とする。", "目的とする。以上。").replace("10年", "12年"));
    const again = extract(edited, "medium", { known });
    assert.ok(made.length - first <= 2, `${made.length - first} sections`);
    assert.deepEqual(again, extract(edited, "medium"));
  });

  it("asks the model again only for sections that changed", async () => {
    const text = (days: number) =>
      `# 覚書\n\n## 報告\n\n事故は${days}日以内に報告しなければならない。\n\n## 持出し\n\n資料は社外に持ち出してはならない。\n`;
    const runtime = scriptedRuntime(() => '[{"id":1,"text":"資料の社外持ち出しは禁止"}]');
    const { summarize } = createSummarizer({ assistant: () => ({ runtime, allowed: true }) });
    const run = (days: number) =>
      summarize(
        readText({ uri: "file:///a.md", languageId: "markdown", text: text(days) }),
        { length: "medium", language: "auto", template: "general" },
        () => undefined,
        new AbortController().signal,
      );
    const first = await run(30);
    assert.deepEqual(await run(30), first);
    assert.equal(runtime.requests.length, 2);
    await run(14);
    assert.equal(runtime.requests.length, 3);
  });
});
