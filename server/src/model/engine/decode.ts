/** The token loop: one scheduler step a token, or a few that were proposed, until something ends the answer. */
import { type LlamaContextSequence, type Token } from "node-llama-cpp";
import { type StopReason } from "../runtime";
import { yielded, type Claim, type Scheduler } from "../scheduler";
import { type Emit, type Generation } from "./generation";
import { type Evaluation } from "./threads";

export interface DecodeOptions {
  readonly sequence: LlamaContextSequence;
  readonly scheduler: Scheduler;
  readonly evaluation: Evaluation;
  readonly claim: Claim;
  /** Milliseconds of generating that are left; what a step took is taken off. */
  readonly budget: { left: number };
  readonly emit: Emit;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
}

/**
 * The sequence must hold all tokens but the last, or but the last few. Returns why the answer ended, or undefined
 * when a better class wants the context and it is to go on later. Rejects with the signal's reason within one step
 * of an abort.
 */
export async function decode(
  generation: Generation,
  options: DecodeOptions,
): Promise<StopReason | undefined> {
  const { draft, limit, produced } = generation;
  const { scheduler, claim, budget, now } = options;
  if (produced.length >= limit) return "length";
  const tokens = new Tokens(generation, options);
  try {
    for (;;) {
      const proposal = draft?.propose(limit - produced.length - 1) ?? [];
      const next = await scheduler.step(claim, async () => {
        // A step that takes tokens of the prompt along tells nothing of the others.
        const usual = tokens.unfed === 1;
        const started = now();
        const made = await (proposal.length === 0 ? tokens.next() : tokens.check(proposal));
        const milliseconds = now() - started;
        budget.left -= milliseconds;
        if (usual) draft?.measured({ proposed: proposal.length, accepted: made.length - 1, milliseconds });
        return made;
      });
      if (next === yielded) return undefined;
      claim.signal.throwIfAborted();
      const ended = takeAll(generation, next, options.emit);
      if (ended !== undefined) return ended;
      if (budget.left <= 0) return "time";
      if (claim.context.contested()) return undefined;
    }
  } finally {
    await tokens.end();
  }
}

type OneByOne = AsyncGenerator<Token, void, undefined | Token[]>;

/** Evaluates behind the last token of the generation, which the sequence does not hold yet. */
class Tokens {
  readonly #generation: Generation;
  readonly #options: DecodeOptions;
  #oneByOne: OneByOne | undefined;
  /** Tokens of the prompt and the answer that the sequence holds. */
  #fed: number;

  constructor(generation: Generation, options: DecodeOptions) {
    this.#generation = generation;
    this.#options = options;
    this.#fed = options.sequence.nextTokenIndex;
  }

  /** Tokens that the next step evaluates before it generates one. */
  get unfed(): number {
    const { produced, prompt } = this.#generation;
    return prompt.tokens.length + produced.length - this.#fed;
  }

  /** One token; none when the model ends its answer. */
  async next(): Promise<readonly Token[]> {
    const { sequence, evaluation } = this.#options;
    const feed = this.#takeUnfed();
    const first = this.#oneByOne === undefined;
    this.#oneByOne ??= sequence.evaluate(feed, this.#generation.options) as OneByOne;
    const oneByOne = this.#oneByOne;
    const step = () => oneByOne.next(first ? undefined : feed);
    const { value, done } = await (feed.length === 1 ? evaluation.token(step) : evaluation.several(step));
    return done === true || value === undefined ? [] : [value];
  }

  /** Evaluates what is proposed at once; answers as much of it as is right and the token behind. */
  async check(proposal: readonly Token[]): Promise<readonly Token[]> {
    const { sequence, evaluation } = this.#options;
    const input = [...this.#takeUnfed(), ...proposal];
    const start = sequence.nextTokenIndex;
    const results = await evaluation.several(() =>
      sequence.controlledEvaluate(input.map((token) => [token, { generateNext: { token: true } }])),
    );
    const unchecked = input.length - proposal.length;
    const made: Token[] = [];
    for (const result of results.slice(unchecked - 1)) {
      const token = result?.next.token;
      if (token == null) throw new Error("a checked token was not sampled");
      made.push(token);
      if (token !== proposal[made.length - 1]) break;
    }
    const right = start + unchecked + made.length - 1;
    await sequence.eraseContextTokenRanges([{ start: right, end: start + input.length }]);
    // All but the last one are in the sequence.
    this.#fed += made.length - 1;
    return made;
  }

  async end(): Promise<void> {
    await this.#oneByOne?.return();
  }

  #takeUnfed(): Token[] {
    const { produced, prompt } = this.#generation;
    const from = this.#fed - prompt.tokens.length;
    this.#fed = prompt.tokens.length + produced.length;
    return from < 0 ? [...prompt.tokens.slice(from), ...produced] : produced.slice(from);
  }
}

/** Puts tokens into the answer until one ends it; what came behind that one is dropped. */
function takeAll(generation: Generation, tokens: readonly Token[], emit: Emit): StopReason | undefined {
  if (tokens.length === 0) return "eos";
  for (const token of tokens) {
    if (generation.isEnd(token)) return "eos";
    const finished = take(generation, token, emit);
    if (finished !== undefined) return finished;
    if (generation.produced.length >= generation.limit) return "length";
  }
  return undefined;
}

/** One token into the answer, and the tokens that close the reasoning behind it when it grew too long. */
function take(generation: Generation, token: Token, emit: Emit): StopReason | undefined {
  const { answer, draft, prompt, produced, textOf } = generation;
  produced.push(token);
  draft?.push(token);
  const { chunks, finished, closeReasoning } = answer.push(textOf(token));
  chunks.forEach(emit);
  if (closeReasoning) {
    produced.push(...(prompt.reasoning?.closing ?? []));
    textOf.restart();
  }
  return finished;
}
