/** A part in a model's words: each sentence is checked against what it cites, or stays as its source has it. */
import { citationOf } from "../documents/citation";
import { citedIn } from "../documents/cited";
import { type SourceDocument } from "../documents/document";
import { nameOf } from "../documents/title";
import { createObjectReader } from "../model/objectReader";
import { originOf } from "../model/routing/origin";
import { type ModelRuntime } from "../model/runtime";
import { type DraftStatement } from "../protocol";
import { type Language } from "../util/l10n";
import { type Composed, type ComposedPart } from "./compose";
import { mayStand } from "./guard";
import { type Wording, wordingOf, wordingRequest } from "./prompt";

export interface WordingModel {
  readonly runtime: ModelRuntime;
  readonly language: Language;
  readonly documents: readonly SourceDocument[];
}

export interface Tally {
  worded: number;
  refused: number;
  unreadable: number;
}

/** Sentences and characters of one request: errors gather at the end of long answers. */
const batch = { sentences: 8, characters: 1200 } as const;

/** Statements of a part that are asked about together. A row of a table and a message stay as they are. */
export function batchesOf({ groups }: ComposedPart): readonly (readonly Composed[])[] {
  const batches: Composed[][] = [];
  let characters = 0;
  for (const one of groups.flatMap(({ statements }) => statements)) {
    if (one.evidence.row || one.evidence.forms.has("message")) continue;
    const { length } = one.statement.text;
    const last = batches.at(-1);
    const full =
      last === undefined || last.length >= batch.sentences || characters + length > batch.characters;
    if (full) batches.push([one]);
    else last.push(one);
    characters = full ? length : characters + length;
  }
  return batches;
}

/**
 * The statements that were worded, by what they were composed of; what is not among them stays. Rejects with a
 * `ModelError`, or with the signal's reason when aborted: what was checked until then is in `found`.
 */
export async function wordBatch(
  { title, numbered }: ComposedPart,
  statements: readonly Composed[],
  { model, found, tally }: Wordings,
  signal: AbortSignal,
): Promise<void> {
  const { runtime, language, documents } = model;
  const sentences = statements.map(({ evidence }) => evidence.text);
  const reader = createObjectReader(wordingOf);
  const origin = originOf("draft", documents);
  const request = wordingRequest({ title, numbered, sentences, language, origin });
  for await (const chunk of runtime.generate(request, signal)) {
    if (chunk.type !== "text") continue;
    for (const wording of reader.push(chunk.text)) take(wording, statements, { model, found, tally });
  }
  if (!reader.readable) tally.unreadable += 1;
}

export interface Wordings {
  readonly model: WordingModel;
  readonly found: Map<Composed, DraftStatement>;
  readonly tally: Tally;
}

function take(wording: Wording, statements: readonly Composed[], { model, found, tally }: Wordings): void {
  for (const one of statements) {
    if (found.has(one)) continue;
    const { evidence, statement } = one;
    const document = model.documents[evidence.document];
    const cited = document && citedIn(document, evidence.span, wording.quote);
    if (document === undefined || cited === undefined) continue;
    const text = wording.text.trim();
    if (bare(text) === bare(evidence.text)) return;
    const above = [nameOf(document.uri), ...evidence.headings].join("\n");
    // The quote is only the address: the reader must get the whole of what stands there.
    if (!mayStand(text, { text: evidence.text, above }, model.language)) {
      tally.refused += 1;
      return;
    }
    const [first, ...rest] = statement.citations;
    const citation = { ...first, ...citationOf(document, evidence.span) };
    found.set(one, { ...statement, text, kind: "worded", citations: [citation, ...rest] });
    tally.worded += 1;
    return;
  }
  tally.refused += 1;
}

/** Without what ends a sentence, and without the width of letters. */
const bare = (text: string) =>
  text
    .normalize("NFKC")
    .replace(/[\s。．.]+$/u, "")
    .trim();
