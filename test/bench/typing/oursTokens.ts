/**
 * What our generations cost. Those that were read to their end say it themselves; of those that ended early
 * (the reader had enough, or was called off) it is worked out from the texts: what the engine holds is the
 * last prompt and its answer, and what a prompt has in common with it is reused.
 */
import { type GenerateRequest } from "../../../server/src/model/runtime";
import { spreadOf } from "../statistics";
import { type WatchedGeneration } from "./watchedRuntime";

export interface Tokens {
  readonly promptTokens: number;
  readonly reusedTokens: number;
  readonly evaluatedTokens: number;
  readonly generatedTokens: number;
  readonly estimated: boolean;
}

/** The prompt as one text, in the order it is evaluated; the model's own marks are left out. */
export function promptText(request: GenerateRequest): string {
  if (request.kind === "completion") return request.prompt;
  if (request.kind === "chat") return request.messages.map(({ text }) => text).join("\n");
  const { files = [], prefix, suffix, middle = "" } = request;
  return [...files.flatMap(({ path, text }) => [path, text]), prefix, suffix, middle].join("\n");
}

/** One entry a generation, in order. `count`: tokens of a text. */
export async function tokensOf(
  generations: readonly WatchedGeneration[],
  count: (text: string) => Promise<number>,
): Promise<readonly Tokens[]> {
  const rate = promptRate(generations);
  const result: Tokens[] = [];
  let held = "";
  for (const generation of generations) {
    const { request, usage, text, firstText, asked, ended = asked } = generation;
    const prompt = promptText(request);
    if (usage !== undefined) {
      const { promptTokens, reusedTokens, generatedTokens } = usage;
      const evaluatedTokens = promptTokens - reusedTokens;
      result.push({ promptTokens, reusedTokens, evaluatedTokens, generatedTokens, estimated: false });
      held = prompt + text;
      continue;
    }
    const promptTokens = await count(prompt);
    const reusedTokens = Math.min(promptTokens, await count(common(held, prompt)));
    const missing = promptTokens - reusedTokens;
    // Text came, so the whole prompt was evaluated; otherwise as much as there was time for.
    const evaluatedTokens =
      firstText === undefined ? Math.min(missing, Math.round(rate * (ended - asked))) : missing;
    const generatedTokens = text === "" ? 0 : await count(text);
    result.push({ promptTokens, reusedTokens, evaluatedTokens, generatedTokens, estimated: true });
    const share = missing === 0 ? 1 : evaluatedTokens / missing;
    const from = common(held, prompt).length;
    held = prompt.slice(0, from + Math.round((prompt.length - from) * share)) + text;
  }
  return result;
}

/** Tokens a millisecond, from prompts that were long enough to tell; infinite when there is none. */
function promptRate(generations: readonly WatchedGeneration[]): number {
  const rates = generations.map(({ usage }) => {
    if (usage === undefined) return undefined;
    const evaluated = usage.promptTokens - usage.reusedTokens;
    return evaluated < 16 || usage.promptMs <= 0 ? undefined : evaluated / usage.promptMs;
  });
  return spreadOf(rates)?.median ?? Infinity;
}

function common(one: string, other: string): string {
  let length = 0;
  while (length < one.length && length < other.length && one[length] === other[length]) length++;
  return one.slice(0, length);
}

/** Milliseconds that messages and the scheduler may take; what is beyond is the generation itself. */
const transport = 30;

/** A generation that was called off and went on, in milliseconds. */
export interface Overrun {
  readonly phase: "prompt" | "answer";
  readonly held: number;
  readonly allowed: number;
}

/** When it was called off, or else when it ended. */
const releaseOf = ({ aborted, ended = Infinity }: WatchedGeneration) => aborted ?? ended;

/**
 * Of what was let go until this one got the model, the last: one that was asked later, of a better class, may have
 * overtaken it, and who waits for that one waits for nothing that is gone.
 */
function lastBefore(
  next: WatchedGeneration,
  wait: number,
  generations: readonly WatchedGeneration[],
): WatchedGeneration | undefined {
  const start = next.asked + wait;
  const others = generations.filter((one) => one !== next && one.asked < start && releaseOf(one) <= start);
  return others.reduce<WatchedGeneration | undefined>(
    (last, one) => (last === undefined || releaseOf(one) >= releaseOf(last) ? one : last),
    undefined,
  );
}

/**
 * Generations that were called off and still held the model when the next one asked for it, for longer than
 * the step they were in: a chunk of the prompt, or a token with those that are checked along with it, which the
 * engine keeps within the same `stepMs` unless the token alone takes longer.
 */
export function aliveAfterCancel(
  generations: readonly WatchedGeneration[],
  stepMs: number,
): readonly Overrun[] {
  const tokenMs =
    spreadOf(generations.map(({ usage }) => usage && usage.generateMs / usage.generatedTokens))?.median ?? 0;
  const overruns: Overrun[] = [];
  for (const next of generations) {
    const wait = next.usage?.waitMs;
    const before = wait === undefined || wait < 1 ? undefined : lastBefore(next, wait, generations);
    const gone = before?.outcome === "aborted" || before?.outcome === "left";
    if (before === undefined || wait === undefined || !gone) continue;
    const held = next.asked + wait - releaseOf(before);
    const phase = before.firstText === undefined ? "prompt" : "answer";
    const allowed = transport + (phase === "prompt" ? stepMs : Math.max(stepMs, tokenMs));
    if (held > allowed && wait > allowed) overruns.push({ phase, held, allowed });
  }
  return overruns;
}
