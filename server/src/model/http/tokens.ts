/** How many tokens a text has for a server that does not count: rather too many than too few. Pure. */
import { type GenerateRequest } from "../runtime";

/** Words of Latin letters in pieces of four, every digit and sign, three for two characters of other scripts. */
export function estimateTokens(text: string): number {
  let tokens = 0;
  for (const [part] of text.matchAll(/[A-Za-z]+|\s+|[^A-Za-z\s]/gu)) {
    const code = part.codePointAt(0) ?? 0;
    if (code > 0x7f) tokens += 1.5;
    else tokens += Math.ceil(part.length / 4);
  }
  return Math.ceil(tokens);
}

/** Of everything that a request sends. */
export function estimatePrompt(request: GenerateRequest): number {
  switch (request.kind) {
    case "chat":
      return request.messages.reduce((sum, { text }) => sum + estimateTokens(text) + 8, 0);
    case "completion":
      return estimateTokens(request.prompt);
    case "infill":
      return [
        request.prefix,
        request.suffix,
        request.middle ?? "",
        ...(request.files ?? []).flatMap(({ path, text }) => [path, text]),
      ].reduce((sum, text) => sum + estimateTokens(text), 4);
  }
}
