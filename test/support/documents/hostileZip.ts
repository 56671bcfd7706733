/** Writes zip archives that say what they are told to say, true or not. */
import { crc32, deflateRawSync } from "node:zlib";

export interface ZipHeader {
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  /** Of the local header; only in the central directory. */
  readonly offset: number;
}

export interface ZipEntry {
  readonly name: string | Uint8Array;
  /** Unpacked. */
  readonly content: Uint8Array;
  /** The deflated content, where it is at hand. */
  readonly deflated?: Uint8Array;
  readonly stored?: boolean;
  /** What the two headers say instead of the truth. */
  readonly local?: Partial<ZipHeader>;
  readonly central?: Partial<ZipHeader>;
  /** Has no data of its own: its directory entry points at that of an earlier entry. */
  readonly sharedWith?: number;
}

export interface ZipOptions {
  /** Bytes before the first entry. Offsets count them unless `blindOffsets`. */
  readonly before?: Uint8Array;
  readonly blindOffsets?: boolean;
  /** Number of entries that the end record states. */
  readonly count?: number;
  readonly comment?: Uint8Array;
}

export function writeZip(entries: readonly ZipEntry[], options: ZipOptions = {}): Uint8Array {
  const { before = new Uint8Array(), comment = new Uint8Array() } = options;
  const parts: Uint8Array[] = [before];
  let length = options.blindOffsets === true ? 0 : before.length;
  const headers: ZipHeader[] = [];
  for (const entry of entries) {
    const shared = entry.sharedWith === undefined ? undefined : headers[entry.sharedWith];
    if (shared !== undefined) {
      headers.push(shared);
      continue;
    }
    const data = entry.stored === true ? entry.content : (entry.deflated ?? deflateRawSync(entry.content));
    const header = {
      flags: 0x800,
      method: entry.stored === true ? 0 : 8,
      crc: crc32(entry.content),
      packed: data.length,
      size: entry.content.length,
      offset: length,
    };
    headers.push(header);
    const local = localHeader(bytesOf(entry.name), { ...header, ...entry.local });
    parts.push(local, data);
    length += local.length + data.length;
  }
  const directory = entries.map((entry, index) => {
    const header = headers[index];
    if (header === undefined) throw new Error("every entry has a header");
    return centralHeader(bytesOf(entry.name), { ...header, ...entry.central });
  });
  const end = endRecord({
    count: options.count ?? entries.length,
    size: directory.reduce((sum, each) => sum + each.length, 0),
    start: length,
    comment: comment.length,
  });
  return new Uint8Array(Buffer.concat([...parts, ...directory, end, comment]));
}

const bytesOf = (name: string | Uint8Array) => (typeof name === "string" ? Buffer.from(name) : name);

function localHeader(name: Uint8Array, header: ZipHeader): Uint8Array {
  const bytes = Buffer.alloc(30 + name.length);
  bytes.writeUInt32LE(0x04034b50, 0);
  bytes.writeUInt16LE(20, 4);
  writeCommon(bytes, 6, header);
  bytes.writeUInt16LE(name.length & 0xffff, 26);
  bytes.set(name, 30);
  return bytes;
}

function centralHeader(name: Uint8Array, header: ZipHeader): Uint8Array {
  const bytes = Buffer.alloc(46 + name.length);
  bytes.writeUInt32LE(0x02014b50, 0);
  bytes.writeUInt16LE(20, 6);
  writeCommon(bytes, 8, header);
  bytes.writeUInt16LE(name.length & 0xffff, 28);
  bytes.writeUInt32LE(header.offset >>> 0, 42);
  bytes.set(name, 46);
  return bytes;
}

/** Flags, method, time, checksum and sizes stand in the same order in both headers. */
function writeCommon(bytes: Buffer, at: number, { flags, method, crc, packed, size }: ZipHeader): void {
  bytes.writeUInt16LE(flags, at);
  bytes.writeUInt16LE(method, at + 2);
  bytes.writeUInt32LE(crc >>> 0, at + 8);
  bytes.writeUInt32LE(packed >>> 0, at + 12);
  bytes.writeUInt32LE(size >>> 0, at + 16);
}

interface End {
  readonly count: number;
  readonly size: number;
  readonly start: number;
  readonly comment: number;
}

function endRecord({ count, size, start, comment }: End): Uint8Array {
  const bytes = Buffer.alloc(22);
  bytes.writeUInt32LE(0x06054b50, 0);
  bytes.writeUInt16LE(count & 0xffff, 8);
  bytes.writeUInt16LE(count & 0xffff, 10);
  bytes.writeUInt32LE(size >>> 0, 12);
  bytes.writeUInt32LE(start >>> 0, 16);
  bytes.writeUInt16LE(comment, 20);
  return bytes;
}
