/** The index turned round for the disk: from the units of each token to the tokens of each unit. */
import { type Bm25 } from "./bm25";
import { type IndexedFile, type Place } from "./documentIndex";
import { encodeIndex, type SavedFile } from "./persist";

export interface Indexed {
  readonly ranking: Bm25<Place>;
  readonly indexed: ReadonlyMap<string, IndexedFile>;
  readonly settings: string;
  pause(): Promise<void>;
}

interface Row {
  readonly tokens: number[];
  readonly counts: number[];
}

/** Postings between two pauses: some ten milliseconds of work. */
const slice = 100_000;

/**
 * Files that could not be read as a whole are left out: what is missing must be told next time, too. Rejects with the signal's
 * reason. The index must not change meanwhile.
 */
export async function savedIndex(
  { ranking, indexed, settings, pause }: Indexed,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const rows = new Map<Place, Row>();
  for (const { places } of indexed.values())
    for (const place of places) rows.set(place, { tokens: [], counts: [] });
  const tokens: string[] = [];
  let work = 0;
  for (const { token, forEach } of ranking.entries()) {
    const before = work;
    forEach((place, count) => {
      const row = rows.get(place);
      row?.tokens.push(tokens.length);
      row?.counts.push(count);
      work++;
    });
    // The ranking keeps the words of what was removed for a while; they are nobody's any more.
    if (work > before) tokens.push(token);
    if (work < slice) continue;
    work = 0;
    await pause();
    signal.throwIfAborted();
  }
  const files = [...indexed].flatMap(([uri, file]) => savedFile(uri, file, rows) ?? []);
  return encodeIndex(tokens, files, settings);
}

function savedFile(
  uri: string,
  { state, sha256, characters, places, unread }: IndexedFile,
  rows: ReadonlyMap<Place, Row>,
): SavedFile | undefined {
  if (unread.length > 0 || sha256 === "") return undefined;
  const passages = places.map((place) => {
    const { start, end } = place;
    return { start, end, ...(rows.get(place) ?? { tokens: [], counts: [] }) };
  });
  return { uri, stamp: state.isOpen ? "" : state.stamp, sha256, characters, passages };
}
