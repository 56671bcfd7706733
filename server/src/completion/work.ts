/** What is asked of the model for one ask: the frame, the generation's job, or only the prompt's evaluation. */
import { type RequestOrigin, type RequestSource } from "../model/routing/origin";
import { type ModelRuntime } from "../model/runtime";
import { type Ask, limitsOf } from "./asks";
import { type CacheEntry, type SuggestionCache } from "./cache";
import { type Count, rememberCounts } from "./context/window";
import { sourceOfPiece, sourceOfRequest } from "./origin";
import { createFrames, type Frame, type Frames, type FrameRequest, type Framed, type Gather } from "./frames";
import { type Job } from "./generation";
import { createHeld, type Held } from "./held";
import { buildPrompt, type Names } from "./prompt";
import { createWarming, type Warming } from "./warming";
import { textOf } from "./smallFrame";
import { createSpeed, isTooSlow, type Speed } from "./speed";
import { type UsedContext, usedContext } from "./used";

export interface WorkPorts {
  /** The model for text of this origin. */
  runtime(origin?: RequestOrigin): ModelRuntime | undefined;
  /** False: the model must not get this file to read; absent: it may read all. */
  mayRead?(runtime: ModelRuntime, source: RequestSource): boolean;
  /** Milliseconds; only differences count. */
  now(): number;
  /** How the model is to call the workspace and the document; absent: by the last part of the URI. */
  names?(uri: string): Names;
  /** Parts of other files; absent: none are read. */
  readonly gather?: Gather;
  /** The named filter of `postprocess/` left nothing of a suggestion. */
  onDropped?(filterName: string): void;
  /** Work that nobody waited for failed; the next request meets the cause again. */
  onBackgroundError?(error: unknown): void;
  /** False: prompts end at the cursor; a bench compares. */
  readonly anchored?: boolean;
  /** True: on a very slow machine a prompt is begun small. For editors, where somebody types meanwhile. */
  readonly beginsSmall?: boolean;
}

export interface Work {
  framed(ask: Ask, signal: AbortSignal): Promise<Framed>;
  /** `given`: what the model has said here before it was interrupted. */
  job(ask: Ask, how: { readonly priority: Job["priority"]; readonly given: string }): Job;
  /** A further answer for the same place, kept by the caller. */
  variant(ask: Ask, seed: number, keep: (entry: CacheEntry) => void): Job;
  readonly warm: Warming;
  /** The user looks at this document now. */
  leaveFor(uri: string): void;
  contextOf(uri: string): Promise<UsedContext | undefined>;
}

/** Fewer tokens hold no part of a file. */
const leastContext = 32;

export function createWork(ports: WorkPorts, cache: SuggestionCache): Work {
  const speed = createSpeed();
  const namesOf = (uri: string) => ports.names?.(uri) ?? { repository: "", path: lastPart(uri) };
  const countOf = countsByRuntime();
  const heldBy = byRuntime((runtime) => createHeld(ports.now, () => speed.rateOf(runtime)));
  const frames = framesWith(ports, speed, heldBy);

  const framesOf = ({ request, runtime, hole, key }: Ask): FrameRequest => {
    const { uri, settings } = request;
    return { uri, hole, runtime, settings, fingerprint: key.fingerprint, count: countOf(runtime) };
  };
  const framed = (ask: Ask, signal: AbortSignal) => frames.of(framesOf(ask), signal);

  function job(ask: Ask, { priority, given }: { priority: Job["priority"]; given: string }): Job {
    const { runtime, hole, multiline, key, request } = ask;
    return {
      ...{ runtime, hole, multiline, priority, given },
      limits: limitsOf(ask),
      names: namesOf(request.uri),
      now: ports.now,
      framed: (signal) => framed(ask, signal),
      originOf: ({ frame }) => originOf(ask, frame),
      onDropped: (name) => ports.onDropped?.(name),
      onUsage: (usage) => speed.note(runtime, usage),
      keep: (entry) => cache.put(key, entry),
      keepPart: (text) => cache.putPart(key, text),
    };
  }

  const makers = { serving: frames.of, whole: frames.whole, fresh: frames.renew };
  const warm = createWarming({
    framed: (ask, which, signal) => makers[which](framesOf(ask), signal),
    prompt: ({ runtime, request, hole }, frame) =>
      buildPrompt({ frame, middle: "" }, hole, {
        info: runtime.info,
        names: namesOf(request.uri),
        given: "",
      }),
    originOf,
    onUsage: speed.note,
    begin: (runtime, frame) => heldBy(runtime).begin(textOf(frame)),
    onError: (error) => ports.onBackgroundError?.(error),
  });

  return {
    framed,
    job,
    variant: (ask, seed, keep) => ({
      ...job(ask, { priority: "completion", given: "" }),
      variety: { seed },
      keep,
      keepPart: () => undefined,
    }),
    warm,
    leaveFor: frames.leaveFor,
    async contextOf(uri) {
      const runtime = ports.runtime();
      const frame = frames.last(uri);
      return runtime && frame && usedContext(frame, countOf(runtime));
    },
  };
}

function framesWith(ports: WorkPorts, speed: Speed, heldBy: (runtime: ModelRuntime) => Held): Frames {
  return createFrames({
    budget: speed.budgetFor,
    gather: gatherOf(ports),
    anchored: ports.anchored ?? true,
    pace(runtime) {
      const rate = speed.rateOf(runtime);
      // What a server holds is its own matter.
      const begins = ports.beginsSmall === true && runtime.info.server === undefined && isTooSlow(rate);
      return begins ? { rate, held: heldBy(runtime) } : undefined;
    },
  });
}

/** Parts of other files that the model may read. */
const gatherOf =
  ({ gather, mayRead }: WorkPorts): Gather =>
  async (request, budget, window, signal) => {
    if (gather === undefined || budget < leastContext) return [];
    const pieces = await gather(request, budget, window, signal);
    return pieces.filter((piece) => mayRead?.(request.runtime, sourceOfPiece(piece)) ?? true);
  };

const originOf = ({ request }: Ask, { files }: Frame): RequestOrigin => ({
  task: "completion",
  sources: [sourceOfRequest(request), ...files.map(sourceOfPiece)],
});

function lastPart(uri: string): string {
  return uri.slice(uri.lastIndexOf("/") + 1);
}

/** Counts are remembered as long as their model is there. */
const countsByRuntime = () =>
  byRuntime<Count>((runtime) => rememberCounts((text) => runtime.countTokens(text)));

function byRuntime<T>(make: (runtime: ModelRuntime) => T): (runtime: ModelRuntime) => T {
  const known = new WeakMap<ModelRuntime, { readonly value: T }>();
  return (runtime) => {
    const found = known.get(runtime) ?? { value: make(runtime) };
    known.set(runtime, found);
    return found.value;
  };
}
