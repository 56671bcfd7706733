/**
 * Fetches a model from a server that the gate lets through: under `NAME.part`, its header judged before the rest is asked
 * for, under its name only when it has the SHA-256 that was given or that the organisation's list has. What breaks off is
 * kept for the next try; what is wrong is deleted.
 */
import { dirname, join } from "node:path";
import { requireAllowed } from "../allowList";
import { type BringInOptions, type BroughtIn } from "../bringIn";
import { type CopyPorts } from "../copyFiles";
import { alreadyThere, writeFailed } from "../diskErrors";
import { readGgufHeader, type GgufHeader, type RandomAccess } from "../gguf";
import { wrongPart } from "../ggufErrors";
import { openModelFile, requireModel } from "../ggufFile";
import { isModelError, type ModelErrorCode } from "../runtime";
import { fileState, hashFiles, hashMismatch, modelName, normalHash } from "../store";
import { addressOf, fileNameOf, filesOf } from "./address";
import { notVerifiable } from "./errors";
import { createFetching, type FetchPorts } from "./fetching";
import { forgetNote, openPart, type PartFile } from "./partFile";

export type DownloadPorts = FetchPorts & CopyPorts;

/** Of the progress; the rest is comparing. */
const fetched = 0.9;
/** After these, what is there may be gone on with. */
const resumable: readonly ModelErrorCode[] = [
  "download",
  "model-exists",
  "endpoint-not-allowed",
  "endpoint-certificate",
];

interface Piece {
  readonly url: URL;
  readonly to: string;
}

/**
 * Rejects with a ModelError (`download`, `endpoint-…`, `model-file`, `model-hash`, `model-not-allowed`, `model-exists`,
 * `disk-…`), or with the signal's reason.
 */
export async function download(
  address: string,
  options: BringInOptions,
  ports: DownloadPorts,
  signal: AbortSignal,
): Promise<BroughtIn> {
  const pieces = piecesOf(address, options.to);
  const [first] = pieces;
  if (first === undefined) throw new Error("an address names a file");
  const given = options.expectedSha256;
  const expected = given === undefined ? undefined : normalHash(given);
  if (expected === undefined && options.allowList === undefined) throw notVerifiable(fileNameOf(first.url));
  const checked = checkOf(first, { ...options, expected });
  const present = await presentModel(pieces, expected, ports, signal);
  if (present !== undefined) return { ...(await result(pieces, checked(present), options)), copied: false };
  const { disk } = ports;
  await disk.makeFolder(options.to).catch((error: unknown) => Promise.reject(writeFailed(options.to, error)));
  const parts: PartFile[] = [];
  try {
    for (const [no, piece] of pieces.entries()) {
      const part = await openPart(piece.to, piece.url, disk);
      parts.push(part);
      await fetchPiece({ piece, no, of: pieces.length, part }, ports, signal);
    }
    const compare = (share: number) => ports.progress(fetched + share * (1 - fetched));
    const paths = parts.map(({ path }) => path);
    const sha256 = checked(await hashFiles(paths, compare, signal));
    await giveNames(pieces, ports);
    return { ...(await result(pieces, sha256, options)), copied: true };
  } catch (error) {
    const isKept = signal.aborted || (isModelError(error) && resumable.includes(error.code));
    for (const part of parts) await (isKept ? part.keep() : part.discard());
    throw error;
  }
}

const piecesOf = (address: string, folder: string): readonly Piece[] =>
  filesOf(addressOf(address)).map((url) => ({ url, to: join(folder, fileNameOf(url)) }));

/** The hash again, if a file that has it may be used; otherwise it throws. */
const checkOf =
  ({ url }: Piece, { allowList, expected }: BringInOptions & { readonly expected: string | undefined }) =>
  (sha256: string): string => {
    if (expected !== undefined && expected !== sha256) throw hashMismatch(fileNameOf(url), expected, sha256);
    if (allowList) requireAllowed(allowList, fileNameOf(url), sha256);
    return sha256;
  };

/** The hash of what is there already, when it is what was asked for; undefined when nothing is there. */
async function presentModel(
  pieces: readonly Piece[],
  expected: string | undefined,
  { disk, progress }: DownloadPorts,
  signal: AbortSignal,
): Promise<string | undefined> {
  const paths = pieces.map(({ to }) => to);
  const found = await Promise.all(
    paths.map((path) => disk.look(path).catch((error: unknown) => Promise.reject(writeFailed(path, error)))),
  );
  const [taken] = paths.filter((_, index) => found[index] !== undefined);
  if (taken === undefined) return undefined;
  const isWhole = found.every((each) => each?.folder === false);
  const sha256 = isWhole ? await hashFiles(paths, progress, signal) : undefined;
  if (sha256 === undefined || sha256 !== expected) throw alreadyThere(taken);
  return sha256;
}

interface FetchedPiece {
  readonly piece: Piece;
  readonly no: number;
  readonly of: number;
  readonly part: PartFile;
}

async function fetchPiece(
  { piece, no, of, part }: FetchedPiece,
  ports: DownloadPorts,
  signal: AbortSignal,
): Promise<void> {
  const { url, to } = piece;
  const tell = () => {
    const { written, size } = part.known();
    ports.progress((fetched * (no + written / Math.max(1, size))) / of);
  };
  const write = (bytes: Uint8Array) => part.write(bytes).then(tell);
  const fetching = createFetching({ url, folder: dirname(to) }, { ...part, write }, ports, signal);
  try {
    const name = fileNameOf(url);
    const size = await fetching.size();
    const coming: RandomAccess = {
      ...{ name, size },
      async read(offset, length) {
        await fetching.upTo(offset + length);
        return readBack(part.path, offset, length);
      },
    };
    requirePart(await readGgufHeader(coming, {}, signal), no, of);
    await fetching.upTo(size);
    await part.sync();
    // Looked at again as it is on the disk now: a file that changed on the way was begun anew.
    const file = await openModelFile(part.path);
    const read = (offset: number, length: number) => file.read(offset, length);
    await readGgufHeader({ name, size: file.size, read }, {}, signal)
      .then((header) => requirePart(header, no, of))
      .finally(() => file.close());
  } finally {
    await fetching.close();
  }
}

/** The name says which part of how many files it is; the file must say the same. */
function requirePart(header: GgufHeader, no: number, of: number): void {
  const { no: own, count } = header.split ?? { no: 0, count: 1 };
  if (own !== no || count !== of) throw wrongPart(header.file, no + 1, of);
  if (no === 0) requireModel(header);
}

async function readBack(path: string, offset: number, length: number): Promise<Uint8Array> {
  const file = await openModelFile(path);
  try {
    return await file.read(offset, length);
  } finally {
    await file.close();
  }
}

/** The first file last: it is what makes a model of the others. */
async function giveNames(pieces: readonly Piece[], { disk }: DownloadPorts): Promise<void> {
  for (const { to } of [...pieces].reverse()) {
    await disk.rename(`${to}.part`, to).catch((error: unknown) => Promise.reject(writeFailed(to, error)));
    await forgetNote(to, disk);
  }
}

async function result(
  pieces: readonly Piece[],
  sha256: string,
  { hashes }: BringInOptions,
): Promise<Omit<BroughtIn, "copied">> {
  const paths = pieces.map(({ to }) => to);
  const states = await Promise.all(paths.map(fileState));
  const [path = ""] = paths;
  await hashes?.set(path, states, sha256);
  return { name: modelName(path), path, sha256, size: states.reduce((sum, { size }) => sum + size, 0) };
}
