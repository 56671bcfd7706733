/** Candidates from each source, as text of their files. */
import { type Candidate } from "./choose";
import { type Cursor, mostNames, type NameToDefine, namesToDefine } from "./definitions";
import { type DefinitionPlace, type DefinitionPlaces } from "./definitionPlaces";
import { declarationLines } from "./declarationLines";
import { type ContextPiece } from "./piece";
import { type RecentPlace } from "./recent";
import { leastLikeness, type SimilarChunk, type SimilarQuery, similarQuery } from "./similar";

/** Lines of a file now; undefined when it cannot be read. The same file is read once for a choice. */
export type ReadLines = (uri: string) => Promise<readonly string[] | undefined>;

export interface GatherPorts {
  readonly lines: ReadLines;
  pathOf(uri: string): string;
  /** The file is in a folder of the workspace. */
  own(uri: string): boolean;
}

export interface Place extends Cursor {
  readonly uri: string;
}

type Lines = ContextPiece["lines"];
type Found = Pick<Candidate, "source" | "uri" | "weight"> & { readonly lines: Lines };

/** Lines of a definition: of the user's own code, and of a library, whose declarations are long. */
const ownLines = 20;
const libraryLines = 8;

export async function recentCandidates(
  place: Place,
  recent: readonly RecentPlace[],
  ports: GatherPorts,
): Promise<readonly Candidate[]> {
  const others = recent.filter(({ uri }) => uri !== place.uri);
  return candidates(
    others.map(({ source, uri, lines }, at) => ({ source, uri, lines, weight: others.length - at })),
    ports,
  );
}

export async function similarCandidates(
  place: Place,
  find: (query: SimilarQuery) => readonly SimilarChunk[],
  ports: GatherPorts,
): Promise<readonly Candidate[]> {
  const query = similarQuery(place);
  const found = query === undefined ? [] : find(query).filter(({ likeness }) => likeness >= leastLikeness);
  return candidates(
    found.map(({ uri, start, end, likeness }) => ({
      source: "similar",
      uri,
      lines: { start, end },
      weight: likeness,
    })),
    ports,
  );
}

export async function definitionCandidates(
  place: Place,
  places: DefinitionPlaces,
  ports: GatherPorts,
): Promise<readonly Candidate[]> {
  const names = namesToDefine(place);
  if (names.length === 0) return [];
  const answers = (await places.of(place.uri, names)).filter(({ uri }) => uri !== place.uri);
  const found = await Promise.all(answers.map((answer) => declaration(answer, names, ports)));
  return candidates(
    found.filter((each) => each !== undefined),
    ports,
  );
}

async function declaration(
  { uri, range }: DefinitionPlace,
  names: readonly NameToDefine[],
  ports: GatherPorts,
): Promise<Found | undefined> {
  const isFileStart = range.start.line === 0 && range.end.line === 0 && range.end.character === 0;
  const lines = isFileStart ? undefined : await ports.lines(uri);
  if (lines === undefined) return undefined;
  const most = ports.own(uri) && !isLibrary(uri) ? ownLines : libraryLines;
  const extent = declarationLines(lines, { first: range.start.line, last: range.end.line }, most);
  if (extent === undefined) return undefined;
  // Which name was meant is seen from the text: the editor's answers have no order.
  const head = lines.slice(range.start.line, range.start.line + 3).join("\n");
  const at = names.findIndex(({ name }) => head.includes(name));
  const weight = (at < 0 ? 0 : mostNames - at) + (most === ownLines ? mostNames : 0);
  return { source: "definition", uri, lines: extent, weight };
}

/** Git ignores libraries, and still code is written with them. */
export const isLibrary = (uri: string) =>
  /\/(?:node_modules|site-packages|vendor|\.venv)\/|\.d\.[cm]?ts$/u.test(uri);

async function candidates(found: readonly Found[], ports: GatherPorts): Promise<readonly Candidate[]> {
  const read = await Promise.all(found.map(async (each) => ({ each, lines: await ports.lines(each.uri) })));
  return read.flatMap(({ each, lines }) => {
    const part = lines && trimmed(lines, each.lines);
    if (part === undefined) return [];
    const text = lines?.slice(part.start, part.end).join("\n") ?? "";
    return [{ ...each, path: ports.pathOf(each.uri), lines: part, text }];
  });
}

/** Without empty lines at either end; undefined when there are no others, or a line is no text of a person's. */
function trimmed(lines: readonly string[], range: Lines): Lines | undefined {
  let { start } = range;
  let end = Math.min(range.end, lines.length);
  while (start < end && (lines[start] ?? "").trim() === "") start++;
  while (end > start && (lines[end - 1] ?? "").trim() === "") end--;
  const tooLong = lines.slice(start, end).some(({ length }) => length > 1000);
  return start === end || tooLong ? undefined : { start, end };
}

/**
 * The piece as it stands in its file now: unchanged, moved by an edit above it, or undefined when its text is
 * gone.
 */
export async function current(piece: ContextPiece, read: ReadLines): Promise<ContextPiece | undefined> {
  const lines = await read(piece.uri);
  if (lines === undefined) return undefined;
  const own = piece.text.split("\n");
  const standsAt = (start: number) => own.every((line, at) => lines[start + at] === line);
  if (standsAt(piece.lines.start)) return piece;
  for (let distance = 1; distance <= lines.length; distance++)
    for (const start of [piece.lines.start - distance, piece.lines.start + distance])
      if (start >= 0 && standsAt(start)) return { ...piece, lines: { start, end: start + own.length } };
  return undefined;
}
