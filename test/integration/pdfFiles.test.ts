/** PDF files of other programs, through the reader thread that ships and the command line. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { deflateSync } from "node:zlib";
import { ArchiveError } from "../../server/src/documents/archive";
import { type ReadFile } from "../../server/src/documents/readFile";
import { createReaderWorker, readerLimits, type ReaderWorker } from "../../server/src/node/readerWorker";
import { officeFile } from "../support/documents/officeFiles";
import { pdfOf } from "../support/documents/pdfOf";
import { root } from "../support/harness";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

const never = new AbortController().signal;
const script = path.join(root, "dist/reader.js");

describe("PDF files", function () {
  this.timeout(120_000);
  let worker: ReaderWorker;
  const log: string[] = [];
  before(() => {
    assert.ok(existsSync(script), "run npm run build first");
    worker = createReaderWorker({ script, log: (line) => log.push(line) });
  });
  after(() => worker.dispose());
  afterEach(() => assert.deepEqual(log.splice(0), []));

  const readBytes = (bytes: Uint8Array) => worker.readFormat("pdf", bytes, never);
  const read = (name: string) => readBytes(officeFile(`pdf/${name}`));
  const shown = ({ blocks }: ReadFile) =>
    blocks.map(({ kind, level, text, place }) =>
      [place?.page, `${kind}${level ?? ""}`, text, place?.part].filter((each) => each != null).join("|"),
    );
  const notes = ({ unread }: ReadFile) => unread.map(({ where, why }) => `${where}: ${why}`);

  it("TODO", async () => {
    for (const name of [
      ..."not-embedded columns vertical scan form turned unmapped restricted broken-xref office-manual office-vertical regulation".split(" "),
    ]) {
      const file = await read(`${name}.pdf`).catch((e: unknown) => String(e));
      console.log("=====", name);
      if (typeof file === "string") console.log(file);
      else console.log([...shown(file), "---", ...notes(file)].join("\n"));
    }
  });
});
void [spawn, deflateSync, ArchiveError, readerLimits, pdfOf, temporaryFolder];
export type X = TemporaryFolder;
