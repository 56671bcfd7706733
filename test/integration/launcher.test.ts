// `bin/hanare` for real, and the rules that `bin/hanare.cmd` must keep, for there is no Windows here.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmod, copyFile, mkdir, readFile, symlink } from "node:fs/promises";
import path from "node:path";
import { root } from "../support/harness";
import { skip } from "../support/skip";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a program with nothing in its environment but these. */
function start(program: string, args: readonly string[], env: Record<string, string>): Promise<Ended> {
  return new Promise((done) =>
    execFile(program, [...args], { env }, (error, out, err) =>
      done({ code: error === null ? 0 : Number(error.code), out, err }),
    ),
  );
}

/** A command line that only tells what reached it. */
const echo = `process.stdout.write(JSON.stringify({ args: process.argv.slice(2), node: process.env.ELECTRON_RUN_AS_NODE }));`;

const hard: readonly string[] = [
  "山田 太郎/手順 書.md",
  "100% & 50%",
  "%PATH%",
  'say "yes"',
  "it's",
  "$HOME `id` $(id)",
  "a;b|c>d<e",
  "*",
  "",
  " spaces ",
  "back\\slash\\",
  "!important!",
  "^caret",
  "two\nlines",
  "--format=json",
];

describe("bin/hanare", () => {
  let folder: TemporaryFolder;
  let launcher: string;
  const system = "/usr/bin:/bin";

  before(async function () {
    if (process.platform === "win32") skip(this, "bin/hanare is for sh");
    folder = await temporaryFolder();
    const home = path.join(folder.path, `山田 太郎 & 100% "x" 'y' $HOME`);
    await mkdir(path.join(home, "bin"), { recursive: true });
    launcher = path.join(home, "bin", "hanare");
    await copyFile(path.join(root, "bin/hanare"), launcher);
    await chmod(launcher, 0o755);
    await folder.write(path.join(path.basename(home), "dist", "cli.js"), echo);
  });
  after(() => folder?.remove());

  it("passes every argument on as it was given, from a folder with any name", async () => {
    const { code, out, err } = await start(launcher, hard, {
      PATH: system,
      HANARE_RUNTIME: process.execPath,
    });
    assert.equal(code, 0, err);
    assert.deepEqual(JSON.parse(out), { args: hard, node: "1" });
  });

  it("works through a link on the PATH", async () => {
    const link = path.join(folder.path, "link");
    await symlink(launcher, link);
    const { out } = await start(link, ["見出し 1"], { PATH: system, HANARE_RUNTIME: process.execPath });
    assert.deepEqual(JSON.parse(out), { args: ["見出し 1"], node: "1" });
  });

  it("finds the editor beside its `code` command, in a folder with a space", async () => {
    const editor = path.join(folder.path, "V S コード");
    await mkdir(path.join(editor, "bin"), { recursive: true });
    await symlink(process.execPath, path.join(editor, "code"));
    await folder.write("V S コード/bin/code", "#!/bin/sh\n");
    await chmod(path.join(editor, "bin", "code"), 0o755);
    const { code, out, err } = await start(launcher, ["a b"], { PATH: `${editor}/bin:${system}` });
    assert.equal(code, 0, err);
    assert.deepEqual(JSON.parse(out), { args: ["a b"], node: "1" });
  });

  it("says in both languages what to do when there is no runtime", async () => {
    const { code, err } = await start("/bin/sh", [launcher], { PATH: path.join(folder.path, "nothing") });
    assert.equal(code, 3);
    assert.match(err, /no runtime found\. Put VS Code's 'code' command on the PATH/u);
    assert.match(err, /実行環境が見つかりません/u);
  });
});

describe("bin/hanare.cmd", () => {
  let lines: readonly string[];
  before(async () => {
    const text = await readFile(path.join(root, "bin/hanare.cmd"), "latin1");
    lines = text.split(/\r?\n/u).filter((line) => line !== "" && !/^rem\b/iu.test(line));
  });
  const having = (pattern: RegExp) => lines.filter((line) => pattern.test(line));

  it("is ASCII, for cmd reads it in the code page of the system", () => {
    assert.deepEqual(having(/[^\x20-\x7e\t]/u), []);
  });

  it("passes the arguments on untouched and once, with both paths in quotes", () => {
    assert.deepEqual(having(/%\*/u), ['"%RUNTIME%" "%CLI%" %*']);
    assert.deepEqual(having(/%[1-9]|\bshift\b|\bcall\b/iu), []);
  });

  it("takes ! in arguments and paths for what it is", () => {
    assert.equal(having(/^setlocal /u)[0], "setlocal EnableExtensions DisableDelayedExpansion");
    assert.deepEqual(having(/![A-Z]+!|enabledelayedexpansion/iu), []);
  });

  it("sets every variable in quotes, so that & and ) in a path end nothing", () => {
    for (const line of having(/\bset\b/iu).filter((each) => !/^\s*echo /u.test(each)))
      for (const [, rest] of line.matchAll(/\bset\s+(.*)$/giu)) assert.match(rest ?? "", /^"[A-Z_]+=/u, line);
  });

  it("uses every path in quotes", () => {
    for (const line of having(/%~dp0|%%~|%(RUNTIME|CLI|CODE_AT|NODE_AT)%/u)) {
      const bare = line.replace(/"[^"]*"/gu, "");
      assert.doesNotMatch(bare.replace(/:"=%"$/u, ""), /%~dp0|%%~|%(RUNTIME|CLI|CODE_AT|NODE_AT)%/u, line);
    }
  });

  it("takes quotes off HANARE_RUNTIME, which people put there", () => {
    assert.deepEqual(having(/HANARE_RUNTIME:/u), [
      'if defined HANARE_RUNTIME set "RUNTIME=%HANARE_RUNTIME:"=%"',
    ]);
  });

  it("looks for programs on the PATH alone, never in the folder that is reviewed", () => {
    assert.deepEqual(having(/\bwhere\b/iu), []);
    assert.equal(having(/%%~\$PATH:C/u).length, 2);
    // Of a name that is not found, the folder would be the current one.
    for (const line of having(/%%~\$PATH:C/u)) assert.match(line, /if not "%%~\$PATH:C"==""/u);
  });

  it("ends with the exit code of the command", () => {
    assert.equal(lines.at(-1), "exit /b %ERRORLEVEL%");
  });
});
