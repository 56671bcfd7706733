/** What a prompt was made from, for a user who wants to see what the model read. */
import { type ContextPiece } from "./context/piece";
import { type Count } from "./context/window";
import { type Frame } from "./frames";

export interface UsedContext {
  readonly pieces: readonly (ContextPiece & { readonly tokens: number })[];
  /** Of the document itself. */
  readonly linesBefore: number;
  readonly linesAfter: number;
}

export async function usedContext({ files, head, window }: Frame, count: Count): Promise<UsedContext> {
  const pieces = await Promise.all(files.map(async (file) => ({ ...file, tokens: await count(file.text) })));
  return {
    pieces,
    linesBefore: linesIn(head.trimEnd()) + linesIn(window.prefix),
    linesAfter: linesIn(window.suffix),
  };
}

function linesIn(text: string): number {
  return text === "" ? 0 : text.replace(/\n$/, "").split("\n").length;
}
