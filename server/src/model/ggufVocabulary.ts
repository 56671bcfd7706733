/**
 * The token texts of a vocabulary as the bytes they are in the file. Of 150,000 texts only some dozen are
 * ever asked for; making strings and a map of all of them costs more than reading them.
 */
export interface Vocabulary {
  /** Number of tokens. */
  readonly size: number;
  /** Undefined outside the vocabulary. */
  text(id: number): string | undefined;
  /** The lowest id that has this text, as in llama.cpp. */
  id(text: string): number | undefined;
}

export interface VocabularyBuilder {
  /** The next token's text: `length` bytes at `start` of `bytes`, which is kept and must not change. */
  add(bytes: Buffer, start: number, length: number): void;
  build(): Vocabulary;
}

interface Run {
  readonly bytes: Buffer;
  /** Of the first token whose text lies in these bytes. */
  readonly first: number;
}

/** Length, first and last byte of a text: few of 150,000 texts have the same. */
const markOf = (bytes: Buffer, start: number, length: number) =>
  length === 0 ? 0 : ((length << 16) | ((bytes[start] ?? 0) << 8) | (bytes[start + length - 1] ?? 0)) >>> 0;

/** For at most `count` tokens. */
export function vocabularyBuilder(count: number): VocabularyBuilder {
  const starts = new Uint32Array(count);
  const lengths = new Uint32Array(count);
  const marks = new Uint32Array(count);
  const runs: Run[] = [];
  let size = 0;

  /** There are as few as the file's chunks. */
  const runOf = (id: number) => runs.findLast(({ first }) => first <= id);

  function text(id: number): string | undefined {
    if (!Number.isInteger(id) || id < 0 || id >= size) return undefined;
    const start = starts[id] ?? 0;
    return runOf(id)?.bytes.toString("utf8", start, start + (lengths[id] ?? 0));
  }

  /** Typed arrays are searched in native code; what has the same mark is compared as a whole. */
  function idOf(wanted: Buffer): number | undefined {
    const mark = markOf(wanted, 0, wanted.length);
    for (let id = marks.indexOf(mark); id >= 0 && id < size; id = marks.indexOf(mark, id + 1)) {
      const start = starts[id] ?? 0;
      const end = start + (lengths[id] ?? 0);
      if (runOf(id)?.bytes.compare(wanted, 0, wanted.length, start, end) === 0) return id;
    }
    return undefined;
  }

  return {
    add(bytes, start, length) {
      if (runs.at(-1)?.bytes !== bytes) runs.push({ bytes, first: size });
      starts[size] = start;
      lengths[size] = length;
      marks[size] = markOf(bytes, start, length);
      size += 1;
    },
    build: () => ({ size, text, id: (wanted) => idOf(Buffer.from(wanted, "utf8")) }),
  };
}
