/** A bundle on a computer that has the editor and nothing else: no npm, no Node, no Python, no network. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { access, chmod, cp, mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { commandLine } from "../support/commandLine";
import { skip } from "../support/skip";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";
import { type Environment, readEnvironment } from "./support/environment";

/** What every system has, and what the script of the command line asks for. */
const tools = ["sh", "dirname", "readlink"];
const sample = path.join(import.meta.dirname, "../fixtures/sample-workspace");

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function ended(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  cwd?: string,
): Promise<Ended> {
  const child = spawn(program, args, { env, cwd, stdio: ["ignore", "pipe", "pipe"] });
  let [out, err] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (data: string) => (out += data));
  child.stderr.setEncoding("utf8").on("data", (data: string) => (err += data));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, out, err }));
  });
}

describe("a bundle on a computer with nothing but the editor", function () {
  this.timeout(300_000);
  let environment: Environment;
  let folder: TemporaryFolder;
  let bundle: string;
  /** Of the other computer: no variable of this one. */
  let there: NodeJS.ProcessEnv;
  let program: string;

  before(async function () {
    environment = readEnvironment();
    const { codeServer, vsix, models } = environment;
    if (codeServer === undefined)
      return skip(this, "the editor of this run has no program for a command line");
    folder = await temporaryFolder();
    bundle = path.join(folder.path, "usb", "hanare");
    const rules = await folder.write(
      "acme.yaml",
      "hanare: 1\npack: { id: acme, version: 1.0.0, title: 社内 }\nrules:\n  - { id: ACME-1, severity: high, message: 社内規則, match: { any: [{ terms: [始業点検] }] } }\n",
    );
    const made = await ended(
      process.execPath,
      [
        commandLine,
        "models",
        "export",
        bundle,
        models.coder.path,
        "--vsix",
        vsix,
        "--rules",
        rules,
        "--split",
        "50",
      ],
      process.env,
    );
    assert.equal(made.code, 0, made.err);
    const bin = path.join(folder.path, "bin");
    await mkdir(bin);
    for (const tool of tools) {
      const [found] = await Promise.all(
        ["/bin", "/usr/bin"]
          .map((place) => path.join(place, tool))
          .map((file) =>
            access(file).then(
              () => file,
              () => "",
            ),
          ),
      ).then((files) => files.filter((file) => file !== ""));
      await symlink(found ?? "", path.join(bin, tool));
    }
    there = { HOME: path.join(folder.path, "home"), PATH: bin, LANG: "ja_JP.UTF-8" };
    await mkdir(there["HOME"] ?? "");
  });
  after(() => folder?.remove());

  const inHome = (...names: readonly string[]) => path.join(folder.path, "home", ...names);
  const hanare = (...args: readonly string[]) =>
    ended(program, args, { ...there, HANARE_RUNTIME: environment.codeServer?.node ?? "" }, inHome());

  it("has none of the tools that made it", async () => {
    for (const tool of ["node", "npm", "python3"])
      assert.equal((await ended("/bin/sh", ["-c", `command -v ${tool}`], there)).out, "");
  });

  it("installs the extension from its pieces, joined as the guide says", async () => {
    const pieces = (await readdir(path.join(bundle, "extensions"))).sort();
    const joined = Buffer.concat(
      await Promise.all(pieces.map((name) => readFile(path.join(bundle, "extensions", name)))),
    );
    const vsix = inHome("hanare.vsix");
    await writeFile(vsix, joined);
    const { node, entry } = environment.codeServer ?? { node: "", entry: "" };
    const folders = ["--user-data-dir", inHome("data"), "--extensions-dir", inHome("extensions")];
    const args = [entry, "--config", inHome("config.yaml"), ...folders, "--install-extension", vsix];
    const installed = await ended(node, args, there, inHome());
    assert.match(installed.out + installed.err, /successfully installed/);
    const [own = ""] = (await readdir(inHome("extensions"))).filter((name) => name.includes("hanare"));
    program = inHome("extensions", own, "bin", "hanare");
    // A VSIX unpacked on Windows' side of a share has no right to run.
    await chmod(program, 0o755);
    assert.equal((await hanare("--version")).code, 0);
  });

  it("imports its model and its rules, in Japanese", async () => {
    const imported = await hanare("models", "import", bundle, "--to", inHome("models"));
    assert.equal(imported.code, 0, imported.err);
    assert.match(imported.err, /バンドルのすべてのファイルが.*一致しました/);
    const settings = JSON.parse(imported.out) as { "hanare.models": readonly { path: string }[] };
    assert.deepEqual(
      settings["hanare.models"].map((model) => path.dirname(model.path)),
      [inHome("models")],
    );
  });

  it("completes, summarises and reviews there", async () => {
    await cp(sample, inHome("work"), { recursive: true });
    await writeFile(inHome("work", "add.py"), "def add(a, b):\n    return \n");
    const model = path.join(inHome("models"), path.basename(environment.models.coder.path));
    const completed = await hanare(
      "complete",
      "work/add.py",
      "--line",
      "2",
      "--character",
      "12",
      "--model",
      model,
    );
    assert.equal(completed.code, 0, completed.err);
    assert.match(completed.out, /a \+ b/);
    const summary = await hanare("summarize", "work/docs/議事録.md");
    assert.equal(summary.code, 0, summary.err);
    assert.match(summary.out, /議事録/);
    const review = await hanare(
      "review",
      "--rules",
      path.join(inHome("models"), "packs", "acme.yaml"),
      "work/docs",
    );
    assert.equal(review.code, 1, review.err);
    assert.match(review.out, /ACME-1/);
  });
});
