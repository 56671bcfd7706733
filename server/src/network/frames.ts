/** Plain-data messages on a stream of bytes: four bytes of length, then the value as Node's structured clone. */
import { deserialize, serialize } from "node:v8";

/** Bytes of one message: a whole context and its vectors fit many times over. */
export const largestMessage = 64 * 1024 * 1024;
const headBytes = 4;

/** Throws when the message is larger than the other side takes. */
export function frameOf(message: unknown): Buffer {
  const body = serialize(message);
  if (body.length > largestMessage) throw new RangeError(`a message of ${body.length} bytes is too large`);
  const head = Buffer.alloc(headBytes);
  head.writeUInt32BE(body.length);
  return Buffer.concat([head, body]);
}

/** Bytes as they arrive, taken in pieces of a known length. */
export class ByteQueue {
  #chunks: Buffer[] = [];
  #length = 0;

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
  }

  /** The next bytes, left where they are; undefined until so many are there. */
  peek(count: number): Buffer | undefined {
    if (this.#length < count) return undefined;
    if (this.#chunks.length > 1) this.#chunks = [Buffer.concat(this.#chunks)];
    return this.#chunks[0]?.subarray(0, count);
  }

  /** The same, taken out. */
  take(count: number): Buffer | undefined {
    const taken = this.peek(count);
    const all = this.#chunks[0];
    if (taken === undefined || all === undefined) return undefined;
    this.#length -= count;
    this.#chunks = this.#length === 0 ? [] : [all.subarray(count)];
    return taken;
  }
}

/** The messages that are complete now. Throws at bytes that are no message; nothing can be read behind them. */
export function createFrameReader(queue: ByteQueue): () => readonly unknown[] {
  let awaited: number | undefined;

  function next(): { readonly message: unknown } | undefined {
    awaited ??= queue.take(headBytes)?.readUInt32BE();
    if (awaited === undefined) return undefined;
    if (awaited === 0 || awaited > largestMessage)
      throw new RangeError(`a message of ${awaited} bytes was announced`);
    const body = queue.take(awaited);
    if (body === undefined) return undefined;
    awaited = undefined;
    return { message: deserialize(body) };
  }

  return () => {
    const messages: unknown[] = [];
    for (let read = next(); read !== undefined; read = next()) messages.push(read.message);
    return messages;
  };
}
