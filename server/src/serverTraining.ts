/** Part of the composition root: kept prompts and answers that a person looks through to train a model with. */
import { bestFirst, type Offer, offerOf, type TrainingPorts } from "./journal/training";
import { type FindPrivate } from "./model/routing/mask";
import { localDay } from "./node/clock";
import { shippedPacks } from "./node/packFiles";
import {
  type TrainingChoice,
  type TrainingObstacle,
  type TrainingRecord,
  type TrainingRequest,
  type TrainingSetRequest,
} from "./protocol";
import { loadPacks } from "./review/pack";
import { privateFinder } from "./review/privateData";
import { type Base } from "./serverBase";
import { type Kept } from "./serverTraces";

/** Records of one page: nobody looks through more at a time. */
const mostRecords = 200;

const nothing: FindPrivate = () => [];

export function createTraining({ runtime }: Pick<Base, "runtime">, { files, read, off }: Kept) {
  let finder: Promise<FindPrivate> | undefined;

  /** Compiled when it is needed for the first time. */
  async function find(mask: boolean): Promise<FindPrivate> {
    if (!mask) return nothing;
    finder ??= shippedPacks(runtime.bundles).then((packs) => privateFinder(loadPacks(packs).packs));
    return finder;
  }

  /** `gone`: it is not there any more, or does not open. */
  async function offer(id: string, choice: TrainingChoice, ports: TrainingPorts): Promise<Offer | "gone"> {
    const trace = await read(id);
    return trace === undefined ? "gone" : offerOf(id, trace, choice, ports);
  }

  /** Only what is shown is searched: a search takes longer than all the rest. */
  async function training(
    choice: TrainingRequest.Params,
    signal: AbortSignal,
  ): Promise<TrainingRequest.Result> {
    const leftOut: Record<TrainingObstacle, number> = { marked: 0, unsearched: 0, cut: 0, template: 0 };
    let locked = 0;
    async function offered(ids: readonly string[], ports: TrainingPorts): Promise<TrainingRecord[]> {
      const records: TrainingRecord[] = [];
      for (const id of ids) {
        signal.throwIfAborted();
        const made = await offer(id, choice, ports);
        if (made === "gone") locked += 1;
        else if (made !== undefined && "record" in made) records.push(made.record);
        else if (made !== undefined) leftOut[made.obstacle] += 1;
      }
      return records.sort(bestFirst);
    }
    const all = await offered((await files?.list()) ?? [], { find: nothing });
    const shown = all.slice(0, mostRecords);
    const ports = { find: await find(choice.mask) };
    const records = choice.mask
      ? await offered(
          shown.map(({ id }) => id),
          ports,
        )
      : shown;
    return { records, more: all.length - shown.length, leftOut, locked, off: off() };
  }

  async function trainingSet(
    { records, ...choice }: TrainingSetRequest.Params,
    signal: AbortSignal,
  ): Promise<TrainingSetRequest.Result> {
    const finding = await find(choice.mask);
    const lines = new Set<string>();
    for (const { id, answer } of records) {
      signal.throwIfAborted();
      const made = await offer(id, choice, { find: finding, answer });
      if (made !== undefined && made !== "gone" && "record" in made) lines.add(`${made.line}\n`);
    }
    const name = `hanare-${choice.kind}-${localDay()}.jsonl`;
    return { name, text: [...lines].join(""), lines: lines.size };
  }

  return { training, trainingSet };
}
