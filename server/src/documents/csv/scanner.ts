/**
 * Fields of delimited text (RFC 4180) with their offsets. Own code: papaparse says where a row ends, but not
 * where a field begins, and every finding needs that.
 */
export interface Field {
  /** Offsets of the field in the source, quotes included. */
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

export interface Record {
  readonly fields: readonly Field[];
  readonly start: number;
  /** Without the line break. */
  readonly end: number;
}

/** Lazily, in linear time; lines without anything are records of one empty field. */
export function* recordsOf(source: string, delimiter: string): Generator<Record> {
  let at = source.startsWith("\uFEFF") ? 1 : 0;
  while (at < source.length) {
    const record = recordAt(source, at, delimiter);
    yield record;
    at = record.end + (source.startsWith("\r\n", record.end) ? 2 : 1);
  }
}

function recordAt(source: string, start: number, delimiter: string): Record {
  const fields: Field[] = [];
  let at = start;
  for (;;) {
    const field = fieldAt(source, at, delimiter);
    fields.push(field);
    at = field.end;
    if (source[at] !== delimiter) return { fields, start, end: at };
    at++;
  }
}

/** A quote that nobody closes is a character of an unquoted field: it does not swallow the rest of the file. */
function fieldAt(source: string, start: number, delimiter: string): Field {
  const closed = source[start] === '"' ? closingQuote(source, start) : -1;
  const quoted = closed >= 0;
  let end = quoted ? closed + 1 : start;
  while (end < source.length && !isEnd(source[end], delimiter)) end++;
  return { start, end, quoted };
}

const isEnd = (character: string | undefined, delimiter: string): boolean =>
  character === delimiter || character === "\n" || character === "\r";

/** Offset of the quote that ends the field; two together are one of its text. -1 when there is none. */
function closingQuote(source: string, start: number): number {
  let at = source.indexOf('"', start + 1);
  while (at >= 0 && source[at + 1] === '"') at = source.indexOf('"', at + 2);
  return at;
}
