/** Zip files of strangers: nothing is unpacked that was not asked for, nor more than it may be. */
import { Inflate, strFromU8 } from "fflate";
import { crc32 } from "../util/crc32";
import { t } from "../util/l10n";

export interface Archive {
  /** Names as they stand in the archive, `/` between their parts. */
  readonly names: readonly string[];
  /** The bytes of an entry; undefined when there is none of this name. Throws an `ArchiveError`. */
  read(name: string): Uint8Array | undefined;
  /** An entry as UTF-8 or UTF-16 text. */
  text(name: string): string | undefined;
}

/** The message says what is wrong with the file and what to do, in the user's language. */
export class ArchiveError extends Error {
  override readonly name = "ArchiveError";
}

export interface ArchiveLimits {
  readonly entries: number;
  /** Bytes of one entry, and of all that are read together, unpacked. */
  readonly entryBytes: number;
  readonly totalBytes: number;
}

export const archiveLimits: ArchiveLimits = {
  entries: 20_000,
  entryBytes: 128 * 1024 * 1024,
  totalBytes: 384 * 1024 * 1024,
};

interface Entry {
  readonly offset: number;
  readonly packed: number;
  readonly method: number;
  readonly checksum: number;
  readonly encrypted: boolean;
}

const damaged = () => new ArchiveError(t("The file is damaged. Open it in its program and save it again."));
const tooLarge = () =>
  new ArchiveError(t("The file unpacks to more than can be read. Divide it, or save a part of it."));

/**
 * Reads the list at the end of the archive; contents only when asked for. Sizes that the archive claims are not
 * believed: unpacking stops at the limit. Throws an `ArchiveError`.
 */
export function openArchive(bytes: Uint8Array, limits: ArchiveLimits = archiveLimits): Archive {
  const entries = directoryOf(bytes, limits.entries);
  let total = 0;

  function read(name: string): Uint8Array | undefined {
    const entry = entries.get(name);
    if (entry === undefined) return undefined;
    if (entry.encrypted) throw new ArchiveError(t("The file is encrypted. Save a copy without a password."));
    const content = unpack(bytes, entry, Math.min(limits.entryBytes, limits.totalBytes - total));
    total += content.length;
    // A bit that fell over on a disk makes 80 of 30: no program opens such a file without a word.
    if (crc32(content) !== entry.checksum) throw damaged();
    return content;
  }

  return {
    names: [...entries.keys()],
    read,
    text(name) {
      const content = read(name);
      return content === undefined ? undefined : textOf(content);
    },
  };
}

/** PKWARE APPNOTE 4.3.16 and 4.3.12: the end record, then the central directory. */
function directoryOf(bytes: Uint8Array, most: number): ReadonlyMap<string, Entry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endRecord(view);
  const entries = new Map<string, Entry>();
  let at = end.start;
  for (let index = 0; index < end.count; index++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) throw damaged();
    const flags = view.getUint16(at + 8, true);
    const nameLength = view.getUint16(at + 28, true);
    const rest = view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    const name = nameOf(bytes.subarray(at + 46, at + 46 + nameLength), (flags & 0x800) !== 0);
    const entry = {
      offset: view.getUint32(at + 42, true),
      packed: view.getUint32(at + 20, true),
      method: view.getUint16(at + 10, true),
      checksum: view.getUint32(at + 16, true),
      encrypted: (flags & 1) !== 0,
    };
    // The first of two equal names wins, as in most programs; a second one is a trick.
    if (!entries.has(name)) entries.set(name, entry);
    if (entries.size > most) throw tooLarge();
    at += 46 + nameLength + rest;
  }
  return entries;
}

function endRecord(view: DataView): { readonly start: number; readonly count: number } {
  const lowest = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let at = view.byteLength - 22; at >= lowest; at--) {
    if (view.getUint32(at, true) !== 0x06054b50) continue;
    return { count: view.getUint16(at + 10, true), start: view.getUint32(at + 16, true) };
  }
  throw damaged();
}

/** Old Japanese programs write names in Shift_JIS and do not say so. */
function nameOf(bytes: Uint8Array, utf8: boolean): string {
  const text = decodeAs(bytes, "utf-8") ?? (utf8 ? undefined : decodeAs(bytes, "shift_jis"));
  return (text ?? strFromU8(bytes, true)).replaceAll("\\", "/");
}

function unpack(bytes: Uint8Array, { offset, packed, method }: Entry, limit: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== 0x04034b50) throw damaged();
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + packed > bytes.length) throw damaged();
  const content = bytes.subarray(start, start + packed);
  if (method === 0) {
    if (content.length > limit) throw tooLarge();
    return content;
  }
  if (method !== 8) throw damaged();
  return inflateWithin(content, limit);
}

/** Bytes given to the inflater at once: at most a thousand times as many come out before the limit is looked at. */
const slice = 16_384;

function inflateWithin(content: Uint8Array, limit: number): Uint8Array {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const inflate = new Inflate((chunk) => {
    length += chunk.length;
    if (length > limit) throw tooLarge();
    chunks.push(chunk);
  });
  try {
    for (let at = 0; at < content.length; at += slice)
      inflate.push(content.subarray(at, at + slice), at + slice >= content.length);
  } catch (error) {
    throw error instanceof ArchiveError ? error : damaged();
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

function textOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeAs(bytes, "utf-16le") ?? "";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeAs(bytes, "utf-16be") ?? "";
  return new TextDecoder("utf-8").decode(bytes);
}

function decodeAs(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    // Bytes of another encoding.
    return undefined;
  }
}
