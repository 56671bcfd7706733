/** Our side: the product's completion core over the real engine process, asked as the language server asks. */
import { setTimeout as sleep } from "node:timers/promises";
import { isVisit, type Place, restTime } from "../../../client/src/visitPolicy";
import { createCompletion, type InlineRequest } from "../../../server/src/completion/handler";
import { holeAt } from "../../../server/src/completion/hole";
import { skipReason } from "../../../server/src/completion/skip";
import { chunkLimit } from "../../../server/src/model/engine/pacer";
import { delay } from "../../../server/src/node/clock";
import { type CompletionSettings, defaultSettings } from "../../../server/src/protocol";
import { settingsFor, startEngine } from "../../support/engine";
import { type Answer, type Completer, gone, type Side, silent, type View, type Work } from "./completer";
import { createStopwatch, processSeconds } from "./cpu";
import { aliveAfterCancel, tokensOf } from "./oursTokens";
import { createOursContext } from "./oursContext";
import { clock } from "./replay";
import { type Watched, type WatchedGeneration, watchRuntime } from "./watchedRuntime";

export interface OursOptions {
  readonly model: string;
  readonly threads: number;
  readonly batchSize: number;
  readonly storagePath: string;
  /** Tokens; absent: the product's own default. */
  readonly maxTokens?: number;
  /** Handed every generation that was taken into account, for the contest of the engines alone. */
  readonly onGenerations?: (generations: readonly WatchedGeneration[]) => void;
}

export function ours(name: string, options: OursOptions): Side {
  const { model, threads, batchSize, storagePath } = options;
  const engine = { threads, batchSize, idleUnloadMinutes: 0 };
  const settings = settingsFor(model, { roles: ["completion"], engine });
  return {
    name,
    async start() {
      const { loader, ready } = startEngine(settings, storagePath);
      try {
        const watched = watchRuntime(await ready("completion"), clock);
        const { pid } = loader.status().engine;
        if (pid === undefined) throw new Error("the engine does not say its process id");
        return completerOf(watched, { pid, options, stop: () => loader.dispose() });
      } catch (error) {
        await loader.dispose();
        throw error;
      }
    },
  };
}

interface Engine {
  readonly pid: number;
  readonly options: OursOptions;
  readonly stop: () => Promise<void>;
}

function completerOf(watched: Watched, { pid, options, stop }: Engine): Completer {
  const { maxTokens } = options;
  const settings: CompletionSettings = { ...defaultSettings.completion, ...(maxTokens && { maxTokens }) };
  const context = createOursContext();
  const { gather } = context;
  let tellGrown: (version: number) => void = () => undefined;
  const completion = createCompletion({
    ...{ runtime: () => watched.runtime, now: clock, delay, gather, beginsSmall: true },
    onGrown: (_uri, version) => tellGrown(version),
  });
  // The core runs in this process; the replay's own share is small, and counted as ours.
  const own = async () => (process.cpuUsage().user + process.cpuUsage().system) / 1e6;
  const engineSeconds = createStopwatch(async () => (await processSeconds(pid)) ?? NaN);
  const ownSeconds = createStopwatch(own);

  let told: Place | undefined;
  let resting: ReturnType<typeof setTimeout> | undefined;
  function visit(view: View): void {
    told = placeOf(view);
    context.opened(view);
    void completion.visit(requestOf(view, settings));
  }
  /** As the client tells it: when the cursor has come to rest. */
  function visitSoon(view: View): void {
    clearTimeout(resting);
    resting = setTimeout(() => visit(view), restTime);
  }

  async function complete(view: View, signal: AbortSignal): Promise<Answer> {
    clearTimeout(resting);
    context.changed(view);
    const request = requestOf(view, settings);
    try {
      const [item] = await completion.complete(request, signal);
      if (item === undefined) return isSilent(request) ? silent : { kind: "worked" };
      const { text, range } = item;
      return { kind: "worked", suggestion: { text, start: range.start, end: range.end } };
    } catch (error) {
      if (signal.aborted) return gone;
      throw error;
    }
  }

  return {
    opened: visit,
    moved: (view) => void (isVisit(told, placeOf(view)) && visitSoon(view)),
    saved: () => undefined,
    onGrown: (listener) => (tellGrown = listener),
    complete,
    async idle() {
      const limit = clock() + 10_000;
      while (watched.running() > 0 && clock() < limit) await sleep(20);
    },
    async work() {
      const cpu = (await engineSeconds()) + (await ownSeconds());
      const generations = watched.generations.splice(0);
      const work = await workOf(generations, watched, cpu);
      options.onGenerations?.(generations);
      // Counting tokens is the bench's own work.
      await engineSeconds();
      await ownSeconds();
      return work;
    },
    stop,
  };
}

function placeOf({ file: { uri }, text, offset }: View): Place {
  const above = text.slice(0, offset).split("\n");
  return { uri, line: above.length - 1, character: above.at(-1)?.length ?? 0 };
}

const isSilent = ({ text, offset, languageId, explicit }: InlineRequest) =>
  skipReason(holeAt(text, offset, languageId), explicit) !== undefined;

async function workOf(
  generations: readonly WatchedGeneration[],
  watched: Watched,
  cpu: number,
): Promise<Work> {
  const tokens = await tokensOf(generations, (text) => watched.runtime.countTokens(text));
  const generating = tokens.filter((_, index) => (generations[index]?.request.maxTokens ?? 0) > 0);
  const sum = (list: typeof tokens, of: (each: (typeof tokens)[number]) => number) =>
    list.reduce((total, each) => total + of(each), 0);
  const overruns = aliveAfterCancel(generations, chunkLimit.typing);
  for (const { phase, held, allowed } of overruns)
    console.error(`  called off in its ${phase}, went on for ${held.toFixed()} of ${allowed.toFixed()} ms`);
  return {
    requests: generating.length,
    promptTokens: sum(generating, (each) => each.promptTokens),
    reusedTokens: sum(generating, (each) => each.reusedTokens),
    evaluatedTokens: sum(tokens, (each) => each.evaluatedTokens),
    estimated: generating.filter(({ estimated }) => estimated).length,
    generatedTokens: sum(tokens, (each) => each.generatedTokens),
    alive: overruns.length,
    cancelled: generations.filter(({ outcome }) => outcome === "aborted").length,
    cpu,
  };
}

function requestOf({ file, text, offset, version }: View, settings: CompletionSettings): InlineRequest {
  const { uri, languageId } = file;
  return { uri, languageId, text, offset, version, explicit: false, settings };
}
