/** A piece that is longer than the room there is for it: its most telling lines instead of nothing. */
import { type ContextPiece } from "./piece";
import { type Count } from "./window";

export interface Counted {
  readonly piece: ContextPiece;
  /** Of the model, with the path, which stands over the text in the prompt. */
  readonly tokens: number;
}

/** Fewer lines of a longer piece are seldom a statement. */
const fewestLines = 4;
/** Lines are not equally long: so often a part that was guessed too long is made shorter. */
const tries = 3;
const shorter = 0.8;

export async function counted(
  { source, uri, path, lines, text }: ContextPiece,
  count: Count,
  signal: AbortSignal,
): Promise<Counted> {
  const tokens = await count(`${path}\n${text}\n`);
  signal.throwIfAborted();
  return { piece: { source, uri, path, lines, text }, tokens };
}

/** As many lines as `room` tokens hold; undefined when they would be too few. */
export async function cutTo(
  { piece, tokens }: Counted,
  room: number,
  count: Count,
  signal: AbortSignal,
): Promise<Counted | undefined> {
  const whole = piece.lines.end - piece.lines.start;
  let wanted = Math.min(whole - 1, Math.floor((whole * room) / tokens));
  for (let attempt = 0; attempt < tries && wanted >= fewestLines; attempt++) {
    const entry = await counted(part(piece, wanted), count, signal);
    if (entry.tokens <= room) return entry;
    wanted = Math.min(wanted - 1, Math.floor(wanted * shorter));
  }
  return undefined;
}

/** Code is read from its head; where the user was, the middle is the place itself. */
function part(piece: ContextPiece, wanted: number): ContextPiece {
  const all = piece.text.split("\n");
  const before = piece.source === "edited" || piece.source === "visited" ? (all.length - wanted) >> 1 : 0;
  const text = all.slice(before, before + wanted).join("\n");
  const start = piece.lines.start + before;
  return { ...piece, lines: { start, end: start + wanted }, text };
}
