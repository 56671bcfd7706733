/**
 * Whether a running review is felt while typing: the same completion requests with and without a batch
 * generation beside them, in turn, with typing notices between them as an editor sends them.
 */
import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { type Pair } from "../pair";
import { between, seeded } from "../typing/random";
import { createPrompts, typed, type Prompts } from "./prompts";

export interface ReviewPlan {
  /** Completion requests with a review, and as many without; measured in blocks of ten. */
  readonly requests: number;
  /** Tokens: the prompt that is kept, what is generated, the prompt of the review and its answer. */
  readonly kept: number;
  readonly output: number;
  readonly reviewed: number;
  readonly verdict: number;
}

export const reviewPlan: ReviewPlan = { requests: 40, kept: 800, output: 8, reviewed: 1500, verdict: 200 };

/** Milliseconds of one request, as the caller sees them. */
export interface Felt {
  readonly first: number;
  readonly end: number;
  /** Tokens evaluated for the prompt. */
  readonly evaluated: number;
}

export interface ReviewFigures {
  readonly alone: readonly Felt[];
  readonly beside: readonly Felt[];
  /** Tokens a second that an answering review got on with while the user typed. */
  readonly progress: number | undefined;
}

const blockSize = 10;
/** Milliseconds between two keystrokes, and between an answer and the next request. */
const keystroke = 150;
const shortestPause = 400;
const longestPause = 900;

export async function measureReview(
  pair: Pair,
  plan: ReviewPlan,
  say: (line: string) => void,
): Promise<ReviewFigures> {
  const prompts = await createPrompts((text) => pair.completion.countTokens(text));
  const typist = createTypist(pair, plan, await prompts.sized(plan.kept, "typed"));
  const texts = reviewed(prompts, plan);
  const alone: Felt[] = [];
  const beside: Felt[] = [];
  let seconds = 0;
  let chunks = 0;
  // What follows a load is nobody's figure: weights are touched and the threads chosen.
  for (let request = 0; request < 4; request++) await typist.request();
  async function withReview(size: number, answering: boolean): Promise<void> {
    const review = await startReview(pair, texts, plan, answering);
    const [before, begun] = [review.chunks(), performance.now()];
    beside.push(...(await typist.block(size)));
    if (answering) {
      seconds += (performance.now() - begun) / 1000;
      chunks += review.chunks() - before;
    }
    await review.stop();
  }
  for (let block = 0; block * blockSize < plan.requests; block++) {
    const size = Math.min(blockSize, plan.requests - block * blockSize);
    const turns = [
      async () => void alone.push(...(await typist.block(size))),
      () => withReview(size, block % 2 === 1),
    ];
    for (const turn of block % 4 < 2 ? turns : turns.reverse()) await turn();
    say(`review: block ${block + 1}`);
  }
  return { alone, beside, progress: seconds > 0 ? chunks / seconds : undefined };
}

/** Another text each time, so that nothing of the one before is kept. */
async function* reviewed(prompts: Prompts, { reviewed: tokens }: ReviewPlan): AsyncGenerator<string> {
  for (let index = 0; ; index++)
    yield await prompts.sized(tokens, `${String.fromCharCode(65 + (index % 26))} review`);
}

function createTypist({ completion, loader }: Pair, plan: ReviewPlan, kept: string) {
  let prompt = kept;
  const random = seeded(7);
  async function request(): Promise<Felt> {
    prompt += typed;
    const begun = performance.now();
    let first: number | undefined;
    const signal = AbortSignal.timeout(120_000);
    const asked = { kind: "completion", prompt, priority: "completion", maxTokens: plan.output } as const;
    for await (const chunk of completion.generate(asked, signal)) {
      first ??= performance.now() - begun;
      if (chunk.type !== "end") continue;
      const { promptTokens, reusedTokens } = chunk.usage;
      return { first, end: performance.now() - begun, evaluated: promptTokens - reusedTokens };
    }
    throw new Error("the generation ended without its last chunk");
  }
  async function pause(): Promise<void> {
    const end = performance.now() + between(random, shortestPause, longestPause);
    while (performance.now() < end) {
      loader.userIsTyping();
      await delay(Math.min(keystroke, Math.max(0, end - performance.now())));
    }
  }
  async function block(size: number): Promise<readonly Felt[]> {
    const felt: Felt[] = [];
    await pause();
    for (let index = 0; index < size; index++) {
      felt.push(await request());
      await pause();
    }
    return felt;
  }
  return { request, block };
}

/**
 * Reviews one text after the other until it is stopped. It resolves when a review is in its prompt or, where
 * `answering`, in its answer: what a completion meets are chunks in the one case and tokens in the other.
 */
async function startReview(
  { assistant }: Pair,
  texts: AsyncIterator<string>,
  { verdict }: ReviewPlan,
  answering: boolean,
) {
  const cancel = new AbortController();
  let begun = () => {};
  const answers = new Promise<void>((resolve) => (begun = resolve));
  let chunks = 0;
  async function review(): Promise<void> {
    for (;;) {
      const { value } = await texts.next();
      const request = {
        kind: "completion",
        priority: "batch",
        maxTokens: verdict,
        prompt: value as string,
      } as const;
      for await (const chunk of assistant.generate(request, cancel.signal)) {
        if (chunk.type !== "text") continue;
        chunks++;
        begun();
      }
    }
  }
  const ended = review().catch((error: unknown) => {
    if (!cancel.signal.aborted) throw error;
  });
  await Promise.race([ended, answering ? answers : delay(500)]);
  return {
    /** Chunks of text that the reviews have answered. */
    chunks: () => chunks,
    async stop(): Promise<void> {
      cancel.abort(new Error("the block ended"));
      await ended;
    },
  };
}
