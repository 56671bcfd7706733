/** The event stream of llama-server's `/completion`. */

export interface ServerEvent {
  readonly content: string;
  readonly stop: boolean;
  readonly timings?: {
    readonly cache_n: number;
    readonly prompt_n: number;
    readonly prompt_ms: number;
    readonly predicted_n: number;
    readonly predicted_ms: number;
  };
}

const opening = "data: ";

/** Yields each event as soon as its line is whole. */
export async function* serverEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<ServerEvent> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const bytes of body) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line.startsWith(opening)) yield JSON.parse(line.slice(opening.length)) as ServerEvent;
    }
  }
}
