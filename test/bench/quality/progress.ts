/** How far a long run is, and how long it will go on. */

export interface Progress<Kind> {
  done(kind: Kind): void;
}

/** Milliseconds between two lines. */
const interval = 30_000;

/** `now` in milliseconds. The rest is taken to go on like all that was done so far. */
export function createProgress<Kind>(
  total: number,
  say: (line: string) => void,
  now: () => number,
): Progress<Kind> {
  const begun = now();
  let said = begun;
  let count = 0;
  return {
    done(kind) {
      count++;
      const time = now();
      if (time - said < interval && count < total) return;
      said = time;
      const minutes = ((time - begun) / count / 60_000) * (total - count);
      say(`${count} of ${total} answers, last "${String(kind)}", about ${Math.ceil(minutes)} min left`);
    },
  };
}
