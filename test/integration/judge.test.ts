import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { stat } from "node:fs/promises";
import path from "node:path";
import { root } from "../support/harness";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

const secret = "Canary-Ymxf";
const manual = `# Manual\n\n## First\n\nThis is the first section. A BAD sentence of ${secret} stands here.\n\n## Second\n\nThis is the second section. A BAD sentence, too.\n\n## Third\n\nAll is well in the third section.\n`;

describe("the model's stage in processes of its own", () => {
  let folder: TemporaryFolder;
  beforeEach(async () => {
    folder = await temporaryFolder();
    await folder.write("docs/manual.md", manual);
  });
  afterEach(() => folder.remove());

  const storage = () => path.join(folder.path, "storage");

  function run(mode: string) {
    const script = path.join(root, "test/support/judgeProcess.ts");
    const child = spawn(
      process.execPath,
      ["--import", "tsx", script, storage(), path.join(folder.path, "docs"), mode],
      { cwd: root },
    );
    let out = "";
    let err = "";
    child.stdout.setEncoding("utf8").on("data", (data: string) => {
      out += data;
      if (out.includes("HANGS")) child.kill("SIGKILL");
    });
    child.stderr.setEncoding("utf8").on("data", (data: string) => (err += data));
    return new Promise<{ readonly out: string; readonly err: string }>((done) =>
      child.once("close", () => done({ out, err })),
    );
  }

  it("gives a byte-identical report in a new process, without asking again", async () => {
    const first = await run("answer");
    assert.equal((first.out.match(/"status":"confirmed"/g) ?? []).length, 4, first.err);
    const second = await run("silent");
    assert.equal(second.out, first.out);
    assert.match(second.err, /6 questions \(a rule on a section\), 6 of them answered before[^]*\nasked 0\n/);
  });

  it("goes on after it was killed: what was judged is not asked again", async () => {
    const killed = await run("hang");
    assert.match(killed.out, /^HANGS\n$/);
    const resumed = await run("answer");
    assert.match(resumed.err, /6 questions \(a rule on a section\), 2 of them answered before/);
    const whole = await run("silent");
    assert.equal(whole.out, resumed.out);
    assert.equal((whole.out.match(/"status":"confirmed"/g) ?? []).length, 4);
  });

  it("keeps no text on disk, and what it keeps only for the owner", async () => {
    await run("answer");
    assert.deepEqual(await folder.holding(secret, "storage"), []);
    if (process.platform === "win32") return;
    for (const [name, mode] of [
      ["review", 0o700],
      ["review/ledger.txt", 0o600],
    ] as const)
      assert.equal((await stat(path.join(storage(), name))).mode & 0o777, mode, name);
  });

  it("ignores a damaged ledger with a word, and judges again", async () => {
    const first = await run("answer");
    await folder.write("storage/review/ledger.txt", "{ broken\n");
    const second = await run("answer");
    assert.match(second.err, /damaged and are made again: 1/);
    assert.equal(second.out, first.out);
  });
});
