/**
 * An answer in parcels. Each one that is sent wakes the process that reads it, and llama.cpp's threads, which wait for
 * each other in busy loops, stand still while one of them has no core. On two cores a parcel for every token cost one
 * token of twenty.
 */
import { type GenerateChunk } from "../runtime";
import { type Emit } from "./generation";

export interface Parcels {
  /** Sends the first text at once; further text with what comes within the next `patience` milliseconds. */
  readonly emit: Emit;
  /** Sends what is held. */
  flush(): void;
}

/** Milliseconds that text may wait for more. Who reads along does not see it, and of slow tokens each is sent. */
const patience = 50;

export function createParcels(send: Emit, now: () => number): Parcels {
  let held: (GenerateChunk & { readonly text: string }) | undefined;
  let last = -Infinity;

  function flush(): void {
    if (held === undefined) return;
    const parcel = held;
    held = undefined;
    last = now();
    send(parcel);
  }

  return {
    flush,
    emit(chunk) {
      if (chunk.type === "end") {
        flush();
        return send(chunk);
      }
      if (held !== undefined && held.type !== chunk.type) flush();
      held = { ...chunk, text: (held?.text ?? "") + chunk.text };
      if (now() - last >= patience) flush();
    },
  };
}
