/** Goes through a guide as its reader does: writes its rule packs, types its commands, in a folder with the sample workspace. */
import { generateKeyPairSync } from "node:crypto";
import { cp, readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import path from "node:path";
import { type CommandResult, hanare } from "./commandLine";
import { encodeGguf } from "./ggufEncode";
import { argumentsOf, common, commandsIn, type Guide, type GuideCommand } from "./guides";
import { root } from "./harness";
import { temporaryFolder, type TemporaryFolder } from "./temporary";

export interface GuideResult extends CommandResult {
  readonly command: GuideCommand;
}

const sample = path.join(root, "test/fixtures/sample-workspace");

/** What the guides say that their readers have: a model, the extension, packs, an older version, a file that cannot be read. */
async function readersFolder(): Promise<TemporaryFolder> {
  const folder = await temporaryFolder();
  await cp(sample, folder.path, { recursive: true });
  const manual = await readFile(path.join(sample, "docs/shift-handover-manual.md"), "utf8");
  await folder.write("old-manual.md", manual.replace("five years", "three years"));
  const tensors = [{ name: "token_embd.weight", type: "F32" as const, shape: [64, 64] }];
  const metadata = { "general.architecture": "llama", "general.name": "coder" };
  await folder.write("coder.gguf", encodeGguf({ metadata, tensors }));
  await folder.write("out/hanare-win32-x64-0.1.0.vsix", Buffer.alloc(1000, "vsix"));
  await folder.write("sbom.cdx.json", "{}\n");
  await folder.write("unread/scan.docx", "PK");
  const pack = "hanare: 1\npack: { id: own, version: 1.0.0, title: Own }\nrules: []\n";
  await folder.write("rules/own.yaml", pack);
  return folder;
}

/** The two lines that make a key pair, without the program they name. */
async function makeKeys(folder: TemporaryFolder): Promise<void> {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  await folder.write("key.pem", privateKey.export({ type: "pkcs8", format: "pem" }));
  await folder.write("public.pem", publicKey.export({ type: "spki", format: "pem" }));
}

const keyLines = [
  "openssl genpkey -algorithm ed25519 -out key.pem",
  "openssl pkey -in key.pem -pubout -out public.pem",
];

async function typed(line: string, folder: TemporaryFolder, code = 0): Promise<GuideResult> {
  const [program, ...args] = argumentsOf(line);
  if (program !== "hanare") throw new Error(`Only hanare is typed here: ${line}`);
  return { command: { line, code }, ...(await hanare(args, { cwd: folder.path })) };
}

export interface GuideJob {
  readonly guide: Guide;
  /** Commands in their common form that are not typed. */
  readonly skipped: ReadonlySet<string>;
}

/** As many guides at a time as the machine has cores, the longest first. */
export async function runGuides(jobs: readonly GuideJob[]): Promise<readonly GuideResult[]> {
  const left = [...jobs].sort((one, other) => one.guide.fences.length - other.guide.fences.length);
  const results: GuideResult[] = [];
  const work = async () => {
    for (let job = left.pop(); job !== undefined; job = left.pop()) results.push(...(await runGuide(job)));
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return results;
}

/** At the end the examples of all its packs are run. */
async function runGuide({ guide, skipped }: GuideJob): Promise<readonly GuideResult[]> {
  const folder = await readersFolder();
  const results: GuideResult[] = [];
  let packs = false;
  try {
    for (const fence of guide.fences) {
      const pack = /^# (\S+\.yaml)\n/.exec(fence.text)?.[1];
      if (fence.kind === "yaml") {
        if (pack === undefined) throw new Error(`A rule pack begins with its place: ${fence.text}`);
        await folder.write(pack, fence.text);
        packs = true;
      }
      for (const command of commandsIn(fence)) {
        if (command.line === keyLines[0]) await makeKeys(folder);
        if (keyLines.includes(command.line) || skipped.has(common(command.line))) continue;
        results.push(await typed(command.line, folder, command.code));
      }
    }
    if (packs) results.push(await typed("hanare rules test .hanare/rules", folder));
    return results;
  } finally {
    await folder.remove();
  }
}
