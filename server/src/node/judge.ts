/** The model's stage of a review with the ports of this machine: its ledger, its cards, its models' hashes. */
import { openCapabilityCards } from "../model/capabilityCards";
import { type RequestOrigin } from "../model/routing/origin";
import { identityOf, type ModelRuntime } from "../model/runtime";
import { measureSpeed } from "../model/speed";
import { fileHash } from "../model/store";
import { type Role } from "../protocol";
import { createJudgeStage, type JudgeStage } from "../review/judge/stage";
import { ledgerFile } from "./ledgerFile";

export interface JudgeDeps {
  /** The model that serves a role, for text of this origin. */
  readonly router: { runtime(role: Role, origin?: RequestOrigin): ModelRuntime | undefined };
  /** A model is set up for the role, loaded or not. */
  isSetUp(): boolean | Promise<boolean>;
  readonly storagePath: string | undefined;
  /** Absolute path of the file that a runtime serves; undefined when the settings changed meanwhile. */
  modelPath(runtime: ModelRuntime): Promise<string | undefined>;
  note(line: string): void;
}

export function createJudge({ router, isSetUp, storagePath, modelPath, note }: JudgeDeps): JudgeStage {
  return createJudgeStage({
    runtime: (origin) => router.runtime("assistant", origin),
    isSetUp,
    modelHash: async (runtime, signal) => {
      const known = identityOf(runtime.info);
      // A server that does not identify itself is not remembered: there is no file to look at.
      if (known !== undefined || runtime.info.server !== undefined) return known;
      const path = await modelPath(runtime);
      return path === undefined ? undefined : fileHash(path, storagePath, signal);
    },
    ledger: ledgerFile(storagePath),
    cards: openCapabilityCards(storagePath),
    measure: measureSpeed,
    note,
  });
}
