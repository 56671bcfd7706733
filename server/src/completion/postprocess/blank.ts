/** Drops a text that shows nothing, or that leaves the line as it is. */
import { type Filter } from "./draft";

export const blank: Filter = (draft, { hole }) => {
  if (draft.text.trim() === "") return undefined;
  return draft.replace > 0 && draft.text === hole.lineSuffix.slice(0, draft.replace) ? undefined : draft;
};
