// What a native file is by its first bytes: which system loads it, and on which processors.

const fatHeader = 0xcafebabe;

/** `{format, machines}` of an ELF, PE or Mach-O file of 64 or 32 bits; undefined for anything else. */
export function nativeFile(bytes) {
  if (bytes.length < 64) return undefined;
  if (bytes.readUInt32BE(0) === 0x7f454c46) return { format: "ELF", machines: [bytes.readUInt16LE(18)] };
  if (bytes.toString("latin1", 0, 2) === "MZ") {
    const at = bytes.readUInt32LE(0x3c);
    const known = at + 6 <= bytes.length && bytes.toString("latin1", at, at + 4) === "PE\0\0";
    return known ? { format: "PE", machines: [bytes.readUInt16LE(at + 4)] } : undefined;
  }
  if (bytes.readUInt32LE(0) === 0xfeedfacf) return { format: "Mach-O", machines: [bytes.readUInt32LE(4)] };
  // Several files in one, each for a processor; Java's classes begin alike, with a version where the count is.
  const count = bytes.readUInt32BE(4);
  if (bytes.readUInt32BE(0) !== fatHeader || count > 2) return undefined;
  return {
    format: "Mach-O",
    machines: Array.from({ length: count }, (_, index) => bytes.readUInt32BE(8 + index * 20)),
  };
}
