// A small reader of ZIP files, for wheels and VSIX files: Node alone must be enough on a fresh machine.
// Stored and deflated entries of archives below 4 GiB, which is what PyPI and vsce write.
import { Buffer } from "node:buffer";
import { closeSync, fstatSync, mkdirSync, openSync, readSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as zlib from "node:zlib";
import { Failure } from "./failure.mjs";

const endOfDirectory = 0x06054b50;
const directoryEntry = 0x02014b50;
const longestComment = 0xffff;

function readAt(descriptor, position, length) {
  const bytes = Buffer.alloc(length);
  const read = readSync(descriptor, bytes, 0, length, position);
  return bytes.subarray(0, read);
}

function findDirectory(descriptor) {
  const { size } = fstatSync(descriptor);
  const start = Math.max(0, size - longestComment - 22);
  const tail = readAt(descriptor, start, size - start);
  for (let at = tail.length - 22; at >= 0; at--) {
    if (tail.readUInt32LE(at) === endOfDirectory) {
      return {
        count: tail.readUInt16LE(at + 10),
        bytes: readAt(descriptor, tail.readUInt32LE(at + 16), tail.readUInt32LE(at + 12)),
      };
    }
  }
  throw new Failure("This is not a ZIP file, or it is truncated.");
}

function parseDirectory({ count, bytes }) {
  const entries = [];
  let at = 0;
  for (let index = 0; index < count; index++) {
    if (bytes.readUInt32LE(at) !== directoryEntry) throw new Failure("The ZIP file's directory is damaged.");
    const nameLength = bytes.readUInt16LE(at + 28);
    entries.push({
      name: bytes.toString("utf8", at + 46, at + 46 + nameLength),
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      compressedSize: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      mode: bytes.readUInt16LE(at + 40),
      offset: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

function readEntry(descriptor, entry) {
  const local = readAt(descriptor, entry.offset, 30);
  const start = entry.offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  const packed = readAt(descriptor, start, entry.compressedSize);
  const bytes = entry.method === 0 ? packed : zlib.inflateRawSync(packed);
  const sound = bytes.length === entry.size && (zlib.crc32 === undefined || zlib.crc32(bytes) === entry.crc);
  if (!sound) throw new Failure(`The ZIP entry ${entry.name} is damaged.`);
  return bytes;
}

/** `use({ entries, read(entry) })` while the archive is open; answers what `use` answers. */
export function withZip(file, use) {
  const descriptor = openSync(file, "r");
  try {
    const entries = parseDirectory(findDirectory(descriptor));
    return use({ entries, read: (entry) => readEntry(descriptor, entry) });
  } finally {
    closeSync(descriptor);
  }
}

/** Unpacks all files into a folder; an entry that would land outside it is refused. */
export function unzip(file, folder) {
  withZip(file, ({ entries, read }) => {
    for (const entry of entries.filter(({ name }) => !name.endsWith("/"))) {
      const target = path.resolve(folder, entry.name);
      if (!target.startsWith(path.resolve(folder) + path.sep)) {
        throw new Failure(`The ZIP entry ${entry.name} points outside its folder.`);
      }
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, read(entry), { mode: entry.mode & 0o777 || 0o644 });
    }
  });
}
