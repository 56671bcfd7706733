/** Ends the text at the first character that the file's encoding cannot hold; saving would lose it. */
import { type Filter, cutAt } from "./draft";

export const unencodable: Filter = (draft, { encodable }) => {
  if (encodable === undefined) return draft;
  let offset = 0;
  for (const char of draft.text) {
    if (char !== "\n" && char !== "\t" && !encodable(char)) {
      // Whole lines before it are worth more than half a line.
      const line = draft.text.lastIndexOf("\n", offset);
      return cutAt(draft, line > 0 ? line : offset);
    }
    offset += char.length;
  }
  return draft;
};
