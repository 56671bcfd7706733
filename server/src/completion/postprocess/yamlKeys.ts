/** Keys of YAML mappings, read by their columns: the text around a cursor is seldom whole YAML. */

interface Mapping {
  readonly column: number;
  /** By key, the number of the suggestion's line that wrote it; undefined for a line of the file. */
  readonly keys: Map<string, number | undefined>;
}

interface Line {
  readonly text: string;
  /** Number of the suggestion's line; undefined for a line, or a key, of the file. */
  readonly own: number | undefined;
}

const keyPattern =
  /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'#&*!|>%@`{}[\],?-](?:[^#:]|:(?=\S)|(?<=\S)#)*?)\s*:(?:\s+(.*))?$/u;
const blockScalar = /(?:^|\s)[|>][+-]?\d*[+-]?\s*(?:#.*)?$/u;

/**
 * Number of the first line of `text` with a key that its mapping has twice in `before + text + after`.
 * Undefined without one, and where flow style, tabs or templates make columns say nothing.
 */
export function repeatedYamlLine(before: string, text: string, after: string): number | undefined {
  if (/^\s*\{[{%]/mu.test(before.slice(-4000) + text)) return undefined;
  const lines = linesOf(before, text, after);
  const stack: Mapping[] = [];
  let scalar: number | undefined;
  let first: number | undefined;
  for (const line of lines) {
    if (/^\s*(?:#|$)/u.test(line.text)) continue;
    const indent = /^ */u.exec(line.text)?.[0].length ?? 0;
    if (scalar !== undefined && indent > scalar) continue;
    scalar = undefined;
    if (line.text[indent] === "\t") return first;
    if (/^(?:---|\.\.\.)(?:\s|$)/u.test(line.text)) {
      stack.length = 0;
      continue;
    }
    const { column, rest } = withoutDashes(line.text.slice(indent), indent, stack);
    const [, key, value = ""] = keyPattern.exec(rest) ?? [];
    if (blockScalar.test(rest)) scalar = key === undefined ? indent : column;
    if (isOpen(key === undefined ? rest : value)) return first;
    if (key === undefined || key === "<<") continue;
    const repeated = entered(stack, column, key, line.own);
    if (repeated !== undefined) first = Math.min(first ?? repeated, repeated);
  }
  return first;
}

function linesOf(before: string, text: string, after: string): readonly Line[] {
  const above = before.split("\n").map((line): Line => ({ text: line, own: undefined }));
  const below = after.split("\n").map((line): Line => ({ text: line, own: undefined }));
  const begun = above.pop()?.text ?? "";
  const own = text.split("\n").map((line, number): Line => {
    // A key that the user has written is not the suggestion's to take back.
    const keyWritten = number === 0 && keyPattern.test(begun.replace(/^[\s-]+/u, "").trimEnd());
    return { text: number === 0 ? begun + line : line, own: keyWritten ? undefined : number };
  });
  const last = own.at(-1);
  const rest = below.shift()?.text ?? "";
  return [...above, ...own.slice(0, -1), ...(last ? [{ ...last, text: last.text + rest }] : []), ...below];
}

/** Each `- ` begins an item, and what was open deeper has ended. */
function withoutDashes(text: string, indent: number, stack: Mapping[]) {
  let column = indent;
  let rest = text;
  for (let dash = /^- +|^-$/u.exec(rest); dash !== null; dash = /^- +|^-$/u.exec(rest)) {
    while ((stack.at(-1)?.column ?? -1) > column) stack.pop();
    column += dash[0].length;
    rest = rest.slice(dash[0].length);
  }
  return { column, rest };
}

/** A flow collection or quoted text that goes on below. */
function isOpen(value: string): boolean {
  if (/^"(?:[^"\\]|\\.)*$/u.test(value) || /^'(?:[^']|'')*$/u.test(value)) return true;
  const bare = value.replace(/"(?:[^"\\]|\\.)*"|'[^']*'/gu, "");
  return /^[[{]/u.test(bare) && bare.split(/[[{]/u).length !== bare.split(/[\]}]/u).length;
}

/** The suggestion's line among the two that hold the key, once it is there twice. */
function entered(stack: Mapping[], column: number, key: string, own: number | undefined): number | undefined {
  while ((stack.at(-1)?.column ?? -1) > column) stack.pop();
  const top = stack.at(-1);
  const mapping = top?.column === column ? top : { column, keys: new Map<string, number | undefined>() };
  if (mapping !== top) stack.push(mapping);
  const name = key.replace(/^(["'])(.*)\1$/u, "$2");
  if (mapping.keys.has(name)) return own ?? mapping.keys.get(name);
  mapping.keys.set(name, own);
  return undefined;
}
