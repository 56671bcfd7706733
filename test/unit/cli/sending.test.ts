import assert from "node:assert/strict";
import { confirmInShell, requireSending } from "../../../server/src/cli/sending";

const preview = { endpoint: "dept", task: "summary", sources: [], text: "abc\ndef", masked: 2 } as const;
const entry = { name: "dept", endpoint: { url: "https://llm.example.jp/v1" } };

describe("cli: sending", () => {
  it("needs --allow-sending with the server's name or address, and names it", () => {
    for (const allowSending of [[], ["other"], ["https://llm.example.com"], [""]])
      assert.throws(
        () => requireSending(entry, { allowSending }),
        /Nothing was sent to dept.*--allow-sending dept/,
      );
    assert.throws(() => requireSending(entry, {}), /--allow-sending/);
    for (const allowSending of [["dept"], ["x", "https://llm.example.jp/"]])
      requireSending(entry, { allowSending });
  });

  it("says what goes where, where nobody can be asked", async () => {
    const lines: string[] = [];
    assert.equal(await confirmInShell({ note: (line) => lines.push(line) })(preview), "send");
    assert.deepEqual(lines, ["Sending to dept: 7 characters at first, 2 places masked"]);
  });

  it("shows the text on a terminal and asks; whatever is not yes is no, for the rest of the command", async () => {
    for (const [answer, sends] of [
      ["yes", true],
      [" Y ", true],
      ["はい", true],
      ["", false],
      ["no", false],
      ["yes please", false],
    ] as const) {
      const lines: string[] = [];
      const questions: string[] = [];
      const confirm = confirmInShell({
        note: (line) => lines.push(line),
        ask: (question) => {
          questions.push(question);
          return Promise.resolve(answer);
        },
      });
      if (sends) assert.equal(await confirm(preview), "send");
      else await assert.rejects(confirm(preview), /Nothing was sent to dept, as you decided/);
      assert.deepEqual(lines.slice(1), ["| abc", "| def"]);
      if (!sends) await assert.rejects(confirm(preview), /as you decided/);
      assert.equal(questions.length, 1);
    }
  });
});
