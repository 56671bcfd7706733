// The e2e suite's surroundings: VSIX, editor, browser, models, and a network namespace with only loopback.
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { run, succeeds, which } from "./command.mjs";
import { ensureCodeServer } from "./editor.mjs";
import { Failure } from "./failure.mjs";
import { ensureModel } from "./models.mjs";
import { outFolder, root } from "./paths.mjs";
import { readResult, resultFile, suiteArguments } from "./suites.mjs";
import { ensureSystem, findChromium } from "./system.mjs";
import { thisTarget } from "./targets.mjs";
import { packVsix } from "./vsix.mjs";

/** The flags of unshare that this user may use, or why there are none. */
function namespace() {
  const flags = process.getuid?.() === 0 ? ["--net"] : ["--map-root-user", "--net"];
  if (!which("unshare") || !which("ip")) return { reason: "unshare and ip are Linux programs, missing here" };
  const works = succeeds("unshare", [...flags, "ip", "link", "set", "lo", "up"]);
  return works ? { flags } : { reason: "this user may not make a network namespace (unshare --net)" };
}

async function environment(offline) {
  const vscode = process.env.VSCODE_EXECUTABLE_PATH || process.env.HANARE_EDITOR;
  const [small, coder] = [await ensureModel("small"), await ensureModel("coder")];
  const common = {
    vscode,
    vsix: await packVsix(thisTarget),
    screenshots: path.join(outFolder, "screenshots"),
    models: { small, coder },
    offline,
  };
  if (vscode) return common;
  await ensureSystem("browser");
  const { node, entry } = await ensureCodeServer();
  return { ...common, codeServer: { node, entry }, chromium: findChromium() };
}

/** Packs the extension, then runs test/e2e, or one file of it, in a real editor; answers the suite's result. */
export async function runE2e(only) {
  const { flags, reason } = namespace();
  const offline = flags ? { proved: true } : { proved: false, reason };
  if (reason) console.log(`The offline proof is skipped: ${reason}.`);
  await run(process.execPath, ["esbuild.mjs", "--production"], { cwd: root });
  const prepared = await environment(offline);
  rmSync(prepared.screenshots, { recursive: true, force: true });
  mkdirSync(prepared.screenshots, { recursive: true });
  const output = resultFile("e2e");
  const command = [process.execPath, ...suiteArguments("e2e", output, only)];
  // Chromium, the editor and the tests share the namespace: nothing in it can reach further than loopback.
  const inside = ["--", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"];
  const [program, ...args] = flags ? ["unshare", ...flags, ...inside, ...command] : command;
  try {
    await run(program, args, { cwd: root, env: { HANARE_E2E: JSON.stringify(prepared) } });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
  return readResult(output);
}
