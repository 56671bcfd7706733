/**
 * How much of the document the model sees: whole pieces of it, up to a budget in the model's own tokens.
 * Before the cursor they lie on a grid counted from the document's start, so the window's start stays where
 * it is while the user types, and with it everything the engine has evaluated.
 */

/** Tokens of a text. */
export type Count = (text: string) => Promise<number>;

export interface WindowBudget {
  /** Tokens. */
  readonly prefix: number;
  readonly suffix: number;
}

export interface TextWindow {
  readonly prefix: string;
  readonly suffix: string;
  /** Offset of the window's start in the document. */
  readonly from: number;
}

interface Grid {
  readonly unit: "lines" | "characters";
  readonly step: number;
}

/** From coarse to fine: a finer grid only helps where one piece of a coarser one is too big. */
const grids: readonly Grid[] = [
  { unit: "lines", step: 32 },
  { unit: "lines", step: 8 },
  { unit: "lines", step: 1 },
  { unit: "characters", step: 512 },
  { unit: "characters", step: 64 },
];

/** How much more than its budget the text before the cursor may grow to before the window's start moves. */
export const growth = 1.5;

/**
 * The text before and after the cursor that fits the budget. `last` is the window before: while it still holds
 * enough and not too much, its start stays, for every move has all behind it evaluated again. Each piece is
 * counted alone, so with a remembering `count` (`rememberCounts`) little is counted twice. The sum may differ
 * from the count of the whole by a token per piece.
 */
export async function windowAround(
  { prefix, suffix }: { readonly prefix: string; readonly suffix: string },
  budget: WindowBudget,
  count: Count,
  last?: TextWindow,
): Promise<TextWindow> {
  const kept = last !== undefined && (await serves(last, prefix, budget.prefix, count));
  const from = kept ? last.from : prefix.length - (await take(prefix, budget.prefix, count, "end")).length;
  return { prefix: prefix.slice(from), suffix: await take(suffix, budget.suffix, count, "start"), from };
}

async function serves(last: TextWindow, prefix: string, budget: number, count: Count): Promise<boolean> {
  if (prefix.length <= last.from || !prefix.startsWith(last.prefix.slice(0, 200), last.from)) return false;
  const tokens = await count(prefix.slice(last.from));
  return tokens <= budget * growth && (last.from === 0 || tokens >= budget / 2);
}

async function take(text: string, budget: number, count: Count, side: "start" | "end"): Promise<string> {
  const starts = lineStarts(text);
  // What is still to be looked at is text[from, to).
  let from = 0;
  let to = text.length;
  let room = budget;
  for (const grid of grids) {
    while (from < to) {
      const edge = side === "end" ? previous(text, starts, to, grid) : next(text, starts, from, grid);
      const piece = side === "end" ? text.slice(edge, to) : text.slice(from, edge);
      // No token stands for more than some dozen characters: what is far too long needs no count.
      const tokens = piece.length > room * 64 ? Infinity : await count(piece);
      if (tokens > room) break;
      room -= tokens;
      if (side === "end") to = edge;
      else from = edge;
    }
    if (room < budget / 2) break;
  }
  return side === "end" ? text.slice(to) : text.slice(0, from);
}

/** The last grid line before `to`. */
function previous(text: string, starts: readonly number[], to: number, { unit, step }: Grid): number {
  if (unit === "characters") return unbroken(text, Math.floor((to - 1) / step) * step);
  const line = lineBefore(starts, to);
  return starts[Math.floor(line / step) * step] ?? 0;
}

/** `step` lines or characters after `from`. */
function next(text: string, starts: readonly number[], from: number, { unit, step }: Grid): number {
  if (unit === "characters") return unbroken(text, Math.min(from + step, text.length));
  return starts[lineBefore(starts, from + 1) + step] ?? text.length;
}

/** Number of the last line that starts before `offset`. */
function lineBefore(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) < offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** A surrogate pair is never cut. */
function unbroken(text: string, at: number): number {
  return /[\udc00-\udfff]/.test(text.charAt(at)) ? at - 1 : at;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** `count` that remembers the last `capacity` texts; in memory only, as all text of the user's. */
export function rememberCounts(count: Count, capacity = 256): Count {
  const known = new Map<string, number>();
  return async (text) => {
    const tokens = known.get(text) ?? (await count(text));
    known.delete(text);
    known.set(text, tokens);
    if (known.size > capacity) known.delete(known.keys().next().value ?? "");
    return tokens;
  };
}
