/**
 * Reads a JavaScript pattern into a tree, so that its cost can be bounded and so that the linear-time
 * engine can be given the same pattern. The pattern has passed `new RegExp(pattern, "u")` before: what is
 * read here is known to be well formed.
 */

/** One character of the text. `source` is its JavaScript spelling, e.g. `a`, `\d`, `[^"\n]`, `.`. */
export interface AtomNode {
  readonly kind: "atom";
  readonly source: string;
}

export interface SequenceNode {
  readonly kind: "sequence";
  readonly items: readonly PatternNode[];
}

export interface AlternativesNode {
  readonly kind: "alternatives";
  readonly options: readonly PatternNode[];
}

export interface RepeatNode {
  readonly kind: "repeat";
  readonly body: PatternNode;
  readonly min: number;
  /** Infinity for `*`, `+` and `{n,}`. */
  readonly max: number;
  readonly lazy: boolean;
}

export interface GroupNode {
  readonly kind: "group";
  /** `(?:`, `(`, `(?<name>`; for look-arounds `(?=`, `(?!`, `(?<=`, `(?<!`. */
  readonly open: string;
  readonly body: PatternNode;
  /** All of it, parentheses included. */
  readonly source: string;
}

/** `^`, `$`, `\b`, `\B`. */
export interface AssertionNode {
  readonly kind: "assertion";
  readonly source: string;
}

/** `\1`, `\k<name>`: only a backtracking engine can follow it. */
export interface BackReferenceNode {
  readonly kind: "backReference";
  readonly source: string;
}

export type PatternNode =
  AtomNode | SequenceNode | AlternativesNode | RepeatNode | GroupNode | AssertionNode | BackReferenceNode;

export const isLookAround = (group: GroupNode) => /^\(\?<?[=!]/.test(group.open);

const quantifier = /(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})(\??)/y;
const groupOpen = /\((?:\?(?::|<?[=!]|<[^>]+>))?/y;
const characterClass = /\[\^?(?:\\[^]|[^\]\\])*\]/y;
const escape = /\\(?:k<[^>]+>|[pP]\{[^}]*\}|u\{[^}]*\}|u[\dA-Fa-f]{4}|x[\dA-Fa-f]{2}|c[A-Za-z]|\d+|[^])/y;

/** The tree of a well-formed pattern with the `u` flag. */
export function readPattern(source: string): PatternNode {
  let at = 0;

  function take(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = at;
    const match = expression.exec(source) ?? undefined;
    if (match !== undefined) at += match[0].length;
    return match;
  }

  function alternatives(): PatternNode {
    const options = [sequence()];
    while (source[at] === "|") {
      at += 1;
      options.push(sequence());
    }
    const [only] = options;
    return options.length === 1 && only !== undefined ? only : { kind: "alternatives", options };
  }

  function sequence(): PatternNode {
    const items: PatternNode[] = [];
    while (at < source.length && source[at] !== "|" && source[at] !== ")") items.push(repeated());
    const [only] = items;
    return items.length === 1 && only !== undefined ? only : { kind: "sequence", items };
  }

  function repeated(): PatternNode {
    const body = single();
    const match = take(quantifier);
    if (match === undefined) return body;
    const [text, from, comma, to, lazy] = match;
    return { kind: "repeat", body, ...range(text, { from, comma, to }), lazy: lazy === "?" };
  }

  function single(): PatternNode {
    const start = at;
    const open = take(groupOpen);
    if (open !== undefined) {
      const body = alternatives();
      at += 1; // the closing parenthesis
      return { kind: "group", open: open[0], body, source: source.slice(start, at) };
    }
    const whole = take(characterClass) ?? take(escape);
    if (whole !== undefined) return escaped(whole[0]);
    const character = String.fromCodePoint(source.codePointAt(at) ?? 0);
    at += character.length;
    if (character === "^" || character === "$") return { kind: "assertion", source: character };
    return { kind: "atom", source: character };
  }

  return alternatives();
}

function escaped(source: string): PatternNode {
  if (source === "\\b" || source === "\\B") return { kind: "assertion", source };
  if (/^\\(?:k<|[1-9])/.test(source)) return { kind: "backReference", source };
  return { kind: "atom", source };
}

function range(
  text: string,
  { from, comma, to }: { from: string | undefined; comma: string | undefined; to: string | undefined },
): { readonly min: number; readonly max: number } {
  if (text.startsWith("*")) return { min: 0, max: Infinity };
  if (text.startsWith("+")) return { min: 1, max: Infinity };
  if (text.startsWith("?")) return { min: 0, max: 1 };
  const min = Number(from);
  if (comma === undefined) return { min, max: min };
  return { min, max: to === "" || to === undefined ? Infinity : Number(to) };
}
