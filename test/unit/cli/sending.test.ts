import assert from "node:assert/strict";
import { confirmInShell } from "../../../server/src/cli/sending";

const preview = { endpoint: "dept", task: "summary", sources: [], text: "abc", masked: 2 } as const;

describe("cli: sending", () => {
  it("needs --allow-sending, and names it", async () =>
    assert.rejects(confirmInShell(false, () => undefined)(preview), /--allow-sending/));

  it("says what goes where when it is allowed", async () => {
    const lines: string[] = [];
    assert.equal(await confirmInShell(true, (line) => lines.push(line))(preview), "send");
    assert.deepEqual(lines, ["Sending to dept: 3 characters at first, 2 places masked"]);
  });
});
