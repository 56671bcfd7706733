/**
 * What tells a finding again in a later review: hashes of its evidence and of what stands around it, never text.
 * Line numbers take no part, so that text which moves keeps its decisions, and text which changes loses them.
 */
import { type Block, type SourceDocument, type Span } from "../documents/document";
import { type Finding, type Fingerprint } from "../protocol";
import { indexLines, type LineIndex } from "../util/lines";
import { sha256 } from "../util/sha256";
import { sectionSpans } from "./scopes";

export interface IdentityContext {
  readonly document: SourceDocument;
  /** Relative to the workspace folder: the same sentence in another file is another finding. */
  readonly path: string;
  /** The text at a span with the secrets in it masked. */
  readonly show: (span: Span) => string;
}

/** Characters beside the evidence that count, on its own lines: a program's lines may have megabytes. */
const besides = 200;

/** Pure; `findings` in the order of the text. */
export function identify(
  findings: readonly Finding[],
  { document, path, show }: IdentityContext,
): readonly Finding[] {
  if (findings.length === 0) return findings;
  const around = surroundings(document);
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const span = around.spanOf(finding);
    const evidence = digest([finding.rule, normal(show(span))]);
    const context = around.of(finding, span);
    const parts = [...context.headings.map(normal), normal(show(context.span))];
    const key = [evidence, ...parts, secretMark(document.text, span, show)];
    // Equal ones of a document are told apart by their order.
    const nth = (seen.get(key.join("\n")) ?? 0) + 1;
    seen.set(key.join("\n"), nth);
    const fingerprint: Fingerprint = { evidence, context: digest([...key, String(nth)]) };
    return { id: idOf(path, finding.rule, fingerprint), fingerprint, ...finding };
  });
}

export const idOf = (path: string, rule: string, { evidence, context }: Fingerprint): string =>
  digest([path, rule, evidence, context]).slice(0, 12);

const digest = (parts: readonly string[]) => sha256(parts.join("\u0000")).slice(0, 32);

const normal = (text: string) => text.normalize("NFKC").replace(/\s+/g, " ").trim();

/**
 * A password that was changed looks the same when it is masked. Eight bits of its hash nearly always tell the change,
 * and tell nobody the password.
 */
function secretMark(text: string, span: Span, show: (span: Span) => string): string {
  const raw = text.slice(span.start, span.end);
  return show(span) === raw ? "" : sha256(raw).slice(0, 2);
}

interface Context {
  readonly headings: readonly string[];
  readonly span: Span;
}

function surroundings(document: SourceDocument) {
  const lines = indexLines(document.text);
  const blocks = document.blocks.filter(({ kind }) => kind !== "code");
  let sections: readonly Span[] | undefined;
  const sectionAt = (offset: number) =>
    (sections ??= sectionSpans(document)).find(({ start, end }) => start <= offset && offset < end);
  return {
    spanOf: ({ anchor }: Finding): Span => ({
      start: lines.offsetAt(anchor.start),
      end: lines.offsetAt(anchor.end),
    }),
    of({ source }: Finding, span: Span): Context {
      const headings = blockAt(blocks, span.start)?.headings ?? [];
      // A model has read the whole section, so its verdict holds for that.
      const section = source === "match" ? undefined : sectionAt(span.start);
      return { headings, span: section ?? linesOf(lines, span) };
    },
  };
}

function linesOf(lines: LineIndex, { start, end }: Span): Span {
  const first = lines.positionAt(start).line;
  const last = lines.positionAt(end).line;
  return {
    start: Math.max(lines.startOf(first), start - besides),
    end: Math.min(lines.startOf(last) + lines.textOf(last).length, end + besides),
  };
}

/** The last block that begins at or before the offset. */
function blockAt(blocks: readonly Block[], offset: number): Block | undefined {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((blocks[middle]?.span.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return blocks[low - 1];
}
