import assert from "node:assert/strict";
import { startServer } from "../support/harness";
import { temporaryFolder } from "../support/temporary";

const canary = "ZX81-canary-4f1c-no-copy";

describe("server: no text at rest (promise P7)", () => {
  it("writes no text of a document to its storage, the workspace or its log", async () => {
    const folder = await temporaryFolder();
    const storagePath = `${folder.path}/storage`;
    await folder.write("storage/.keep", "");
    await folder.write("workspace/a.md", `# Manual\n\nThe ${canary} is kept in the safe of the branch.\n`);
    const server = await startServer({
      folders: [folder.uriOf("workspace")],
      storagePath,
      settings: {
        "": { models: [{ name: "m", path: `${folder.path}/no.gguf` }], model: { assistant: "m" } },
      },
    });
    const uri = folder.uriOf("workspace/b.ts");
    await server.open(uri, "typescript", `const password = "${canary}";\n`);
    await server.diagnosticsOf(uri, 1);
    await server.connection.sendRequest("hanare/review", { uris: [folder.uriOf("workspace")] });
    await server.connection.sendRequest("hanare/summarize", { uri: folder.uriOf("workspace/a.md") });
    await server.connection.sendRequest("hanare/proofread", { uri: folder.uriOf("workspace/a.md") });
    await server.connection.sendRequest("hanare/summarize", { uri: folder.uriOf("workspace/gone.md") }).then(
      () => assert.fail("a file that is gone was summarised"),
      (error: unknown) => assert.match(String(error), /gone\.md/),
    );
    await server.connection.sendNotification("hanare/feedback", { task: "summarize", thumb: "down" });
    assert.equal(await server.stop(), 0);
    // What was measured is there, without the names of files.
    assert.equal((await folder.holding("hanare.review", "storage/journal")).length, 1);
    assert.equal((await folder.holding("hanare.feedback.thumb", "storage/journal")).length, 1);
    for (const name of ["a.md", "b.ts", "workspace", folder.path])
      assert.deepEqual(await folder.holding(name, "storage/journal"), []);
    const held = await folder.holding(canary);
    assert.deepEqual(
      held.map((file) => file.slice(folder.path.length + 1)),
      ["workspace/a.md"],
    );
    assert.equal(
      server.log.some((line) => line.includes(canary)),
      false,
    );
    await folder.remove();
  });
});
