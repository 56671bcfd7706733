/** Where the user wrote, copied and looked lately: what they do now mostly goes on from there. */
import { type ContextSource } from "../../protocol";

export interface RecentPlace {
  readonly source: Extract<ContextSource, "copied" | "edited" | "visited">;
  readonly uri: string;
  /** Lines of the file as it was then, the last one exclusive; the end may lie behind the file's end. */
  readonly lines: { readonly start: number; readonly end: number };
  /** Milliseconds, of the last note. */
  readonly time: number;
}

export interface RecentPlaces {
  /** `line` from 0. A place near one that is known becomes one with it. */
  noteEdit(uri: string, line: number, time: number): void;
  noteVisit(uri: string, line: number, time: number): void;
  noteCopy(uri: string, lines: RecentPlace["lines"], time: number): void;
  /** The file was deleted, or must not be read any more. */
  forget(uri: string): void;
  /** Newest first; of copies those that may still be pasted soon. */
  list(now: number): readonly RecentPlace[];
}

/** Lines above and below a place that belong to it. */
const around = 12;
/** A place starts at a multiple of these lines, so that a step to the next line does not make new text of it. */
const grid = 8;
const most = 16;
/** Of copies: who copies again has mostly pasted the one before. */
const mostCopies = 2;
/** Of a copy. */
const mostLines = 48;
/** Milliseconds after which a copy says nothing any more. */
const copyLasts = 300_000;

export function createRecentPlaces(): RecentPlaces {
  let places: readonly RecentPlace[] = [];
  let copies: readonly RecentPlace[] = [];

  function note(source: RecentPlace["source"], uri: string, line: number, time: number): void {
    const start = Math.max(0, Math.floor((line - around) / grid) * grid);
    const lines = { start, end: start + 2 * around + grid };
    const same = places.filter((place) => place.uri === uri && isNear(place.lines, line));
    const edited = source === "edited" || same.some((place) => place.source === "edited");
    // Inside the old place nothing moves; at its edge the new place takes over.
    const kept = same.find((place) => place.lines.start <= start + grid && start - grid <= place.lines.start);
    const place: RecentPlace = {
      source: edited ? "edited" : "visited",
      uri,
      lines: kept?.lines ?? lines,
      time,
    };
    places = [place, ...places.filter((other) => !same.includes(other))].slice(0, most);
  }

  return {
    noteEdit: (uri, line, time) => note("edited", uri, line, time),
    noteVisit: (uri, line, time) => note("visited", uri, line, time),
    noteCopy(uri, { start, end }, time) {
      const lines = { start, end: Math.min(end, start + mostLines) };
      const others = copies.filter((copy) => copy.uri !== uri || copy.lines.start !== start);
      copies = [{ source: "copied" as const, uri, lines, time }, ...others].slice(0, mostCopies);
    },
    forget(uri) {
      places = places.filter((place) => place.uri !== uri);
      copies = copies.filter((copy) => copy.uri !== uri);
    },
    list: (now) =>
      [...copies.filter(({ time }) => now - time < copyLasts), ...places].sort((a, b) => b.time - a.time),
  };
}

const isNear = ({ start, end }: RecentPlace["lines"], line: number) =>
  line >= start - grid / 2 && line < end + grid / 2;
