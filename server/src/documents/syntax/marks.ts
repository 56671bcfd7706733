/** Which characters of a comment or string are marks, and which are what people read. */
import { type Span } from "../document";
import { type Token } from "../lexer";

const commentOpen = /^(?:\/\/[/!]?|\/\*[*!]?(?!\/)|\/\*|#+|<#|=begin\b|<!--)/;
const commentClose = /(?:\*\/|#>|-->|=end[^\r\n]*)$/;

/** Each with the mark that closes it. Longer ones first. */
const stringOpeners: readonly (readonly [RegExp, (match: RegExpExecArray) => string])[] = [
  [/^(?:u8|[uUL])?R"([^(\s"]{0,16})\(/, ([, word = ""]) => `)${word}"`],
  [/^[bc]?r(#*)"/, ([, hashes = ""]) => `"${hashes}`],
  [/^(?:[A-Za-z]{0,2}|\$*)("{3,}|'{3})/, ([, quotes = ""]) => quotes],
  [/^@(["'])[ \t]*(?=[\r\n])/, ([, quote = ""]) => `${quote}@`],
  [/^(?:[A-Za-z]{0,2}|u8|[$@]{1,3})(["'`])/, ([, quote = ""]) => quote],
  [/^%[A-Za-z]?([^\w\s])/, ([, mark = ""]) => ({ "(": ")", "[": "]", "{": "}", "<": ">" })[mark] ?? mark],
  [/^<<<[ \t]*(["']?)(\w+)\1/u, ([, , word = ""]) => word],
];

/** `kind` as a grammar's query names it: `comment`, `doc`, `string`, `text`. */
export function tokenOf(source: string, kind: string, { start, end }: Span): Token {
  const text = source.slice(start, end);
  const usual = usualMarks(kind, text);
  if (usual !== undefined)
    return { kind: kind === "comment" ? kind : "string", start, end, open: usual.open, close: usual.close };
  if (kind === "comment") {
    // Line comments of some grammars reach over the line break.
    const length = text.replace(/[\r\n]+$/, "").length;
    const open = commentOpen.exec(text)?.[0].length ?? 0;
    const closes = /^(?:\/\*|<#|=begin|<!--)/.test(text) ? commentClose.exec(text.slice(open)) : null;
    return { kind: "comment", start, end: start + length, open, close: closes?.[0].length ?? 0 };
  }
  const { open, close } = kind === "text" ? { open: 0, close: 0 } : stringMarks(text);
  return { kind: kind === "doc" ? "comment" : "string", start, end, open, close };
}

interface Marks {
  readonly open: number;
  readonly close: number;
}

const [lineFeed, carriageReturn, bang, double, sharp, single, slash] = [10, 13, 33, 34, 35, 39, 47];

/** Of most comments and strings, without a pattern: `# …`, `// …`, "…" and '…'. */
function usualMarks(kind: string, text: string): Marks | undefined {
  const [first, second] = [text.charCodeAt(0), text.charCodeAt(1)];
  const last = text.charCodeAt(text.length - 1);
  if (kind === "comment") {
    if (last === lineFeed || last === carriageReturn) return undefined;
    if (first === sharp) return second === sharp ? undefined : { open: 1, close: 0 };
    const third = text.charCodeAt(2);
    const isPlain = first === slash && second === slash && third !== slash && third !== bang;
    return isPlain ? { open: 2, close: 0 } : undefined;
  }
  // Two of them at the start are three, or nothing is between them.
  const isPlain = (first === double || first === single) && last === first && second !== first;
  return kind === "string" && isPlain && text.length > 2 ? { open: 1, close: 1 } : undefined;
}

function stringMarks(text: string): Marks {
  for (const [pattern, closing] of stringOpeners) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const open = match[0].length;
    const close = closing(match);
    const closed = text.length >= open + close.length && text.endsWith(close);
    return { open, close: closed ? close.length : 0 };
  }
  return { open: 0, close: 0 };
}
