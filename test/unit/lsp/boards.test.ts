import assert from "node:assert/strict";
import { createProblemBoard } from "../../../server/src/lsp/problems";
import { createStatusBoard } from "../../../server/src/lsp/status";
import { createWorkspace } from "../../../server/src/lsp/workspace";
import { type SettingProblem, type Status } from "../../../server/src/protocol";

describe("lsp/problems", () => {
  it("tells problems of packs once, beside those of settings, and forgets them with the settings", () => {
    const told: (readonly SettingProblem[])[] = [];
    const board = createProblemBoard((problems) => told.push(problems));
    const wrong = { key: "hanare.gpu.layers", message: "m" };
    board.settings([wrong]);
    board.packs(["broken"]);
    board.packs(["broken"]);
    board.packs([]);
    board.settings([]);
    assert.deepEqual(told, [[wrong], [wrong, { key: "hanare.review.packs", message: "broken" }], []]);
  });
});

const noRoles = {
  completion: { state: "none" },
  assistant: { state: "none" },
  embedding: { state: "none" },
} as const;

describe("lsp/status", () => {
  it("tells changes, the last completion and another window", () => {
    const told: Status[] = [];
    const board = createStatusBoard({
      models: () => ({
        roles: noRoles,
        engine: { devices: [] },
      }),
      network: () => ({ mode: "offline", connections: 0 }),
      publish: (status) => told.push(status),
    });
    board.changed();
    board.completed(41.7);
    board.otherWindow(false);
    board.otherWindow(true);
    assert.deepEqual(
      told.map(({ lastCompletion, otherWindow }) => [lastCompletion, otherWindow]),
      [
        [undefined, false],
        [42, false],
        [42, true],
      ],
    );
  });
});

describe("lsp/status: completion", () => {
  it("counts what was shown and accepted, and tells an advice once, also when it is over", () => {
    const told: Status[] = [];
    const board = createStatusBoard({
      models: () => ({
        roles: noRoles,
        engine: { devices: [] },
      }),
      network: () => ({ mode: "offline", connections: 0 }),
      publish: (status) => told.push(status),
    });
    board.changed();
    board.completed(10);
    board.completed(20);
    board.accepted();
    board.advice("slow");
    board.advice("slow");
    board.advice(undefined);
    assert.deepEqual(
      told.map(({ completions, advice }) => [completions?.shown, completions?.accepted, advice]),
      [
        [undefined, undefined, undefined],
        [1, 0, undefined],
        [2, 0, undefined],
        [2, 1, undefined],
        [2, 1, "slow"],
        [2, 1, undefined],
      ],
    );
  });
});

describe("lsp/workspace", () => {
  it("follows folders, trust and encodings under any spelling of a URI", () => {
    const workspace = createWorkspace([{ uri: "file:///C:/a", name: "a" }], false);
    assert.equal(workspace.folderOf("file:///c%3A/a/x.ts"), "file:///c%3A/a");
    workspace.changeFolders([{ uri: "file:///d%3A/b", name: "b" }], [{ uri: "file:///c:/a", name: "a" }]);
    assert.deepEqual(workspace.folders(), ["file:///d%3A/b"]);
    workspace.trust(true);
    assert.equal(workspace.trusted(), true);
    workspace.noteEncoding("file:///D:/b/x.txt", "shiftjis");
    assert.equal(workspace.encodingOf("file:///d%3A/b/x.txt"), "shiftjis");
    workspace.forgetEncoding("file:///d%3A/b/x.txt");
    assert.equal(workspace.encodingOf("file:///d%3A/b/x.txt"), undefined);
  });
});
