/**
 * From a place in a Word file's text view back to the XML it was read from. The file is read once more with an invisible
 * number in front of every text element; where the numbers come out tells which element a stretch of the view is.
 */
import { type Block, type Span } from "../document";
import { type View } from "../viewBuilder";
import { rawCharacters, type TextElement } from "./textElements";

/** A text element of the file, by its part and its order in it. */
export interface MarkedElement extends TextElement {
  readonly part: string;
}

/** A place in a text element: before its character of this number. */
export interface TextPoint {
  readonly element: MarkedElement;
  readonly offset: number;
}

/** Two characters of plane 15, which no text uses, for 16 million elements. */
const high = 0xf1000;
const low = 0xf0000;
const marks = /[\u{f1000}-\u{f1fff}][\u{f0000}-\u{f0fff}]/gu;
const markLength = 4;

const markOf = (index: number) =>
  String.fromCodePoint(high + ((index >> 12) & 0xfff)) + String.fromCodePoint(low + (index & 0xfff));

/** The part with the numbers from `first` on. Raised letters have none: their text is changed as a whole. */
export function withMarks(xml: string, elements: readonly TextElement[], first: number): string {
  const pieces: string[] = [];
  let at = 0;
  for (const [index, element] of elements.entries()) {
    if (/vertAlign/.test(element.run.opening ?? "")) continue;
    const blank = leading(xml, element);
    if (blank === undefined) continue;
    pieces.push(xml.slice(at, blank.at), markOf(first + index));
    at = blank.at;
  }
  pieces.push(xml.slice(at));
  return pieces.join("");
}

/** Where the first character that is no space stands: spaces in front may be cut off by the reader. */
function leading(
  xml: string,
  element: TextElement,
): { readonly at: number; readonly count: number } | undefined {
  const characters = rawCharacters(xml, element);
  const count = characters.findIndex(({ text }) => text.trim() !== "");
  const found = characters[count];
  return found === undefined ? undefined : { at: found.start, count };
}

interface Segment {
  /** Offset into the block's text. */
  readonly at: number;
  readonly element: MarkedElement;
  /** Number of the element's character that stands there. */
  readonly first: number;
}

export interface TextMap {
  /** Both ends of a span of the view; undefined where its text is not in a text element. */
  ends(span: Span): { readonly start: TextPoint; readonly end: TextPoint } | undefined;
  /** Every character of a span of the view, also where the file has the same text again. */
  points(span: Span): readonly TextPoint[];
}

interface MappedBlock {
  readonly block: Block;
  readonly segments: readonly Segment[];
  /** The same text in other parts: the header of the first page and of the others. */
  readonly twins: readonly (readonly Segment[])[];
}

export interface MapInput {
  /** As the file was reviewed. */
  readonly view: Pick<View, "blocks">;
  /** As it was read with the numbers in it. */
  readonly marked: Pick<View, "blocks">;
  /** By number. */
  readonly elements: readonly MarkedElement[];
  /** XML of a part. */
  readonly xmlOf: (part: string) => string;
}

/** Numbered blocks between two that belong together, at most. */
const lookahead = 500;

export function textMap({ view, marked, elements, xmlOf }: MapInput): TextMap {
  const read = marked.blocks.map((block) => stripped(block.text, elements, xmlOf));
  const twins = new Map<string, (readonly Segment[])[]>();
  for (const { text, segments } of read) twins.set(text, [...(twins.get(text) ?? []), segments]);
  let next = 0;
  const blocks = view.blocks.flatMap((block): readonly MappedBlock[] => {
    const end = Math.min(read.length, next + lookahead);
    let at = next;
    while (at < end && read[at]?.text !== block.text) at++;
    if (at >= end) return [];
    next = at + 1;
    return [{ block, segments: read[at]?.segments ?? [], twins: twins.get(block.text) ?? [] }];
  });
  return {
    ends(span) {
      const touched = touchedBy(blocks, span);
      const starts = touched.flatMap(({ segments, from }) => pointAt(segments, from, "start") ?? []);
      const ends = touched.flatMap(({ segments, to }) => pointAt(segments, to, "end") ?? []);
      const start = starts[0];
      const end = ends.at(-1);
      return start === undefined || end === undefined ? undefined : { start, end };
    },
    points: (span) =>
      touchedBy(blocks, span).flatMap(({ twins: all, from, to }) =>
        all.flatMap((segments) =>
          Array.from({ length: to - from }, (_, index) => pointAt(segments, from + index, "start")).filter(
            (point) => point !== undefined,
          ),
        ),
      ),
  };
}

function stripped(text: string, elements: readonly MarkedElement[], xmlOf: (part: string) => string) {
  const segments: Segment[] = [];
  let removed = 0;
  for (const { index, 0: mark } of text.matchAll(marks)) {
    const [first = 0, second = 0] = Array.from(mark, (character) => character.codePointAt(0) ?? 0);
    const element = elements[((first - high) << 12) | (second - low)];
    if (element !== undefined)
      segments.push({
        at: index - removed,
        element,
        first: leading(xmlOf(element.part), element)?.count ?? 0,
      });
    removed += markLength;
  }
  return { text: text.replace(marks, ""), segments };
}

function touchedBy(blocks: readonly MappedBlock[], span: Span) {
  return blocks
    .map((mapped) => {
      const origin = mapped.block.pieces[0]?.span.start ?? mapped.block.span.start;
      const { length } = mapped.block.text;
      const inside = (offset: number) => Math.min(length, Math.max(0, offset - origin));
      return { ...mapped, from: inside(span.start), to: inside(span.end) };
    })
    .filter(
      ({ block, from, to }) => from < to || (span.start === span.end && within(block.span, span.start)),
    );
}

const within = ({ start, end }: Span, offset: number) => start <= offset && offset < end;

/** What stands before the first element (a number that Word counts) belongs to it. */
function pointAt(segments: readonly Segment[], offset: number, side: "start" | "end"): TextPoint | undefined {
  const before = segments.filter(({ at }) => (side === "start" ? at <= offset : at < offset));
  const segment = before.at(-1) ?? segments[0];
  if (segment === undefined) return undefined;
  return { element: segment.element, offset: segment.first + Math.max(0, offset - segment.at) };
}
