import assert from "node:assert/strict";
import { type SuiteCaseRequest } from "../../server/src/protocol";
import { hanare } from "../support/commandLine";
import { startServer } from "../support/harness";
import { temporaryFolder } from "../support/temporary";

const text =
  "# 解約\n\n解約の申込書は、解約した日から7年間保存する。\n\n# 開設\n\n運転免許証により本人確認を行う。\n";

describe("server: a judged answer as a case", () => {
  it("is written with the documents' text, and measured by hanare eval", async () => {
    const folder = await temporaryFolder();
    await folder.write("work/手順.md", text);
    await folder.write("s/.keep", "");
    const server = await startServer({ folders: [folder.uriOf("work")], storagePath: `${folder.path}/s` });
    const uri = folder.uriOf("work/手順.md");
    const add = (params: SuiteCaseRequest.Params) =>
      server.connection.sendRequest<SuiteCaseRequest.Result>("hanare/suiteCase", params);
    const question = "解約の申込書は何年間保存しますか";
    const first = await add({
      ...{ thumb: "up", note: "正しい" },
      expected: { kind: "ask", question, uris: [uri], quotes: ["解約した日から7年間保存する"] },
    });
    const second = await add({
      thumb: "down",
      expected: { kind: "summarize", uri, length: "short", facts: ["7年間"], absent: ["9年間"] },
      suite: { name: "private.yaml", text: first.text },
    });
    const third = await add({
      thumb: "up",
      expected: { kind: "chat", question: "鍵は誰が持ちますか", must: ["課長"], mustNot: [] },
      suite: { name: "private.yaml", text: second.text },
    });
    const fourth = await add({
      thumb: "up",
      expected: { kind: "draft", template: "procedure", uris: [uri], must: ["7年間"], mustNot: ["9年間"] },
      suite: { name: "private.yaml", text: third.text },
    });
    assert.deepEqual(
      [first, second, third, fourth].map(({ replaced }) => replaced),
      [false, false, false, false],
    );
    await assert.rejects(
      add({ thumb: "down", expected: { kind: "ask", question, uris: [uri], quotes: ["9年間"] } }),
      /“9年間” stands in none/,
    );
    assert.equal(await server.stop(), 0);
    // The text is where the user has it written, and nowhere else.
    assert.deepEqual(await folder.holding("7年間", "s"), []);
    const file = await folder.write("private.yaml", fourth.text);
    const { code, out, err } = await hanare(["eval", file, "--format", "json"], { cwd: folder.path });
    assert.equal(code, 0, err);
    assert.match(out, new RegExp(first.id));
    assert.match(out, new RegExp(second.id));
    assert.match(out, new RegExp(`${fourth.id}[^}]*passed`));
    // Nobody was there to be asked.
    assert.match(out, new RegExp(`${third.id}[^}]*not-run`));
    await folder.remove();
  });
});
