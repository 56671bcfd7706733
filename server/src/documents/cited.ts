/** What a quote stands for when it is shown: the whole statement of the document, with what limits it. */
import { type Block, type SourceDocument, type Span } from "./document";
import { locate, type Located } from "./locate";
import { sentencesOf } from "./sentences";

export interface Cited {
  /** Readable, on one line. */
  readonly text: string;
  readonly span: Span;
}

/** Letters and figures of the shortest quote that says where it is from. */
const shortestQuote = 4;
/** Characters of the longest statement that is shown. */
const longestStatement = 2000;

/** Why a place is none: other figures, words left out, text that nobody reads. */
const nowhere: readonly (string | undefined)[] = ["cuts-number", "differs", "left-out", "unread"];

/**
 * The statement that `quote` is part of; undefined when the document does not say it within `within`. A quote is only an
 * address: what is shown is the document's whole sentence with its proviso, the whole row of a table, and a list item
 * with the line that stands over it where that turns it.
 */
export function citedIn(document: SourceDocument, within: Span, quote: string): Cited | undefined {
  if ((quote.match(/[\p{L}\p{N}]/gu) ?? []).length < shortestQuote) return undefined;
  const found = locate(quote, document, { near: within });
  const { span, sentence, why } = found;
  if (span === undefined || sentence === undefined || nowhere.includes(why)) return undefined;
  if (span.start < within.start || span.end > within.end || isStruck(document, span)) return undefined;
  const statement = statementOf(document, sentence, found);
  if (isStruck(document, statement.span)) return undefined;
  return statement.text === "" || statement.text.length > longestStatement ? undefined : statement;
}

function statementOf(document: SourceDocument, sentence: Span, { why }: Located): Cited {
  const at = document.blocks.findIndex(({ kind, span }) => kind !== "code" && overlap(span, sentence));
  const block = document.blocks[at];
  if (block === undefined)
    return { text: oneLine(document.text.slice(sentence.start, sentence.end)), span: sentence };
  if (block.kind === "tableCell") return rowsAt(document, sentence);
  const lead = why === "turned" && block.kind === "listItem" ? leadOf(document.blocks, at) : undefined;
  const proviso = why === "proviso" ? provisoAfter(document.blocks, sentence) : undefined;
  const own = readable(document, sentence);
  const parts = [lead, { text: own, span: sentence }, proviso].filter((part) => part !== undefined);
  return {
    text: parts.map(({ text }) => text).reduce(joined),
    span: {
      start: Math.min(...parts.map(({ span }) => span.start)),
      end: Math.max(...parts.map(({ span }) => span.end)),
    },
  };
}

/** The sentences of a span, without marks; of code, as it stands. */
function readable(document: SourceDocument, span: Span): string {
  const sentences = document.blocks
    .filter(({ kind, span: own }) => kind !== "code" && overlap(own, span))
    .flatMap(sentencesOf)
    .filter(({ span: own }) => overlap(own, span))
    .map(({ text }) => text);
  return sentences.length === 0
    ? oneLine(document.text.slice(span.start, span.end))
    : sentences.reduce(joined);
}

/** A cell alone does not say what it is about. */
function rowsAt(document: SourceDocument, span: Span): Cited {
  const cells = document.blocks.filter(({ row }) => row !== undefined && overlap(row, span));
  return {
    text: cells.map(({ text }) => oneLine(text)).join(" | "),
    span: {
      start: Math.min(...cells.map(({ row }) => row?.start ?? span.start)),
      end: Math.max(...cells.map(({ row }) => row?.end ?? span.end)),
    },
  };
}

/** 「次の行為をしてはならない。」 over a list. */
function leadOf(blocks: readonly Block[], item: number): Cited | undefined {
  let at = item - 1;
  while (blocks[at]?.kind === "listItem") at -= 1;
  const lead = blocks[at];
  const last = lead && sentencesOf(lead).at(-1);
  if (last === undefined || /[。．.:：]$/u.test(last.text)) return last;
  return { text: `${last.text}${/[\x21-\x7e]$/.test(last.text) ? ":" : "："}`, span: last.span };
}

/** The sentence that follows, in the same block or at the beginning of the next. */
function provisoAfter(blocks: readonly Block[], { end }: Span): Cited | undefined {
  const at = blocks.findIndex(({ kind, span }) => kind !== "code" && span.start < end && span.end >= end);
  const here = blocks[at];
  if (here === undefined) return undefined;
  const next = blocks[at + 1];
  return (
    sentencesOf(here).find(({ span }) => span.start >= end) ??
    (next?.kind === "paragraph" ? sentencesOf(next)[0] : undefined)
  );
}

/** What its author struck out (~~…~~) is not what the document says. */
export function isStruck({ text, format }: SourceDocument, { start, end }: Span): boolean {
  if (format !== "markdown") return false;
  const line = text.lastIndexOf("\n", start) + 1;
  const open = (text.slice(line, start).match(/~~/g)?.length ?? 0) % 2 === 1;
  return open || text.slice(start, end).includes("~~");
}

const overlap = (left: Span, right: Span) => left.start < right.end && left.end > right.start;

const oneLine = (text: string) => text.replace(/\s+/gu, " ").trim();

/** A space between Latin words, none between Japanese ones. */
const joined = (left: string, right: string) => left + (/[\x21-\x7e]$/.test(left) ? " " : "") + right;
