/** Which parts of a document are most like a text: what a rule is about is rarely in all of them. */
import { createBm25 } from "../../retrieval/bm25";
import { tokensOf } from "../../retrieval/tokens";
import { type JudgePart } from "./parts";

/** At most `most` of the parts, in no order; all of them without it. Those that share no word come last, in their order. */
export type Nearest = (text: string, among: readonly JudgePart[], most?: number) => readonly JudgePart[];

/** The index is made for the first question that asks for some of the parts only. Pure. */
export function createNearest(parts: readonly JudgePart[]): Nearest {
  const numbers = new Map(parts.map((part, index) => [part, index] as const));
  let index: ReturnType<typeof indexOf> | undefined;
  return (text, among, most = Infinity) => {
    if (among.length <= most) return among;
    index ??= indexOf(parts);
    const open = new Set(among.map((part) => numbers.get(part) ?? -1));
    const found = index.query(tokensOf(text), most, (key) => open.has(key)).map(({ key }) => key);
    const rest = [...open].filter((key) => !found.includes(key));
    const chosen = new Set([...found, ...rest].slice(0, most));
    return among.filter((part) => chosen.has(numbers.get(part) ?? -1));
  };
}

function indexOf(parts: readonly JudgePart[]) {
  const index = createBm25<number>((a, b) => a - b);
  for (const [key, { headings, text }] of parts.entries())
    index.add(key, tokensOf([...headings, text].join("\n")));
  return index;
}
