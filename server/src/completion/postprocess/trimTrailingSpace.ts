/** Removes white space at the end, unless the rest of the line needs it. */
import { isBlank } from "../hole";
import { isWordChar } from "../words";
import { type Filter } from "./draft";

/** An operator with a space behind it, or the brace of a block, has one before it as well. */
const spaced = /^(?:[-+*/%&|^<>=!?:]{1,3}\s|\{)/u;

export const trimTrailingSpace: Filter = (draft, { hole }) => {
  const rest = hole.lineSuffix.slice(draft.replace);
  const text = draft.text.trimEnd();
  if (isBlank(rest)) return { ...draft, text };
  const white = draft.text.slice(text.length);
  // `{\n    body\n|})`: the last break belongs to the block, and a word needs the space before it.
  const wanted = white.includes("\n") || isWordChar(rest.at(0)) || spaced.test(rest);
  return wanted ? draft : { ...draft, text };
};
