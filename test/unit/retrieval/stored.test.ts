import assert from "node:assert/strict";
import { createDocumentIndex, type DocumentIndex } from "../../../server/src/retrieval/documentIndex";
import { encodeIndex, type IndexStore } from "../../../server/src/retrieval/persist";
import { openStored, type Persistence, saveStored } from "../../../server/src/retrieval/stored";

const never = new AbortController().signal;

function memory(content?: Uint8Array, fault?: Error) {
  const held: { bytes?: Uint8Array | undefined } = { bytes: content };
  const act = <T>(run: () => T) => (fault === undefined ? Promise.resolve(run()) : Promise.reject(fault));
  const store: IndexStore = {
    read: () => act(() => held.bytes),
    write: (bytes) => act(() => void (held.bytes = bytes)),
    remove: () => act(() => void (held.bytes = undefined)),
  };
  const said: string[] = [];
  const on = (allowed: boolean): Persistence => ({
    ...{ store, allowed, settings: "s" },
    log: (message) => said.push(message),
  });
  return { held, said, on };
}

const empty = (): DocumentIndex => createDocumentIndex({} as Parameters<typeof createDocumentIndex>[0]);

describe("saved index", () => {
  it("comes back where the user allows it", async () => {
    const { on, held, said } = memory();
    await saveStored(empty(), on(true), never);
    assert.ok(held.bytes);
    assert.equal((await openStored(on(true), never))?.files, 0);
    assert.deepEqual(said, []);
  });

  it("is neither written nor left where the user does not", async () => {
    const { on, held } = memory(encodeIndex([], [], "s"));
    await saveStored(empty(), on(false), never);
    assert.equal(await openStored(on(false), never), undefined);
    assert.equal(held.bytes, undefined);
  });

  const faults: readonly (readonly [string, ReturnType<typeof memory>, boolean, RegExp])[] = [
    ["other settings", memory(encodeIndex([], [], "t")), true, /not used: it was made with other settings/],
    ["damage", memory(Buffer.from("hanare?")), true, /not used: it is damaged/],
    ["a disk that cannot be read", memory(undefined, new Error("EIO")), true, /cannot be read: Error: EIO/],
    ["a file that cannot be removed", memory(undefined, new Error("EPERM")), false, /cannot be removed/],
  ];
  for (const [name, { on, said }, allowed, message] of faults)
    it(`says ${name} in the log and goes on`, async () => {
      assert.equal(await openStored(on(allowed), never), undefined);
      assert.match(said.join("\n"), message);
    });

  it("says that it cannot be written", async () => {
    const { on, said } = memory(undefined, new Error("ENOSPC"));
    await saveStored(empty(), on(true), never);
    assert.match(said.join("\n"), /cannot be saved: Error: ENOSPC/);
  });

  it("stops when cancelled", async () => {
    const aborted = AbortSignal.abort(new Error("enough"));
    await assert.rejects(openStored(memory(undefined, new Error("x")).on(true), aborted), /enough/);
    await assert.rejects(saveStored(empty(), memory(undefined, new Error("x")).on(true), aborted), /enough/);
  });
});
