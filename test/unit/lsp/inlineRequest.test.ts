import assert from "node:assert/strict";
import { type InlineCompletionParams } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type InlineItem, type InlineRequest } from "../../../server/src/completion/handler";
import { createInlineCompletion } from "../../../server/src/lsp/inlineCompletion";
import { defaultSettings } from "../../../server/src/protocol";

const text = "a = 1\r\nprint(a.\r\n";
const position = { line: 1, character: 8 };

async function ask(
  context: InlineCompletionParams["context"],
  {
    encoding,
    items = [],
    open = true,
  }: { encoding?: string; items?: readonly InlineItem[]; open?: boolean } = {},
) {
  const requests: InlineRequest[] = [];
  const answer = createInlineCompletion({
    completion: {
      complete: (request) => {
        requests.push(request);
        return Promise.resolve(items);
      },
    },
    open: (uri) => (open ? TextDocument.create(uri, "python", 7, text) : undefined),
    settings: () => Promise.resolve(defaultSettings.completion),
    encoding: () => Promise.resolve(encoding),
  });
  const params = { textDocument: { uri: "file:///a.py" }, position, context };
  return { items: await answer(params, new AbortController().signal), request: requests[0] };
}

describe("lsp/inlineCompletion: requests", () => {
  it("passes text, offset, version and language of the document as it is now", async () => {
    const { request } = await ask({ triggerKind: 2 });
    assert.deepEqual(
      [request?.text, request?.offset, request?.version, request?.languageId, request?.explicit],
      [text, 15, 7, "python", false],
    );
    assert.equal(request?.encodable, undefined);
    assert.equal(request?.selected, undefined);
  });

  it("tells a request by hand from one while typing", async () =>
    assert.equal((await ask({ triggerKind: 1 })).request?.explicit, true));

  it("passes the item chosen in the editor's list as offsets", async () => {
    const range = { start: { line: 1, character: 6 }, end: position };
    const { request } = await ask({ triggerKind: 2, selectedCompletionInfo: { range, text: "a.real" } });
    assert.deepEqual(request?.selected, { text: "a.real", range: { start: 13, end: 15 } });
  });

  it("knows what the file's encoding can hold", async () => {
    const { request } = await ask({ triggerKind: 2 }, { encoding: "shiftjis" });
    assert.deepEqual(
      ["表", "é", "😀"].map((char) => request?.encodable?.(char)),
      [true, false, false],
    );
  });

  it("answers in lines and characters", async () => {
    const items = [{ text: "real)\r\n", range: { start: 15, end: 15 } }];
    assert.deepEqual((await ask({ triggerKind: 2 }, { items })).items, [
      { insertText: "real)\r\n", range: { start: position, end: position } },
    ]);
  });

  it("has nothing to say about a document that is closed", async () =>
    assert.deepEqual((await ask({ triggerKind: 2 }, { open: false })).items, []));
});
