/** A runtime that notes what is asked of it. The product's own code drives it and does not know. */
import { type GenerateRequest, type ModelRuntime, type Usage } from "../../../server/src/model/runtime";

export interface WatchedGeneration {
  readonly request: GenerateRequest;
  /** Milliseconds of the clock. */
  readonly asked: number;
  firstText?: number;
  /** When its signal aborted. */
  aborted?: number;
  ended?: number;
  /** Only of a generation that was read to its end. */
  usage?: Usage;
  /** `left`: the reader had enough; `aborted`: the reader was called off. */
  outcome: "running" | "ended" | "left" | "aborted" | "failed";
  text: string;
}

export interface Watched {
  readonly runtime: ModelRuntime;
  /** In the order asked; emptied by whoever takes them. */
  readonly generations: WatchedGeneration[];
  running(): number;
}

export function watchRuntime(runtime: ModelRuntime, now: () => number): Watched {
  const generations: WatchedGeneration[] = [];
  let running = 0;

  async function* generate(request: GenerateRequest, signal: AbortSignal) {
    const record: WatchedGeneration = { request, asked: now(), outcome: "running", text: "" };
    const onAbort = () => (record.aborted ??= now());
    signal.addEventListener("abort", onAbort, { once: true });
    generations.push(record);
    running++;
    try {
      for await (const chunk of runtime.generate(request, signal)) {
        if (chunk.type === "text") {
          record.firstText ??= now();
          record.text += chunk.text;
        }
        if (chunk.type === "end") {
          record.usage = chunk.usage;
          record.outcome = "ended";
        }
        yield chunk;
      }
    } catch (error) {
      record.outcome = signal.aborted ? "aborted" : "failed";
      throw error;
    } finally {
      if (record.outcome === "running") record.outcome = signal.aborted ? "aborted" : "left";
      record.ended = now();
      signal.removeEventListener("abort", onAbort);
      running--;
    }
  }

  const watched: ModelRuntime = {
    info: runtime.info,
    generate,
    countTokens: (text) => runtime.countTokens(text),
    dispose: () => runtime.dispose(),
  };
  return { runtime: watched, generations, running: () => running };
}
