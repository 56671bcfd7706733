/** Reads a file of unknown honesty front to back: nothing is allocated that the file cannot hold. */
import { t } from "../util/l10n";
import { cutOffInHeader, damaged } from "./ggufErrors";
import { valueSizes } from "./ggufTypes";

/** The bytes of one file, wherever they are. */
export interface RandomAccess {
  /** For messages: the file's name without its folder. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Exactly `length` bytes from `offset`, fewer only at the end of the file. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

type TakeBytes = (bytes: Buffer, start: number, length: number) => void;

const chunkBytes = 1 << 20;
/** Chat templates reach some 20 kB; a key or tensor name is far below. */
const maxStringBytes = 16 * 1024 * 1024;
/** Real headers have up to some 30 MB. */
const maxHeaderBytes = 256 * 1024 * 1024;
/** Bytes of all texts that stay in memory, the vocabulary's apart. */
const maxKeptBytes = 32 * 1024 * 1024;

export class GgufCursor {
  /** Bytes of the file that are in memory. */
  #buffer: Buffer = Buffer.alloc(0);
  /** Of the same bytes: it reads the lengths of a long vocabulary faster. */
  #view: DataView = new DataView(new ArrayBuffer(0));
  /** Offset of `#buffer` in the file, and of the next byte in `#buffer`. */
  #base = 0;
  #at = 0;
  #kept = 0;

  constructor(
    readonly file: RandomAccess,
    private readonly signal: AbortSignal | undefined,
  ) {}

  get position(): number {
    return this.#base + this.#at;
  }

  get remaining(): number {
    return this.file.size - this.position;
  }

  /** Makes `length` bytes readable at once. Rejects at the end of the file. */
  async ensure(length: number): Promise<void> {
    if (this.#buffer.length - this.#at >= length) return;
    if (length > this.remaining) throw cutOffInHeader(this.file.name, this.file.size);
    if (this.position + length > maxHeaderBytes)
      throw damaged(this.file.name, t("its header has more than {0} MB", maxHeaderBytes >> 20));
    const bytes = await this.file.read(this.position, Math.min(Math.max(length, chunkBytes), this.remaining));
    this.signal?.throwIfAborted();
    this.#base = this.position;
    this.#at = 0;
    this.#buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (bytes.byteLength < length) throw cutOffInHeader(this.file.name, this.file.size);
  }

  async skip(length: number): Promise<void> {
    if (length > this.remaining) throw cutOffInHeader(this.file.name, this.file.size);
    if (this.#at + length <= this.#buffer.length) {
      this.#at += length;
      return;
    }
    this.#base = this.position + length;
    this.#at = 0;
    this.#buffer = Buffer.alloc(0);
  }

  async u32(): Promise<number> {
    await this.ensure(4);
    this.#at += 4;
    return this.#buffer.readUInt32LE(this.#at - 4);
  }

  /** Counts, lengths and offsets: a value over 2^53 is never true of a real file. */
  async u64(): Promise<number> {
    await this.ensure(8);
    this.#at += 8;
    return Number(this.#buffer.readBigUInt64LE(this.#at - 8));
  }

  async text(): Promise<string> {
    const length = await this.#stringLength();
    this.keep(length);
    await this.ensure(length);
    this.#at += length;
    return this.#buffer.toString("utf8", this.#at - length, this.#at);
  }

  /** Notes that a text stays in memory. */
  keep(bytes: number): void {
    this.#kept += bytes;
    if (this.#kept > maxKeptBytes)
      throw damaged(this.file.name, t("its keys and names have more than {0} MB", maxKeptBytes >> 20));
  }

  /** One value of fixed size. 64-bit integers over 2^53 lose their last digits; no known key has such. */
  async scalar(type: number): Promise<number | boolean> {
    const size = valueSizes[type] ?? 0;
    await this.ensure(size);
    const at = this.#at;
    this.#at += size;
    const buffer = this.#buffer;
    switch (type) {
      case 0:
        return buffer.readUInt8(at);
      case 1:
        return buffer.readInt8(at);
      case 2:
        return buffer.readUInt16LE(at);
      case 3:
        return buffer.readInt16LE(at);
      case 4:
        return buffer.readUInt32LE(at);
      case 5:
        return buffer.readInt32LE(at);
      case 6:
        return buffer.readFloatLE(at);
      case 7:
        return buffer.readUInt8(at) !== 0;
      case 10:
        return Number(buffer.readBigUInt64LE(at));
      case 11:
        return Number(buffer.readBigInt64LE(at));
      default:
        return buffer.readDoubleLE(at);
    }
  }

  /**
   * `count` strings in a row; each is told to `take`, as the bytes they are, which nobody changes later.
   * The loop is synchronous: vocabularies are long.
   */
  async strings(count: number, take?: TakeBytes): Promise<void> {
    for (let done = 0; done < count; done++) {
      done += this.#stringsInBuffer(count - done, take);
      if (done === count) return;
      await this.ensure(8);
      await this.ensure(8 + this.#peekLength());
      const start = this.#at + 8;
      this.#at = start + this.#peekLength();
      take?.(this.#buffer, start, this.#at - start);
    }
  }

  /** Those that lie wholly in what is in memory; a loop without a wait and without fields is several times faster. */
  #stringsInBuffer(count: number, take?: TakeBytes): number {
    const buffer = this.#buffer;
    const view = this.#view;
    let at = this.#at;
    let done = 0;
    while (done < count && at + 8 <= buffer.length) {
      const length = view.getUint32(at, true);
      const end = at + 8 + length;
      // A length that is not believed is told by the slow way.
      if (end > buffer.length || length > maxStringBytes || view.getUint32(at + 4, true) !== 0) break;
      take?.(buffer, at + 8, length);
      at = end;
      done += 1;
    }
    this.#at = at;
    return done;
  }

  async #stringLength(): Promise<number> {
    await this.ensure(8);
    const length = this.#peekLength();
    this.#at += 8;
    return length;
  }

  #peekLength(): number {
    const length = this.#view.getUint32(this.#at, true);
    const high = this.#view.getUint32(this.#at + 4, true);
    if (high !== 0 || length > maxStringBytes)
      throw damaged(this.file.name, t("a text of {0} bytes in its header", high * 2 ** 32 + length));
    return length;
  }
}
