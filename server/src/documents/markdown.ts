/** Markdown (GFM, front matter) to blocks; every character keeps its place in the source. */
import { type Nodes, type Parent, type PhrasingContent, type Table } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { frontmatterFromMarkdown } from "mdast-util-frontmatter";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { frontmatter } from "micromark-extension-frontmatter";
import { gfm } from "micromark-extension-gfm";
import { alignText } from "./align";
import { type Block, type BlockKind, type Span } from "./document";
import { isArithmetic } from "./emphasis";
import { headingPath } from "./headings";
import { linkDefinitions, markdownParts } from "./markdownParts";
import { type PieceBuilder, pieceBuilder } from "./pieces";

const kinds = ["yaml", "toml"] as const;

/** Parts of documents that were read before, while somebody types in another part of them. */
export interface MarkdownMemory {
  get(key: string): readonly Block[] | undefined;
  set(key: string, blocks: readonly Block[]): void;
}

/** The parts that were used last; `most` of them, some 4,000 characters each. */
export function createMarkdownMemory(most = 500): MarkdownMemory {
  const parts = new Map<string, readonly Block[]>();
  return {
    get(key) {
      const found = parts.get(key);
      if (found !== undefined) {
        parts.delete(key);
        parts.set(key, found);
      }
      return found;
    },
    set(key, blocks) {
      parts.set(key, blocks);
      const [oldest] = parts.keys();
      if (parts.size > most && oldest !== undefined) parts.delete(oldest);
    },
  };
}

/** Blocks in document order. Front matter and HTML other than comments are `code` blocks. */
export function readMarkdown(text: string, memory?: MarkdownMemory): readonly Block[] {
  const parts = markdownParts(text);
  const definitions = parts.length > 1 ? linkDefinitions(text) : "";
  const path = headingPath();
  const blocks: Block[] = [];
  for (const [index, { start, end }] of parts.entries()) {
    const part = text.slice(start, end);
    // Front matter stands at the very beginning only.
    const key = `${index === 0} ${definitions}\n${part}`;
    const known = memory?.get(key);
    const own = known ?? readPart(part, definitions, index === 0);
    if (known === undefined) memory?.set(key, own);
    for (const block of own) {
      const headings = block.kind === "heading" ? path.enter(block.text, block.level ?? 1) : path.current();
      blocks.push(moved(block, start, headings));
    }
  }
  return blocks;
}

function readPart(part: string, definitions: string, first: boolean): readonly Block[] {
  const tree = fromMarkdown(part + definitions, {
    extensions: first ? [gfm(), frontmatter([...kinds])] : [gfm()],
    mdastExtensions: [gfmFromMarkdown(), frontmatterFromMarkdown([...kinds])],
  });
  const reader = blockReader(part);
  for (const node of tree.children) reader.read(node, "paragraph");
  return reader.blocks;
}

/** The block of a part in its document; its offsets were counted from the beginning of the part. */
function moved(block: Block, by: number, headings: readonly string[]): Block {
  if (by === 0) return { ...block, headings };
  const there = ({ start, end }: Span): Span => ({ start: start + by, end: end + by });
  return {
    ...block,
    headings,
    span: there(block.span),
    pieces: block.pieces.map(({ at, span }) => ({ at, span: there(span) })),
    ...(block.row === undefined ? {} : { row: there(block.row) }),
  };
}

function spanOf(node: Nodes): Span {
  return { start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0 };
}

function blockReader(source: string) {
  const blocks: Block[] = [];

  function push(
    kind: BlockKind,
    span: Span,
    fill: (builder: PieceBuilder) => void,
    extra: Partial<Block> = {},
  ) {
    const builder = pieceBuilder(source);
    fill(builder);
    const { text, pieces } = builder.build();
    if (text === "" && kind !== "heading") return;
    blocks.push({ kind, text, span, pieces, headings: [], ...extra });
  }

  function pushInline(kind: BlockKind, node: Nodes & Parent, extra: Partial<Block> = {}) {
    const children = node.children as readonly PhrasingContent[];
    push(kind, spanOf(node), (builder) => children.forEach((child) => inline(child, source, builder)), extra);
    for (const comment of commentsIn(node)) html(comment, source, push);
  }

  function table(node: Table) {
    for (const [index, row] of node.children.entries()) {
      for (const cell of row.children) {
        pushInline("tableCell", cell, { row: spanOf(row), ...(index === 0 ? { header: true } : {}) });
      }
    }
  }

  function read(node: Nodes, kind: BlockKind): void {
    const span = spanOf(node);
    if (node.type === "heading") pushInline("heading", node, { level: node.depth });
    else if (node.type === "paragraph") pushInline(kind, node);
    else if (node.type === "table") table(node);
    else if (node.type === "html") html(node, source, push);
    else if (node.type === "code" || node.type === "yaml" || (node.type as string) === "toml") {
      const value = (node as { value: string }).value;
      push("code", span, (builder) =>
        alignText(builder, { source, value, resolved: false }, afterFence(source, span)),
      );
    } else if ("children" in node) {
      const inside = node.type === "listItem" ? "listItem" : kind;
      for (const child of node.children) read(child, inside);
    }
  }

  return { blocks, read };
}

function afterFence(source: string, span: Span): Span {
  const fence = /^[ \t]*(?:`{3,}|~{3,}|-{3}|\+{3})[^\r\n]*(?:\r\n|\n|\r|$)/.exec(
    source.slice(span.start, span.end),
  );
  return { start: span.start + (fence?.[0].length ?? 0), end: span.end };
}

/** HTML comments hold suppressions and notes; other HTML is code. */
function html(
  node: Nodes & { readonly value: string },
  source: string,
  push: (kind: BlockKind, span: Span, fill: (builder: PieceBuilder) => void) => void,
): void {
  const span = spanOf(node);
  const raw = source.slice(span.start, span.end);
  const comment = /^<!--[^]*?-->/.exec(raw);
  if (comment === null) return push("code", span, (builder) => builder.copy(span.start, span.end));
  const end = span.start + comment[0].length;
  push("comment", { start: span.start, end }, (builder) => builder.copy(span.start + 4, end - 3));
  if (end < span.end && source.slice(end, span.end).trim() !== "") {
    push("code", { start: end, end: span.end }, (builder) => builder.copy(end, span.end));
  }
}

function* commentsIn(node: Nodes): Iterable<Nodes & { readonly value: string }> {
  if (node.type === "html" && node.value.startsWith("<!--")) yield node;
  if ("children" in node) for (const child of node.children) yield* commentsIn(child);
}

function inline(node: PhrasingContent, source: string, builder: PieceBuilder): void {
  const span = spanOf(node);
  switch (node.type) {
    case "text":
      return alignText(builder, { source, value: node.value, resolved: true }, span);
    case "inlineCode": {
      const ticks = /^`+/.exec(source.slice(span.start, span.end))?.[0].length ?? 0;
      const inner = { start: span.start + ticks, end: span.end - ticks };
      return alignText(builder, { source, value: node.value, resolved: false }, inner);
    }
    case "break":
      return builder.put("\n", span);
    case "image":
    case "imageReference":
      return builder.put(node.alt ?? "", span);
    case "html":
      return /^<br\b/i.test(node.value) ? builder.put("\n", span) : undefined;
    case "footnoteReference":
      return undefined;
    case "emphasis":
    case "strong":
    case "delete":
      return emphasis(node, source, builder);
    default:
      for (const child of node.children) inline(child, source, builder);
  }
}

function emphasis(node: PhrasingContent & Parent, source: string, builder: PieceBuilder): void {
  const span = spanOf(node);
  const [first, last] = [node.children[0], node.children.at(-1)];
  const inner = first && last ? { start: spanOf(first).start, end: spanOf(last).end } : span;
  const isText = isArithmetic(source, span, inner);
  if (isText) builder.copy(span.start, inner.start);
  for (const child of node.children) inline(child as PhrasingContent, source, builder);
  if (isText) builder.copy(inner.end, span.end);
}
