/** Evaluates the part of a prompt that typing does not change, before anybody asks for a suggestion behind it. */
import { type RequestOrigin } from "../model/routing/origin";
import { type ModelRuntime, type Usage } from "../model/runtime";
import { type Ask } from "./asks";
import { type Frame, type Framed } from "./frames";
import { type Prompt } from "./prompt";

/** The frame that serves, though it be a small one; a whole one; a whole one made now. */
export type Which = "serving" | "whole" | "fresh";

export interface WarmingPorts {
  framed(ask: Ask, which: Which, signal: AbortSignal): Promise<Framed>;
  prompt(ask: Ask, frame: Frame): Prompt;
  originOf(ask: Ask, frame: Frame): RequestOrigin;
  onUsage(runtime: ModelRuntime, usage: Usage): void;
  /** The evaluation of a frame begins; the answer is called at its end, with whether all of it was evaluated. */
  begin(runtime: ModelRuntime, frame: Frame): (whole: boolean) => void;
  /** Nobody waits for this work, so what goes wrong is only told. */
  onError(error: unknown): void;
}

/**
 * Has the frame of an ask evaluated. It goes on while the user types, for that changes
 * nothing of it (a typist of some speed would otherwise never let a cold prompt become warm), and ends when
 * another frame takes its place. Never rejects.
 */
export type Warming = (ask: Ask, which?: Which) => Promise<void>;

export function createWarming(ports: WarmingPorts): Warming {
  const { framed, prompt, originOf, onUsage, onError } = ports;
  let last: { readonly frame: Frame; readonly controller: AbortController } | undefined;

  async function evaluate(ask: Ask, frame: Frame, signal: AbortSignal): Promise<void> {
    const { runtime } = ask;
    const { request } = prompt(ask, frame);
    const origin = originOf(ask, frame);
    const options = { priority: "interactive", maxTokens: 0 } as const;
    const end = ports.begin(runtime, frame);
    let whole = false;
    try {
      for await (const chunk of runtime.generate({ ...request, ...options, origin }, signal)) {
        if (chunk.type !== "end") continue;
        whole = true;
        onUsage(runtime, chunk.usage);
      }
    } finally {
      end(whole);
    }
  }

  return async (ask, which = "serving") => {
    const controller = new AbortController();
    const { signal } = controller;
    try {
      const { frame } = await framed(ask, which, signal);
      if (frame === last?.frame) return;
      last?.controller.abort();
      last = { frame, controller };
      await evaluate(ask, frame, signal);
    } catch (error) {
      if (!signal.aborted) onError(error);
    }
  };
}
