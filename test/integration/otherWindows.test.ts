import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createOtherWindows } from "../../server/src/node/otherWindows";
import { temporaryFolder } from "../support/temporary";

describe("other windows", () => {
  it("sees another live engine owner, and clears up after one that is gone", async () => {
    const folder = await temporaryFolder();
    const other = spawn(process.execPath, ["-e", "setInterval(() => undefined, 1000)"]);
    const windows = createOtherWindows(folder.path);
    assert.equal(await windows.present(), false);
    await windows.enter();
    assert.equal(await windows.present(), false);
    await folder.write(`engines/${other.pid}`, "");
    assert.equal(await windows.present(), true);
    const gone = new Promise((done) => other.once("exit", done));
    other.kill();
    await gone;
    assert.equal(await windows.present(), false);
    await windows.leave();
    await folder.remove();
  });
});
