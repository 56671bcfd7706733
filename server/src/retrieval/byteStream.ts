/** Numbers and texts one after the other in bytes; small numbers take one byte. */

export interface ByteWriter {
  /** A whole number from 0 to 2^53 - 1. */
  number(value: number): void;
  /** Four bytes, lowest first, whatever the number. */
  fixed(value: number): void;
  text(value: string): void;
  bytes(value: Uint8Array): void;
  result(): Uint8Array;
}

export function byteWriter(): ByteWriter {
  let buffer = Buffer.allocUnsafe(1024);
  let used = 0;

  function room(bytes: number): void {
    if (used + bytes <= buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(buffer.length * 2, used + bytes));
    buffer.copy(larger, 0, 0, used);
    buffer = larger;
  }

  function number(value: number): void {
    room(8);
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) buffer[used++] = (rest % 0x80) | 0x80;
    buffer[used++] = rest;
  }

  function bytes(value: Uint8Array): void {
    room(value.length);
    buffer.set(value, used);
    used += value.length;
  }

  function text(value: string): void {
    const encoded = Buffer.from(value);
    number(encoded.length);
    bytes(encoded);
  }

  function fixed(value: number): void {
    room(4);
    used = buffer.writeUInt32LE(value, used);
  }

  return { number, fixed, text, bytes, result: () => buffer.subarray(0, used) };
}

/** Reads what a `ByteWriter` wrote. Every method throws a `RangeError` where the bytes end too early. */
export interface ByteReader {
  number(): number;
  fixed(): number;
  text(): string;
  /** A window, not a copy. */
  bytes(length: number): Buffer;
  /** All that is left, without moving on. */
  rest(): Buffer;
}

export function byteReader(source: Uint8Array): ByteReader {
  const buffer = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
  let at = 0;

  function bytes(length: number): Buffer {
    if (length > buffer.length - at)
      throw new RangeError(`${length} bytes wanted, ${buffer.length - at} left`);
    at += length;
    return buffer.subarray(at - length, at);
  }

  function number(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 0x80) {
      const byte = buffer[at++];
      if (byte === undefined || scale > 2 ** 49) throw new RangeError("a number without an end");
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  }

  return {
    number,
    fixed: () => bytes(4).readUInt32LE(0),
    text: () => bytes(number()).toString(),
    bytes,
    rest: () => buffer.subarray(at),
  };
}
