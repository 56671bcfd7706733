/** The shape of a document that a translation of it must have: sections, steps, warnings, numbers. */
import { type Block, type SourceDocument, sourceSpan } from "../../documents/document";
import { type Section, sectionsOf } from "../../documents/sections";
import { valuesIn } from "../../documents/values";
import { isStep } from "../checks/wording";
import { type Parity } from "../rules";
import { type FactSource, type Shape, type Skeleton } from "./facts";

const warnings = [/^(?:危険|DANGER)/iu, /^(?:警告|WARNING)/iu, /^(?:注意|CAUTION)(?!深)/iu] as const;
const marks = /^[\s　【〔[「（(*!⚠️※▲△■]+/u;

/** Undefined when the document belongs to no pair. */
export function skeletonOf(rule: string, { pairs }: Parity, source: FactSource): Skeleton | undefined {
  const { document, path } = source;
  for (const { left, right } of pairs) {
    // A path that both sides fit (README.ja.md and *.md) is the more particular one's.
    const counterpart = left(path);
    if (counterpart === undefined && right(path) === undefined) continue;
    const sections = sectionsOf(document).map((section) => shapeOf(section, document, source));
    return { rule, path, ...(counterpart === undefined ? {} : { counterpart }), sections };
  }
  return undefined;
}

function shapeOf({ heading, blocks, span }: Section, document: SourceDocument, { draft }: FactSource): Shape {
  const text = blocks.filter(({ kind }) => kind !== "code" && kind !== "comment");
  const first = heading?.span ?? blocks[0]?.span ?? span;
  const count = (pattern: RegExp) =>
    text.filter((block) => pattern.test(block.text.replace(marks, ""))).length;
  return {
    level: heading?.level ?? 0,
    steps: text.filter((block) => isStep(block, document.text)).length,
    warnings: [count(warnings[0]), count(warnings[1]), count(warnings[2])],
    values: text.flatMap((block) => valuesOf(block, draft)),
    draft: draft(first),
  };
}

/** Numbers of references (第3条, Section 4) are worded too differently to be compared. */
function valuesOf(block: Block, draft: FactSource["draft"]): Shape["values"] {
  return valuesIn(block.text)
    .filter(({ kind }) => kind !== "reference")
    .map((value) => ({ value, draft: draft(sourceSpan(block, value.span.start, value.span.end)) }));
}
