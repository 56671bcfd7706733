import assert from "node:assert/strict";
import { type InlineCompletionParams } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type InlineItem, type InlineRequest } from "../../../server/src/completion/handler";
import {
  acceptedId,
  createInlineCompletion,
  createVisit,
  type InlineCompletionDeps,
} from "../../../server/src/lsp/inlineCompletion";
import { acceptedCommand, defaultSettings } from "../../../server/src/protocol";

const text = "a = 1\r\nprint(a.\r\n";
const position = { line: 1, character: 8 };

interface Around {
  readonly encoding?: string;
  readonly items?: readonly InlineItem[];
  readonly open?: boolean;
  readonly surroundings?: { readonly before: string; readonly after: string };
}

function setUp({ encoding, items = [], open = true, surroundings }: Around = {}) {
  const requests: InlineRequest[] = [];
  const visits: InlineRequest[] = [];
  const notes: string[] = [];
  const deps: InlineCompletionDeps = {
    completion: {
      complete: (request) => {
        requests.push(request);
        return Promise.resolve(items);
      },
      visit: (request) => {
        visits.push(request);
        return Promise.resolve();
      },
    },
    open: (uri) => (open ? TextDocument.create(uri, "python", 7, text) : undefined),
    settings: () => Promise.resolve(defaultSettings.completion),
    encoding: () => Promise.resolve(encoding),
    noteVisit: (uri, line) => void notes.push(`visit ${uri} ${line}`),
    surroundings: () => surroundings,
  };
  return { requests, visits, notes, deps };
}

async function ask(context: InlineCompletionParams["context"], around: Around = {}) {
  const { requests, deps } = setUp(around);
  const answer = createInlineCompletion(deps);
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

  it("passes the cells around a notebook cell", async () => {
    const surroundings = { before: "import os", after: "" };
    assert.deepEqual((await ask({ triggerKind: 2 }, { surroundings })).request?.surroundings, surroundings);
    assert.equal((await ask({ triggerKind: 2 })).request?.surroundings, undefined);
  });

  it("answers every candidate in lines and characters, each with the command that tells of its acceptance", async () => {
    const items = [
      { id: 4, text: "real)\r\n", range: { start: 15, end: 15 } },
      { id: 5, text: "a.imag)", range: { start: 13, end: 15 } },
    ];
    const answered = (await ask({ triggerKind: 1 }, { items })).items;
    assert.deepEqual(
      answered.map(({ insertText, range }) => ({ insertText, range })),
      [
        { insertText: "real)\r\n", range: { start: position, end: position } },
        { insertText: "a.imag)", range: { start: { line: 1, character: 6 }, end: position } },
      ],
    );
    assert.deepEqual(
      answered.map(({ command }) => acceptedId({ command: "", ...command })),
      [4, 5],
    );
  });

  it("has nothing to say about a document that is closed", async () =>
    assert.deepEqual((await ask({ triggerKind: 2 }, { open: false })).items, []));
});

describe("lsp/inlineCompletion: visits", () => {
  it("tells the place, which nobody asked about", async () => {
    const { deps, visits, requests, notes } = setUp();
    await createVisit(deps)({ uri: "file:///a.py", position });
    assert.deepEqual(
      visits.map(({ uri, offset, version, explicit }) => [uri, offset, version, explicit]),
      [["file:///a.py", 15, 7, false]],
    );
    assert.deepEqual(requests, []);
    assert.deepEqual(notes, ["visit file:///a.py 1"]);
  });

  it("has nothing to tell of a document that is closed", async () => {
    const { deps, visits } = setUp({ open: false });
    await createVisit(deps)({ uri: "file:///a.py", position });
    assert.deepEqual(visits, []);
  });
});

describe("lsp/inlineCompletion: acceptance", () => {
  const cases: readonly (readonly [string, string, unknown[] | undefined, number | undefined])[] = [
    ["the id of a suggestion", acceptedCommand, [3], 3],
    ["no id", acceptedCommand, undefined, undefined],
    ["something else for an id", acceptedCommand, ["3"], undefined],
    ["another command", "other.command", [3], undefined],
  ];
  for (const [name, command, parameters, expected] of cases)
    it(`reads ${name}`, () =>
      assert.equal(acceptedId({ command, ...(parameters && { arguments: parameters }) }), expected));
});
