/** Reviews every document and every mutation of it, and counts what was found where. Pure. */
import { type Position, type Range } from "vscode-languageserver-types";
import { readText } from "../../../server/src/documents/read";
import { type Syntax } from "../../../server/src/documents/syntax/port";
import { type Finding } from "../../../server/src/protocol";
import { reviewDocument } from "../../../server/src/review/reviewDocument";
import { type RulePack } from "../../../server/src/review/rules";
import { type CorpusDocument } from "./corpus";
import { type Mutation, mutate } from "./mutate";

export interface Outcome {
  readonly file: string;
  readonly mutation: Mutation;
  /** `exact`: on the very span; `elsewhere`: the rule speaks, but not where the change is. */
  readonly result: "exact" | "overlapping" | "elsewhere" | "missed";
  /** What the rule pointed at, when it found the change. */
  readonly evidence: string;
  /** Findings that the change does not justify. */
  readonly wrong: readonly Finding[];
}

export interface CleanDocument {
  readonly file: string;
  readonly alarms: readonly Finding[];
  /** Rules that were not checked to the end. */
  readonly skipped: number;
}

export interface Run {
  readonly clean: readonly CleanDocument[];
  readonly outcomes: readonly Outcome[];
}

export interface Means {
  readonly packs: readonly RulePack[];
  /** With the grammars of the corpus loaded. */
  readonly syntax: Syntax;
}

export function runReview(documents: readonly CorpusDocument[], means: Means): Run {
  const clean = documents.map((document): CleanDocument => {
    const { findings, skipped } = review(document, document.text, means);
    return { file: document.file, alarms: findings, skipped: skipped.length };
  });
  const outcomes = documents.flatMap((document) =>
    document.mutations.map((mutation) => outcomeOf(document, mutation, means)),
  );
  return { clean, outcomes };
}

function outcomeOf(document: CorpusDocument, mutation: Mutation, means: Means): Outcome {
  const changed = mutationOf(document, mutation);
  const { findings, range } = review(document, changed.text, means, changed.expected);
  const own = findings.filter(({ rule }) => rule === mutation.rule);
  const hit =
    own.find(({ anchor }) => same(anchor, range)) ?? own.find(({ anchor }) => overlap(anchor, range));
  const allowed = new Set([mutation.rule, ...(mutation.also ?? [])]);
  return {
    file: document.file,
    mutation,
    result: resultOf(own, hit, range),
    evidence: hit?.evidence ?? "",
    wrong: findings.filter(
      ({ rule, anchor }) => !leaves(mutation, rule) && (!allowed.has(rule) || !overlap(anchor, range)),
    ),
  };
}

/** Who drops a numbered line leaves a gap in the numbers: no false alarm, wherever it shows. */
const leaves = ({ drop }: Mutation, rule: string) => drop !== undefined && rule === "MN-NUMBERING";

function mutationOf(document: CorpusDocument, mutation: Mutation) {
  try {
    return mutate(document.text, mutation);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${document.file}, ${mutation.rule}: ${reason}`, { cause: error });
  }
}

function resultOf(own: readonly Finding[], hit: Finding | undefined, range: Range): Outcome["result"] {
  if (hit !== undefined) return same(hit.anchor, range) ? "exact" : "overlapping";
  return own.length > 0 ? "elsewhere" : "missed";
}

function review(
  { path, languageId }: CorpusDocument,
  text: string,
  { packs, syntax }: Means,
  expected = { start: 0, end: 0 },
) {
  const document = readText({ uri: `file:///corpus/${path}`, languageId, text }, syntax);
  const result = reviewDocument(document, { packs, path, today: "2026-04-01", language: "en" });
  return { ...result, range: document.rangeOf(expected) };
}

const before = (a: Position, b: Position) =>
  a.line < b.line || (a.line === b.line && a.character < b.character);
const overlap = (a: Range, b: Range) => before(a.start, b.end) && before(b.start, a.end);
const same = (a: Range, b: Range) =>
  !before(a.start, b.start) && !before(b.start, a.start) && !before(a.end, b.end) && !before(b.end, a.end);
