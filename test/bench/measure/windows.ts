/** Several windows on one engine: their memory, the way to the first token, and what a change between them costs. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { collect, type CompletionRequest, type ModelRuntime } from "../../../server/src/model/runtime";
import { settingsFor, startEngine, type TestEngine } from "../../support/engine";
import { proportionalMemoryOf } from "./memory";
import { createPrompts } from "./prompts";

export interface WindowsFigures {
  /** Bytes of all engine processes after every window has used both roles; undefined where the system does not say. */
  readonly memory: {
    readonly one: number | undefined;
    readonly threeShared: number | undefined;
    readonly threeOwn: number | undefined;
  };
  /** Milliseconds to the first text of a request whose prompt is evaluated already. */
  readonly first: { readonly own: readonly number[]; readonly attached: readonly number[] };
  /** Milliseconds of evaluating the prompt where the same window asked before, and where another did. */
  readonly prompt: { readonly same: readonly number[]; readonly other: readonly number[] };
}

export interface WindowsPlan {
  /** Requests to the first text, of each kind. */
  readonly requests: number;
  /** Changes between two windows. */
  readonly changes: number;
  /** Tokens of a window's prompt. */
  readonly prompt: number;
}

/** Milliseconds: the engine must not go while its windows are opened one after the other. */
const idle = 60_000;

interface Window {
  readonly engine: TestEngine;
  readonly completion: ModelRuntime;
  readonly assistant: ModelRuntime;
}

const never = new AbortController().signal;
/** Models without tokens for a hole are measured too. */
const go = (prompt: string, maxTokens: number): CompletionRequest => ({
  ...{ kind: "completion", prompt, priority: "completion", maxTokens },
});

export async function measureWindows(
  model: string,
  plan: WindowsPlan,
  say: (line: string) => void,
): Promise<WindowsFigures> {
  const storage = await mkdtemp(path.join(tmpdir(), "hanare-windows-"));
  const shared = { folder: path.join(storage, "engines"), idle };
  const windows: Window[] = [];
  const open = async (attached: boolean) => {
    const settings = settingsFor(model, {
      roles: ["completion", "assistant"],
      contextSize: 4096,
      engine: { idleUnloadMinutes: 0 },
    });
    const engine = startEngine(settings, storage, attached ? shared : undefined);
    const window = {
      engine,
      completion: await engine.ready("completion"),
      assistant: await engine.ready("assistant"),
    };
    windows.push(window);
    return window;
  };
  try {
    const first = await open(true);
    const prompts = await createPrompts((text) => first.completion.countTokens(text));
    const text = (name: string) => prompts.sized(plan.prompt, `// ${name}`);
    await use(first, await text("first"));
    const one = await memoryOf([first]);
    const second = await open(true);
    await use(second, await text("second"));
    await use(await open(true), await text("third"));
    const threeShared = await memoryOf(windows);
    say(`windows: ${new Set(windows.map(pidOf)).size} engine for ${windows.length}`);
    const prompt = await measureChanges(first, second, { ...plan, text });
    say("windows: changes between two of them");
    const own = await open(false);
    const latency = await measureFirst({ own, attached: first }, await text("latency"), plan.requests);
    say("windows: first text");
    // The first window counts the tokens of all texts: these are made before it goes.
    const texts = [await text("own 1"), await text("own 2"), await text("own 3")];
    await close(
      windows.filter((window) => window !== own),
      storage,
    );
    const three = [own, await open(false), await open(false)];
    for (const [at, window] of three.entries()) await use(window, texts[at] ?? "");
    return { memory: { one, threeShared, threeOwn: await memoryOf(three) }, first: latency, prompt };
  } finally {
    await Promise.all(windows.map(({ engine }) => engine.loader.dispose()));
    await rm(storage, { recursive: true, force: true });
  }
}

const pidOf = ({ engine }: Window) => engine.loader.status().engine.pid;

/** What is mapped several times counts once in their sum. */
async function memoryOf(windows: readonly Window[]): Promise<number | undefined> {
  const pids = [...new Set(windows.map(pidOf))];
  const each = await Promise.all(
    pids.map((pid) => (pid === undefined ? undefined : proportionalMemoryOf(pid))),
  );
  return each.every((value) => value !== undefined) ? each.reduce((sum, value) => sum + value, 0) : undefined;
}

/** Both contexts are touched over the whole length of the prompt, as work does. */
async function use({ completion, assistant }: Window, text: string): Promise<void> {
  await collect(completion.generate(go(text, 8), never));
  await collect(
    assistant.generate(
      { kind: "chat", messages: [{ role: "user", text }], priority: "interactive", maxTokens: 8 },
      never,
    ),
  );
}

async function measureFirst(
  { own, attached }: { readonly own: Window; readonly attached: Window },
  text: string,
  requests: number,
): Promise<WindowsFigures["first"]> {
  const taken = { own: [] as number[], attached: [] as number[] };
  for (const window of [own, attached]) await collect(window.completion.generate(go(text, 4), never));
  for (let request = 0; request < requests; request++) {
    taken.own.push(await firstText(own, text));
    taken.attached.push(await firstText(attached, text));
  }
  return taken;
}

async function firstText({ completion }: Window, text: string): Promise<number> {
  const asked = performance.now();
  let first: number | undefined;
  for await (const chunk of completion.generate(go(text, 4), never))
    if (chunk.type === "text") first ??= performance.now() - asked;
  return first ?? NaN;
}

interface Changes extends WindowsPlan {
  text(name: string): Promise<string>;
}

/** Each types a little behind a prompt of its own. */
async function measureChanges(first: Window, second: Window, { changes, text }: Changes) {
  const [ours, theirs] = [await text("ours"), await text("theirs")];
  const promptMs = async ({ completion }: Window, prefix: string) =>
    (await collect(completion.generate(go(prefix, 4), never))).usage.promptMs;
  const same: number[] = [];
  const other: number[] = [];
  for (let change = 0; change < changes; change++) {
    await promptMs(second, theirs);
    other.push(await promptMs(first, ours));
    same.push(await promptMs(first, `${ours} x`));
  }
  return { same, other };
}

async function close(windows: readonly Window[], storage: string): Promise<void> {
  const pids = new Set(windows.map(pidOf));
  await Promise.all(windows.map(({ engine }) => engine.loader.dispose()));
  // Without its storage a shared engine ends at once.
  await rm(path.join(storage, "engines"), { recursive: true, force: true });
  for (const pid of pids)
    while (pid !== undefined && (await proportionalMemoryOf(pid)) !== undefined) await delay(100);
}
