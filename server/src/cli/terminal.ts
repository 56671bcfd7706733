/** What the commands see of the process: results to `out`, everything else to `note`. */

import { type Gate } from "../network/gate";

/** Design 4.6. Findings win over incomplete: both fail a pipeline, and findings are certain. */
export const exitCodes = {
  clean: 0,
  findings: 1,
  usage: 2,
  engine: 3,
  incomplete: 4,
  /** Ctrl+C, as shells have it. */
  stopped: 130,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export interface Terminal {
  /** Lets an inference server on this machine through, where a command names one. */
  readonly gate: Gate;
  /** Standard output: the result, nothing else. */
  out(text: string): void;
  /** Standard error: progress, notes, errors; a line. */
  note(line: string): void;
  /** Standard input, for the one command that is talked to. */
  input?(): AsyncIterable<Uint8Array>;
  /** Asks the user; absent where nobody sits at a terminal. */
  ask?(question: string): Promise<string>;
  readonly cwd: string;
  readonly home: string;
  /** Folder of the bundles. */
  readonly bundles: string;
  readonly execPath: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder for hashes of models. */
  readonly storagePath: string;
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal;
}

/** The command line cannot be followed; the message says what to write instead. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
