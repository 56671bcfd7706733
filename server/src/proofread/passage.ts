/** What of a document is proofread: sentences of prose and words of tables, never code, addresses or quotations. */
import { type Block, type SourceDocument, sourceSpan, type Span } from "../documents/document";
import { sentenceBounds } from "../documents/sentences";

export interface Passage {
  readonly block: Block;
  /** The block's text; what is not checked (code, addresses, words that are ignored) is `hole`. */
  readonly text: string;
  /** Without what stands in quotation marks too: names of buttons, what somebody said. */
  readonly unquoted: string;
  readonly sentences: readonly Span[];
  /** Sentences, not a heading or a cell of a table. */
  readonly prose: boolean;
  readonly japanese: boolean;
}

/** Stands for every UTF-16 unit that is not checked. */
export const hole = "\uffff";

const japaneseLetters = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/gu;

/** True where a fifth of the letters are Japanese. */
export function isJapanese(text: string): boolean {
  const japanese = text.match(japaneseLetters)?.length ?? 0;
  return japanese * 5 > (text.match(/\p{L}/gu)?.length ?? 0);
}

/** `ignored`: words that are never reported. In document order. */
export function passagesOf(document: SourceDocument, ignored: readonly string[]): readonly Passage[] {
  if (document.format === "source" || document.format === "csv") return [];
  const code = codeIn(document);
  return document.blocks.flatMap((block): readonly Passage[] => {
    if (block.kind === "code" || block.kind === "comment" || block.kind === "string") return [];
    if (isQuotation(document, block) || !isWording(block)) return [];
    const text = holed(block, code, ignored);
    return [
      {
        block,
        text,
        unquoted: withoutQuotations(text),
        sentences: sentenceBounds(block.text),
        prose: block.kind === "paragraph" || block.kind === "listItem",
        japanese: isJapanese(block.text),
      },
    ];
  });
}

/** The span in the document of a stretch of a passage. */
export const spanIn = ({ block }: Passage, start: number, end: number): Span => sourceSpan(block, start, end);

/** A block quotation of Markdown: a law, a letter, somebody else's words. */
function isQuotation({ format, text }: SourceDocument, { span }: Block): boolean {
  if (format !== "markdown") return false;
  const line = text.lastIndexOf("\n", span.start - 1) + 1;
  return /^[ \t]*>/.test(text.slice(line, span.start + 1));
}

/** A cell of figures is no wording. */
function isWording({ kind, text }: Block): boolean {
  if (!/\p{L}/u.test(text)) return false;
  if (kind !== "tableCell") return true;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return letters > (text.match(/[\p{N}.,%]/gu)?.length ?? 0);
}

/** Code in running text, by the marks of the format. */
function codeIn({ format, text }: SourceDocument): readonly Span[] {
  const marks =
    format === "markdown" || format === "text"
      ? /(`+)(?!`)[^]*?[^`]\1(?!`)/g
      : format === "html"
        ? /<(code|kbd|samp|pre|var)\b[^>]*>[^]*?<\/\1>/gi
        : undefined;
  if (marks === undefined) return [];
  return [...text.matchAll(marks)]
    .filter(([found]) => found.length <= longestCode && !/\n\s*\n/.test(found))
    .map(({ index, 0: found }) => ({ start: index, end: index + found.length }));
}

const longestCode = 300;

/** Addresses, paths, options, file names and identifiers: nobody's spelling. */
const technical =
  /(?:https?|ftp|file):\/\/[^\s「」『』（）、。<>]+|[\w.+-]+@[\w-]+\.[\w.-]+|(?<![\p{L}\p{N}])(?:[A-Za-z]:)?(?:[\\/][\w.-]+){2,}|(?<![\p{L}\p{N}-])--?[A-Za-z][\w-]*=?|\b\w+(?:_\w+)+\b|\b[\w-]+\.(?:md|docx?|xlsx?|pptx?|pdf|txt|csv|json|ya?ml|exe|dll|py|js|ts|java|sh|bat|ini|conf|log|zip)\b|\b[a-z]+(?:[A-Z][a-z0-9]+)+\b|\$\{[^}]*\}|\{\{[^}]*\}\}/gu;

function holed(block: Block, code: readonly Span[], ignored: readonly string[]): string {
  let text = block.text.replace(technical, (found) => hole.repeat(found.length));
  for (const { at, end } of codePieces(block, code))
    text = text.slice(0, at) + hole.repeat(end - at) + text.slice(end);
  for (const word of ignored) text = text.replaceAll(word, hole.repeat(word.length));
  return text;
}

/** Stretches of the block's text that come from code. */
function codePieces({ pieces, text, span }: Block, code: readonly Span[]) {
  const near = code.filter(({ start, end }) => start < span.end && span.start < end);
  if (near.length === 0) return [];
  return pieces.flatMap((piece, index) => {
    const inside = near.some(({ start, end }) => start <= piece.span.start && piece.span.end <= end);
    return inside ? [{ at: piece.at, end: pieces[index + 1]?.at ?? text.length }] : [];
  });
}

/** Short ones only: a mark that nobody closed hides nothing. */
const quotations = /「[^「」]{1,200}」|『[^『』]{1,200}』|“[^“”]{1,200}”|"[^"\n]{1,200}"/gu;

const withoutQuotations = (text: string): string =>
  text.replace(quotations, (found) => found[0] + hole.repeat(found.length - 2) + found.slice(-1));
