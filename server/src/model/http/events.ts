/** Server-sent events (HTML standard, 9.2) as they come over the wire, with bounds: the other side may be anybody. */

export interface EventLimits {
  /** Characters of one event. */
  readonly event: number;
  /** Bytes of the whole stream, comments included. */
  readonly total: number;
}

/** The stream is more than a well-meaning server sends. */
export class EventOverflow extends Error {
  override readonly name = "EventOverflow";
}

/**
 * Yields the data of each event. Comments, names, ids and retry times are of no interest; an event that the end of the
 * stream cuts off counts, for some servers leave its blank line out. Rejects with {@link EventOverflow}, and with what
 * the body rejects with.
 */
export async function* eventsOf(
  body: AsyncIterable<Uint8Array>,
  limits: EventLimits,
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const lines = createLines();
  let data: string[] = [];
  let size = 0;
  let total = 0;
  const take = (line: string): string | undefined => {
    if (line === "") {
      const event = data.length === 0 ? undefined : data.join("\n");
      data = [];
      size = 0;
      return event;
    }
    const value = dataOf(line);
    if (value === undefined) return undefined;
    size += value.length;
    data.push(value);
    if (size > limits.event) throw new EventOverflow();
    return undefined;
  };
  for await (const bytes of body) {
    total += bytes.length;
    if (total > limits.total) throw new EventOverflow();
    for (const line of lines.push(decoder.decode(bytes, { stream: true }))) {
      const event = take(line);
      if (event !== undefined) yield event;
    }
    if (lines.length() > limits.event) throw new EventOverflow();
  }
  for (const line of [...lines.push(decoder.decode()), lines.rest(), ""]) {
    const event = take(line);
    if (event !== undefined) yield event;
  }
}

/** The value of a `data` field; undefined for any other line. */
function dataOf(line: string): string | undefined {
  const colon = line.indexOf(":");
  const name = colon < 0 ? line : line.slice(0, colon);
  if (name !== "data") return undefined;
  const value = colon < 0 ? "" : line.slice(colon + 1);
  return value.startsWith(" ") ? value.slice(1) : value;
}

/** Lines end with LF, CR or both; a CR at the end of a part may have its LF in the next one. */
function createLines() {
  let rest: string[] = [];
  let length = 0;
  let afterCr = false;
  return {
    push(text: string): readonly string[] {
      const part = afterCr && text.startsWith("\n") ? text.slice(1) : text;
      if (text !== "") afterCr = text.endsWith("\r");
      const [first = "", ...others] = part.split(/\r\n|\n|\r/u);
      rest.push(first);
      length += first.length;
      const last = others.pop();
      if (last === undefined) return [];
      const whole = rest.join("");
      rest = [last];
      length = last.length;
      return [whole, ...others];
    },
    /** Characters of the line that is not whole yet. */
    length: () => length,
    rest: () => rest.join(""),
  };
}
