/**
 * The fixed beginning of a pattern (`curl` of `curl\b.*-k`). Where it occurs can be counted cheaply, and a
 * match can begin nowhere else: the number of starts is then known instead of being every character.
 */
import { isLookAround, type PatternNode } from "./patternSyntax";

/**
 * JavaScript pattern without any variable repetition; every match of the whole begins with it. Undefined
 * when the pattern may begin with anything.
 */
export function headOf(tree: PatternNode): string | undefined {
  const { source } = beginning(tree);
  return source === "" ? undefined : source;
}

interface Beginning {
  readonly source: string;
  /** The whole node is in it: what follows may be added. */
  readonly complete: boolean;
}

const unknown: Beginning = { source: "", complete: false };
/** Longer beginnings do not narrow the starts down any further. */
const maxRepeat = 16;

function beginning(node: PatternNode): Beginning {
  switch (node.kind) {
    case "atom":
      return { source: node.source, complete: true };
    case "assertion":
      return { source: node.source, complete: true };
    case "backReference":
      return unknown;
    case "group": {
      // A look-around is taken whole if it refers to nothing outside itself; it takes no character.
      if (isLookAround(node)) return { source: isPlain(node.source) ? node.source : "", complete: true };
      const body = beginning(node.body);
      return { ...body, source: body.source === "" ? "" : `(?:${body.source})` };
    }
    case "alternatives":
      return alternatives(node.options);
    case "sequence":
      return sequence(node.items);
    case "repeat": {
      if (node.min === 0) return unknown;
      const body = beginning(node.body);
      if (!body.complete || node.min !== node.max || node.min > maxRepeat)
        return { ...body, complete: false };
      return { source: `(?:${body.source}){${node.min}}`, complete: true };
    }
  }
}

/** Short, and without groups that are named or referred to. */
const isPlain = (source: string) => source.length <= 80 && !/\\[1-9k]|\(\?<[^=!]|[*+]|,\}/.test(source);

function sequence(items: readonly PatternNode[]): Beginning {
  let source = "";
  for (const item of items) {
    const part = beginning(item);
    source += part.source;
    if (!part.complete) return { source, complete: false };
  }
  return { source, complete: true };
}

function alternatives(options: readonly PatternNode[]): Beginning {
  const parts = options.map(beginning);
  if (parts.some(({ source }) => source === "")) return unknown;
  return {
    source: `(?:${parts.map(({ source }) => source).join("|")})`,
    complete: parts.every(({ complete }) => complete),
  };
}
