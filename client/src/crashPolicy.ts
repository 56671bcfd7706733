/** Whether a server that ended by itself is started again. */

export const crashWindow = 3 * 60_000;
export const crashLimit = 4;

/** `times`: milliseconds of the ends so far, this one last. Gives up after `crashLimit` within `crashWindow`. */
export function mayRestart(times: readonly number[]): boolean {
  const now = times.at(-1) ?? 0;
  return times.filter((time) => now - time < crashWindow).length < crashLimit;
}
