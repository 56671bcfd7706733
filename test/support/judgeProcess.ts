/**
 * A review with a scripted model in a process of its own: `judgeProcess.ts STORAGE FOLDER answer|silent|hang`.
 * Prints the report; `hang` prints `HANGS` and waits to be killed once it is asked about the second section.
 */
import path from "node:path";
import { openCapabilityCards } from "../../server/src/model/capabilityCards";
import { platform, readUri, walk } from "../../server/src/node/files";
import { ledgerFile } from "../../server/src/node/ledgerFile";
import { uriOf } from "../../server/src/documents/uris";
import { defaultSettings } from "../../server/src/protocol";
import { createReviewer } from "../../server/src/review/handler";
import { createJudgeStage } from "../../server/src/review/judge/stage";
import { oracle, scriptedJudge } from "./scriptedJudge";
import { rule } from "./judgeRules";

const [, , storagePath = "", folder = "", mode = ""] = process.argv;
const text = `hanare: 1\npack: { id: p, version: 1.0.0, title: P }\nrules:${rule("J1")}${rule("H1", "", "high")}\n`;

const runtime = scriptedJudge((asked) => {
  if (mode === "silent") return new Error("must not be asked");
  if (mode !== "hang" || !asked.section.includes("second section")) return oracle(asked);
  process.stdout.write("HANGS\n");
  return new Promise<string>(() => setInterval(() => undefined, 1000));
});
const root = uriOf(folder, platform);
const reviewer = createReviewer({
  shippedPacks: () => Promise.resolve([{ id: "p", uri: "file:///p.yaml", text }]),
  packFile: () => Promise.reject(new Error("none")),
  trusted: () => true,
  today: () => "2026-04-01",
  folderOf: () => root,
  walk,
  packsIn: () => Promise.resolve([]),
  openDocument: () => Promise.resolve(undefined),
  readBytes: readUri,
  readFormat: () => Promise.reject(new Error("none")),
  judge: createJudgeStage({
    runtime: () => runtime,
    isSetUp: () => true,
    modelHash: ({ info }) => Promise.resolve(info.sha256),
    ledger: ledgerFile(storagePath),
    cards: openCapabilityCards(storagePath),
    measure: () => Promise.resolve({ prompt: 50, decode: 10 }),
    note: (line) => process.stderr.write(`${line}\n`),
  }),
});
async function run(): Promise<void> {
  const result = await reviewer.reviewFiles(
    [uriOf(path.resolve(folder), platform)],
    () => ({ ...defaultSettings.review, packs: ["p"] }),
    () => undefined,
    new AbortController().signal,
  );
  process.stdout.write(`${JSON.stringify(result)}\n`);
  process.stderr.write(`asked ${runtime.requests.length}\n`);
}

void run();
