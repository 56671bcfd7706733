/**
 * llama.vscode's ring of extra context (v0.0.63): pieces of files that were saved, switched to or far from
 * the cursor wait in a queue; while nothing is asked for three seconds, one a second moves into the ring and
 * is evaluated ahead.
 */
import { type View } from "./completer";
import { linesOf } from "./documentLines";
import { type Random } from "./random";

export interface Chunk {
  readonly text: string;
  readonly time: number;
  readonly filename: string;
}

interface Piece {
  readonly lines: readonly string[];
  readonly chunk: Chunk;
}

const limits = { ring: 16, queue: 16, lines: 64, similar: 0.9, scope: 1024, moved: 32, quiet: 3000 } as const;
export const windowLines = { prefix: 256, suffix: 64 } as const;
/** Milliseconds between two looks at the queue. */
export const ringPeriod = 1000;

export interface PeerRing {
  chunks(): readonly Chunk[];
  /** After a save or a switch. A document with changes that are not saved is left out. */
  pickAroundCursor(view: View, dirty: boolean): void;
  /** After a suggestion: what is beyond the window, when the cursor has moved far. */
  pickBeyondWindow(view: View): void;
  /** The ring to be evaluated, when one more piece has moved into it. */
  advance(lastQuestion: number): readonly Chunk[] | undefined;
}

export function createPeerRing(random: Random, now: () => number): PeerRing {
  let ring: readonly Piece[] = [];
  let queue: readonly Piece[] = [];
  let lastPicked = -9999;

  function pick(found: readonly string[], filename: string, evict: boolean): void {
    if (found.length < 3) return;
    const lines = found.length + 1 < limits.lines ? found : someOf(found, random);
    const text = `${lines.join("\n")}\n`;
    if (evict) {
      if ([...ring, ...queue].some(({ chunk }) => chunk.text === text)) return;
      const differs = (piece: Piece) => similarity(piece.lines, lines) <= limits.similar;
      ring = ring.filter(differs);
      queue = queue.filter(differs);
    }
    queue = [...queue, { lines, chunk: { text, time: now(), filename } }].slice(-limits.queue);
  }

  return {
    chunks: () => ring.map(({ chunk }) => chunk),
    pickAroundCursor(view, dirty) {
      const { lines, line } = linesOf(view);
      const half = limits.lines / 2;
      if (!dirty) pick(lines.slice(Math.max(0, line - half), line + half + 1), view.file.path, true);
    },
    pickBeyondWindow(view) {
      const { lines, line } = linesOf(view);
      if (Math.abs(line - lastPicked) <= limits.moved) return;
      const { prefix, suffix } = windowLines;
      const above = lines.slice(Math.max(0, line - limits.scope), Math.max(0, line - prefix) + 1);
      const last = lines.length - 1;
      const below = lines.slice(
        Math.min(last, line + suffix),
        Math.min(last, line + suffix + limits.lines) + 1,
      );
      pick(above, view.file.path, false);
      pick(below, view.file.path, false);
      lastPicked = line;
    },
    advance(lastQuestion) {
      const [next] = queue;
      if (next === undefined || now() - lastQuestion < limits.quiet) return undefined;
      queue = queue.slice(1);
      ring = [...ring, next].slice(-limits.ring);
      return ring.map(({ chunk }) => chunk);
    },
  };
}

/** Half a chunk from somewhere in a long text. */
function someOf(lines: readonly string[], random: Random): readonly string[] {
  const half = limits.lines / 2;
  const start = Math.floor(random() * Math.max(0, lines.length - half + 1));
  return lines.slice(start, start + half);
}

/** Lines in both over lines in either. */
function similarity(one: readonly string[], other: readonly string[]): number {
  const [a, b] = [new Set(one), new Set(other)];
  const both = [...a].filter((line) => b.has(line)).length;
  return both / (a.size + b.size - both);
}
