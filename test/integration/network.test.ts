import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

const root = path.resolve(import.meta.dirname, "../..");
const gate = path.join(root, "server/src/network/gate.ts");
const exchange = path.join(root, "server/src/network/http.ts");

/** Runs a script in a guarded process; it answers the name of the error that each attempt met. */
async function guarded(attempt: string): Promise<string> {
  const script = `
    const { createGate, guardProcess } = require(${JSON.stringify(gate)});
    const { listen } = require("node:net").Server.prototype;
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
    resolver: `const dns = await import("node:dns"); new dns.Resolver().resolve4("localhost", () => undefined);`,
    "resolver of promises": `const { Resolver } = await import("node:dns/promises"); await new Resolver().reverse("127.0.0.1");`,
    "a server for other machines": `const { createServer } = await import("node:http"); createServer().listen(0);`,
    "a server on this machine's network": `(await import("node:net")).createServer().listen({ port: 0, host: "127.0.0.1" });`,
    resolve: `const dns = await import("node:dns"); dns.resolve4("localhost", () => undefined);`,
  };
  for (const [name, attempt] of Object.entries(attempts))
    it(`refuses ${name}`, async () => assert.equal(await guarded(attempt), "OfflineError true"));

  it("lets the gate's own connections through, to what the policy permits and nowhere else", async () => {
    const attempt = `
      const http = await import("node:http");
      const server = listen.call(http.createServer((_, response) => response.end("ok")), 0, "127.0.0.1");
      await new Promise((done) => server.once("listening", done));
      const { port } = server.address();
      const { createExchange } = require(${JSON.stringify(exchange)});
      const limits = { connect: 5000, first: 5000, idle: 5000 };
      const get = async (url) => {
        const request = { method: "GET", url: new URL(url), headers: {}, limits };
        const { body } = await createExchange(gate)(request, new AbortController().signal);
        let text = "";
        for await (const part of body) text += Buffer.from(part);
        return text;
      };
      const tried = (url) => get(url).catch((error) => error.fault);
      const before = await tried("http://127.0.0.1:" + port);
      gate.apply({ mode: "offline", allow: ["llm.example.jp"], endpoints: [{ host: "127.0.0.1", port }] });
      const there = await tried("http://127.0.0.1:" + port);
      const name = await tried("http://localhost:" + port);
      const far = await tried("https://llm.example.jp");
      gate.apply({ mode: "allowlist", allow: ["localhost:" + port], endpoints: [] });
      const listed = await tried("http://localhost:" + port);
      const seen = [before, there, name, far, listed, gate.connections(), gate.local(), gate.refusals()].join(" ");
      if (seen !== "not-allowed ok not-allowed not-allowed ok 2 2 3") throw new Error(seen);
      const plain = await new Promise((done) => {
        try { http.get("http://127.0.0.1:" + port).on("error", done); } catch (error) { done(error); }
      });
      throw plain;`;
    assert.equal(await guarded(attempt), "OfflineError true");
  });

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

  it("are named by the gate, by what uses its connections and by the socket of one user's windows only", async () => {
    const found: string[] = [];
    for (const folder of ["server/src", "client/src"]) {
      const names = await readdir(path.join(root, folder), { recursive: true });
      for (const name of names.filter((name) => name.endsWith(".ts")))
        if (banned.test(await readFile(path.join(root, folder, name), "utf8")))
          found.push(`${folder}/${name.replaceAll("\\", "/")}`);
    }
    assert.deepEqual(
      found.sort(),
      ["gate", "http", "local"].map((name) => `server/src/network/${name}.ts`),
    );
  });
});
