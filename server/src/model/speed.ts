/** How fast a loaded model reads and writes on this machine, measured once when the user asks. */
import { shippedOrigin } from "./routing/origin";
import { collect, type GenerateRequest, type ModelRuntime } from "./runtime";

export interface Speed {
  /** Tokens per second of prompt evaluation, and of generation. */
  readonly prompt: number;
  readonly decode: number;
}

/** Code goes on and on, so that the model does not end early. */
const line = (index: number) => `export const value${index} = compute(${index * 7}, "name ${index}");\n`;
const prompt = Array.from({ length: 24 }, (_, index) => line(index)).join("");

/** About 400 tokens read and 48 written. Rejects as `ModelRuntime.generate` does. */
export async function measureSpeed(runtime: ModelRuntime, signal: AbortSignal): Promise<Speed> {
  const request: GenerateRequest = {
    ...{ kind: "completion", prompt, priority: "interactive", maxTokens: 48 },
    origin: shippedOrigin,
  };
  const { usage } = await collect(runtime.generate(request, signal));
  const { promptTokens, reusedTokens, generatedTokens, promptMs, generateMs } = usage;
  const rate = (tokens: number, milliseconds: number) => (1000 * tokens) / Math.max(milliseconds, 1);
  return { prompt: rate(promptTokens - reusedTokens, promptMs), decode: rate(generatedTokens, generateMs) };
}
