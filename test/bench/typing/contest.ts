/** Rounds of both sides in turn, part by part, on one machine in one run. */
import { delay } from "../../../server/src/node/clock";
import { type Completer, type Side } from "./completer";
import { type Pass } from "./figures";
import { clock, replay } from "./replay";
import { type Part } from "./session";

export interface ContestPlan {
  readonly sides: readonly Side[];
  readonly session: readonly Part[];
  readonly rounds: number;
  readonly say: (line: string) => void;
}

/** By side: one list of passes a round. */
export type Passes = ReadonlyMap<string, readonly (readonly Pass[])[]>;

/** Each round loads everybody anew, so that its first part begins cold. Everybody is stopped, whatever happens. */
export async function runContest({ sides, session, rounds, say }: ContestPlan): Promise<Passes> {
  const passes = new Map(sides.map(({ name }) => [name, [] as Pass[][]]));
  for (let round = 0; round < rounds; round++) {
    const running = new Map<string, Completer>();
    try {
      for (const side of sides) running.set(side.name, await side.start());
      for (const [part, script] of session.entries()) {
        for (const { name } of inTurn(sides, round + part)) {
          const completer = running.get(name);
          if (completer === undefined) continue;
          const pass = await playPart(completer, script, part);
          say(`round ${round + 1}: ${script.file.path}, ${name}`);
          const list = passes.get(name) ?? [];
          passes.set(name, list);
          (list[round] ??= []).push(pass);
        }
      }
    } finally {
      await Promise.all([...running.values()].map((each) => each.stop()));
    }
  }
  return passes;
}

/** The other side waits meanwhile, with nothing of its own running. */
async function playPart(completer: Completer, script: Part, part: number): Promise<Pass> {
  // What was spent on loading and on waiting for the other side is not typing.
  await completer.work();
  const records = await replay(script, completer, { now: clock, delay });
  await completer.idle();
  return { part, records, work: await completer.work() };
}

/** Who goes first may meet a cooler machine. */
export function inTurn<T>(all: readonly T[], turn: number): readonly T[] {
  const first = turn % all.length;
  return [...all.slice(first), ...all.slice(0, first)];
}
