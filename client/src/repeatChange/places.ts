/** Where a document still has what was changed elsewhere. */
import { type Change } from "./change";
import { isWithinWord } from "./words";

/** More are a matter of search and replace. */
const mostPlaces = 500;

/** Offsets of whole words in order; a place that already reads as changed is none. */
export function placesOf(text: string, { before, after }: Change): readonly number[] {
  const places: number[] = [];
  const inside = offsetsIn(after, before);
  for (
    let at = text.indexOf(before);
    at >= 0 && places.length < mostPlaces;
    at = text.indexOf(before, at + 1)
  ) {
    const last = places.at(-1);
    if (last !== undefined && at < last + before.length) continue;
    if (isWithinWord(text, at) || isWithinWord(text, at + before.length)) continue;
    if (inside.some((offset) => text.startsWith(after, at - offset))) continue;
    places.push(at);
  }
  return places;
}

function offsetsIn(text: string, part: string): readonly number[] {
  const offsets: number[] = [];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) offsets.push(at);
  return offsets;
}

/** The next place at or behind an offset; after the last one comes the first. */
export const nextPlace = (places: readonly number[], offset: number): number | undefined =>
  places.find((place) => place >= offset) ?? places[0];
