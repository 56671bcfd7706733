/** The model's stage of a review: examined, estimated, judged, and every question accounted for. */
import { type CapabilityCards } from "../../model/capabilityCards";
import { type RequestOrigin } from "../../model/routing/origin";
import { isModelError, type ModelRuntime } from "../../model/runtime";
import { type Speed } from "../../model/speed";
import { type Finding } from "../../protocol";
import { language, t } from "../../util/l10n";
import { type Judgement, type LedgerStore, memoryStore, openLedger } from "../ledger";
import { type RulePack } from "../rules";
import { type AskedPart, askPart, EngineFailed, reviewOrigin, type Session, withKeys } from "./ask";
import { takeExam } from "./exam";
import { type ExamCard, examCases, packHash, standingOf } from "./gate";
import {
  type Exams,
  findingsOf,
  type JudgeResult,
  nobodyAsked,
  resultOf,
  type ReviewedDocument,
} from "./outcome";
import { costOf, createPace, durationText, type Pace } from "./pace";
import { type JudgePart, limitsFor } from "./parts";
import { type AskedQuestion, chooseQuestions, hasQuestions, inOrderOfUse, judgedRules } from "./questions";
import { examLine, modelFailed, notLoaded, stopped, whyUnjudged } from "./words";

export interface JudgePorts {
  /** The assistant model as it is now, for text of this origin. */
  runtime(origin?: RequestOrigin): ModelRuntime | undefined;
  /** A model is set up, whether it could be loaded or not. */
  isSetUp(): boolean | Promise<boolean>;
  /** SHA-256 of its file; undefined when it cannot be told. Rejects with the signal's reason only. */
  modelHash(runtime: ModelRuntime, signal: AbortSignal): Promise<string | undefined>;
  readonly ledger: LedgerStore;
  readonly cards: CapabilityCards;
  measure(runtime: ModelRuntime, signal: AbortSignal): Promise<Speed>;
  /** A line for the user who waits: what is going to take how long. */
  note(line: string): void;
  /** False only to measure what the second look is good for. */
  readonly verify?: boolean;
}

/** `done` of `total` steps; the message says what is left. */
export type JudgeProgress = (done: number, total: number, message: string) => void;

export interface JudgeStage {
  /** A model is loaded that can be asked. */
  ready(): boolean;
  /** A model is set up: who set it up waits for its judgement. */
  isSetUp(): boolean | Promise<boolean>;
  /** Never rejects for the model's or the user's sake: what was not judged is in the result. */
  judge(
    files: readonly ReviewedDocument[],
    progress: JudgeProgress,
    signal: AbortSignal,
  ): Promise<JudgeResult>;
  /** Findings of what was judged in this process and has not changed since; asks nothing. */
  remembered(file: ReviewedDocument): readonly Finding[];
}

/** One run over some files; filled as it goes, so that whatever ends it, what was done is there. */
interface Run {
  readonly ports: JudgePorts;
  readonly progress: JudgeProgress;
  readonly files: readonly ReviewedDocument[];
  readonly exams: Map<RulePack, ExamCard>;
  readonly answers: Map<JudgePart, Map<AskedQuestion, Judgement>>;
  parts: readonly AskedPart[];
  leftOut: number;
}

const nothingChosen = { parts: [], leftOut: 0 };

export function createJudgeStage(ports: JudgePorts): JudgeStage {
  const paces = new WeakMap<ModelRuntime, Pace>();
  const volatile = memoryStore();
  /** Of the last run: what is remembered is shown under the same standing. */
  let last: { readonly session: Session; readonly exams: Map<RulePack, ExamCard> } | undefined;

  async function open(runtime: ModelRuntime, signal: AbortSignal): Promise<Session> {
    const sha256 = await ports.modelHash(runtime, signal);
    const ledger = await openLedger(sha256 === undefined ? volatile : ports.ledger);
    if (ledger.damaged > 0)
      ports.note(t("Remembered judgements were damaged and are made again: {0}", ledger.damaged));
    const pace = paces.get(runtime) ?? createPace();
    paces.set(runtime, pace);
    const session = { runtime, ledger, pace, verify: ports.verify !== false, health: { failures: 0 } };
    return sha256 === undefined ? session : { ...session, sha256 };
  }

  return {
    ready: () => ports.runtime() !== undefined,
    isSetUp: () => ports.isSetUp(),
    async judge(files, progress, signal) {
      const runtime = ports.runtime(judgedOrigin(files));
      if (files.length === 0) return { findings: [], skipped: [], unasked: new Set(), unjudged: [] };
      if (runtime === undefined) return nobodyAsked(files, notLoaded(), () => true);
      const run: Run = { ports, progress, files, exams: new Map(), answers: new Map(), ...nothingChosen };
      const info = { ...runtime.info };
      try {
        const session = await open(runtime, signal);
        // A server is named with its engine; what it is known by is no hash of a file.
        if (session.sha256 !== undefined && info.server === undefined)
          Object.assign(info, { sha256: session.sha256 });
        await examine(run, session, signal);
        last = { session, exams: new Map(run.exams) };
        await judgeAll(run, session, signal);
        return resultOf(run, info);
      } catch (error) {
        return resultOf({ ...run, failure: failureOf(error, signal) }, info);
      }
    },
    remembered(file) {
      if (last === undefined || ports.runtime(judgedOrigin([file])) !== last.session.runtime) return [];
      const { session, exams } = last;
      for (const pack of file.packs) keepExam(exams, pack);
      const judged = chosenOf([file], exams, session).parts.flatMap((part) =>
        part.questions.flatMap((question) => {
          const judgement = rememberedIn(part, question, session);
          return judgement === undefined ? [] : [{ part, question, judgement }];
        }),
      );
      return findingsOf(judged, { files: [file], exams });
    },
  };
}

/** One model judges one run: where any of it must stay on this computer, all of it does. */
function judgedOrigin(files: readonly ReviewedDocument[]): RequestOrigin {
  const judged = files.filter(hasQuestions);
  const packs = judged.flatMap((file) => file.packs.filter((pack) => judgedRules(pack).length > 0));
  return reviewOrigin(judged, [...new Set(packs)]);
}

function failureOf(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return stopped();
  if (error instanceof EngineFailed) return whyUnjudged("failed");
  if (isModelError(error)) return modelFailed(error.message);
  throw error;
}

/** A pack that two folders share is examined once. */
async function examine(run: Run, session: Session, signal: AbortSignal): Promise<void> {
  const { ports, progress, files, exams } = run;
  const { info } = session.runtime;
  for (const pack of new Set(files.flatMap(({ packs }) => packs))) {
    if (judgedRules(pack).length === 0 || examCases(pack).length === 0) continue;
    const telling = (done: number, total: number) => {
      if (done === 0)
        ports.note(t("Examining {0} in rule pack {1}: {2} examples", info.model, pack.id, total));
      progress(0, 1, t("Examining the model in “{0}”: {1} of {2}", pack.title[language()], done, total));
    };
    const card = await takeExam(pack, { session, cards: ports.cards }, telling, signal);
    exams.set(pack, card);
    ports.note(examLine(info, pack, card));
  }
}

/** A pack that was read again, because a decision or a setting changed, is the one that was examined. */
function keepExam(exams: Map<RulePack, ExamCard>, pack: RulePack): void {
  if (exams.has(pack) || judgedRules(pack).length === 0) return;
  const hash = packHash(pack);
  const same = [...exams].find(([one]) => one.id === pack.id && packHash(one) === hash);
  if (same === undefined) return;
  exams.delete(same[0]);
  exams.set(pack, same[1]);
}

/** Only of packs whose exam lets the model speak. */
function chosenOf(files: readonly ReviewedDocument[], exams: Exams, session: Session) {
  const limits = limitsFor(session.runtime.info.contextSize);
  const mayAsk = (pack: RulePack) => {
    const card = exams.get(pack);
    return card !== undefined && standingOf(card, pack) !== "not-asked";
  };
  const chosen = files.map((file) => chooseQuestions({ ...file, packs: file.packs.filter(mayAsk) }, limits));
  return {
    parts: chosen.flatMap(({ parts }) => parts).map((one) => withKeys(one, session)),
    leftOut: chosen.reduce((sum, { leftOut }) => sum + leftOut, 0),
  };
}

function rememberedIn(
  { keys }: AskedPart,
  question: AskedQuestion,
  { ledger }: Session,
): Judgement | undefined {
  const key = keys.get(question);
  return key === undefined ? undefined : ledger.get(key);
}

async function judgeAll(run: Run, session: Session, signal: AbortSignal): Promise<void> {
  const { ports, progress, answers } = run;
  Object.assign(run, chosenOf(run.files, run.exams, session));
  const open = inOrderOfUse(run.parts.map((part) => withoutAnswered(part, run, session))).filter(
    ({ questions }) => questions.length > 0,
  );
  await sayHowLong(run, open, session, signal);
  const total = countOf(open);
  let done = 0;
  for (const [index, part] of open.entries()) {
    signal.throwIfAborted();
    const message = whatIsLeft(open.slice(index), session);
    progress(done, total, message);
    if (index > 0 && index % linesEvery === 0) ports.note(message);
    const onJudged = (question: AskedQuestion, judgement: Judgement) => {
      done += 1;
      answersOf(answers, part.part).set(question, judgement);
    };
    await askPart(part, session, onJudged, signal);
  }
  progress(total, total, "");
}

/** Sections between two lines to a user who watches a terminal. */
const linesEvery = 10;

const countOf = (parts: readonly AskedPart[]) =>
  parts.reduce((sum, { questions }) => sum + questions.length, 0);

function answersOf(answers: Run["answers"], part: JudgePart): Map<AskedQuestion, Judgement> {
  const known = answers.get(part) ?? new Map<AskedQuestion, Judgement>();
  answers.set(part, known);
  return known;
}

/** Notes what is remembered; what is left is to be asked. */
function withoutAnswered(part: AskedPart, { answers }: Run, session: Session): AskedPart {
  const questions = part.questions.filter((question) => {
    const judgement = rememberedIn(part, question, session);
    if (judgement !== undefined) answersOf(answers, part.part).set(question, judgement);
    return judgement === undefined;
  });
  return { ...part, questions };
}

function whatIsLeft(parts: readonly AskedPart[], session: Session): string {
  const time = timeFor(parts, session);
  return time === undefined
    ? t("Judging: {0} sections left", parts.length)
    : t("Judging: {0} sections left, {1}", parts.length, durationText(time));
}

/** Before anything is asked: how much there is and how long it takes. Measures the model for it if need be. */
async function sayHowLong(
  { ports, parts }: Run,
  open: readonly AskedPart[],
  session: Session,
  signal: AbortSignal,
): Promise<void> {
  const { runtime, pace, ledger } = session;
  const keys = open.flatMap((part) => part.questions.map((question) => part.keys.get(question)));
  const elsewhere = keys.filter((key) => key !== undefined && ledger.isElsewhere(key)).length;
  if (elsewhere > 0)
    ports.note(
      t(
        "{0} questions were answered before by another model, engine, prompt or version of the rule pack. Those answers are not comparable, so they are asked again.",
        elsewhere,
      ),
    );
  if (open.length > 0 && pace.speed() === undefined) pace.start(await ports.measure(runtime, signal));
  const time = timeFor(open, session);
  ports.note(
    t(
      "To be judged: {0} sections, {1} questions (a rule on a section), {2} of them answered before. Time: {3}. The gravest rules come first.",
      parts.length,
      countOf(parts),
      countOf(parts) - countOf(open),
      time === undefined ? t("unknown") : durationText(time),
    ),
  );
}

function timeFor(parts: readonly AskedPart[], { pace }: Session): number | undefined {
  const costs = parts.map(costOf);
  const prompt = costs.reduce((sum, cost) => sum + cost.prompt, 0);
  const answer = costs.reduce((sum, cost) => sum + cost.answer, 0);
  return pace.timeFor({ prompt, answer });
}
