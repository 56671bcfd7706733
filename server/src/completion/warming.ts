/** Evaluates the part of a prompt that typing does not change, before anybody asks for a suggestion behind it. */
import { type RequestOrigin } from "../model/routing/origin";
import { type ModelRuntime, type Usage } from "../model/runtime";
import { type Ask } from "./asks";
import { type Frame, type Framed } from "./frames";
import { type Prompt } from "./prompt";

export interface WarmingPorts {
  framed(ask: Ask, renew: boolean, signal: AbortSignal): Promise<Framed>;
  prompt(ask: Ask, frame: Frame): Prompt;
  originOf(ask: Ask, frame: Frame): RequestOrigin;
  onUsage(runtime: ModelRuntime, usage: Usage): void;
  /** Nobody waits for this work, so what goes wrong is only told. */
  onError(error: unknown): void;
}

/**
 * Has the frame of an ask evaluated, with `renew` a fresh one. It goes on while the user types, for that changes
 * nothing of it (a typist of some speed would otherwise never let a cold prompt become warm), and ends when
 * another frame takes its place. Never rejects.
 */
export type Warming = (ask: Ask, renew?: "renew") => Promise<void>;

export function createWarming({ framed, prompt, originOf, onUsage, onError }: WarmingPorts): Warming {
  let last: { readonly frame: Frame; readonly controller: AbortController } | undefined;

  async function evaluate(ask: Ask, frame: Frame, signal: AbortSignal): Promise<void> {
    const { runtime } = ask;
    const { request } = prompt(ask, frame);
    const origin = originOf(ask, frame);
    const options = { priority: "interactive", maxTokens: 0 } as const;
    for await (const chunk of runtime.generate({ ...request, ...options, origin }, signal))
      if (chunk.type === "end") onUsage(runtime, chunk.usage);
  }

  return async (ask, renew) => {
    const controller = new AbortController();
    const { signal } = controller;
    try {
      const { frame } = await framed(ask, renew !== undefined, signal);
      if (frame === last?.frame) return;
      last?.controller.abort();
      last = { frame, controller };
      await evaluate(ask, frame, signal);
    } catch (error) {
      if (!signal.aborted) onError(error);
    }
  };
}
