/** Text the model would read twice: lines that another piece, or the document's own window, has already. */
import { letterCount } from "../words";
import { type ContextPiece } from "./piece";

/** A closing bracket or `else` is in every file. */
const fewestLetters = 4;
/** A piece with this share of its lines elsewhere says too little that is new. */
const mostCovered = 0.6;

const significant = (text: string): readonly string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => letterCount(line) >= fewestLetters);

export interface SeenLines {
  add(text: string): void;
  /** True for a text most of whose lines were added before, and for one that says nothing. */
  covers(text: string): boolean;
}

export function createSeenLines(window: string): SeenLines {
  const seen = new Set(significant(window));
  return {
    add: (text) => significant(text).forEach((line) => seen.add(line)),
    covers: (text) => {
      const lines = significant(text);
      return lines.filter((line) => seen.has(line)).length >= mostCovered * lines.length;
    },
  };
}

/**
 * The longest part of a piece that shares no line of its file with the others; undefined when that is no more
 * than half of it, so that what was taken of a piece once counts for the whole of it the next time.
 */
export function apartFrom<Piece extends ContextPiece>(
  piece: Piece,
  others: readonly ContextPiece[],
): Piece | undefined {
  const { start, end } = piece.lines;
  const taken = others.filter(({ uri }) => uri === piece.uri).map(({ lines }) => lines);
  const overlaps = taken.some((other) => other.start < end && start < other.end);
  if (!overlaps) return piece;
  const edges = [start, ...taken.flatMap((other) => [other.start, other.end]), end]
    .filter((edge) => edge >= start && edge <= end)
    .sort((a, b) => a - b);
  let best = { start, end: start };
  edges.forEach((from, at) => {
    const to = edges[at + 1] ?? from;
    const free = taken.every((other) => other.end <= from || to <= other.start);
    if (free && to - from > best.end - best.start) best = { start: from, end: to };
  });
  if (2 * (best.end - best.start) <= end - start) return undefined;
  const text = piece.text.split("\n").slice(best.start - start, best.end - start);
  return { ...piece, lines: best, text: text.join("\n").replace(/\n+$/, "") };
}
