import assert from "node:assert/strict";
import { readText } from "../../../server/src/documents/read";
import { createRecent } from "../../../server/src/documents/recent";

const never = new AbortController().signal;

describe("search: documents read lately", () => {
  function counted(text = "12345") {
    const loads: string[] = [];
    let during = () => {};
    const recent = createRecent((uri) => {
      loads.push(uri);
      during();
      return Promise.resolve(readText({ uri, languageId: "plaintext", text }));
    }, 12);
    return { recent, loads, whenLoading: (run: () => void) => (during = run) };
  }

  it("reads a file once, and the one that was not asked for longest again", async () => {
    const { recent, loads } = counted();
    for (const uri of ["a", "b", "a", "c", "a", "b"]) await recent.load(uri, never);
    assert.deepEqual(loads, ["a", "b", "c", "b"]);
  });

  it("reads a file again that changed, also while it was read", async () => {
    const { recent, loads, whenLoading } = counted();
    await recent.load("a", never);
    recent.forget("a");
    whenLoading(() => recent.forget("a"));
    await recent.load("a", never);
    whenLoading(() => {});
    await recent.load("a", never);
    await recent.load("a", never);
    assert.equal(loads.length, 3);
  });

  it("rejects as the disk does and when nobody waits any more", async () => {
    const failing = createRecent(() => Promise.reject(new Error("gone")));
    await assert.rejects(failing.load("a", never), /gone/);
    await assert.rejects(counted().recent.load("a", AbortSignal.abort(new Error("enough"))), /enough/);
  });
});
