/** A document as one line of comparable text, and the way from a hit in it to the sentence and the source. */
import { type Block, type SourceDocument, sourceSpan, type Span } from "../document";
import { sentenceBounds } from "../sentences";
import { composed, type Mapped } from "../fold";
import { withoutMarks } from "./marks";
import { gap, normalise, normalText } from "./normal";

interface Part {
  /** Offset in the passage's text. */
  readonly at: number;
  readonly block: Block;
  /** Offset in the block's text of what stands at `at`. */
  readonly from: number;
}

/** A block, or the two halves of a paragraph that a page divides. */
export interface Passage {
  readonly text: string;
  readonly parts: readonly Part[];
  readonly block: Block;
  /** Source code as it stands: no prose, lines instead of sentences. */
  readonly code: boolean;
  /** Index of its first block among the document's. */
  readonly order: number;
}

/** A place in the index: passage and offset in its text. */
export interface Spot {
  readonly passage: number;
  readonly at: number;
}

/** A stretch of the comparable text, as its passages have it; `end.at` is exclusive. */
export interface Hit {
  readonly start: Spot;
  readonly end: Spot;
  /** In the document. */
  readonly span: Span;
}

export interface PassageIndex {
  readonly passages: readonly Passage[];
  /** All passages, normalised. */
  readonly text: string;
  hitAt(start: number, end: number): Hit;
  /** Offset in `text` of the first character from a document offset on. */
  sentencesOf(passage: number): readonly Span[];
  spanOf(start: Spot, end: Spot): Span;
}

/** Stands between texts that do not follow each other; no quote holds it. */
const barrier = "\u0000";

/** Linear in the document's length; nothing of it is kept beyond the document (callers hold it weakly). */
export function indexPassages(document: SourceDocument): PassageIndex {
  const passages = passagesOf(document);
  const marked = document.format === "text" || document.format === "source";
  // Marks are of no interest in most lines, and looking for each of them takes longer than all the rest.
  const hasMarks = ({ text, code }: Passage) => marked && !code && /[*_`~|<>[\]#\\-]/.test(text);
  const mapOf = (passage: Passage): Mapped => {
    const { text } = passage;
    const plain = hasMarks(passage) ? withoutMarks(text) : undefined;
    return plain === undefined ? normalise(text) : composed(normalise(plain.text), plain);
  };
  const starts = new Int32Array(passages.length);
  const texts: string[] = [];
  let length = 0;
  let last = "";
  for (const [index, passage] of passages.entries()) {
    const text = hasMarks(passage) ? mapOf(passage).text : normalText(passage.text);
    const joint =
      index === 0 ? "" : follows(passages[index - 1], passage) ? gap(last, text[0] ?? "") : barrier;
    starts[index] = length + joint.length;
    texts.push(joint, text);
    length += joint.length + text.length;
    if (text !== "") last = text[text.length - 1] ?? "";
  }
  const maps = new Map<number, Mapped>();
  const bounds = new Map<number, readonly Span[]>();
  const kept = <T>(store: Map<number, T>, passage: number, make: (passage: Passage) => T): T => {
    const known = store.get(passage);
    if (known !== undefined) return known;
    const made = make(passages[passage] as Passage);
    store.set(passage, made);
    return made;
  };
  const spotAt = (offset: number, side: "starts" | "ends"): Spot => {
    const passage = lastAtMost(starts, offset);
    const map = kept(maps, passage, mapOf);
    const at = Math.min(offset - (starts[passage] ?? 0), map.text.length - 1);
    return { passage, at: map[side][at] ?? 0 };
  };
  const spanOf = (start: Spot, end: Spot): Span => ({
    start: sourceAt(passages[start.passage], start.at).start,
    end: sourceAt(passages[end.passage], end.at - 1).end,
  });
  return {
    passages,
    text: texts.join(""),
    hitAt(from, to) {
      const [start, end] = [spotAt(from, "starts"), spotAt(to - 1, "ends")];
      return { start, end, span: spanOf(start, end) };
    },
    sentencesOf: (passage) =>
      kept(bounds, passage, ({ text, code }) => (code ? linesOf(text) : sentenceBounds(text))),
    spanOf,
  };
}

function lastAtMost(sorted: Int32Array, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

function sourceAt(passage: Passage | undefined, offset: number): Span {
  const parts = passage?.parts ?? [];
  let part = parts[0];
  for (const one of parts) if (one.at <= offset) part = one;
  if (part === undefined) return { start: 0, end: 0 };
  const at = Math.max(0, Math.min(part.from + offset - part.at, part.block.text.length - 1));
  return sourceSpan(part.block, at, at + 1);
}

const linesOf = (text: string): readonly Span[] =>
  [...text.matchAll(/[^\r\n]+/g)].map(({ index, 0: line }) => ({ start: index, end: index + line.length }));

/** What stands outside the running text (a footer, a footnote) must not come between a sentence's halves. */
function follows(before: Passage | undefined, after: Passage): boolean {
  return (
    before !== undefined && !before.code && !after.code && !isApart(before.block) && !isApart(after.block)
  );
}

const isApart = ({ place }: Block) => place?.part !== undefined;

function passagesOf(document: SourceDocument): readonly Passage[] {
  const { blocks, format, text } = document;
  const numbered = blocks.map((block, order) => ({ block, order }));
  if (format === "source") {
    const whole: Block = {
      kind: "code",
      text,
      span: { start: 0, end: text.length },
      pieces: [{ at: 0, span: { start: 0, end: text.length } }],
      headings: [],
    };
    const comments = numbered.filter(({ block }) => block.kind === "comment");
    return [
      ...comments.map((one) => passageOf([one], document)),
      { ...passageOf([{ block: whole, order: 0 }], document), code: true },
    ];
  }
  const groups: { readonly block: Block; readonly order: number }[][] = [];
  for (const one of numbered.filter(({ block }) => !isApart(block))) {
    const previous = groups.at(-1)?.at(-1);
    if (previous !== undefined && goesOn(previous.block, one.block)) groups.at(-1)?.push(one);
    else groups.push([one]);
  }
  const apart = numbered.filter(({ block }) => isApart(block)).map((one) => [one]);
  return [...groups, ...apart].map((group) => passageOf(group, document));
}

/** A paragraph that a page divides: the first half does not end a sentence, the second is on another page. */
function goesOn(before: Block, after: Block): boolean {
  return (
    after.kind === "paragraph" &&
    (before.kind === "paragraph" || before.kind === "listItem") &&
    before.place?.page !== undefined &&
    after.place?.page !== undefined &&
    before.place.page !== after.place.page &&
    !/[。．.!?！？:：」』]$/u.test(before.text.trimEnd())
  );
}

function passageOf(
  group: readonly { readonly block: Block; readonly order: number }[],
  { text: source }: SourceDocument,
): Passage {
  const parts: Part[] = [];
  let text = "";
  for (const { block } of group) {
    if (text !== "") text += "\n";
    let from = 0;
    for (const cut of gluedFigures(block, source)) {
      parts.push({ at: text.length, block, from });
      text += `${block.text.slice(from, cut.at)}${cut.mark}`;
      from = cut.at;
    }
    parts.push({ at: text.length, block, from });
    text += block.text.slice(from);
  }
  const first = group[0] as { readonly block: Block; readonly order: number };
  return { text, parts, block: first.block, code: false, order: first.order };
}

/**
 * Where a mark that was taken out joined a figure to what stands before it (2*3*k, 10<sup>2</sup>): they must not
 * read as one number or name, so the mark stays.
 */
function gluedFigures(
  { text, pieces }: Block,
  source: string,
): readonly { readonly at: number; readonly mark: string }[] {
  const cuts: { readonly at: number; readonly mark: string }[] = [];
  for (let index = 1; index < pieces.length; index += 1) {
    const [before, after] = [pieces[index - 1], pieces[index]];
    if (before === undefined || after === undefined || before.span.end >= after.span.start) continue;
    const [left, right] = [text[after.at - 1] ?? "", text[after.at] ?? ""];
    const between = source.slice(before.span.end, after.span.start);
    if (
      !/[0-9A-Za-z０-９)]/u.test(left) ||
      !/[0-9A-Za-z０-９(+-]/u.test(right) ||
      !/[0-9０-９]/u.test(left + right)
    )
      continue;
    if (/<sup\b/i.test(between)) cuts.push({ at: after.at, mark: "^" });
    else if (/^\*$/.test(between)) cuts.push({ at: after.at, mark: between });
    else if (/[0-9０-９]/u.test(left) && /[0-9０-９]/u.test(right))
      cuts.push({ at: after.at, mark: "\u001f" });
  }
  return cuts;
}
