/** Ends the text at a special token or Markdown fence that leaked into it. */
import { type Hole } from "../hole";
import { type Draft, type Filter, cutAt } from "./draft";

const special =
  /<\|(?:fim_\w+|endoftext|end_of_text|file_sep|file_separator|repo_name|im_start|im_end|cursor|code_(?:prefix|suffix|middle))\|>|<(?:fim_(?:prefix|suffix|middle|pad)|file_sep|reponame)>|<｜[^｜\n]{1,40}｜>|(?<![^\s▁])▁?<(?:PRE|SUF|MID|EOT)>/u;
const fence = /^`{3,}.*$/mu;

export const echoedSpecialTokens: Filter = (draft, { hole }) => {
  const clean = cutAt(draft, tokenStart(draft.text, hole));
  return hole.syntax.prose || fence.test(hole.prefix) ? clean : withoutFences(clean);
};

/** Offset of the first special token; the text's length where there is none. */
export function tokenStart(text: string, hole: Hole): number {
  if (!text.includes("<")) return text.length;
  const token = special.exec(text);
  // A tokenizer's own source is full of such names: there they are code.
  if (token === null || (isMarkup(hole) && token[0] === "<PRE>")) return text.length;
  if (hole.prefix.includes(token[0]) || hole.suffix.includes(token[0])) return text.length;
  return token.index;
}

const isMarkup = ({ syntax }: Hole) => syntax.prose || syntax.blockComment?.[0] === "<!--";

function withoutFences(draft: Draft): Draft {
  const opening = /^\s*`{3,}[\w+-]*\n/u.exec(draft.text);
  const unwrapped = opening === null ? draft : { text: draft.text.slice(opening[0].length), replace: 0 };
  const closing = fence.exec(unwrapped.text);
  return closing === null ? unwrapped : cutAt(unwrapped, closing.index);
}
