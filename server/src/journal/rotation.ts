/** Which files hold the journal: some of a day, at most so many days, at most so many bytes. */

export interface JournalFileInfo {
  /** `YYYY-MM-DD-N.jsonl`, days in UTC. */
  readonly name: string;
  readonly size: number;
}

/** A report covers 90 days. */
export const mostDays = 92;
/** Bytes: of one file, and of all. */
export const fullFile = 2_000_000;
export const mostBytes = 32_000_000;

const pattern = /^(\d{4}-\d{2}-\d{2})-(\d{1,4})\.jsonl$/;

export const isJournalFile = (name: string): boolean => pattern.test(name);
export const dayIn = (name: string): string => pattern.exec(name)?.[1] ?? "";
const numberIn = (name: string): number => Number(pattern.exec(name)?.[2] ?? 0);

/** Milliseconds since 1970 to a day in UTC. */
export const utcDay = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** Oldest first. */
export const inOrder = (files: readonly JournalFileInfo[]): readonly JournalFileInfo[] =>
  files
    .filter(({ name }) => isJournalFile(name))
    .sort((a, b) => dayIn(a.name).localeCompare(dayIn(b.name)) || numberIn(a.name) - numberIn(b.name));

/** The file that lines of this time are added to. */
export function fileFor(files: readonly JournalFileInfo[], time: number): string {
  const day = utcDay(time);
  const last = inOrder(files).findLast(({ name }) => dayIn(name) === day);
  if (last === undefined) return `${day}-0.jsonl`;
  return last.size < fullFile ? last.name : `${day}-${numberIn(last.name) + 1}.jsonl`;
}

/** Files that are too old, and the oldest of those that are too many. */
export function outdated(files: readonly JournalFileInfo[], time: number): readonly string[] {
  const first = utcDay(time - mostDays * 86_400_000);
  const kept = inOrder(files).filter(({ name }) => dayIn(name) >= first);
  let bytes = kept.reduce((sum, { size }) => sum + size, 0);
  const surplus = kept.filter(({ size }) => {
    if (bytes <= mostBytes) return false;
    bytes -= size;
    return true;
  });
  const old = inOrder(files).filter(({ name }) => dayIn(name) < first);
  return [...old, ...surplus].map(({ name }) => name);
}
