/**
 * A window in a process of its own, which can be killed: `windowProcess.ts MODEL STORAGE IDLE`, forked. Says `ready`
 * with its engine's process id, then generates what it is sent and says `writing` at the first text.
 */
import path from "node:path";
import { type GenerateRequest } from "../../server/src/model/runtime";
import { settingsFor, startEngine } from "./engine";

const [, , model = "", storagePath = "", idle = ""] = process.argv;

async function run(): Promise<void> {
  const settings = settingsFor(model, { roles: ["completion", "assistant"] });
  const shared = { folder: path.join(storagePath, "engines"), idle: Number(idle) };
  const engine = startEngine(settings, storagePath, shared);
  const assistant = await engine.ready("assistant");
  process.on("message", (request: GenerateRequest) => {
    const write = async () => {
      for await (const chunk of assistant.generate(request, new AbortController().signal))
        if (chunk.type === "text") process.send?.("writing");
    };
    write().catch((error: unknown) => process.send?.(String(error)));
  });
  process.send?.({ ready: engine.loader.status().engine.pid });
}

void run();
