/** Finds comments and string literals by a table of openers: one pass, linear, never fails. */
import { type Span } from "./document";

export interface Token extends Span {
  readonly kind: "comment" | "string";
  /** Characters of marks at either end that are not part of the readable text. */
  readonly open: number;
  readonly close: number;
}

/** What begins where `pattern` matches, and where it ends. `skip`: neither comment nor string (a regex literal). */
export interface Opener {
  /** Regular expression source; flags `gmu` (and `i` if the language asks). Must not match the empty string. */
  readonly pattern: string;
  readonly kind: "comment" | "string" | "skip";
  /** Offset after the closing mark, and that mark's length. `open` is the matched opening mark. */
  readonly end: (
    text: string,
    from: number,
    open: string,
    /** What was searched for to the end of the text in vain, so that it is not searched for again. */
    missing: Set<string>,
  ) => { readonly at: number; readonly mark: number };
}

export interface Lexicon {
  readonly openers: readonly Opener[];
  readonly ignoreCase?: boolean;
}

/** Comment and string tokens in order. */
export function lex(text: string, { openers, ignoreCase = false }: Lexicon): readonly Token[] {
  if (openers.length === 0) return [];
  const source = openers.map(({ pattern }, index) => `(?<o${index}>${pattern})`).join("|");
  const pattern = new RegExp(source, ignoreCase ? "gmui" : "gmu");
  const tokens: Token[] = [];
  const missing = new Set<string>();
  for (;;) {
    const match = pattern.exec(text);
    if (match === null) return tokens;
    const open = match[0];
    const opener = openers[openers.findIndex((_, index) => match.groups?.[`o${index}`] !== undefined)];
    if (opener === undefined) return tokens;
    const from = match.index + open.length;
    const { at, mark } = opener.end(text, from, open, missing);
    const end = Math.max(from, at);
    if (opener.kind !== "skip") {
      tokens.push({
        kind: kindOf(opener.kind, open, text, match.index),
        start: match.index,
        end,
        open: open.length,
        close: mark,
      });
    }
    pattern.lastIndex = end;
  }
}

/** A string in triple quotes that opens a Python block is its documentation. */
function kindOf(kind: Token["kind"], open: string, text: string, at: number): Token["kind"] {
  if (kind === "comment" || !/^[rRuU]?("""|''')$/.test(open)) return kind;
  const before = text.slice(Math.max(0, at - 400), at);
  return /(?:^|:)[ \t]*(?:#[^\n]*)?\r?\n\s*$/.test(before) || before.trim() === "" ? "comment" : kind;
}

type End = Opener["end"];

const lineEnd = (text: string, from: number): number => {
  const pattern = /\r|\n|$/g;
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
};

export const toLineEnd: End = (text, from) => ({ at: lineEnd(text, from), mark: 0 });

/** To the next `close`, or to the end of the text. */
export const until =
  (close: string): End =>
  (text, from) => {
    const at = text.indexOf(close, from);
    return at < 0 ? { at: text.length, mark: 0 } : { at: at + close.length, mark: close.length };
  };

/** To the match of a pattern (flags `gm`), or to the end of the text. */
export const untilPattern =
  (close: RegExp): End =>
  (text, from) => {
    close.lastIndex = from;
    const match = close.exec(text);
    if (match === null) return { at: text.length, mark: 0 };
    return { at: match.index + match[0].length, mark: match[0].length };
  };

/** Block comments that nest, as in Rust and Swift. */
export const nested =
  (open: string, close: string): End =>
  (text, from) => {
    const escape = (mark: string) => mark.replace(/[^\w]/g, "\\$&");
    const pattern = new RegExp(`${escape(open)}|${escape(close)}`, "g");
    pattern.lastIndex = from;
    let depth = 1;
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      depth += match[0] === open ? 1 : -1;
      if (depth === 0) return { at: pattern.lastIndex, mark: close.length };
    }
    return { at: text.length, mark: 0 };
  };

interface Quoting {
  readonly escape: "\\" | "`" | "double" | "none";
  readonly multiline?: boolean;
}

/** A string to its closing quote; one that is left open ends with its line unless it may span lines. */
export const quoted =
  (close: string, { escape, multiline = false }: Quoting): End =>
  (text, from) => {
    for (let at = from; at < text.length; at += 1) {
      const character = text[at];
      if (escape === character) at += text.startsWith("\r\n", at + 1) ? 2 : 1;
      else if (text.startsWith(close, at)) {
        if (escape !== "double" || !text.startsWith(close, at + close.length)) {
          return { at: at + close.length, mark: close.length };
        }
        at += close.length;
      } else if (!multiline && (character === "\n" || character === "\r")) return { at, mark: 0 };
    }
    return { at: text.length, mark: 0 };
  };

/** A JavaScript template with the expressions inside it; quotes and templates inside those are followed. */
export const template: End = (text, from) => {
  const stack: ("template" | "expression")[] = ["template"];
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    const inside = stack.at(-1);
    if (character === "\\") at += 1;
    else if (inside === "template") {
      if (character === "`") {
        stack.pop();
        if (stack.length === 0) return { at: at + 1, mark: 1 };
      } else if (character === "$" && text[at + 1] === "{") {
        stack.push("expression");
        at += 1;
      }
    } else if (character === "`") stack.push("template");
    else if (character === "{") stack.push("expression");
    else if (character === "}") stack.pop();
    else if (character === '"' || character === "'") {
      at = quoted(character, { escape: "\\" })(text, at + 1, character, new Set()).at - 1;
    }
  }
  return { at: text.length, mark: 0 };
};

/** A here-document: from the next line to a line that holds only its word. */
export const hereDocument: End = (text, from, open, missing) => {
  const word = /[A-Za-z_]\w*/.exec(open)?.[0] ?? "";
  // Without its closing word it is a shift operator; a text with very many of those has no here-documents.
  if (missing.has(word) || missing.size > 50) return { at: from, mark: 0 };
  const body = lineEnd(text, from);
  const close = new RegExp(`^[ \\t]*${word}\\b`, "gm");
  close.lastIndex = body;
  const match = close.exec(text);
  if (match === null) missing.add(word);
  return match === null
    ? { at: from, mark: 0 }
    : { at: match.index + match[0].length, mark: match[0].length };
};

/** C++ `R"x(…)x"`, Rust `r#"…"#`, Oracle `q'[…]'`: the closing mark follows from the opening one. */
export const rawString: End = (text, from, open, missing) => {
  const cpp = /R"([^(]*)\($/.exec(open);
  if (cpp !== null) return until(`)${cpp[1] ?? ""}"`)(text, from, open, missing);
  const rust = /r(#*)"$/.exec(open);
  if (rust !== null) return until(`"${rust[1] ?? ""}`)(text, from, open, missing);
  const pairs: Readonly<Record<string, string>> = { "[": "]", "(": ")", "{": "}", "<": ">" };
  const mark = open.at(-1) ?? "";
  return until(`${pairs[mark] ?? mark}'`)(text, from, open, missing);
};
