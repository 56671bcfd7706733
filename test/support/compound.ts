/** A compound file (OLE) with nothing in it but names: enough for whoever looks at what it is. */
const sector = 512;

/** `names` in its directory, over as many sectors as they need; the sectors of the directory are not in a row. */
export function compoundFile(names: readonly string[]): Uint8Array {
  const entries = ["Root Entry", ...names];
  const sectors = Math.ceil(entries.length / 4);
  // The table is sector 0; the directory takes every second sector after it.
  const place = (index: number) => 1 + index * 2;
  const bytes = new Uint8Array(sector * (place(sectors) + 1));
  const view = new DataView(bytes.buffer);
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  view.setUint16(30, 9, true);
  view.setUint32(48, place(0), true);
  for (let index = 0; index < 109; index++)
    view.setUint32(76 + index * 4, index === 0 ? 0 : 0xffffffff, true);
  for (let index = 0; index < sectors; index++)
    view.setUint32(sector + place(index) * 4, index + 1 < sectors ? place(index + 1) : 0xfffffffe, true);
  for (const [index, name] of entries.entries()) {
    const at = sector * (place(Math.floor(index / 4)) + 1) + (index % 4) * 128;
    for (let unit = 0; unit < name.length; unit++) view.setUint16(at + unit * 2, name.charCodeAt(unit), true);
    view.setUint16(at + 64, (name.length + 1) * 2, true);
  }
  return bytes;
}
