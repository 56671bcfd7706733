/** Counts what the peer's requests cost, whoever waits for them. */
import { type Work } from "./completer";
import { type InfillAnswer, type InfillQuestion } from "./infill";

export interface Tally {
  /** `wanted` is asked when the answer came: does anybody still wait for it? */
  ask(question: InfillQuestion, wanted: () => boolean): Promise<InfillAnswer>;
  /** Work nobody waits for; the server's end is no failure of it. */
  background(work: Promise<unknown>): Promise<void>;
  idle(): Promise<void>;
  /** `cpu`: seconds. */
  work(cpu: number): Work;
}

interface Entry {
  readonly answer: InfillAnswer;
  readonly wanted: boolean;
  readonly generates: boolean;
}

export function createTally(send: (question: InfillQuestion) => Promise<InfillAnswer>): Tally {
  let entries: Entry[] = [];
  const running = new Set<Promise<unknown>>();

  function follow<T>(work: Promise<T>): Promise<T> {
    running.add(work);
    const done = () => void running.delete(work);
    work.then(done, done);
    return work;
  }

  return {
    async ask(question, wanted) {
      const answer = await follow(send(question));
      entries.push({ answer, wanted: wanted(), generates: question.maxTokens > 0 });
      return answer;
    },
    background: (work) =>
      follow(
        work.then(
          () => undefined,
          () => undefined,
        ),
      ),
    async idle() {
      while (running.size > 0) await Promise.allSettled([...running]);
    },
    work(cpu) {
      const all = entries;
      entries = [];
      const sum = (list: readonly Entry[], of: (timings: InfillAnswer["timings"]) => number) =>
        list.reduce((total, { answer }) => total + of(answer.timings), 0);
      const generating = all.filter(({ generates }) => generates);
      const unwanted = all.filter(({ wanted }) => !wanted).length;
      return {
        requests: generating.length,
        promptTokens: sum(generating, ({ prompt_n, cache_n }) => prompt_n + cache_n),
        reusedTokens: sum(generating, ({ cache_n }) => cache_n),
        evaluatedTokens: sum(all, ({ prompt_n }) => prompt_n),
        estimated: 0,
        generatedTokens: sum(all, ({ predicted_n }) => predicted_n),
        alive: unwanted,
        cancelled: unwanted,
        cpu,
      };
    },
  };
}
