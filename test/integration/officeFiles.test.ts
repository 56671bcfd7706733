/** Files that are no text, through the real server and the real command line. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import {
  type DocumentViewRequest,
  type ReviewRequest,
  type Summary,
  viewUriOf,
} from "../../server/src/protocol";
import { hanare } from "../support/commandLine";
import { compoundFile } from "../support/compound";
import { root, startServer, type TestServer } from "../support/harness";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

const samples = path.join(root, "test/fixtures/documents");
const pack = `hanare: 1
pack: { id: own, version: 1.0.0, title: Own }
rules:
  - id: OWN-POWER
    severity: high
    message: M
    applies: { languages: [markdown], scope: paragraph }
    match: { any: [{ regex: 電源を切る }] }
    fix: { replace: 電源を入れる }
  - { id: OWN-XLSX, severity: low, message: M, applies: { languages: [xlsx] }, match: { any: [{ regex: さくら病院 }] } }
`;

describe("files that are no text", function () {
  this.timeout(60_000);
  let folder: TemporaryFolder;
  let server: TestServer | undefined;
  beforeEach(async () => {
    folder = await temporaryFolder();
    await folder.write("rules.yaml", pack);
    await folder.write("手順 1.pptx", await readFile(path.join(samples, "pptx/manual.pptx")));
    await folder.write("ledger.txt", await readFile(path.join(samples, "xlsx/ledger.xlsx")));
    await folder.write("old.doc", compoundFile(["WordDocument"]));
    await folder.write("locked.docx", compoundFile(["EncryptionInfo", "EncryptedPackage"]));
  });
  afterEach(async () => {
    await server?.stop();
    server = undefined;
    await folder.remove();
  });

  async function start(documentViews = true): Promise<TestServer> {
    const settings = { "": { review: { packs: [path.join(folder.path, "rules.yaml")] } } };
    return (server = await startServer({ folders: [folder.uri], settings, documentViews }));
  }
  const cli = (...args: readonly string[]) => hanare(args, { cwd: folder.path });

  it("are reviewed on the command line by page and cell, and every file that was not read is named", async () => {
    const { code, out } = await cli("review", "--rules", "rules.yaml", ".");
    assert.equal(code, 1);
    assert.match(out, /^手順 1\.pptx \(Slide 2 · “電源を切る”\): high \[OWN-POWER\]/m);
    assert.match(out, /^ledger\.txt \(売上![A-Z]+\d+.*\): low \[OWN-XLSX\]/m);
    assert.match(out, /\.doc .*\.docx\.\n\s+- old\.doc$/m);
    assert.match(out, /password.*\n\s+- locked\.docx$/m);
    assert.match(out, /\.txt, but the content is xlsx/);
  });

  it("fail a pipeline that asks for one that cannot be read", async () => {
    assert.equal((await cli("review", "--rules", "rules.yaml", "old.doc")).code, 4);
    const { code, err } = await cli("summarize", "locked.docx");
    assert.equal(code, 4);
    assert.match(err, /locked\.docx: .*password/);
  });

  it("are reviewed in the editor: the view shows the text, and the findings in it", async () => {
    const { connection, diagnostics, diagnosticsOf } = await start();
    const uri = folder.uriOf("手順 1.pptx");
    const view = viewUriOf(uri);
    const shown = await connection.sendRequest<DocumentViewRequest.Result>("hanare/documentView", { uri });
    assert.equal(shown.format, "pptx");
    const [diagnostic, ...others] = await diagnosticsOf(view);
    assert.deepEqual([diagnostic?.code, others], ["OWN-POWER", []]);
    const { line, character } = diagnostic?.range.start ?? { line: 0, character: 0 };
    assert.ok(shown.text.split("\n")[line]?.slice(character).startsWith("電源を切る"));
    assert.equal(Reflect.get(diagnostic?.data as object, "fix"), undefined);
    const cleared = diagnostics.next(
      ({ uri: of, diagnostics: items }) => of === view && items.length === 0,
      true,
    );
    await connection.sendNotification("hanare/viewClosed", { uri });
    await cleared;
  });

  it("are reviewed on demand and summarised with places", async () => {
    const { connection, diagnosticsOf } = await start();
    const uri = folder.uriOf("手順 1.pptx");
    const { findings } = await connection.sendRequest<ReviewRequest.Result>("hanare/review", { uris: [uri] });
    assert.deepEqual(
      findings.map(({ uri: of, place }) => [of, place]),
      [[uri, "Slide 2 · “電源を切る”"]],
    );
    assert.equal((await diagnosticsOf(viewUriOf(uri))).length, 1);
    const summary = await connection.sendRequest<Summary>("hanare/summarize", { uri });
    const citations = summary.sections.flatMap(({ sentences }) => sentences.flatMap((one) => one.citations));
    assert.ok(citations.length > 0);
    for (const { place } of citations) assert.match(place ?? "", /^Slide \d/);
  });

  it("have their findings under their own names in an editor without views", async () => {
    const { connection, diagnosticsOf } = await start(false);
    const uri = folder.uriOf("手順 1.pptx");
    await connection.sendRequest("hanare/review", { uris: [uri] });
    assert.equal((await diagnosticsOf(uri)).length, 1);
  });

  it("say why they cannot be shown", async () => {
    const { connection } = await start();
    await assert.rejects(
      connection.sendRequest("hanare/documentView", { uri: folder.uriOf("old.doc") }),
      /old\.doc: .*\.docx/,
    );
  });
});
