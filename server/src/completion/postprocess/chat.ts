/** Removes what a chat model says around the code: its reasoning, and words to the user. */
import { type Hole, isBlank, literalAt, scanSuggestion } from "../hole";
import { isCommentLine } from "../brackets";
import { type Draft, type Filter, cutAt } from "./draft";

export const chat: Filter = (draft, { hole }) => {
  const thought = withoutReasoning(draft, hole);
  const isContent = hole.syntax.prose || data.test(hole.languageId) || literalAt(hole) !== undefined;
  if (thought === undefined || isContent) return thought;
  return withoutRemarks(withoutPreface(thought, hole), hole);
};

const tag = /<\/?(?:think|thinking|reasoning|completion|answer)>/iu;
const reasoning =
  /^\s*(?:<(think|thinking|reasoning)>[^]*?<\/\1>|[^]*?<\/(?:think|thinking|reasoning)>)[ \t]*\n*/iu;
const answer = /^\s*<(?:completion|answer)>/iu;

/** A file about such tags may have more of them. */
function withoutReasoning(draft: Draft, { prefix, suffix }: Hole): Draft | undefined {
  if (!tag.test(draft.text) || tag.test(prefix) || tag.test(suffix)) return draft;
  const text = draft.text.replace(reasoning, "").replace(answer, "");
  const next = tag.exec(text);
  const kept = next === null ? text : text.slice(0, next.index);
  return isBlank(kept) ? undefined : { text: kept, replace: 0 };
}

const preface =
  /^(?:(?:sure|certainly|of course|okay|ok)[!,.]? (?:here|this|i(?:'ll| will| have)|let me|the)\b.*|(?:here(?:'s| is| are)|below is|the following)\b.*\b(?:code|implementation|function|completion|version|example|snippet|solution)\b.*[:：.]|(?:はい|もちろん|承知)[^\n]*[。!！]|(?:以下|次)(?:は|が|の|に)[^\n]*(?:コード|実装|関数|例|通り|とおり)[^\n]*[。:：])\s*$/iu;
/** Languages in which a sentence or a word with a colon is content. */
const data = /^(?:yaml|dockercompose|properties|ini|toml|csv|json.*|html|xml|vue|svelte)$/iu;

/** Words before the code, on a line that the user has not begun. */
function withoutPreface(draft: Draft, hole: Hole): Draft {
  const lines = draft.text.split("\n");
  const at = lines.findIndex((line) => !isBlank(line));
  const begun = at === 0 && !isBlank(hole.linePrefix);
  if (at < 0 || begun || !preface.test((lines[at] ?? "").trim())) return draft;
  const rest = lines
    .slice(at + 1)
    .join("\n")
    .replace(/^(?:[ \t]*\n)+/u, "");
  return { text: rest.startsWith(hole.linePrefix) ? rest.slice(hole.linePrefix.length) : rest, replace: 0 };
}

const remark =
  /^(?:(?:this|the above|the) (?:code|function|method|class|implementation|query|program|script|snippet)\b.*\b(?:is|will|does|uses|returns|takes|defines|creates|should|assumes|works)\b.*[.:]|explanation:(?: \p{L}+ \p{L}+.*)?|note(?: that\b|:)(?: [\p{L}'’-]+,?){4,}.*[.:]|(?:この|上記の|以上の)(?:コード|関数|実装|プログラム|例|クラス|メソッド|スクリプト)[^=;{]*[。:：]?|(?:説明|解説|補足)[:：].*)$/iu;

/** Sentences after the code, at the left margin after a blank line. */
function withoutRemarks(draft: Draft, hole: Hole): Draft {
  const lines = draft.text.split("\n");
  let offset = 0;
  let literal: ReadonlySet<number> | undefined;
  for (const [number, line] of lines.entries()) {
    if (
      number > 0 &&
      remark.test(line) &&
      isBlank(lines[number - 1] ?? "") &&
      !isCommentLine(line, hole.syntax)
    ) {
      literal ??= scanSuggestion(draft.text, hole).literalLines;
      if (!literal.has(number)) return cutAt(draft, draft.text.slice(0, offset).trimEnd().length);
    }
    offset += line.length + 1;
  }
  return draft;
}
