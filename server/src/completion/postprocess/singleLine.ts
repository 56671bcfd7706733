/** Where one line is wanted, the first line is the suggestion. */
import { type Filter, cutAt } from "./draft";

export const singleLine: Filter = (draft, { multiline }) => {
  const end = draft.text.indexOf("\n");
  return multiline || end < 0 ? draft : cutAt(draft, end);
};
