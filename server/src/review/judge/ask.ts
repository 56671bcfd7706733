/** All questions of one part: the first looks while the section is in the model's cache, then the second looks. */
import { originOf, type RequestOrigin, shippedOrigin, unknownSource } from "../../model/routing/origin";
import { type ModelRuntime } from "../../model/runtime";
import { hashOf, type Judgement, type JudgementKey, type Ledger } from "../ledger";
import { firstLook, secondLook, type Suspected, violationOf } from "./look";
import { type Pace } from "./pace";
import { type JudgePart } from "./parts";
import { materialOf, promptHash, questionHash } from "./prompt";
import { type RulePack } from "../rules";
import { type AskedQuestion, type JudgedDocument, type PartQuestions } from "./questions";

export interface Session {
  readonly runtime: ModelRuntime;
  /** SHA-256 of the model file; without it nothing outlives the process. */
  readonly sha256?: string;
  readonly ledger: Ledger;
  readonly pace: Pace;
  /** False only to measure what the second look is good for. */
  readonly verify: boolean;
  /** Questions on which the engine failed since it last answered one. */
  readonly health: { failures: number };
}

export interface AskedPart extends PartQuestions {
  readonly keys: ReadonlyMap<AskedQuestion, JudgementKey>;
  /** Its text is an example of the pack. */
  readonly exam?: true;
}

/** Hashes of what is asked: looked up before anything is. */
export function withKeys(one: PartQuestions, { runtime, sha256, verify }: Session): AskedPart {
  const section = sectionHash(one.part);
  const { engine } = runtime.info;
  const keys = one.questions.map((question) => {
    const { id, version } = question.pack;
    const context = hashOf(id, version, promptHash, sha256 ?? "", engine, verify);
    return [question, { section, rule: questionHash(question), context }] as const;
  });
  return { ...one, keys: new Map(keys) };
}

/** What the model is shown, and what its offsets point into. */
const sectionHash = (part: JudgePart): string =>
  hashOf(materialOf(part).text, part.source.text.slice(part.span.start, part.span.end));

/** Judgements that would come out the same again; a time-out or a crash may not. */
const isLasting = ({ why }: Judgement) =>
  why === undefined || !["time", "too-long", "failed", "not-routed"].includes(why);

/** The rule's own words are the user's, too, where its pack does not come with Hanare. */
export function reviewOrigin(files: readonly JudgedDocument[], packs: readonly RulePack[]): RequestOrigin {
  const { task, sources } = originOf(
    "review",
    files.map(({ document }) => document),
  );
  const own = packs.filter(({ shipped }) => shipped !== true).map(({ uri }) => unknownSource(uri));
  return { task, sources: [...sources, ...own] };
}

/** Of a pack's examples. */
export const examOrigin = (pack: RulePack): RequestOrigin =>
  pack.shipped === true ? shippedOrigin : reviewOrigin([], [pack]);

/** The engine is ill, not the question. */
const mostFailures = 3;

export class EngineFailed extends Error {
  override readonly name = "EngineFailed";
}

/**
 * Tells every judgement as soon as it is made and written. Rejects with the signal's reason, with `EngineFailed`
 * after three failures in a row, or with a `ModelError`.
 */
export async function askPart(
  { file, part, questions, keys, exam }: AskedPart,
  session: Session,
  onJudged: (question: AskedQuestion, judgement: Judgement) => void,
  signal: AbortSignal,
): Promise<void> {
  const material = materialOf(part);
  const { runtime, pace } = session;
  const asking = ({ pack }: AskedQuestion) => {
    const origin = exam === true ? examOrigin(pack) : reviewOrigin([file], [pack]);
    return { runtime, origin, onUsage: pace.note };
  };
  const suspicions: (readonly [AskedQuestion, Suspected])[] = [];
  const settle = async (question: AskedQuestion, judgement: Judgement) => {
    const key = keys.get(question);
    if (key !== undefined && isLasting(judgement)) await session.ledger.put(key, judgement);
    onJudged(question, judgement);
    const { health } = session;
    health.failures = judgement.why === "failed" ? health.failures + 1 : 0;
    if (health.failures >= mostFailures) throw new EngineFailed();
    signal.throwIfAborted();
  };
  for (const question of questions) {
    const look = await firstLook(part, { question, material }, asking(question), signal);
    if ("judgement" in look) await settle(question, look.judgement);
    else if (session.verify) suspicions.push([question, look.suspected]);
    // Without a second look nobody has read the real text of what is only pointed at.
    else
      await settle(
        question,
        look.suspected.pointer ? unlocated(look.suspected) : violationOf(part, look.suspected),
      );
  }
  for (const [question, suspected] of suspicions)
    await settle(question, await secondLook(part, { question, suspected }, asking(question), signal));
}

const unlocated = ({ confidence }: Suspected): Judgement => ({ outcome: "unlocated", confidence });
