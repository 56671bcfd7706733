/**
 * What became of a suggestion: shown, taken (whole, by line, by word), dismissed, and how much of it is still there
 * later. Its text and that of its document stay in memory, and only as long as one of these is open.
 */
import { type JournalEvent, type ModelUse, type Taking } from "./event";
import { moved, type Place, retainedIn, type TextChange } from "./retained";
import { type TakenWords } from "./takenWords";

export interface SuggestionsPorts {
  /** Milliseconds since 1970. */
  time(): number;
  /** Calls back once; the answered function calls it off. */
  after(milliseconds: number, callback: () => void): () => void;
  /** Of the open document; undefined when it is closed. */
  text(uri: string): string | undefined;
  /** The model that completes now. */
  model(): ModelUse | undefined;
  record(event: JournalEvent): void;
  /** Words were taken, or stand there otherwise now; for whoever keeps prompts and answers. */
  onTaken?(words: TakenWords): void;
}

export interface ShownItem {
  readonly id: number;
  readonly text: string;
  /** Offsets (UTF-16) of what it replaces. */
  readonly start: number;
  readonly end: number;
}

export interface Shown {
  readonly uri: string;
  readonly language: string;
  /** The document when it was shown. */
  readonly text: string;
  /** Milliseconds from the question to the answer. */
  readonly latency: number;
  readonly items: readonly [ShownItem, ...ShownItem[]];
}

export interface Suggestions {
  shown(shown: Shown): void;
  /** The editor told that the user took the item of this id. */
  accepted(id: number): void;
  /** In their order; the document has them already. */
  changed(uri: string, changes: readonly TextChange[]): void;
  closed(uri: string): void;
  /** A filter left nothing of a suggestion. */
  dropped(filter: string): void;
  dispose(): void;
}

/** Seconds after which one looks again. */
const looks = [30, 300] as const;
/** Texts that are looked at again at one time. */
const mostWatched = 50;

interface Live extends Shown {
  readonly use: ModelUse;
  /** Characters of it that stand in the document. */
  readonly taken: number;
  readonly anyTaken: boolean;
  /** All of it stands there; the editor has not told that it was taken. */
  readonly complete: boolean;
}

interface Watched {
  readonly uri: string;
  readonly taken: string;
  /** It is all of a suggestion, taken at once. */
  readonly whole: boolean;
  place: Place;
  readonly callOff: (() => void)[];
}

type Described = ModelUse & { readonly language: string };
const described = ({ use, language }: Live): Described => ({ ...use, language });

export function createSuggestions(ports: SuggestionsPorts): Suggestions {
  const watching = createWatching(ports);
  let live: Live | undefined;

  const record = (what: Parameters<typeof eventOf>[0], about: Live) =>
    ports.record(eventOf(what, described(about), ports.time()));

  /** What was shown is no longer there. */
  function leave(): void {
    // Somebody who typed all of it did not dismiss it.
    if (live !== undefined && !live.anyTaken && !live.complete) record({ kind: "dismissed" }, live);
    live = undefined;
  }

  function take(from: Live, { item, taking, upTo }: Taken): void {
    const taken = item.text.slice(from.taken, upTo);
    const again = from.anyTaken ? ({ again: true } as const) : {};
    record({ kind: "accepted", taking, characters: taken.length, ...again }, from);
    const start = item.start + from.taken;
    const place = { start, end: start + taken.length };
    const whole = taking === "whole" && from.taken === 0 && !from.anyTaken;
    watching.add({ uri: from.uri, taken, whole, place }, described(from));
    ports.onTaken?.({ uri: from.uri, words: item.text.slice(0, upTo) });
  }

  function shown(next: Shown): void {
    const use = ports.model() ?? {};
    if (live !== undefined && goesOn(live, next)) {
      live = { ...next, use, taken: 0, anyTaken: live.anyTaken, complete: false };
      return;
    }
    leave();
    live = { ...next, use, taken: 0, anyTaken: false, complete: false };
    const { latency, items } = next;
    record({ kind: "shown", whole: latency, characters: items[0].text.length }, live);
  }

  function follow(now: string | undefined): void {
    const step = live && now !== undefined ? stepOf(live, now) : undefined;
    if (live === undefined || step === undefined) return leave();
    if (step.taken) take(live, step.taken);
    live = step.live;
  }

  return {
    shown,
    accepted(id) {
      const item = live?.items.find((one) => one.id === id);
      if (live === undefined || item === undefined) return;
      take(live, { item, taking: "whole", upTo: item.text.length });
      live = undefined;
    },
    changed(uri, changes) {
      watching.move(uri, changes);
      if (live?.uri === uri) follow(ports.text(uri));
    },
    closed(uri) {
      watching.forget(uri);
      if (live?.uri === uri) leave();
    },
    dropped: (filter) =>
      ports.record({ kind: "dropped", time: ports.time(), filter, ...(ports.model() ?? {}) }),
    dispose() {
      live = undefined;
      watching.dispose();
    },
  };
}

/** A part of an item, up to so many of its characters. */
interface Taken {
  readonly item: ShownItem;
  readonly taking: Taking;
  readonly upTo: number;
}

/** The document changed where a suggestion is shown: its own words came, or others (undefined). */
function stepOf(live: Live, now: string): { readonly live: Live; readonly taken?: Taken } | undefined {
  const [match] = live.items.flatMap((item) => standing(live, item, now));
  if (match === undefined) return undefined;
  const { item, length } = match;
  // All of it: the editor tells by its command whether it was taken or typed.
  if (length === item.text.length) return { live: { ...live, complete: true } };
  // A single letter was typed.
  if (length - live.taken <= 1) return { live: { ...live, taken: length } };
  const added = item.text.slice(live.taken, length);
  const taken: Taken = { item, taking: isLine(added, item.text, length) ? "line" : "word", upTo: length };
  return { live: { ...live, taken: length, anyTaken: true }, taken };
}

type What =
  | { readonly kind: "dismissed" }
  | { readonly kind: "shown"; readonly whole: number; readonly characters: number }
  | {
      readonly kind: "accepted";
      readonly taking: Taking;
      readonly characters: number;
      readonly again?: true;
    };

const eventOf = (what: What, about: Described, time: number): JournalEvent => ({ ...what, ...about, time });

/** The same place asked again, or the place behind words of it that came: no other suggestion. */
function goesOn(live: Live, next: Shown): boolean {
  if (next.uri !== live.uri) return false;
  const [{ start }] = next.items;
  return live.items.some((item) =>
    standing(live, item, next.text).some(
      ({ length }) => length < item.text.length && start >= item.start && start <= item.start + length,
    ),
  );
}

/** How much of an item stands in the document; nothing where other words do. */
function standing(
  live: Live,
  item: ShownItem,
  now: string,
): readonly { readonly item: ShownItem; readonly length: number }[] {
  const before = live.text.slice(0, item.start);
  // What the item replaces may be gone or not: the editor takes it away with the text's last part.
  for (const after of [live.text.slice(item.end), live.text.slice(item.start)]) {
    const length = now.length - before.length - after.length;
    if (length < 0 || length > item.text.length) continue;
    if (
      now.startsWith(before) &&
      now.endsWith(after) &&
      now.startsWith(item.text.slice(0, length), item.start)
    )
      return [{ item, length }];
  }
  return [];
}

const isLine = (added: string, text: string, length: number) =>
  /\n/.test(added) || /^\r?\n/.test(text.slice(length));

/** Texts that were taken, until they were looked at for the last time. */
function createWatching(ports: SuggestionsPorts) {
  let watched: readonly Watched[] = [];

  function forget(which: (one: Watched) => boolean): void {
    for (const one of watched.filter(which)) one.callOff.forEach((callOff) => callOff());
    watched = watched.filter((one) => !which(one));
  }

  function look(one: Watched, after: (typeof looks)[number], about: Described): void {
    const text = ports.text(one.uri);
    if (text !== undefined) {
      const share = Math.round(retainedIn(text, one.place, one.taken) * 100) / 100;
      const characters = one.taken.length;
      ports.record({ kind: "retained", time: ports.time(), ...about, after, share, characters });
      const standing = text.slice(one.place.start, one.place.end);
      if (one.whole && after === looks.at(-1) && standing !== one.taken)
        ports.onTaken?.({ uri: one.uri, words: one.taken, standing: { text: standing, share } });
    }
    if (after === looks.at(-1)) watched = watched.filter((other) => other !== one);
  }

  return {
    add(taken: Omit<Watched, "callOff">, about: Described): void {
      const one: Watched = { ...taken, callOff: [] };
      for (const after of looks) one.callOff.push(ports.after(after * 1000, () => look(one, after, about)));
      watched = [...watched, one];
      if (watched.length > mostWatched) forget((other) => other === watched[0]);
    },
    move(uri: string, changes: readonly TextChange[]): void {
      for (const one of watched.filter((other) => other.uri === uri))
        one.place = changes.reduce(moved, one.place);
    },
    forget: (uri: string) => forget((one) => one.uri === uri),
    dispose: () => forget(() => true),
  };
}
