/** A file that editors do not send, in the built server. */
import assert from "node:assert/strict";
import { type ReviewRequest } from "../../server/src/protocol";
import { startServer, type TestServer } from "../support/harness";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

describe("server: review of a very long file", () => {
  let server: TestServer;
  let folder: TemporaryFolder;
  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(async () => {
    await server.stop();
    await folder.remove();
  });

  it("reads it from disk and finds what stands at its end", async () => {
    const line = "notes of the night shift, nothing to report\n";
    const size = 52 * 1024 * 1024;
    const text = Buffer.alloc(size, line);
    text.write("\nmachine card 4111-1111-1111-1111 used\n", size - 100);
    await folder.write("big.log", text);
    server = await startServer({
      folders: [folder.uri],
      settings: { "": { review: { packs: ["hanare.personal-data"] } } },
    });
    const { findings, coverage } = await server.connection.sendRequest<ReviewRequest.Result>(
      "hanare/review",
      { uris: [folder.uriOf("big.log")], workDoneToken: "r1" },
    );
    assert.deepEqual([coverage.files, coverage.skipped], [1, []]);
    const before = text.subarray(0, text.indexOf("machine card")).toString("latin1");
    assert.deepEqual(
      findings.map(({ rule, anchor }) => [rule, anchor.start]),
      [["PD-CARD-TEST", { line: before.split("\n").length - 1, character: "machine card ".length }]],
    );
  });
});
