/** How sources share the room that there is for other files. */
import { type ContextSource } from "../../protocol";
import { type ContextPiece } from "./piece";

/** Strongest first, with the part of the room that a source has before the others take what it leaves. */
const shares: readonly (readonly [ContextSource, number])[] = [
  ["definition", 0.5],
  ["edited", 0.4],
  ["copied", 0.3],
  ["visited", 0.3],
  ["similar", 0.4],
];
export const strongestFirst = shares.map(([source]) => source);
export const rankOf = ({ source }: Pick<ContextPiece, "source">) => strongestFirst.indexOf(source);

/** Tokens of a part worth its path: a few lines. Who would have less leaves it to the strongest. */
const leastPart = 48;

/**
 * Tokens that each source may spend, of what it has. Together they are at most `budget`; what a source does not
 * want goes to the strongest that wants more.
 */
export function sharesOf(
  wanted: ReadonlyMap<ContextSource, number>,
  budget: number,
): ReadonlyMap<ContextSource, number> {
  const given = new Map<ContextSource, number>();
  let room = budget;
  const give = (source: ContextSource, tokens: number) => {
    given.set(source, (given.get(source) ?? 0) + tokens);
    room -= tokens;
  };
  for (const [source, share] of shares) {
    const wish = wanted.get(source) ?? 0;
    const part = Math.min(wish, Math.floor(share * budget), room);
    if (part >= Math.min(wish, leastPart)) give(source, part);
  }
  for (const source of strongestFirst)
    give(source, Math.min((wanted.get(source) ?? 0) - (given.get(source) ?? 0), room));
  return given;
}
