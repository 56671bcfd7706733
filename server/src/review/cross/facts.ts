/** What one document contributes to rules that compare documents: statements, and the shape of a translation. */
import { type Show, type SourceDocument, type Span } from "../../documents/document";
import { type Value } from "../../documents/values";
import { type Finding } from "../../protocol";
import { type Rule } from "../rules";
import { skeletonOf } from "./skeleton";
import { statementsIn } from "./statements";

/** One place that states a fact. */
export interface Statement {
  readonly rule: string;
  /** Index into the rule's facts. */
  readonly source: number;
  /** What the fact is about; statements about different things are not compared. */
  readonly key: string;
  /** What is compared; it may be secret or personal. */
  readonly text: string;
  /** The same as others may see it. */
  readonly shown: string;
  /** Absent: the text is compared. */
  readonly value?: Value;
  /** The finding it becomes if it is the odd one. */
  readonly draft: Finding;
}

/** A section as a translation must have it. */
export interface Shape {
  /** 0 for the text before the first heading. */
  readonly level: number;
  readonly steps: number;
  /** 危険, 警告, 注意. */
  readonly warnings: readonly [number, number, number];
  readonly values: readonly { readonly value: Value; readonly draft: Finding }[];
  readonly draft: Finding;
}

/** One document of a pair. */
export interface Skeleton {
  readonly rule: string;
  readonly path: string;
  /** Of `left` documents: the path of the one to compare with. */
  readonly counterpart?: string;
  readonly sections: readonly Shape[];
}

export interface Facts {
  readonly statements: readonly Statement[];
  readonly skeletons: readonly Skeleton[];
}

export const noFacts: Facts = { statements: [], skeletons: [] };

export interface FactSource {
  readonly document: SourceDocument;
  readonly path: string;
  /** The rule's finding at a span of the document. */
  draft(span: Span): Finding;
  /** The text at a span with the secrets in it masked. */
  readonly show: Show;
}

/** Undefined: a pattern is too costly for this text. Pure. */
export function factsOf(rule: Rule, source: FactSource): Facts | undefined {
  const statements = rule.consistency === undefined ? [] : statementsIn(rule, source);
  if (statements === undefined) return undefined;
  const skeleton = rule.parity && skeletonOf(rule.id, rule.parity, source);
  return { statements, skeletons: skeleton === undefined ? [] : [skeleton] };
}

/** The same facts with their drafts changed, in one order. */
function mapDrafts(facts: Facts, change: (draft: Finding) => Finding): Facts {
  const draft = <T extends { readonly draft: Finding }>(one: T): T => ({ ...one, draft: change(one.draft) });
  return {
    statements: facts.statements.map(draft),
    skeletons: facts.skeletons.map((one) => ({
      ...one,
      sections: one.sections.map((section) => ({ ...draft(section), values: section.values.map(draft) })),
    })),
  };
}

/** Every finding that the facts may become. */
export function draftsOf(facts: Facts): readonly Finding[] {
  const drafts: Finding[] = [];
  mapDrafts(facts, (draft) => {
    drafts.push(draft);
    return draft;
  });
  return drafts;
}

/** The same facts; `change` answers as many drafts as it is given, in their order. */
export function changeDrafts(
  facts: Facts,
  change: (drafts: readonly Finding[]) => readonly Finding[],
): Facts {
  const drafts = draftsOf(facts);
  const changed = change(drafts);
  const after = new Map(drafts.map((draft, index) => [draft, changed[index] ?? draft]));
  return mapDrafts(facts, (draft) => after.get(draft) ?? draft);
}

export function joinFacts(all: readonly Facts[]): Facts {
  return {
    statements: all.flatMap(({ statements }) => statements),
    skeletons: all.flatMap(({ skeletons }) => skeletons),
  };
}
