/** Lays a parsed value over the source it was parsed from: escapes, entities and line prefixes differ. */
import { type Span } from "./document";
import { type PieceBuilder } from "./pieces";

const entity = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/iy;

interface Aligned {
  readonly source: string;
  readonly value: string;
  /** End of the source's stretch. */
  readonly end: number;
  /** Escapes and entities were resolved in the value; not so in code. */
  readonly resolved: boolean;
}

/** Adds `value` to the builder, each stretch with the part of `span` it came from. Linear. */
export function alignText(builder: PieceBuilder, aligned: Omit<Aligned, "end">, span: Span): void {
  const pair = { ...aligned, value: aligned.value.replace(/\r\n?/g, "\n"), end: span.end };
  let at = span.start;
  let index = 0;
  while (index < pair.value.length) {
    const run = commonRun(pair, at, index);
    if (run > 0) {
      builder.copy(at, at + run);
      at += run;
      index += run;
      continue;
    }
    if (at >= span.end) return builder.put(pair.value.slice(index), { start: span.end, end: span.end });
    const next = step(pair, at, index);
    if (next.takes > 0) builder.put(pair.value.slice(index, index + next.takes), { start: at, end: next.at });
    index += next.takes;
    at = next.at;
  }
}

/** Characters that are the same on both sides; a resolved entity or escape is never part of a run. */
function commonRun(pair: Aligned, at: number, index: number): number {
  const { source, value, end, resolved } = pair;
  let length = 0;
  while (at + length < end && index + length < value.length) {
    const character = source[at + length];
    if (character !== value[index + length]) break;
    if (resolved && character === "\\" && isEscape(pair, at + length, index + length)) break;
    if (resolved && character === "&" && entityAt(pair, at + length, index + length) !== undefined) break;
    length += 1;
  }
  return length;
}

const isEscape = ({ source, value }: Aligned, at: number, index: number) =>
  source[at + 1] === "\\" && !value.startsWith("\\\\", index);

function entityAt({ source, value }: Aligned, at: number, index: number): string | undefined {
  entity.lastIndex = at;
  const found = entity.exec(source)?.[0];
  return found !== undefined && (found === "&amp;" || !value.startsWith(found, index)) ? found : undefined;
}

/** One step where the two differ: `takes` is how much of the value is used up, `at` where the source goes on. */
function step(pair: Aligned, at: number, index: number): { readonly at: number; readonly takes: number } {
  const { source, value, resolved } = pair;
  const character = source[at];
  if (value[index] === "\n" && character === "\r")
    return { at: at + (source[at + 1] === "\n" ? 2 : 1), takes: 1 };
  if (resolved && character === "\\" && source[at + 1] === value[index]) return { at: at + 2, takes: 1 };
  const reference = resolved && character === "&" ? entityAt(pair, at, index) : undefined;
  if (reference !== undefined) {
    return { at: at + reference.length, takes: String.fromCodePoint(value.codePointAt(index) ?? 0).length };
  }
  // Indentation, block quote marks and paddings are in the source only.
  return { at: at + 1, takes: 0 };
}
