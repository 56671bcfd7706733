/** Where the text of a completion comes from. Prose stays on this computer: nobody looks for its marks while one types. */
import { partOf, type RequestOrigin, type RequestSource } from "../model/routing/origin";
import { type ContextPiece } from "./context/piece";
import { type InlineRequest } from "./request";

/** Characters in which a mark may stand. */
const head = 8000;

let last:
  | {
      readonly uri: string;
      readonly languageId: string;
      readonly begin: string;
      readonly source: RequestSource;
    }
  | undefined;

/** Looked at again only when the beginning of the document has changed. */
export function sourceOfRequest({ uri, languageId, text }: InlineRequest): RequestSource {
  const begin = text.slice(0, head);
  if (last?.uri === uri && last.languageId === languageId && last.begin === begin) return last.source;
  const source = partOf({ uri, text: begin, languageId, fromStart: true });
  last = { uri, languageId, begin, source };
  return source;
}

export const sourceOfPiece = ({ uri, text, lines }: ContextPiece): RequestSource =>
  partOf({ uri, text, fromStart: lines.start === 0 });

/** Of the document alone: before other files are looked for. */
export const originOfRequest = (request: InlineRequest): RequestOrigin => ({
  task: "completion",
  sources: [sourceOfRequest(request)],
});
