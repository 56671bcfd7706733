/**
 * One session of the product where every address has a route, and every packet is seen: `capturedSession.ts FOLDER`, inside a
 * network namespace whose only interface takes all of them. Prints, as JSON, what was captured while Hanare worked, and what
 * was captured when this script itself sent something afterwards.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import path from "node:path";
import { type AskRequest, type SummarizeRequest } from "../../server/src/protocol";
import { hanare } from "./commandLine";
import { settingsFor, startEngine } from "./engine";
import { writeTinyModel } from "./ggufWriter";
import { startServer } from "./harness";

const [, , folder = ""] = process.argv;
const far = "https://192.0.2.1";

/** Every frame that leaves, one line each: link layer, at once, until it is ended. */
const capture = `
import socket
s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
print("ready", flush=True)
while True:
    frame, place = s.recvfrom(256)
    if place[2] == 4:
        print("frame " + frame.hex(), flush=True)
`;

async function startCapture() {
  const child: ChildProcess = spawn("python3", ["-c", capture], { stdio: ["ignore", "pipe", "inherit"] });
  const frames: string[] = [];
  let text = "";
  const ready = new Promise<void>((resolve) => {
    child.stdout?.setEncoding("utf8").on("data", (data: string) => {
      const lines = (text + data).split("\n");
      text = lines.pop() ?? "";
      for (const line of lines) if (line.startsWith("frame ")) frames.push(line);
      if (lines.includes("ready")) resolve();
    });
    child.once("exit", () => resolve());
  });
  await ready;
  return { frames, end: () => child.kill("SIGKILL") };
}

/** Everything names somebody who could be connected to; nothing permits it. */
const settings = {
  models: [
    { name: "far", endpoint: `${far}/v1` },
    { name: "named", endpoint: "https://llm.example.jp" },
  ],
  model: { assistant: "far", embedding: "named" },
  routing: [{ endpoint: "far", marks: ["公開"] }],
  network: { mode: "offline", allow: ["192.0.2.1", "llm.example.jp"] },
  journal: { sendTo: "https://otel.example.jp" },
};

async function edit(): Promise<void> {
  const uriOf = (name: string) => `file://${path.join(folder, name)}`;
  const server = await startServer({
    ...{ folders: [uriOf("work")], storagePath: path.join(folder, "storage"), settings: { "": settings } },
  });
  const { connection } = server;
  await server.open(uriOf("work/b.ts"), "typescript", 'fetch("https://192.0.2.7/");\n');
  await server.diagnosticsOf(uriOf("work/b.ts"), 1);
  await connection.sendRequest("hanare/review", { uris: [uriOf("work")] });
  await connection.sendRequest<SummarizeRequest.Result>("hanare/summarize", { uri: uriOf("work/a.md") });
  await connection.sendRequest<AskRequest.Result>("hanare/ask", { question: "鍵はどこに保管しますか" });
  await connection.sendRequest("hanare/search", { query: "保管", limit: 5 });
  await connection.sendRequest("hanare/proofread", { uri: uriOf("work/a.md") });
  await server.stop();
}

async function complete(): Promise<void> {
  const model = await writeTinyModel(path.join(folder, "tiny.gguf"));
  const engine = startEngine(settingsFor(model, { roles: ["assistant"] }));
  const runtime = await engine.ready("assistant");
  const messages = [{ role: "user", text: "Where is the key?" }] as const;
  const answer = runtime.generate(
    { kind: "chat", priority: "interactive", maxTokens: 4, messages },
    new AbortController().signal,
  );
  for await (const chunk of answer) if (chunk.type === "end") break;
  await engine.loader.dispose();
}

async function sendSomething(): Promise<void> {
  for (const [kind, address] of [
    ["udp4", "192.0.2.1"],
    ["udp4", "127.0.0.1"],
  ] as const) {
    const socket = createSocket(kind);
    await new Promise<void>((resolve) => socket.send("x", 9, address, () => resolve()));
    socket.close();
    await once(socket, "close");
  }
}

async function run(): Promise<void> {
  const { frames, end } = await startCapture();
  await edit();
  await complete();
  const review = await hanare(["review", "work"], { cwd: folder });
  const fetched = await hanare(["models", "import", `${far}/m.gguf`, "--sha256", "0".repeat(64)], {
    cwd: folder,
  });
  const during = frames.length;
  const first = frames[0];
  await sendSomething();
  while (frames.length < during + 2) await new Promise((resolve) => setTimeout(resolve, 10));
  end();
  const result = { during, after: frames.length - during, first, codes: [review.code, fetched.code] };
  process.stdout.write(`${JSON.stringify(result)}\n`);
  process.exit(0);
}

void run();
