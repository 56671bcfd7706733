/** The `ModelRuntime` of one role over the engine process, bound to one generation of the settings. */
import { type Role } from "../../protocol";
import { t } from "../../util/l10n";
import { ModelError, type ModelRuntime, type RuntimeInfo } from "../runtime";
import { type EngineProcess } from "./process";

export interface EngineSource {
  /** The running engine, started again first if it is not; rejects with a named error when it cannot be. */
  engine(): Promise<EngineProcess>;
  /** Aborted when other settings took over: no new request, and completions end at once. */
  readonly retired: AbortSignal;
  /** Counts a request in; the returned function counts it out. */
  begin(): () => void;
}

export function createEngineRuntime(role: Role, info: RuntimeInfo, source: EngineSource): ModelRuntime {
  return {
    info,
    async *generate(request, signal) {
      source.retired.throwIfAborted();
      const end = source.begin();
      const either = request.priority === "completion" ? AbortSignal.any([signal, source.retired]) : signal;
      try {
        const engine = await source.engine();
        either.throwIfAborted();
        yield* engine.generate(role, request, either);
      } finally {
        end();
      }
    },
    async countTokens(text) {
      source.retired.throwIfAborted();
      const engine = await source.engine();
      return engine.countTokens(role, text);
    },
    ...(info.embedding === undefined ? {} : { embed: embedWith(source) }),
    // The generation owns the process; a role's runtime ends with it.
    dispose: () => Promise.resolve(),
  };
}

function embedWith(source: EngineSource): NonNullable<ModelRuntime["embed"]> {
  return async (request, signal) => {
    source.retired.throwIfAborted();
    const either = AbortSignal.any([signal, source.retired]);
    const end = source.begin();
    try {
      const engine = await source.engine();
      either.throwIfAborted();
      return await engine.embed(request, either);
    } finally {
      end();
    }
  };
}

export const modelChanged = () =>
  new ModelError(
    "model-changed",
    t("The model was changed while it worked. Ask again; the new model answers."),
  );
