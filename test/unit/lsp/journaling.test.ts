import assert from "node:assert/strict";
import { subjectOf } from "../../../server/src/lsp/journaling";

const deps = {
  open: (uri: string) => (uri === "file:///w/a" ? { languageId: "cobol" } : undefined),
  folders: () => ["file:///w", "file:///other"],
};

describe("journal: what a request is for", () => {
  const cases: readonly (readonly [string, unknown, ReturnType<typeof subjectOf>])[] = [
    [
      "textDocument/inlineCompletion",
      { textDocument: { uri: "file:///w/a" } },
      { task: "completion", language: "cobol", uris: ["file:///w/a"] },
    ],
    [
      "hanare/summarize",
      { uri: "file:///w/b.md", length: "short" },
      { task: "summarize", language: "markdown", uris: ["file:///w/b.md"] },
    ],
    [
      "hanare/review",
      { uris: ["file:///w", "file:///x"] },
      { task: "review", uris: ["file:///w", "file:///x"] },
    ],
    ["hanare/ask", { question: "file:///no" }, { task: "ask", uris: ["file:///w", "file:///other"] }],
    [
      "hanare/ask",
      { question: "?", about: { uri: "file:///x/c.py" } },
      { task: "ask", language: "python", uris: ["file:///x/c.py", "file:///w", "file:///other"] },
    ],
    [
      "hanare/ask",
      { question: "?", scope: ["file:///w/docs"] },
      { task: "ask", language: "plaintext", uris: ["file:///w/docs"] },
    ],
    ["hanare/chat", { id: "c", turns: [] }, { task: "chat", uris: ["file:///w", "file:///other"] }],
    ["hanare/unheard", undefined, { task: "other", uris: ["file:///w", "file:///other"] }],
  ];
  for (const [method, params, subject] of cases)
    it(`${method} ${JSON.stringify(params)}`, () =>
      assert.deepEqual(subjectOf(method, params, deps), subject));
});
