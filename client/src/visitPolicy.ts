/** What counts as looking at another place: another document, or a line far from the last place told. */

export interface Place {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
}

/** Lines within which the cursor is still at the same place. */
export const nearby = 20;
/** Milliseconds that the cursor rests before a place is told: who scrolls through looks at nothing. */
export const restTime = 300;

export function isVisit(told: Place | undefined, now: Place): boolean {
  return told === undefined || told.uri !== now.uri || Math.abs(told.line - now.line) > nearby;
}
