/** Compound files (OLE): Office before 2007, mails of Outlook, Ichitaro, and Office files under protection. */

const signature = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

export const isCompound = (bytes: Uint8Array): boolean =>
  bytes.length >= 512 && signature.every((byte, index) => bytes[index] === byte);

/** Directory entries that are looked at: a mail with many attachments has thousands, its kind shows in the first. */
const mostEntries = 20_000;
const entrySize = 128;

/**
 * Names of the streams and storages ([MS-CFB] 2.6), in the file's order. A directory that leads out of the file or
 * in a circle ends there. Linear in the directory's size; never throws.
 */
export function compoundNames(bytes: Uint8Array): readonly string[] {
  if (!isCompound(bytes)) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shift = view.getUint16(30, true);
  if (shift !== 9 && shift !== 12) return [];
  const size = 1 << shift;
  const offsetOf = (sector: number) => (sector + 1) * size;
  const names: string[] = [];
  const seen = new Set<number>();
  let sector = view.getUint32(48, true);
  while (offsetOf(sector) < bytes.length && !seen.has(sector) && names.length < mostEntries) {
    seen.add(sector);
    const end = Math.min(offsetOf(sector) + size, bytes.length);
    for (let at = offsetOf(sector); at + entrySize <= end; at += entrySize) {
      const name = nameAt(view, at);
      if (name !== "") names.push(name);
    }
    sector = nextSector(view, sector, size);
  }
  return names;
}

function nameAt(view: DataView, at: number): string {
  const units = Math.min(32, view.getUint16(at + 64, true) >> 1) - 1;
  let name = "";
  for (let index = 0; index < units; index++)
    name += String.fromCharCode(view.getUint16(at + index * 2, true));
  return name;
}

const nowhere = 0xffffffff;

/** The allocation table's own sectors are listed in the header, 109 at most: 6.8 MB or more of file. */
function nextSector(view: DataView, sector: number, size: number): number {
  const perTable = size / 4;
  const index = Math.floor(sector / perTable);
  if (index >= 109) return nowhere;
  const table = (view.getUint32(76 + index * 4, true) + 1) * size;
  const at = table + (sector % perTable) * 4;
  return at + 4 <= view.byteLength ? view.getUint32(at, true) : nowhere;
}
