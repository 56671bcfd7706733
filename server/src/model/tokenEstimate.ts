/** For the engine's models, whose vocabularies we know: it counts for certain and refuses what is too long. Of a server's, nothing is known (`http/tokens.ts`). */
export function estimateTokens(text: string): number {
  const wide = text.match(/[^\p{ASCII}]/gu)?.length ?? 0;
  return Math.ceil(wide + (text.length - wide) / 3);
}
