/**
 * From everything that could help to what the model reads before the document. The order is part of the
 * answer: a piece that was there stays where it was and new ones follow, so that the engine finds what it has
 * evaluated as long as possible.
 */
import { type ContextSource } from "../../protocol";
import { type Counted, counted, cutTo } from "./fit";
import { apartFrom, createSeenLines } from "./overlap";
import { type ContextPiece } from "./piece";
import { rankOf, sharesOf, strongestFirst } from "./rank";
import { looksSecret } from "./secrets";
import { type Count } from "./window";

export interface Candidate extends ContextPiece {
  /** Compares candidates of one source; more is better. */
  readonly weight: number;
}

export interface ChoiceRequest {
  readonly candidates: readonly Candidate[];
  /** What was chosen for the document last, as far as it is still the text of its file. */
  readonly previous: readonly ContextPiece[];
  /** Tokens of the model. */
  readonly budget: number;
  /** The document's own text as the model sees it, with LF line breaks. */
  readonly window: string;
  readonly count: Count;
  excluded(uri: string): boolean;
}

/** Deterministic. Rejects with the signal's reason, or when `count` does. */
export async function choosePieces(
  request: ChoiceRequest,
  signal: AbortSignal,
): Promise<readonly ContextPiece[]> {
  const { budget, excluded, window } = request;
  if (budget <= 0) return [];
  const may = (piece: ContextPiece) => !excluded(piece.uri) && !looksSecret(piece.text, piece.path);
  const seen = createSeenLines(window);
  const kept: Counted[] = [];
  for (const piece of request.previous.filter(may)) {
    if (seen.covers(piece.text)) continue;
    seen.add(piece.text);
    kept.push(await counted(piece, request.count, signal));
  }
  const state: State = { kept, wanted: new Set(), fresh: [], used: new Set(), seen, spent: 0 };
  const ordered = request.candidates.filter(may).sort(inOrder);
  // Every source has its part, though it be one of a long piece; then whatever fits.
  const wanted = await wishes(ordered, state, request, signal);
  const most = sharesOf(wanted, budget);
  for (const source of strongestFirst) {
    const own = ordered.filter((piece) => piece.source === source);
    const limit = state.spent + (most.get(source) ?? 0);
    await take(state, { candidates: own, most: limit, cut: true }, request.count, signal);
  }
  await take(state, { candidates: ordered, most: budget }, request.count, signal);
  await take(state, { candidates: ordered, most: budget, cut: true }, request.count, signal);
  return [...remaining(state, budget), ...state.fresh.map(({ piece }) => piece).sort(weakestFirst)];
}

/** Tokens of what each source has to say. */
async function wishes(
  candidates: readonly Candidate[],
  { kept, seen }: State,
  { budget, count }: ChoiceRequest,
  signal: AbortSignal,
): Promise<ReadonlyMap<ContextSource, number>> {
  const wanted = new Map<ContextSource, number>();
  for (const candidate of candidates) {
    const sum = wanted.get(candidate.source) ?? 0;
    const there = kept.find(({ piece }) => isPartOf(piece, candidate));
    if (sum >= budget || (there === undefined && seen.covers(candidate.text))) continue;
    const { tokens } = there ?? (await counted(candidate, count, signal));
    wanted.set(candidate.source, Math.min(budget, sum + tokens));
  }
  return wanted;
}

interface State {
  kept: readonly Counted[];
  /** Those of `kept` that would be chosen again. */
  readonly wanted: Set<Counted>;
  readonly fresh: Counted[];
  /** Candidates that have had their part: what was cut off of one is no piece of its own. */
  readonly used: Set<Candidate>;
  readonly seen: ReturnType<typeof createSeenLines>;
  spent: number;
}

interface Taking {
  readonly candidates: readonly Candidate[];
  /** Tokens that may be spent afterwards. */
  readonly most: number;
  /** Take a part of what is too long. */
  readonly cut?: boolean;
}

async function take(
  state: State,
  { candidates, most, cut = false }: Taking,
  count: Count,
  signal: AbortSignal,
): Promise<void> {
  for (const candidate of candidates.filter((each) => !state.used.has(each))) {
    const there = state.kept.find(({ piece }) => isPartOf(piece, candidate));
    if (there !== undefined && state.wanted.has(there)) continue;
    const found = there ?? (await newPart(state, candidate, count, signal));
    const room = most - state.spent;
    const entry = found && found.tokens > room && cut ? await cutTo(found, room, count, signal) : found;
    if (entry === undefined || entry.tokens > room) continue;
    if (there === undefined && state.seen.covers(entry.piece.text)) continue;
    state.spent += entry.tokens;
    if (entry === there) {
      state.wanted.add(there);
      continue;
    }
    state.kept = state.kept.filter((each) => each !== there);
    state.fresh.push(entry);
    state.seen.add(entry.piece.text);
    state.used.add(candidate);
  }
}

/** What of a candidate the model does not read already; undefined when that says too little. */
async function newPart(
  { kept, fresh, seen }: State,
  candidate: Candidate,
  count: Count,
  signal: AbortSignal,
): Promise<Counted | undefined> {
  const others = [...kept, ...fresh].map(({ piece }) => piece);
  const piece = apartFrom(candidate, others);
  return piece === undefined || seen.covers(piece.text) ? undefined : counted(piece, count, signal);
}

/** What was taken of a candidate once, however little had room, counts for the whole of it. */
const isPartOf = (piece: ContextPiece, candidate: Candidate): boolean =>
  apartFrom(candidate, [piece]) === undefined ||
  (piece.uri === candidate.uri &&
    piece.source === candidate.source &&
    piece.lines.start >= candidate.lines.start &&
    piece.lines.end <= candidate.lines.end);

/** What was there and still has room: the weakest source goes first, and in it the oldest. */
function remaining({ kept, wanted, spent }: State, budget: number): readonly ContextPiece[] {
  let room = budget - spent;
  const staying = new Set(wanted);
  const strongest = kept
    .map((entry, at) => ({ entry, at }))
    .sort((a, b) => rankOf(a.entry.piece) - rankOf(b.entry.piece) || b.at - a.at);
  for (const { entry } of strongest) {
    if (wanted.has(entry)) continue;
    if (entry.tokens > room) break;
    room -= entry.tokens;
    staying.add(entry);
  }
  return kept.filter((entry) => staying.has(entry)).map(({ piece }) => piece);
}

const byPlace = (a: ContextPiece, b: ContextPiece) =>
  a.uri === b.uri ? a.lines.start - b.lines.start : a.uri < b.uri ? -1 : 1;

const inOrder = (a: Candidate, b: Candidate) => rankOf(a) - rankOf(b) || b.weight - a.weight || byPlace(a, b);

/** The model heeds most what stands next to the document, and what changes most stands last. */
const weakestFirst = (a: ContextPiece, b: ContextPiece) => rankOf(b) - rankOf(a);
