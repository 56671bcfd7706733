import assert from "node:assert/strict";
import { stateRows } from "../../../../client/src/home/stateRows";
import { type Status } from "../../../../server/src/protocol";

const t = (message: string, ...args: readonly unknown[]) =>
  message.replace(/\{(\d+)\}/gu, (_, at: string) => String(args[Number(at)]));

const status: Status = {
  roles: {
    completion: { state: "ready", model: "coder", detail: "1.1 GB" },
    assistant: { state: "failed", model: "chat", message: "The file is damaged." },
    embedding: { state: "none" },
  },
  engine: { devices: [] },
  network: { mode: "offline", connections: 0 },
  otherWindow: false,
};

describe("side panel: state", () => {
  it("says a name and a word, and the rest when the mouse rests", () => {
    const rows = stateRows(status, t).slice(0, 4);
    assert.deepEqual(
      rows.map(({ label, word, icon, command }) => [label, word, icon, command]),
      [
        ["Code completion", "ready, coder", "pass", "hanare.showStatus"],
        ["Summary wording", "failed, chat", "error", "hanare.showStatus"],
        ["Search by meaning", "no model", "circle-slash", "hanare.showStatus"],
        ["Network", "offline, 0 connections", "plug", "hanare.showStatus"],
      ],
    );
    assert.match(rows[1]?.tooltip ?? "", /The file is damaged\./);
  });

  for (const state of ["starting", "stopped"] as const)
    it(`says that the server is ${state}`, () => {
      const [first] = stateRows(state, t);
      assert.deepEqual(
        [first?.label, first?.word],
        ["Hanare", state === "starting" ? "is starting" : "has stopped"],
      );
      assert.match(first?.tooltip ?? "", state === "starting" ? /is starting/ : /has stopped/);
    });
});
