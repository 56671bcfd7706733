/** The tier of a model that reads the whole text: points of each part, then few sentences of many points. */
import { type Span } from "../../documents/document";
import { type Section, sectionsOf } from "../../documents/sections";
import { createObjectReader } from "../../model/objectReader";
import { type SummarySection } from "../../protocol";
import { groupBy } from "../../util/groups";
import { type Said, type Tell, type WordingTask } from "../abstract";
import { readLimits } from "../extract";
import { quoted } from "../quoted";
import { budgets } from "../select";
import { partsOf } from "../parts";
import { type Leaf, leavesOf } from "./leaves";
import { checkedPoint, claimOf, type Point } from "./points";
import { answerTokens, pointsRequest } from "./prompt";
import { createQuestions, type Questions } from "../questions";
import { reducePoints } from "./reduce";

/** Characters of a part: of a longer one, a small model gives points of its beginning only. */
const leafCharacters = 1200;
/** Of instructions, example and headings. */
const promptTokens = 900;
const tokensPerCharacter = 1.3;
const mostPoints = 6;
/** Points are more than the summary holds, so that there is something to choose from. */
const surplus = 1.5;

/** Never rejects for an abort or a model's failure: what is finished stays. */
export async function readWhole(task: WordingTask, tell: Tell, signal: AbortSignal): Promise<Said> {
  const sections = sectionsOf(task.document);
  const reading = new Reading(task, sections);
  const { contextSize } = task.model.runtime.info;
  const room = (contextSize - promptTokens - answerTokens(mostPoints)) / tokensPerCharacter;
  const most = Math.max(600, Math.min(leafCharacters, Math.floor(room)));
  const leaves = leavesOf(task.document, sections, { most, end: readLimits.document });
  const characters = leaves.reduce((sum, { span }) => sum + span.end - span.start, 0);
  const total = budgets[task.length].total;
  for (const [at, leaf] of leaves.entries()) {
    if (signal.aborted) break;
    const told = () => tell(at, leaves.length, leaf.headings.at(-1) ?? "", reading.sections());
    told();
    const share = (leaf.span.end - leaf.span.start) / characters;
    const count = Math.max(1, Math.min(mostPoints, Math.round(total * surplus * share)));
    await reading.leaf(leaf, { count, told }, signal);
  }
  if (!signal.aborted) {
    reading.fill(total);
    await reading.reduce(total, signal);
  }
  if (!signal.aborted) tell(leaves.length, leaves.length, "", reading.sections());
  return reading.said();
}

class Reading {
  readonly #task: WordingTask;
  readonly #sections: readonly Section[];
  readonly #questions: Questions;
  #points: readonly Point[] = [];
  #refused = 0;
  #unreadable = 0;

  constructor(task: WordingTask, sections: readonly Section[]) {
    this.#task = task;
    this.#sections = sections;
    this.#questions = createQuestions(task.model);
  }

  /** Adds the points of a leaf, each as soon as it is written. */
  async leaf(
    leaf: Leaf,
    { count, told }: { readonly count: number; readonly told: () => void },
    signal: AbortSignal,
  ): Promise<void> {
    const { document, model } = this.#task;
    const text = document.text.slice(leaf.span.start, leaf.span.end);
    const { language, origin } = model;
    const request = pointsRequest({ headings: leaf.headings, text, count, language, origin });
    const before = this.#points.length;
    const reader = createObjectReader(claimOf);
    const add = (part: string) => {
      for (const claim of reader.push(part)) {
        const checked = checkedPoint(document, leaf.span, claim, model.language);
        if (checked === undefined || this.#holds(checked.point)) continue;
        if (checked.refused) this.#refused += 1;
        this.#points = [...this.#points, checked.point];
        told();
      }
    };
    await this.#questions.ask(request, add, signal);
    if (this.#points.length > before || signal.aborted) return;
    if (this.#questions.failure === undefined) this.#unreadable += 1;
    this.#points = [...this.#points, ...this.#chosenIn(leaf.span)];
  }

  /** A statement is said once. */
  #holds({ text, span }: Point): boolean {
    return this.#points.some(
      (other) => other.text === text || (other.span.start < span.end && span.start < other.span.end),
    );
  }

  #chosenIn(span: Span): readonly Point[] {
    const { document, chosen } = this.#task;
    return chosen.sections
      .flatMap(({ sentences }) => sentences)
      .filter((sentence) => sentence.span.start >= span.start && sentence.span.start < span.end)
      .map((sentence) => ({ ...quoted(document, sentence), source: sentence.text, span: sentence.span }));
  }

  /** Sections that the model passed over keep the sentences that were chosen without it, while there is room. */
  fill(total: number): void {
    const covered = new Set(this.#points.map((point) => this.#sectionAt(point)));
    const missing = this.#chosenIn({ start: 0, end: Infinity }).filter(
      (point) => !covered.has(this.#sectionAt(point)),
    );
    this.#points = [...this.#points, ...missing.slice(0, Math.max(0, total - this.#points.length))];
  }

  async reduce(total: number, signal: AbortSignal): Promise<void> {
    const parts = partsOf(this.#sections, total);
    const reduced = await reducePoints(
      {
        ...{ points: this.#points, total },
        language: this.#task.model.language,
        origin: this.#task.model.origin,
        partOf: (point) => parts[this.#sectionAt(point)] ?? 0,
        prominent: (point) => this.#isChosen(point),
      },
      this.#questions,
      signal,
    );
    if (reduced === undefined) return;
    this.#points = reduced.points;
    this.#refused += reduced.refused;
  }

  #isChosen({ span }: Point): boolean {
    return this.#task.chosen.sections.some(({ sentences }) =>
      sentences.some((one) => one.span.start < span.end && span.start < one.span.end),
    );
  }

  #sectionAt({ span }: Point): number {
    return Math.max(
      0,
      this.#sections.findLastIndex((section) => section.span.start <= span.start),
    );
  }

  sections(): readonly SummarySection[] {
    const { document } = this.#task;
    const groups = groupBy(this.#points, (point) => this.#sectionAt(point));
    return [...groups.entries()]
      .sort(([left], [right]) => left - right)
      .flatMap(([at, points]) => {
        const section = this.#sections[at];
        if (section === undefined) return [];
        const ordered = points.toSorted((left, right) => left.span.start - right.span.start);
        const sentences = ordered.map(({ text, kind, citations }) => ({ text, kind, citations }));
        return [{ headings: section.headings, range: document.rangeOf(section.span), sentences }];
      });
  }

  said(): Said {
    const { failure } = this.#questions;
    return {
      sections: this.sections(),
      refused: this.#refused,
      unreadable: this.#unreadable,
      ...(failure === undefined ? {} : { failure }),
    };
  }
}
