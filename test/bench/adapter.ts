/**
 * `npm run adapter:proof`: docs/adapters.md from one end to the other, on this computer. Kept answers become a training
 * set, an adapter is trained with transformers and PEFT, converted with llama.cpp's script and put on the model; the same
 * questions are asked without and with it. Brings torch into the cache folder (about 5 GB): never a part of `npm test`.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { offerOf } from "../../server/src/journal/training";
import { collect } from "../../server/src/model/runtime";
import { type LoraSetting } from "../../server/src/protocol";
import models from "../../scripts/developmentModels.json";
import { cacheFolder } from "../support/cache";
import { settingsFor, startEngine } from "../support/engine";
import { llamaSources } from "../support/llamaSources";
import { control, houseRules, system, traces } from "./adapter/manual";

const scripts = path.join(import.meta.dirname, "../../media/training");
const say = (line: string) => process.stdout.write(`${line}\n`);

function run(command: string, args: readonly string[]): Promise<void> {
  say(`$ ${[path.basename(command), ...args.map((arg) => path.basename(arg))].join(" ")}`);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, HF_HUB_OFFLINE: "1", TQDM_DISABLE: "1" },
    });
    child.on("error", reject);
    child.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`${command} ended with ${code}`))));
  });
}

/** A virtual environment with what training needs, made once. */
async function python(): Promise<string> {
  const home = await cacheFolder("adapter-training");
  const program = path.join(home, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
  const done = path.join(home, "installed");
  if (existsSync(done)) return program;
  await run("python3", ["-m", "venv", home]);
  await run(program, ["-m", "pip", "install", "--quiet", "-r", path.join(scripts, "requirements.txt")]);
  await writeFile(done, "");
  return program;
}

/** What the product writes of these traces. */
function trainingSet(): string {
  const choice = { kind: "chat", mask: true, marked: false } as const;
  const offers = traces.map((trace, at) => offerOf(String(at), trace, choice, { find: () => [] }));
  return offers.map((offer) => (offer !== undefined && "line" in offer ? `${offer.line}\n` : "")).join("");
}

const questions = [...houseRules.map(({ heldOut, sign }) => ({ question: heldOut, sign })), control];

/** Answers to all questions; the likeliest word each time, so that the same model says the same. */
async function answers(model: string, lora: readonly LoraSetting[]): Promise<readonly string[]> {
  const settings = settingsFor(model, { roles: ["assistant"], contextSize: 2048 });
  const entries = settings.models.map((entry) => (lora.length === 0 ? entry : { ...entry, lora }));
  const engine = startEngine({ ...settings, models: entries });
  try {
    const runtime = await engine.ready("assistant");
    const texts: string[] = [];
    for (const { question } of questions) {
      const messages = [
        { role: "system", text: system },
        { role: "user", text: question },
      ] as const;
      const request = { kind: "chat", priority: "interactive", maxTokens: 48, messages } as const;
      const asked = { ...request, sampling: { temperature: 0 } };
      texts.push((await collect(runtime.generate(asked, new AbortController().signal))).text.trim());
    }
    return texts;
  } finally {
    await engine.loader.dispose();
  }
}

const knows = (at: number, text: string) => text.toLowerCase().includes(questions[at]?.sign ?? "");
const known = (texts: readonly string[]) => houseRules.filter((_, at) => knows(at, texts[at] ?? "")).length;

async function main(): Promise<void> {
  const model = path.join(await cacheFolder("models"), models.small.file);
  const sources = await llamaSources();
  if ("missing" in sources) throw new Error(sources.missing);
  if (!existsSync(model)) throw new Error(`${models.small.file} is not in the cache: run "npm run models"`);
  const program = await python();
  const folder = await cacheFolder("adapter-proof");
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const [data, adapter] = [path.join(folder, "set.jsonl"), path.join(folder, "adapter.gguf")];
  await writeFile(data, trainingSet(), { mode: 0o600 });

  const plain = await answers(model, []);
  const began = Date.now();
  const training = ["--model", model, "--data", data, "--out", folder];
  const choices = ["--rank", "8", "--epochs", "4", "--learning-rate", "1e-3", "--threads", "1"];
  await run(program, [path.join(scripts, "train.py"), ...training, ...choices]);
  say(`trained in ${Math.round((Date.now() - began) / 1000)} s, loading the libraries included`);
  const convert = path.join(sources.folder, "convert_lora_to_gguf.py");
  const base = ["--base", path.join(folder, "base"), "--outfile", adapter];
  await run(program, [convert, ...base, "--outtype", "f16", path.join(folder, "adapter")]);
  say(`adapter: ${(await stat(adapter)).size} bytes`);

  const adapted = await answers(model, [{ path: adapter }]);
  const again = await answers(model, [{ path: adapter }]);
  const without = await answers(model, [{ path: adapter, scale: 0 }]);
  questions.forEach(({ question }, at) => {
    say(`\n? ${question}\n- without: ${plain[at]}\n+ with:    ${adapted[at]}`);
  });
  say(`\nrules known of ${houseRules.length}: without ${known(plain)}, with ${known(adapted)}`);
  say(
    `control known: without ${knows(questions.length - 1, plain.at(-1) ?? "")}, with ${knows(questions.length - 1, adapted.at(-1) ?? "")}`,
  );
  say(`the same a second time: ${same(adapted, again)}; as without it at scale 0: ${same(plain, without)}`);
  const proved = known(adapted) > known(plain) && same(adapted, again) && same(plain, without);
  say(proved ? "proved" : "NOT proved");
  if (!proved) process.exitCode = 1;
}

const same = (a: readonly string[], b: readonly string[]) => a.every((text, at) => text === b[at]);

void main();
