/** The `ModelRuntime` of one role over the engine process, bound to one generation of the settings. */
import { type Role } from "../../protocol";
import { callInForce, generateInForce, type InForce } from "../inForce";
import { type EmbedRequest, type GenerateRequest, type ModelRuntime, type RuntimeInfo } from "../runtime";
import { type EngineProcess } from "./process";

export interface EngineSource extends InForce {
  /** The running engine, started again first if it is not; rejects with a named error when it cannot be. */
  engine(): Promise<EngineProcess>;
}

export function createEngineRuntime(role: Role, info: RuntimeInfo, source: EngineSource): ModelRuntime {
  async function* generate(request: GenerateRequest, signal: AbortSignal) {
    const engine = await source.engine();
    signal.throwIfAborted();
    yield* engine.generate(role, request, signal);
  }
  async function embed(request: EmbedRequest, signal: AbortSignal) {
    const engine = await source.engine();
    signal.throwIfAborted();
    return engine.embed(request, signal);
  }
  return {
    info,
    generate: (request, signal) =>
      generateInForce(source, request, (either) => generate(request, either), signal),
    async countTokens(text) {
      source.retired.throwIfAborted();
      const engine = await source.engine();
      return engine.countTokens(role, text);
    },
    ...(info.embedding === undefined
      ? {}
      : {
          embed: (request: EmbedRequest, signal: AbortSignal) =>
            callInForce(source, (either) => embed(request, either), signal),
        }),
    // The generation owns the process; a role's runtime ends with it.
    dispose: () => Promise.resolve(),
  };
}
