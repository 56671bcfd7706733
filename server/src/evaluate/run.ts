/** Runs cases one after the other; what is done stays done, whatever ends it. */
import { isModelError } from "../model/runtime";
import { RequestError } from "../util/requestError";
import { type CaseKind, type CaseOf, type SuiteCase } from "./cases";
import { type CasePorts } from "./ports";
import { scorers } from "./score";

/** A case with what it reads. */
export interface AskedCase {
  /** Id of its suite. */
  readonly suite: string;
  readonly one: SuiteCase;
  /** SHA-256 of the case and of the files it names: results of another one are not comparable. */
  readonly sha256: string;
}

export interface CaseResult {
  readonly suite: string;
  readonly id: string;
  readonly kind: CaseKind;
  readonly sha256: string;
  readonly outcome: "passed" | "failed" | "not-run";
  /** 0 to 1; 0 of what was not run. */
  readonly score: number;
  /** Whole milliseconds. */
  readonly ms: number;
  readonly by?: "model" | "rules";
  /** Why it failed or was not run, in the user's language. */
  readonly reason?: string;
  /** The model or a file failed, not the answer: the figure stands on less than was asked for. */
  readonly error?: true;
  /** The answer, of a long one the beginning. */
  readonly said?: string;
}

export interface RunDeps {
  readonly ports: CasePorts;
  /** Milliseconds of a steady clock. */
  now(): number;
  /** Told before each case. */
  progress(done: number, total: number, one: AskedCase): void;
}

/** Characters of an answer that are kept. */
const longestSaid = 4_000;

/** Rejects for bugs only: an abort answers the cases that were finished until then. */
export async function runCases(
  cases: readonly AskedCase[],
  deps: RunDeps,
  signal: AbortSignal,
): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = [];
  for (const [done, asked] of cases.entries()) {
    if (signal.aborted) break;
    deps.progress(done, cases.length, asked);
    const started = deps.now();
    const verdict = await verdictOf(asked.one, deps.ports, signal);
    if (verdict === undefined) break;
    const { suite, one, sha256 } = asked;
    const ms = Math.round(deps.now() - started);
    results.push({ suite, id: one.id, kind: one.kind, sha256, ms, ...verdict });
  }
  return results;
}

type Verdict = Pick<CaseResult, "outcome" | "score" | "by" | "reason" | "error" | "said">;

/** Undefined when it was stopped before there was one. */
async function verdictOf(
  one: SuiteCase,
  ports: CasePorts,
  signal: AbortSignal,
): Promise<Verdict | undefined> {
  try {
    const verdict = await askedOf(one.kind, one as CaseOf<typeof one.kind>, { ports, signal });
    return signal.aborted ? undefined : verdict;
  } catch (error) {
    if (signal.aborted) return undefined;
    if (!isModelError(error) && !(error instanceof RequestError)) throw error;
    return { outcome: "failed", score: 0, reason: error.message, error: true };
  }
}

async function askedOf<K extends CaseKind>(
  kind: K,
  one: CaseOf<K>,
  { ports, signal }: { readonly ports: CasePorts; readonly signal: AbortSignal },
): Promise<Verdict> {
  const reply = await ports[kind](one, signal);
  if ("notRun" in reply) return { outcome: "not-run", score: 0, reason: reply.notRun };
  const { answer, by } = reply;
  const said = reply.said.slice(0, longestSaid);
  const { passed, score, reason } = scorers[kind](one, answer);
  const why = reason === undefined ? {} : { reason };
  return { outcome: passed ? "passed" : "failed", score, by, said, ...why };
}
