import assert from "node:assert/strict";
import { createDocumentIndexing, type DocumentIndexingDeps } from "../../../server/src/lsp/documentIndexing";
import { type IndexNotification, type IndexSettings } from "../../../server/src/protocol";

const never = new AbortController().signal;
const root = "file:///w";

/** A disk of one folder, an editor, and a clock that stands still. */
function world(files: Record<string, string>) {
  const state = {
    ...{
      settings: { exclude: [], saveOnDisk: false } as IndexSettings,
      folders: [root] as readonly string[],
    },
    ...{ loads: [] as string[], told: [] as IndexNotification.Params[], removed: 0, written: 0, reads: 0 },
    whenLoading: () => {},
    cancel: () => {},
  };
  const timers = new Set<() => void>();
  const deps: DocumentIndexingDeps = {
    host: {
      log: { error: assert.fail, warn: assert.fail, info: () => {}, debug: () => {} },
      work: (_title, onCancel) => {
        state.cancel = onCancel;
        return Promise.resolve({ report: () => {}, end: () => {} });
      },
      indexing: (params) => state.told.push(params),
    },
    workspace: { folders: () => state.folders, folderOf: () => root },
    files: {
      list: () =>
        Promise.resolve(
          Object.keys(files).map((name) => ({ uri: `${root}/${name}`, name, isFolder: false })),
        ),
      read: () => Promise.resolve(undefined),
      isSource: () => true,
      pause: () => Promise.resolve(),
      state: (uri) => {
        const text = files[uri.slice(root.length + 1)];
        return Promise.resolve(
          text === undefined ? undefined : { stamp: text, bytes: text.length, isOpen: false },
        );
      },
      load: (uri) => {
        state.loads.push(uri.slice(root.length + 1));
        state.whenLoading();
        return Promise.resolve(Buffer.from(files[uri.slice(root.length + 1)] ?? ""));
      },
      passages: (_uri, bytes) => {
        const text = Buffer.from(bytes).toString();
        return Promise.resolve({ passages: [{ span: { start: 0, end: text.length }, headings: [], text }] });
      },
    },
    settings: () => Promise.resolve(state.settings),
    store: () => ({
      read: () => Promise.resolve(undefined),
      write: () => Promise.resolve(void state.written++),
      remove: () => Promise.resolve(),
    }),
    removeSaved: () => Promise.resolve(void state.removed++),
    passages: "1",
    now: () => 0,
    after: (_milliseconds, run) => {
      timers.add(run);
      return () => timers.delete(run);
    },
    onDidRead: () => void state.reads++,
    onError: assert.fail,
  };
  const indexing = createDocumentIndexing(deps);
  return {
    ...{ indexing, state, files, timers },
    settle: () => new Promise<void>((done) => setImmediate(done)),
    runTimers: () => [...timers].forEach((run) => timers.delete(run) && run()),
    found: async (query: string) =>
      (await indexing.index.query(query, { limit: 10 }, never)).map(({ uri }) => uri.slice(root.length + 1)),
  };
}

describe("lsp/documentIndexing", () => {
  it("reads once for all who wait, and goes on when one of them does not wait any longer", async () => {
    const { indexing, state, found } = world({ "a.md": "納期", "b.md": "費用" });
    const leaving = new AbortController();
    const left = indexing.read(leaving.signal);
    const both = [indexing.read(never), indexing.read(never)];
    leaving.abort(new Error("enough"));
    await assert.rejects(left, /enough/);
    await Promise.all(both);
    assert.deepEqual(state.loads, ["a.md", "b.md"]);
    assert.deepEqual(await found("納期"), ["a.md"]);
    assert.deepEqual([state.told.length >= 2, state.told.at(-1)], [true, {}]);
    assert.equal(indexing.coverage().complete, true);
  });

  it("stops when the user cancels, says so, and goes on with the next search", async () => {
    const { indexing, state } = world({ "a.md": "納期", "b.md": "費用" });
    state.whenLoading = () => state.cancel();
    await indexing.read(never);
    const { complete, read, reading } = indexing.coverage();
    assert.deepEqual([complete, reading], [false, undefined]);
    assert.ok(read < 2);
    state.whenLoading = () => {};
    await indexing.read(never);
    assert.deepEqual([indexing.coverage().complete, indexing.coverage().read], [true, 2]);
  });

  it("begins anew for who waits when the settings change while it reads", async () => {
    const { indexing, state, found } = world({ "a.md": "納期", "b.md": "納期" });
    let refreshed: Promise<void> | undefined;
    state.whenLoading = () => {
      if (refreshed !== undefined) return;
      state.settings = { exclude: ["**/a.md"], saveOnDisk: false };
      refreshed = indexing.refresh();
    };
    await indexing.read(never);
    await refreshed;
    await indexing.read(never);
    assert.deepEqual(await found("納期"), ["b.md"]);
    assert.equal(indexing.coverage().complete, true);
  });

  it("reads an edited document when its user rests, and nothing before the first search", async () => {
    const { indexing, state, files, timers, runTimers, settle, found } = world({ "a.md": "納期" });
    indexing.documentChanged(`${root}/a.md`);
    indexing.filesChanged([`${root}/a.md`]);
    assert.deepEqual([timers.size, state.loads.length], [0, 0]);
    await indexing.read(never);
    files["a.md"] = "費用";
    indexing.documentChanged(`${root}/a.md`);
    indexing.documentChanged(`${root}/a.md`);
    assert.equal(timers.size, 1);
    runTimers();
    for (let turns = 0; turns < 20; turns++) await settle();
    assert.deepEqual(await found("費用"), ["a.md"]);
    assert.deepEqual([state.loads, state.reads], [["a.md", "a.md"], 2]);
  });

  it("saves only where that is allowed, and deletes what was saved where it is not", async () => {
    const { indexing, state, runTimers, settle } = world({ "a.md": "納期" });
    await indexing.refresh();
    await indexing.read(never);
    runTimers();
    await settle();
    assert.deepEqual([state.removed, state.written, indexing.vectorStore()], [1, 0, undefined]);
    state.settings = { exclude: [], saveOnDisk: true };
    await indexing.refresh();
    await indexing.read(never);
    runTimers();
    for (let turns = 0; turns < 20; turns++) await settle();
    assert.deepEqual([state.removed, state.written], [1, 1]);
    assert.ok(indexing.vectorStore() !== undefined);
  });

  it("gives the memory back when the last folder is closed", async () => {
    const { indexing, state } = world({ "a.md": "納期" });
    await indexing.read(never);
    state.folders = [];
    await indexing.refresh();
    assert.deepEqual([indexing.index.size().files, indexing.index.size().passages], [0, 0]);
  });
});
