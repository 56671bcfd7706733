/** Plays one part of the session to one side in real time and notes when a suggestion was there. */
import { performance } from "node:perf_hooks";
import { type Answer, type Completer, type View } from "./completer";
import { type Ghost, ghostOf, isVisible } from "./ghost";
import { type Part } from "./session";
import { type Stroke } from "./typist";

/** Milliseconds; VS Code asks so long after every change, however fast the provider is (min = max = 50). */
export const editorDebounce = 50;

export interface KeyRecord {
  readonly key: string;
  /** Milliseconds from the part's first key to this one. */
  readonly at: number;
  /** Milliseconds to the next key. */
  readonly gap: number;
  /** Milliseconds from the key until a suggestion was to be seen at this state of the document. */
  readonly shown?: number;
  /** The same until it had grown to its end. */
  readonly whole?: number;
  /** The same until the side had answered, with a suggestion or with nothing after work. */
  readonly answered?: number;
  /** The side suggests nothing at such a place, by rule. */
  readonly silent?: true;
  /** Nothing is missing here: silence is the right answer. */
  readonly done?: true;
}

export interface ReplayPorts {
  /** Milliseconds. */
  now(): number;
  /** Rejects when aborted. */
  delay(milliseconds: number, signal: AbortSignal): Promise<void>;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export async function replay(part: Part, side: Completer, ports: ReplayPorts): Promise<readonly KeyRecord[]> {
  const { now, delay } = ports;
  const never = new AbortController().signal;
  const { file, opening, reading, strokes } = part;
  const records: Mutable<KeyRecord>[] = [];
  let version = 1;
  let ghost: Ghost | undefined;
  let running = new AbortController();

  /** What was asked last, and how to ask it again. */
  let latest: { readonly version: number; readonly again: () => Promise<void> } | undefined;

  async function ask(view: View, record: Mutable<KeyRecord>, signal: AbortSignal): Promise<void> {
    const pressed = now();
    await delay(editorDebounce, signal);
    const show = async (again: boolean): Promise<void> => {
      const answer: Answer = await side.complete(view, signal);
      if (signal.aborted) return;
      const took = now() - pressed;
      if (answer.kind === "worked") record.answered ??= took;
      if (answer.kind === "silent") record.silent = true;
      const next = answer.suggestion && ghostOf(view, answer.suggestion);
      if (next !== undefined) {
        ghost = next;
        record.shown ??= took;
        record.whole = took;
      } else if (again) {
        // First words that are taken back were no suggestion.
        ghost = undefined;
        delete record.shown;
        delete record.whole;
      }
    };
    latest = { version: view.version, again: () => show(true) };
    await show(false);
  }

  side.onGrown?.((grown) => {
    if (grown === latest?.version) void latest.again();
  });

  function press(stroke: Stroke, at: number): void {
    running.abort();
    running = new AbortController();
    const { signal } = running;
    const view: View = { file, text: stroke.text, offset: stroke.offset, version: ++version };
    // The cursor went elsewhere by itself: the editor hides what it showed and asks nothing.
    if (stroke.key === "Move") {
      ghost = undefined;
      return side.moved?.(view);
    }
    const { key, gap, done } = stroke;
    const record: Mutable<KeyRecord> = { key, at, gap, ...(done && { done }) };
    records.push(record);
    if (ghost !== undefined && !isVisible(ghost, view)) ghost = undefined;
    if (ghost !== undefined) record.shown = record.whole = record.answered = 0;
    ask(view, record, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }

  side.opened({ file, ...opening, version });
  await delay(reading, never);
  const started = now();
  let due = 0;
  for (const stroke of strokes) {
    await delay(Math.max(0, started + due - now()), never);
    press(stroke, due);
    due += stroke.gap;
  }
  await delay(Math.max(0, started + due - now()), never);
  running.abort();
  const last = strokes.at(-1) ?? opening;
  side.saved({ file, text: last.text, offset: last.offset, version });
  return records;
}

export const clock = () => performance.now();
