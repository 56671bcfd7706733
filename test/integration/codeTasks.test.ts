/** Tasks on code and commit messages through the real server, without a model. */
import assert from "node:assert/strict";
import { type CodeTaskRequest, codeTasks, type CommitMessageRequest } from "../../server/src/protocol";
import { startServer, type TestServer } from "../support/harness";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";
import { change, locks } from "../unit/commitMessage/diffs";

describe("tasks on code, without a model", function () {
  this.timeout(60_000);
  let folder: TemporaryFolder;
  let server: TestServer;
  beforeEach(async () => {
    folder = await temporaryFolder();
    await folder.write("w/limit.ts", "export function limit(count: number) {\n  return count;\n}\n");
    server = await startServer({ folders: [folder.uriOf("w")] });
  });
  afterEach(async () => {
    await server.stop();
    await folder.remove();
  });

  for (const task of codeTasks)
    it(`${task} names the next step`, async () => {
      const range = { start: { line: 0, character: 0 }, end: { line: 2, character: 1 } };
      const params: CodeTaskRequest.Params = {
        task,
        uri: folder.uriOf("w/limit.ts"),
        range,
        workDoneToken: "p",
      };
      const result = await server.connection.sendRequest<CodeTaskRequest.Result>("hanare/codeTask", params);
      assert.equal(result.kind, "refused");
      assert.match(JSON.stringify(result), /Choose a Model File/);
      assert.equal(server.progress.received.at(-1)?.value.kind, "end");
    });

  it("finds the function around the cursor in an unsaved document", async () => {
    const uri = "untitled:Untitled-1";
    await server.open(uri, "typescript", "\n\nfunction f() {\n  return 1;\n}\n");
    const at = (line: number) => ({ start: { line, character: 0 }, end: { line, character: 0 } });
    const ask = (line: number) =>
      server.connection.sendRequest<CodeTaskRequest.Result>("hanare/codeTask", {
        task: "explain",
        uri,
        range: at(line),
      });
    assert.match(JSON.stringify(await ask(0)), /Select the code first/);
    assert.match(JSON.stringify(await ask(3)), /Choose a Model File/);
  });

  it("makes a commit message from files and names, in the style of recent commits", async () => {
    const params: CommitMessageRequest.Params = { diff: change + locks, untracked: [], recent: ["fix: x"] };
    const result = await server.connection.sendRequest<CommitMessageRequest.Result>(
      "hanare/commitMessage",
      params,
    );
    assert.deepEqual([result.message, result.tier], ["feat: add allows to src/limit.ts", "derived"]);
    assert.match(result.notes.join(" "), /There is no assistant model/);
    const nothing = server.connection.sendRequest("hanare/commitMessage", { ...params, diff: "" });
    await assert.rejects(nothing, /There are no changes to describe/);
  });
});
