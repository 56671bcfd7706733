import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { zipSync } from "fflate";
import { ArchiveError } from "../../server/src/documents/archive";
import { createReaderWorker, type ReaderLimits, type ReaderWorker } from "../../server/src/node/readerWorker";
import { root } from "../support/harness";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

/** A thread that does what the first byte of a file says. */
const thread = `
const { parentPort } = require("node:worker_threads");
let read = 0;
parentPort.on("message", (request) => {
  if (request.kind === "stop") return;
  const { id, bytes } = request;
  read += 1;
  parentPort.postMessage({ id, begun: true });
  const answer = (text) => parentPort.postMessage({ id, file: { text, blocks: [], unread: [] } });
  const does = {
    R: () => answer("read " + read),
    H: () => { for (;;); },
    W: () => {},
    M: () => { const kept = []; for (;;) kept.push(new Array(10_000).fill(kept.length)); },
    B: () => {
      const kept = [];
      const more = () => {
        kept.push(new Uint8Array(8_000_000).fill(kept.length));
        setTimeout(more, 10);
      };
      more();
    },
    T: () => { throw new Error("secret text"); },
    X: () => process.exit(3),
    P: () => { console.log("printed"); answer("printed"); },
    A: () => parentPort.postMessage({ id, refused: "Too deep." }),
    F: () => parentPort.postMessage({ id, failed: "TypeError" }),
  };
  does[String.fromCharCode(bytes[0])]();
});
`;
const limits: ReaderLimits = { time: 5000, heap: 32, memory: 256, idle: 200, grace: 100 };
const never = new AbortController().signal;

describe("reader thread", function () {
  this.timeout(60_000);
  let folder: TemporaryFolder;
  let worker: ReaderWorker;
  let log: string[];
  before(async () => {
    folder = await temporaryFolder();
    await folder.write("thread.js", thread);
  });
  after(() => folder.remove());
  beforeEach(() => {
    log = [];
    const script = path.join(folder.path, "thread.js");
    worker = createReaderWorker({ script, limits, log: (line) => log.push(line) });
  });
  afterEach(() => worker.dispose());
  const read = (content: string, signal = never) =>
    worker.readFormat("docx", new TextEncoder().encode(content), signal).then(({ text }) => text);

  const failures: readonly (readonly [what: string, content: string, message: RegExp])[] = [
    ["a reader that does not end", "H", /more than 5 seconds/],
    ["a reader that waits for ever", "W", /more than 5 seconds/],
    ["a reader that takes all memory", "M", /more memory/],
    ["a reader that takes all memory outside its heap", "B", /more memory/],
    ["a reader that throws out of turn", "T", /its reader failed/],
    ["a thread that ends", "X", /its reader failed/],
    ["a reader's bug", "F", /its reader failed/],
    ["a file that the reader refuses", "A", /^Too deep\.$/],
  ];
  for (const [what, content, message] of failures)
    it(`${what} costs that file only`, async () => {
      const failing = read(content);
      const next = read("R");
      await assert.rejects(failing, (error) => error instanceof ArchiveError && message.test(error.message));
      assert.match(await next, /^read \d$/);
      assert.doesNotMatch(log.join("\n"), /secret text/);
    });

  it("reads a file once that comes again, and keeps its thread for other files", async () => {
    assert.equal(await read("R1"), "read 1");
    assert.equal(await read("R2"), "read 2");
    assert.equal(await read("R1"), "read 1");
    assert.equal(await read("R3"), "read 3");
  });

  it("ends without work, and starts again", async () => {
    assert.equal(await read("R"), "read 1");
    for (let file = 1, answer = ""; answer !== "read 1"; file++) {
      assert.ok(file < 50, "the thread never ends");
      await new Promise((resolve) => setTimeout(resolve, limits.idle + 50 * file));
      answer = await read(`R${file}`);
    }
  });

  it("prints nothing into the protocol", async () => {
    assert.equal(await read("P"), "printed");
  });

  it("is stopped by the signal, however busy, and in the queue", async () => {
    for (const content of ["H", "W"]) {
      const controller = new AbortController();
      const busy = read(content, controller.signal);
      const waiting = read("R", controller.signal);
      setTimeout(() => controller.abort(new Error("not wanted")), 50);
      await assert.rejects(busy, /not wanted/);
      await assert.rejects(waiting, /not wanted/);
    }
    assert.match(await read("R9"), /^read/);
  });

  it("leaves the caller its bytes", async () => {
    const bytes = new TextEncoder().encode("R of the caller");
    await worker.readFormat("pdf", bytes, never);
    assert.equal(bytes.length, 15);
  });

  it("refuses a broken file in the thread that ships", async () => {
    const script = path.join(root, "dist/reader.js");
    assert.ok(existsSync(script), "run npm run build first");
    const shipped = createReaderWorker({ script, log: (line) => log.push(line) });
    const broken = zipSync({ "word/document.xml": new TextEncoder().encode("<a".repeat(10)) });
    await assert.rejects(shipped.readFormat("docx", broken, never), ArchiveError);
    assert.deepEqual(log, []);
    await shipped.dispose();
  });
});
