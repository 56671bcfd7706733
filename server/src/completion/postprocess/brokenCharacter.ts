/** Ends the text at a character that was broken on its way: half an emoji, a byte that is no letter. */
import { type Filter, cutAt } from "./draft";

/** A file that holds such characters on purpose writes them as escapes. */
const broken = new RegExp(
  "\\ufffd|[\\u0000-\\u0008\\u000b\\u000e-\\u001f\\u007f]|[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]",
);

export const brokenCharacter: Filter = (draft, { hole }) => {
  const found = broken.exec(draft.text);
  if (found === null || hole.prefix.includes(found[0]) || hole.suffix.includes(found[0])) return draft;
  return cutAt(draft, found.index);
};
