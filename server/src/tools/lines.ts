/** Bytes of a pipe to lines; a line without end takes no memory beyond its limit. */

export interface LineReader {
  push(bytes: Uint8Array): void;
}

const lineFeed = 0x0a;

/** `onLine` hears of each line without its end, as text, and of each that is too long once, as undefined. */
export function createLineReader(
  longestBytes: number,
  onLine: (line: string | undefined) => void,
): LineReader {
  const decoder = new TextDecoder();
  let parts: Uint8Array[] = [];
  let length = 0;
  let isTooLong = false;

  function take(bytes: Uint8Array): void {
    length += bytes.length;
    if (length > longestBytes) {
      isTooLong = true;
      parts = [];
    } else if (bytes.length > 0) parts.push(bytes.slice());
  }

  function end(): void {
    const whole = new Uint8Array(isTooLong ? 0 : length);
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    const line = isTooLong ? undefined : decoder.decode(whole).replace(/\r$/, "");
    parts = [];
    length = 0;
    isTooLong = false;
    onLine(line);
  }

  return {
    push(bytes) {
      let from = 0;
      for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, from)) {
        take(bytes.subarray(from, at));
        end();
        from = at + 1;
      }
      take(bytes.subarray(from));
    },
  };
}
