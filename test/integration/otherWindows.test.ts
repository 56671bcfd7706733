import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { createOtherWindows } from "../../server/src/node/otherWindows";
import { temporaryFolder } from "../support/temporary";

describe("other windows", () => {
  it("sees another engine that lives, and clears up after one that is gone", async () => {
    const folder = await temporaryFolder();
    const other = spawn(process.execPath, ["-e", "setInterval(() => undefined, 1000)"]);
    const windows = createOtherWindows(folder.path);
    assert.equal(await windows.enter(process.pid), false);
    await folder.write(`engines/${other.pid}`, "");
    assert.equal(await windows.enter(process.pid), true);
    assert.equal(await windows.enter(other.pid ?? 0), true, "the first is another to the second");
    await windows.leave(process.pid);
    assert.equal(await windows.enter(other.pid ?? 0), false);
    const gone = new Promise((done) => other.once("exit", done));
    other.kill();
    await gone;
    assert.equal(await windows.enter(process.pid), false);
    await windows.leave(process.pid);
    assert.deepEqual(await readdir(path.join(folder.path, "engines")), []);
    await folder.remove();
  });
});
