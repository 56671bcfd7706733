/** Promise P1 from outside: where every address has a route, Hanare works and no packet is captured. */
import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { root } from "../support/harness";
import { skip } from "../support/skip";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

/** One interface, which every address leads to: whoever sends anything is seen, and nothing arrives anywhere. */
const setUp = [
  "ip link set lo up",
  "ip route add default dev lo",
  "{ ip -6 route add default dev lo 2>/dev/null || true; }",
].join(" && ");
const flags = process.getuid?.() === 0 ? ["--net"] : ["--map-root-user", "--net"];

/** Undefined when packets can be captured here. */
function obstacle(): string | undefined {
  if (process.platform !== "linux") return "network namespaces are Linux's";
  const open = "import socket; socket.socket(socket.AF_PACKET, socket.SOCK_RAW)";
  const tried = spawnSync("unshare", [...flags, "sh", "-c", `${setUp} && python3 -c '${open}'`]);
  return tried.status === 0
    ? undefined
    : "this user may not capture in a network namespace (unshare, ip, python3)";
}

describe("packets while Hanare works", function () {
  this.timeout(120_000);
  let folder: TemporaryFolder;
  beforeEach(async () => (folder = await temporaryFolder()));
  afterEach(() => folder.remove());

  it("are none: editor's server, engine and command line, with settings that name other hosts", async function () {
    const reason = obstacle();
    if (reason !== undefined) skip(this, reason);
    await folder.write("work/a.md", "公開\n\n# 手順\n\n鍵は金庫に保管する。担当者は 2 名とする。\n");
    const script = path.join(root, "test/support/capturedSession.ts");
    const session = [process.execPath, "--import", "tsx", script, folder.path];
    const { stdout } = await promisify(execFile)(
      "unshare",
      [...flags, "--", "sh", "-c", `${setUp} && exec "$@"`, "sh", ...session],
      { cwd: root },
    );
    const { during, after, first, codes } = JSON.parse(stdout) as {
      readonly during: number;
      readonly after: number;
      readonly first?: string;
      readonly codes: readonly number[];
    };
    assert.equal(during, 0, first);
    assert.ok(after >= 2, "what is sent is seen");
    assert.notEqual(codes[1], 0, "nothing was fetched");
  });
});
