/** `hanare-ignore RULE-ID -- reason (owner, until 2027-03-31)` in a comment of the document (design 4.4). */
import { type SourceDocument, type Span } from "../documents/document";

export interface SuppressionComment {
  /** From `hanare-ignore` to the end of the directive. */
  readonly span: Span;
  readonly rules: readonly string[];
  /** Empty when none is given, or only the placeholder `<…>` of the quick fix. */
  readonly reason: string;
  readonly owner?: string;
  /** As written, e.g. `2027-03-31`; may be no day of the calendar. */
  readonly until?: string;
  /** Lines (from 0) whose findings it suppresses. */
  readonly lines: ReadonlySet<number>;
}

const word = "hanare-ignore";
const directive = /hanare-ignore(?![\w-])[ \t　]*([^\r\n]*)/gu;
/** Comment marks of the languages there are, directly before the directive. */
const opener =
  /(?:\/\/+|\/\*+|#+|--+|<!--+|;+|%+|'|\*+|\(\*|\{\{?!?(?:--)?|""")[ \t　]*$|(?:^|[ \t])rem[ \t]+$/iu;
const closer = /[ \t　]*(?:\*+\/|--+>|\*+\)|(?:--)?\}\}|""")[^\r\n]*$/u;

/** Whether the text may hold such a comment. */
export const hasExceptions = (text: string): boolean => text.includes(word);

/** In document order. Text that names the directive outside a comment (documentation) is none. */
export function suppressionComments(document: SourceDocument): readonly SuppressionComment[] {
  const { text } = document;
  if (!hasExceptions(text)) return [];
  const found = [...text.matchAll(directive)].flatMap((match) => read(document, match));
  const lines = text.split(/\r\n|\n|\r/);
  const alone = new Set(found.filter(({ isAlone }) => isAlone).map(({ line }) => line));
  return found.map(({ comment, line, isAlone }) => {
    return { ...comment, lines: new Set(isAlone ? [line, nextLine(lines, line, alone)] : [line]) };
  });
}

interface Found {
  readonly comment: Omit<SuppressionComment, "lines">;
  readonly line: number;
  readonly isAlone: boolean;
}

function read(document: SourceDocument, match: RegExpExecArray): readonly Found[] {
  const { text, format, blocks } = document;
  const before = text.slice(Math.max(0, match.index - 1000), match.index).replace(/^[^]*[\r\n]/, "");
  const inComment = blocks.some(
    ({ kind, span }) => kind === "comment" && span.start <= match.index && match.index < span.end,
  );
  const isBare = (format === "text" || format === "csv") && before.trim() === "";
  const hasComments =
    format === "source" && blocks.some(({ kind }) => kind === "comment" || kind === "string");
  // A directive begins its comment, or a line of it: a comment that talks about directives is none.
  const begins = opener.test(before) || (inComment && /^[\s*]*$/u.test(before));
  // A language with comments says itself what a comment is; elsewhere the mark before the word does.
  if (hasComments ? !(inComment && begins) : !isBare && !begins) return [];
  const body = (match[1] ?? "").replace(closer, "").trimEnd();
  const end = match.index + match[0].indexOf(body, word.length) + body.length;
  const comment = {
    span: { start: match.index, end: body === "" ? match.index + word.length : end },
    ...parse(body),
  };
  const { line } = document.rangeOf(comment.span).start;
  return [{ comment, line, isAlone: /^[\s{]*$/.test(before.replace(opener, "")) }];
}

/** The next line that holds something and is no such comment itself. */
function nextLine(lines: readonly string[], line: number, alone: ReadonlySet<number>): number {
  let next = line + 1;
  while (next < lines.length && ((lines[next] ?? "").trim() === "" || alone.has(next))) next += 1;
  return next;
}

function parse(body: string): Omit<SuppressionComment, "lines" | "span"> {
  const [ids = "", ...rest] = body.split(/(?:^|[ \t　]+)(?:--|——|―+)(?:[ \t　]+|$)/u);
  const rules = ids.split(/[\s,、，　]+/u).filter((id) => id !== "");
  const text = rest.join(" -- ").trim();
  const aside = /[（(]([^（）()]*)[）)]$/u.exec(text);
  const day = /(\d{4})[-/](\d{1,2})[-/](\d{1,2})/.exec(aside?.[1] ?? "");
  const owner = ownerOf(aside?.[1] ?? "");
  // Without a day the brackets may just as well belong to the reason: they count as both.
  const reason = aside === null || day === null ? text : text.slice(0, aside.index).trim();
  return {
    rules,
    reason: /^[<＜].*[>＞]$/u.test(reason) ? "" : reason,
    ...(owner === undefined ? {} : { owner }),
    ...(day === null ? {} : { until: [day[1], pad(day[2]), pad(day[3])].join("-") }),
  };
}

const pad = (part: string | undefined) => (part ?? "").padStart(2, "0");

function ownerOf(aside: string): string | undefined {
  const parts = aside.split(/[,、，;；]/u).map((part) => part.trim());
  return parts.find((part) => part !== "" && !/\d{4}[-/]\d/.test(part));
}
