/** The comments of a model's answer, put above the lines they are about; the lines themselves stay as they are. */
import { type Span } from "../documents/document";
import { type CodeLine, type Comment, type Commented, isDirective } from "./comments";

export interface Taken {
  /** Changes of the original, in order, none inside another. */
  readonly edits: readonly TakenEdit[];
  /** Comments that were taken. */
  readonly comments: readonly string[];
  /** The answer's code is another one. */
  readonly changed: boolean;
}

export interface TakenEdit {
  readonly span: Span;
  readonly text: string;
}

/** Lines of code that are compared. */
const mostLines = 3000;

/**
 * Without comments where nothing can be taken. An original comment goes only where a documentation comment takes its
 * place; comments that tools read are neither taken nor lost. `end`: of the original stretch.
 */
export function takeComments(
  original: Commented,
  answer: Commented,
  { end, lineBreak }: { readonly end: number; readonly lineBreak: string },
): Taken {
  const pairs = pairsOf(original.lines, answer.lines);
  const edits: TakenEdit[] = [];
  const comments: string[] = [];
  for (const [at, line] of original.lines.entries()) {
    const like = answer.lines[pairs.get(at) ?? -1];
    if (like === undefined) continue;
    const taken = news(line.above, like.above).map(({ text }) => moved(text, like.indent, line.indent));
    if (taken.length === 0) continue;
    comments.push(...taken);
    const replaced = taken.some(isDocumentation) ? line.above.find(isReplaced) : undefined;
    const text = taken.join(lineBreak);
    if (replaced !== undefined) edits.push({ span: replaced.span, text });
    else edits.push({ span: { start: line.start, end: line.start }, text: text + lineBreak });
  }
  const isLast = answer.lines.length > 0 && pairs.get(original.lines.length - 1) === answer.lines.length - 1;
  for (const { text } of isLast ? news(original.below, answer.below) : []) {
    comments.push(text);
    edits.push({ span: { start: end, end }, text: lineBreak + text });
  }
  const changed = pairs.size < original.lines.length || original.lines.length !== answer.lines.length;
  return { edits, comments, changed };
}

const news = (given: readonly Comment[], said: readonly Comment[]): readonly Comment[] => {
  const known = new Set(given.map(({ text }) => plain(text)));
  return said.filter(({ text }) => !known.has(plain(text)) && !isDirective(text) && hasWords(text));
};

const isReplaced = ({ text }: Comment) => isDocumentation(text) && !isDirective(text);

const plain = (comment: string) => comment.replace(/[\s*/#-]+/gu, " ").trim();
const hasWords = (comment: string) => /\p{L}{2}/u.test(comment);

const isDocumentation = (comment: string) =>
  /^\s*(?:\/\*\*|\/\/\/|\/\/!|[rRuU]?"""|'''|--- |##)/.test(comment);

/** As far from its line as in the answer. */
function moved(comment: string, from: string, to: string): string {
  if (from === to) return comment;
  return comment
    .split(/\r\n|\n|\r/)
    .map((line) => (line.startsWith(from) ? to + line.slice(from.length) : line))
    .join("\n");
}

/** Original line to answer line: the longest common sequence, all of them where the code is the same. */
function pairsOf(left: readonly CodeLine[], right: readonly CodeLine[]): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  if (left.length > mostLines || right.length > mostLines) return pairs;
  const width = right.length + 1;
  const lengths = new Uint16Array((left.length + 1) * width);
  for (let at = left.length - 1; at >= 0; at -= 1)
    for (let other = right.length - 1; other >= 0; other -= 1)
      lengths[at * width + other] =
        left[at]?.code === right[other]?.code
          ? (lengths[(at + 1) * width + other + 1] ?? 0) + 1
          : Math.max(lengths[(at + 1) * width + other] ?? 0, lengths[at * width + other + 1] ?? 0);
  for (let at = 0, other = 0; at < left.length && other < right.length;) {
    if (left[at]?.code === right[other]?.code) pairs.set(at++, other++);
    else if ((lengths[(at + 1) * width + other] ?? 0) >= (lengths[at * width + other + 1] ?? 0)) at += 1;
    else other += 1;
  }
  return pairs;
}
