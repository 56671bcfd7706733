/** Blocks as readers of marked-up text write them, in order, each with its place and the headings above it. */
import { type Block, type BlockKind, type Span } from "./document";
import { headingPath } from "./headings";
import { type PieceBuilder, pieceBuilder } from "./pieces";

export interface BlockWriter {
  readonly blocks: Block[];
  /** Nothing is written for an empty text. `fill` puts the block's text into the builder. */
  push(kind: BlockKind, span: Span, fill: (builder: PieceBuilder) => void, extra?: Partial<Block>): void;
}

export function blockWriter(source: string): BlockWriter {
  const blocks: Block[] = [];
  const path = headingPath();
  return {
    blocks,
    push(kind, span, fill, extra = {}) {
      const builder = pieceBuilder(source);
      fill(builder);
      const { text, pieces } = builder.build();
      if (text === "") return;
      const headings = kind === "heading" ? path.enter(text, extra.level ?? 1) : path.current();
      blocks.push({ kind, text, span, pieces, headings, ...extra });
    },
  };
}
