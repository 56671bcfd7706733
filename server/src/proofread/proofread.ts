/** Proofreads one document by rules. The same document, style and tokeniser give the same findings. */
import { type SourceDocument, type Span } from "../documents/document";
import { type ProofFinding, type ProofKind, type Skipped } from "../protocol";
import { t } from "../util/l10n";
import { type HouseStyle } from "./houseStyle";
import { keepsMeaning, keepsValues } from "./meaningKept";
import { hole, type Passage, passagesOf, spanIn } from "./passage";
import { type Hit } from "./rule";
import { rules } from "./rules";
import { type Token, type Tokenize, TokenizerError } from "./tokens";

export interface ProofreadOptions {
  readonly style: HouseStyle;
  /** Kinds that are not reported. */
  readonly disabled: readonly ProofKind[];
}

export interface Proofread {
  /** In document order. */
  readonly findings: readonly PlacedFinding[];
  readonly sentences: number;
  readonly skipped: readonly Skipped[];
}

/** A finding with its span, for what is done with it here; the protocol has ranges. */
export interface PlacedFinding extends ProofFinding {
  readonly span: Span;
}

/** Sentences that go to the tokeniser together; between two, the process does other things. */
const batch = 200;

/** Rejects only with the signal's reason: without a tokeniser, the rules that need none go on, and that is said. */
export async function proofread(
  document: SourceDocument,
  { style, disabled }: ProofreadOptions,
  tokenize: Tokenize,
  signal: AbortSignal,
): Promise<Proofread> {
  signal.throwIfAborted();
  const passages = passagesOf(document, style.ignore);
  const skipped = [...document.unread, ...notProofread(document)];
  const tokens = await tokensOf(passages, tokenize, signal);
  signal.throwIfAborted();
  if (tokens instanceof TokenizerError) skipped.push(notTokenised(tokens));
  const known = tokens instanceof TokenizerError ? new Map<Passage, readonly (readonly Token[])[]>() : tokens;
  const input = { passages, style, tokensOf: (passage: Passage) => known.get(passage) ?? [] };
  const off: ReadonlySet<ProofKind> = new Set(disabled);
  const hits = rules.flatMap((rule) => rule(input)).filter((hit) => !off.has(hit.kind) && isOwnWording(hit));
  return {
    findings: apart(hits)
      .map((hit) => findingOf(hit, document))
      .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end),
    sentences: passages.reduce((sum, { sentences }) => sum + sentences.length, 0),
    skipped,
  };
}

function notProofread({ format }: SourceDocument): readonly Skipped[] {
  if (format !== "source" && format !== "csv") return [];
  return [
    {
      where: t("The whole document"),
      why: t("Source code and tables of data are not proofread. Choose a document of running text."),
    },
  ];
}

const notTokenised = ({ message }: TokenizerError): Skipped => ({
  where: t("Particles, inflections and words of one or two kanji"),
  why: t("The Japanese dictionary could not be used: {0}", message),
});

/** Tokens of every sentence, with offsets in the passage's text. */
async function tokensOf(
  passages: readonly Passage[],
  tokenize: Tokenize,
  signal: AbortSignal,
): Promise<ReadonlyMap<Passage, readonly (readonly Token[])[]> | TokenizerError> {
  const sentences = passages
    .filter(({ japanese }) => japanese)
    .flatMap((passage) => passage.sentences.map((span) => ({ passage, span })));
  const found = new Map<Passage, (readonly Token[])[]>();
  try {
    for (let from = 0; from < sentences.length; from += batch) {
      const some = sentences.slice(from, from + batch);
      const texts = some.map(({ passage, span }) =>
        passage.text.slice(span.start, span.end).replaceAll(hole, standIn),
      );
      const all = await tokenize(texts, signal);
      signal.throwIfAborted();
      for (const [index, { passage, span }] of some.entries()) {
        const tokens = (all[index] ?? []).map((token) => ({ ...token, at: token.at + span.start }));
        found.set(passage, [...(found.get(passage) ?? []), tokens]);
      }
    }
  } catch (error) {
    if (error instanceof TokenizerError) return error;
    throw error;
  }
  return found;
}

/** Of these kinds a finding may hold what somebody else said: a long sentence does so often. */
const spanning: ReadonlySet<ProofKind> = new Set(["length", "style", "bracket", "characters"]);

/** Words in quotation marks and code stay as they are. */
const isOwnWording = ({ kind, passage, start, end }: Hit): boolean =>
  spanning.has(kind) || !passage.unquoted.slice(start, end).includes(hole);

/** A sign that the dictionary has as a sign. */
const standIn = "〓";

/** One finding a place: of those that overlap the first rule's, unless it is about the sentence as a whole. */
function apart(hits: readonly Hit[]): readonly Hit[] {
  const taken = new Map<Passage, Span[]>();
  return hits.filter((hit) => {
    if (hit.kind === "length" || hit.kind === "style") return true;
    const spans = taken.get(hit.passage) ?? [];
    if (spans.some(({ start, end }) => start < hit.end && hit.start < end)) return false;
    taken.set(hit.passage, [...spans, hit]);
    return true;
  });
}

function findingOf(hit: Hit, document: SourceDocument): PlacedFinding {
  const { passage, start, end, kind, message, suggestion, word } = hit;
  const span = spanIn(passage, start, end);
  const sentence = passage.sentences.find((one) => one.start <= start && start < one.end) ?? { start, end };
  const place = document.placeOf?.(span);
  return {
    kind,
    message,
    span,
    anchor: document.rangeOf(span),
    ...(place === undefined ? {} : { place }),
    quote: document.text.slice(span.start, span.end),
    sentence: document.rangeOf(spanIn(passage, sentence.start, sentence.end)),
    ...(suggestion === undefined || !isSafe(hit, suggestion, { sentence, document, span })
      ? {}
      : { suggestion }),
    ...(word === undefined ? {} : { word }),
  };
}

interface Context {
  readonly sentence: Span;
  readonly document: SourceDocument;
  readonly span: Span;
}

/**
 * Nothing but the words of the finding is replaced, no mark of Markdown among them, and the sentence keeps its numbers,
 * negations and modality.
 */
function isSafe(
  { passage, start, end, sameWord }: Hit,
  suggestion: string,
  { sentence, document, span }: Context,
): boolean {
  const own = passage.block.text;
  if (document.text.slice(span.start, span.end) !== own.slice(start, end)) return false;
  const before = own.slice(sentence.start, Math.max(sentence.end, end));
  const after = own.slice(sentence.start, start) + suggestion + own.slice(end, Math.max(sentence.end, end));
  return sameWord === true ? keepsValues(before, after) : keepsMeaning(before, after);
}
