/** Inline completion: from a request to suggestions. */
import { createAnswers } from "./answers";
import { type Ask } from "./asks";
import { createCache } from "./cache";
import { createCandidates } from "./candidates";
import { createItems } from "./items";
import { type InlineItem, type InlineRequest } from "./request";
import { createTurns } from "./turns";
import { type UsedContext } from "./used";
import { type Delay } from "./waiting";
import { createWatchdog } from "./watchdog";
import { createWork, type WorkPorts } from "./work";

export type { InlineItem, InlineRequest, OffsetRange } from "./request";
export type { UsedContext } from "./used";

export interface CompletionPorts extends WorkPorts {
  /** Resolves after `ms`, rejects when the signal aborts. */
  readonly delay: Delay;
  /** Suggestions were answered, this many milliseconds after they were asked for; once for a place. */
  onShown?(latencyMs: number): void;
  /**
   * More can be shown than was answered for this version of the document: the editor is to ask again. Absent: it
   * cannot, and suggestions are answered when they are whole.
   */
  onGrown?(uri: string, version: number): void;
  onAccepted?(): void;
  /** Completion has become too slow to be of use, or quick again (undefined). */
  onAdvice?(advice: string | undefined): void;
}

export interface Completion {
  /**
   * No suggestion is an empty list; so is a request that a newer one for the same document overtook.
   * Rejects with the signal's reason when aborted, and with a `ModelError` when the model failed.
   */
  complete(request: InlineRequest, signal: AbortSignal): Promise<readonly InlineItem[]>;
  /** The user looks at this place: its prompt is evaluated before it is asked for. Never rejects. */
  visit(request: InlineRequest): Promise<void>;
  /** The user took the item of this id; ids that are not known are nothing. */
  accepted(id: number): void;
  /** What the last prompt for a document was made from. */
  contextOf(uri: string): Promise<UsedContext | undefined>;
}

export function createCompletion(ports: CompletionPorts): Completion {
  const cache = createCache();
  const work = createWork(ports, cache);
  const answers = createAnswers(ports, cache, work);
  const items = createItems(ports);
  const candidates = createCandidates({ now: ports.now, variant: work.variant });
  const turns = createTurns();
  const watchdog = createWatchdog();
  let advice: string | undefined;
  let lastShown: Pick<InlineRequest, "uri" | "version" | "offset"> | undefined;

  /** More of a suggestion that is there already is no other suggestion. */
  const isShown = ({ uri, version, offset, explicit }: InlineRequest) =>
    !explicit && lastShown?.uri === uri && lastShown.version === version && lastShown.offset === offset;

  function noteLatency(milliseconds: number, came: boolean): void {
    watchdog.note(milliseconds, came);
    if (watchdog.advice() === advice) return;
    advice = watchdog.advice();
    ports.onAdvice?.(advice);
  }

  async function choices(ask: Ask, signal: AbortSignal): Promise<readonly InlineItem[]> {
    const answer = await answers.answer(ask, signal);
    if (signal.aborted) return [];
    const first = answer?.entry;
    const several = first !== undefined && first.draft.text !== "" && ask.request.explicit;
    const others = several ? await candidates(ask, first, signal) : [];
    const found = [first, ...others].flatMap((entry) => (entry === undefined ? [] : items.of(ask, entry)));
    // What follows it is not known before all of it is.
    if (!signal.aborted && answer?.growing !== true)
      void answers.rest.begin(ask, found.length > 0 ? first : undefined);
    return found;
  }

  async function complete(request: InlineRequest, signal: AbortSignal): Promise<readonly InlineItem[]> {
    signal.throwIfAborted();
    const started = ports.now();
    answers.key(request, started);
    const turn = turns.take(request.uri, request.version, signal);
    if (turn === undefined) return [];
    try {
      const ask = answers.askFor(request);
      const found = ask === undefined ? [] : await choices(ask, turn.signal);
      const again = isShown(request);
      const latency = ports.now() - started;
      if (!again && (found.length > 0 || turn.signal.aborted)) noteLatency(latency, !turn.signal.aborted);
      signal.throwIfAborted();
      if (found.length === 0 || turn.signal.aborted) return [];
      lastShown = { uri: request.uri, version: request.version, offset: request.offset };
      if (!again) ports.onShown?.(latency);
      return found;
    } finally {
      turn.end();
    }
  }

  return {
    complete,
    visit: answers.visit,
    accepted: (id) => items.accepted(id) && ports.onAccepted?.(),
    contextOf: work.contextOf,
  };
}
