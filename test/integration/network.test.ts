import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

const root = path.resolve(import.meta.dirname, "../..");
const gate = path.join(root, "server/src/network/gate.ts");

/** Runs a script in a guarded process; it answers the name of the error that each attempt met. */
async function guarded(attempt: string): Promise<string> {
  const script = `
    const { createGate, guardProcess } = require(${JSON.stringify(gate)});
    const gate = createGate("offline");
    guardProcess(gate);
    const tried = async () => { ${attempt} };
    tried().then(() => undefined, (reason) => reason?.cause ?? reason).then((error) => {
      console.log(\`\${error?.name} \${gate.refusals() > 0}\`);
      process.exit(0);
    });`;
  const run = promisify(execFile)(process.execPath, ["--require", "tsx/cjs", "-e", script], {
    cwd: root,
  });
  return (await run).stdout.trim();
}

describe("network guard in a process", () => {
  const attempts: Readonly<Record<string, string>> = {
    tcp: `const net = await import("node:net"); net.connect(9, "127.0.0.1");`,
    http: `const http = await import("node:http"); http.get("http://127.0.0.1:9/");`,
    tls: `const tls = await import("node:tls"); tls.connect(9, "127.0.0.1");`,
    fetch: `await fetch("http://127.0.0.1:8080/");`,
    udp: `const { createSocket } = await import("node:dgram"); createSocket("udp4").send("x", 9, "127.0.0.1");`,
    dns: `const { lookup } = await import("node:dns/promises"); await lookup("localhost");`,
    resolve: `const dns = await import("node:dns"); dns.resolve4("localhost", () => undefined);`,
  };
  for (const [name, attempt] of Object.entries(attempts))
    it(`refuses ${name}`, async () => assert.equal(await guarded(attempt), "OfflineError true"));

  it("leaves child processes, IPC and local sockets alone", async () => {
    const attempt = `
      const { createServer, connect } = await import("node:net");
      const { mkdtempSync, rmSync } = await import("node:fs");
      const { spawnSync } = await import("node:child_process");
      const folder = mkdtempSync((await import("node:os")).tmpdir() + "/hanare-");
      const file = process.platform === "win32" ? "\\\\\\\\.\\\\pipe\\\\hanare-" + process.pid : folder + "/s";
      const server = createServer((socket) => socket.end("ok")).listen(file);
      await new Promise((done) => server.once("listening", done));
      const text = await new Promise((done) => connect(file).on("data", (data) => done(String(data))));
      server.close();
      rmSync(folder, { recursive: true });
      if (text !== "ok") throw new Error("local socket");
      if (String(spawnSync(process.execPath, ["-p", "1+1"]).stdout).trim() !== "2") throw new Error("child");`;
    assert.equal(await guarded(attempt), "undefined false");
  });
});

describe("network modules in the sources", () => {
  const banned =
    /\b(?:from|import|require)\s*\(?\s*["'](?:node:)?(net|tls|https?|http2|dgram|dns|undici)(?:\/\w+)?["']|\bfetch\(/;

  it("are named by network/gate.ts and, for the socket of one user's windows, by network/local.ts only", async () => {
    const found: string[] = [];
    for (const folder of ["server/src", "client/src"]) {
      const names = await readdir(path.join(root, folder), { recursive: true });
      for (const name of names.filter((name) => name.endsWith(".ts")))
        if (banned.test(await readFile(path.join(root, folder, name), "utf8")))
          found.push(`${folder}/${name.replaceAll("\\", "/")}`);
    }
    assert.deepEqual(found.sort(), ["server/src/network/gate.ts", "server/src/network/local.ts"]);
  });
});
