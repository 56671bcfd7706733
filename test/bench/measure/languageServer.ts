/** The language server without a model: how much memory it takes after real work. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { setTimeout as delay } from "node:timers/promises";
import { root, startServer, type TestServer } from "../../support/harness";
import { memoryOf, type Memory } from "./memory";

const workspace = path.join(root, "test/fixtures/sample-workspace");
/** Milliseconds for what follows a review in the background. */
const settling = 1000;

const languages: Readonly<Record<string, string>> = {
  ".md": "markdown",
  ".txt": "plaintext",
  ".ts": "typescript",
  ".py": "python",
  ".yaml": "yaml",
  ".bat": "bat",
  ".cbl": "cobol",
};

export interface ServerMemory {
  readonly server: Memory | undefined;
  /** A Node process that does nothing: what nobody on this runtime can go below. */
  readonly emptyProcess: Memory | undefined;
}

/** Every document of the sample workspace open and reviewed, then the workspace as a whole. */
export async function measureLanguageServer(): Promise<ServerMemory> {
  const folder = pathToFileURL(workspace).href;
  const server = await startServer({ folders: [folder] });
  try {
    await openAll(server);
    await server.connection.sendRequest("hanare/review", { uris: [folder] });
    await delay(settling);
    const { pid } = server.process;
    return {
      server: pid === undefined ? undefined : await memoryOf(pid),
      emptyProcess: await emptyProcess(),
    };
  } finally {
    await server.stop();
  }
}

async function openAll(server: TestServer): Promise<void> {
  for (const entry of await readdir(workspace, { recursive: true, withFileTypes: true })) {
    const languageId = languages[path.extname(entry.name)];
    if (!entry.isFile() || languageId === undefined) continue;
    const file = path.join(entry.parentPath, entry.name);
    const uri = pathToFileURL(file).href;
    await server.open(uri, languageId, await readFile(file, "utf8"));
    await server.diagnosticsOf(uri);
  }
}

async function emptyProcess(): Promise<Memory | undefined> {
  const child = spawn(process.execPath, ["-e", "console.log(1); setInterval(() => {}, 1000)"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  await once(child.stdout, "data");
  await delay(settling);
  const memory = child.pid === undefined ? undefined : await memoryOf(child.pid);
  child.kill();
  await once(child, "exit");
  return memory;
}
