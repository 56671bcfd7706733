/** The code a task is about: the selected lines, or the declaration around the cursor. */
import { type SourceDocument, type Span } from "../documents/document";
import { grammarOf } from "../documents/syntax/grammars";

export interface SelectedCode {
  readonly document: SourceDocument;
  /** Whole lines, without the last line break. */
  readonly span: Span;
  readonly text: string;
}

export interface DeclaredName {
  readonly name: string;
  /** Of the whole declaration. */
  readonly span: Span;
}

/** Declarations of a document in its order; undefined where no grammar tells. */
export function declaredIn({
  languageId,
  text,
  syntax,
}: SourceDocument): readonly DeclaredName[] | undefined {
  const query = grammarOf(languageId)?.blocks;
  const matches = query === undefined ? undefined : syntax?.find([query])[0]?.matches;
  return matches?.flatMap(({ captures }) => {
    const whole = captures.find(({ name }) => name === "declaration");
    const name = captures.find((capture) => capture.name === "name");
    if (whole === undefined || name === undefined) return [];
    return [{ name: text.slice(name.start, name.end), span: { start: whole.start, end: whole.end } }];
  });
}

/** Undefined where nothing is selected and no declaration is around. */
export function selectedCode(document: SourceDocument, selection: Span): SelectedCode | undefined {
  const { text } = document;
  const chosen =
    text.slice(selection.start, selection.end).trim() === "" ? around(document, selection.start) : selection;
  if (chosen === undefined) return undefined;
  const span = wholeLines(text, chosen);
  return { document, span, text: text.slice(span.start, span.end) };
}

function wholeLines(text: string, { start, end }: Span): Span {
  // A selection that ends at the beginning of a line does not mean that line.
  const last = end > start && /[\r\n]/.test(text[end - 1] ?? "") ? end - 1 : end;
  const from = Math.max(text.lastIndexOf("\n", start - 1), text.lastIndexOf("\r", start - 1)) + 1;
  const feed = /[\r\n]|$/g;
  feed.lastIndex = text.slice(from, last).trimEnd().length + from;
  return { start: from, end: feed.exec(text)?.index ?? text.length };
}

function around(document: SourceDocument, at: number): Span | undefined {
  const inside = (declaredIn(document) ?? []).filter(({ span }) => span.start <= at && at <= span.end);
  const [smallest] = inside.sort((a, b) => a.span.end - a.span.start - (b.span.end - b.span.start));
  if (smallest === undefined) return undefined;
  const { start, end } = smallest.span;
  // Its doc comment belongs to it.
  const above = document.blocks.find(
    ({ kind, span }) =>
      kind === "comment" && span.end <= start && isGap(document.text.slice(span.end, start)),
  );
  return { start: above?.span.start ?? start, end };
}

/** Words such as `export`, and decorators. */
const isGap = (gap: string) =>
  gap.length < 400 &&
  /^[ \t]*(?:\r\n|\n|\r)?(?:[ \t]*(?:@|#\[|\[)[^\r\n]*(?:\r\n|\n|\r))*[\w \t]*$/.test(gap);

/** Leading lines of the file and the first lines of what is around: imports, the class that a method is in. */
export function surroundings({ document, span }: SelectedCode, characters: number): string {
  const { text } = document;
  const head = text.slice(0, Math.min(span.start, Math.floor(characters / 2)));
  const heads = (declaredIn(document) ?? [])
    .filter(({ span: own }) => own.start < span.start && own.end > span.end)
    .map(({ span: own }) => text.slice(own.start, own.end).split(/\r\n|\n|\r/, 1)[0] ?? "");
  const lines = head.split(/\r\n|\n|\r/);
  // A line that was cut says something else.
  const whole = head.length === span.start ? lines : lines.slice(0, -1);
  return [...whole, ...heads.filter((line) => !head.includes(line))]
    .join("\n")
    .slice(0, characters)
    .trimEnd();
}
