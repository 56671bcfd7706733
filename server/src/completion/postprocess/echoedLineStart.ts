/** Removes the beginning of the cursor's line from a text that starts with it once more. */
import { scanBrackets } from "../brackets";
import { type Hole } from "../hole";
import { firstChar, isCjk, isWordChar, lastChar, letterCount } from "../words";
import { type Filter } from "./draft";

export const echoedLineStart: Filter = (draft, { hole }) => {
  const begun = hole.linePrefix.trim();
  const text = draft.text.trimStart();
  if (letterCount(begun) < 3 || !text.startsWith(begun) || text.length === begun.length) return draft;
  let rest = text.slice(begun.length);
  if (/\s$/u.test(hole.linePrefix)) rest = rest.replace(/^ /u, "");
  if (rest === "" || goesOnAsWord(begun, rest, hole)) return draft;
  return isEcho(begun, rest, draft.text, hole) ? { ...draft, text: rest } : draft;
};

/** `in` and `index` begin alike. */
function goesOnAsWord(begun: string, rest: string, { linePrefix }: Hole): boolean {
  const [last, first] = [lastChar(begun), firstChar(rest)];
  return isWordChar(last) && isWordChar(first) && !isCjk(last) && !/\s$/u.test(linePrefix);
}

/** `max(` may be called in `max(`, and `long long` is a type: only what cannot be meant is taken away. */
function isEcho(begun: string, rest: string, text: string, hole: Hole): boolean {
  const [twice, once] = [broken(text, hole), broken(rest, hole)];
  if (once !== twice) return once < twice;
  if (/(?:^|[^=!<>])=$|:=$/u.test(begun) || keyword.test(begun)) return true;
  const words = begun.match(/[\p{L}\p{N}_]+/gu) ?? [];
  if ([...begun].some(isCjk)) return letterCount(begun) >= 6;
  return words.length >= 3 && !hole.syntax.prose && new Set(words).size > 1;
}

const keyword =
  /^(?:return|await|throw|import|from|const|let|var|val|def|function|class|if|elif|while|for|switch|select|insert|update|delete|where|move|perform)$/iu;

function broken(text: string, { linePrefix, lineSuffix, syntax }: Hole): number {
  const { open, unmatched, mismatched } = scanBrackets(linePrefix + text + lineSuffix, syntax);
  return open.length + unmatched.length + (mismatched ? 2 : 0);
}
