/** Marks and stars as changes of a part's XML. */
import { rawCharacters, type RawCharacter, type TextElement } from "../../../documents/docx/textElements";
import { type TextPoint } from "../../../documents/docx/textMap";
import { type XmlEdit } from "../../../documents/docx/xmlEdits";

export interface Insertion {
  readonly point: TextPoint;
  readonly text: string;
  /** Ends stand before starts at the same place. */
  readonly side: "end" | "start";
}

/** Marks between runs; a run is cut in two where one falls inside it. */
export function insertions(xml: string, items: readonly Insertion[]): readonly XmlEdit[] {
  const places = new Map<string, { readonly place: Place; readonly items: Insertion[] }>();
  for (const item of items) {
    const place = placeOf(xml, item);
    const key = `${place.at} ${place.cut !== undefined}`;
    const known = places.get(key) ?? { place, items: [] };
    known.items.push(item);
    places.set(key, known);
  }
  const tags = new Map<number, XmlEdit>();
  const edits = [...places.values()].map(({ place, items: here }): XmlEdit => {
    const marks = [...here]
      .sort((a, b) => Number(a.side === "start") - Number(b.side === "start"))
      .map(({ text }) => text)
      .join("");
    const { at, cut } = place;
    if (cut === undefined) return { start: at, end: at, text: marks, order: 1 };
    const { run, tag } = cut;
    const { prefix, opening = "" } = run;
    // White space at the new ends counts only where the file says so.
    if (!/xml:space/.test(xml.slice(tag.start, tag.end)))
      tags.set(tag.end, { start: tag.end - 1, end: tag.end - 1, text: ' xml:space="preserve"', order: 0 });
    const text = `</${prefix}t></${prefix}r>${marks}${opening}<${prefix}t xml:space="preserve">`;
    return { start: at, end: at, text, order: 1 };
  });
  return [...edits, ...tags.values()];
}

interface Place {
  /** Offset into the XML. */
  readonly at: number;
  /** The element is cut in two there. */
  readonly cut?: TextElement;
}

function placeOf(xml: string, { point: { element, offset }, side }: Insertion): Place {
  const { run, content } = element;
  const inside = characterAt(rawCharacters(xml, element), offset);
  const at = inside?.start ?? content.end;
  const first = at === content.start && xml.slice(run.span.start, element.tag.start) === run.opening;
  const closing = new RegExp(`^</${run.prefix}t\\s*></${run.prefix}r\\s*>$`);
  const last = at === content.end && closing.test(xml.slice(content.end, run.span.end));
  if (run.opening === undefined) return { at: side === "start" ? run.span.start : run.span.end };
  if (first) return { at: run.span.start };
  if (last) return { at: run.span.end };
  return { at, cut: element };
}

/** Offsets count UTF-16 units; the list may hold two of them in one item. */
function characterAt(characters: readonly RawCharacter[], offset: number): RawCharacter | undefined {
  let at = 0;
  for (const character of characters) {
    if (at >= offset) return character;
    at += character.text.length;
  }
  return undefined;
}

const keeps = /[\s\-‐-―−－ー・/.:@*]/u;

/** The text with stars instead of what it says. */
export const starred = (text: string): string =>
  Array.from(text, (character) => (keeps.test(character) || /[&;<>]/.test(character) ? character : "*")).join(
    "",
  );

/** Stars for the characters at these places; separators stay, so that its owner knows what it was. */
export function stars(xml: string, points: readonly TextPoint[]): readonly XmlEdit[] {
  const byElement = new Map<TextElement, Set<number>>();
  for (const { element, offset } of points)
    byElement.set(element, (byElement.get(element) ?? new Set<number>()).add(offset));
  return [...byElement].flatMap(([element, offsets]) => {
    let at = 0;
    return rawCharacters(xml, element).flatMap(({ text, start, end }): readonly XmlEdit[] => {
      const hit = Array.from({ length: text.length }, (_, index) => at + index).some((one) =>
        offsets.has(one),
      );
      at += text.length;
      return hit && !keeps.test(text) ? [{ start, end, text: "*", order: 2 }] : [];
    });
  });
}
