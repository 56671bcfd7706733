/** The same pattern for RE2JS, whose time is linear in the text whatever the pattern is. */
import { RE2JS } from "re2js";
import { isLookAround, type PatternNode } from "./patternSyntax";

/** JavaScript's white space and line ends; RE2 knows the ASCII ones only, and Japanese text has U+3000. */
const space =
  "\\t-\\r \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}";
const notSpace =
  "\\x{0}-\\x{8}\\x{e}-\\x{1f}!-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}" +
  "\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{fefe}\\x{ff00}-\\x{10ffff}";
const lineEnds = "\\n\\r\\x{2028}\\x{2029}";

/** Undefined when the linear engine has no such thing (look-ahead, back reference, very long counts). */
export function linearPattern(tree: PatternNode, flags: string): RE2JS | undefined {
  const source = print(tree, flags);
  if (source === undefined) return undefined;
  const prefix = flags.replace(/[^im]/g, "");
  try {
    return RE2JS.compile(`${prefix === "" ? "" : `(?${prefix})`}${source}`, RE2JS.LOOKBEHINDS);
  } catch {
    // What RE2 lacks beyond the known differences; the caller bounds the pattern or refuses it.
    return undefined;
  }
}

function print(node: PatternNode, flags: string): string | undefined {
  switch (node.kind) {
    case "atom":
      return atom(node.source, flags);
    case "assertion":
      return assertion(node.source, flags.includes("m"));
    case "backReference":
      return undefined;
    case "sequence":
      return joined(node.items, "", flags);
    case "alternatives":
      return joined(node.options, "|", flags);
    case "group": {
      if (isLookAround(node) && !node.open.startsWith("(?<")) return undefined;
      const body = print(node.body, flags);
      return body === undefined ? undefined : `${node.open}${body})`;
    }
    case "repeat": {
      const body = print(node.body, flags);
      const count = node.max === Infinity ? `{${node.min},}` : `{${node.min},${node.max}}`;
      return body === undefined ? undefined : `(?:${body})${count}${node.lazy ? "?" : ""}`;
    }
  }
}

/** Without `m` both mean the ends of the text. With `m` RE2 knows LF only, JavaScript CR and others too. */
function assertion(source: string, multiline: boolean): string | undefined {
  if (!multiline || source.startsWith("\\")) return source;
  return source === "^" ? `(?:^|(?<=[${lineEnds}]))` : undefined;
}

function joined(nodes: readonly PatternNode[], separator: string, flags: string): string | undefined {
  const parts = nodes.map((node) => print(node, flags));
  return parts.includes(undefined) ? undefined : parts.join(separator);
}

function atom(source: string, flags: string): string {
  if (source === ".") return flags.includes("s") ? "(?s:.)" : `[^${lineEnds}]`;
  if (source === "\\s") return `[${space}]`;
  if (source === "\\S") return `[^${space}]`;
  if (source.startsWith("[") && source.length > 1) return characterClass(source);
  return spelled(source);
}

function characterClass(source: string): string {
  const negated = source.startsWith("[^");
  const inner = source.slice(negated ? 2 : 1, -1);
  if (inner === "") return negated ? "(?s:.)" : "[^\\x{0}-\\x{10ffff}]";
  const items = inner.replace(
    /\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[\dA-Fa-f]{4}|x[\dA-Fa-f]{2}|c[A-Za-z]|[^])|\[/g,
    (item) => {
      if (item === "\\s") return space;
      if (item === "\\S") return notSpace;
      if (item === "\\b") return "\\x{8}";
      return item === "[" ? "\\[" : spelled(item);
    },
  );
  return `[${negated ? "^" : ""}${items}]`;
}

/** One character or escape outside the differences above. */
function spelled(source: string): string {
  const code = /^\\(?:u\{([^}]*)\}|u([\dA-Fa-f]{4})|x([\dA-Fa-f]{2}))$/.exec(source);
  if (code !== null) return `\\x{${code[1] ?? code[2] ?? code[3] ?? ""}}`;
  if (source === "\\0") return "\\x{0}";
  if (/^\\c[A-Za-z]$/.test(source)) return `\\x{${(source.charCodeAt(2) % 32).toString(16)}}`;
  return source.replace(/^(\\[pP]\{)(?:Script|sc|General_Category|gc)=/, "$1");
}
