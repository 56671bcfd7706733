/** The words of a question: which of them the documents do not have at all, and how many of them a passage holds. */
import { type DocumentIndex } from "../retrieval/documentIndex";
import { tokensOf } from "../retrieval/tokens";

export type Vocabulary = Pick<DocumentIndex, "holders" | "hasTokenWith" | "size">;

/** What asks, and says nothing about the subject. */
const asking = new Set(
  (
    "何 誰 教 次 正 誤 時 者 等 際 見 場合 方法 必要 質問 回答 説明 内容 以下 以上 下記 上記 可能 理由 " +
    "about whether how why where who whom whose tell explain show please me i my we can could should would may might must " +
    "will shall did done am get need any there"
  ).split(" "),
);

const runs =
  /\p{Script=Han}[\p{Script=Han}々]*|[\p{Script=Katakana}ー]+|\p{Script=Hangul}+|[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}_]+/gu;

/** Tokens of a question that say what it is about, each once. */
export const subjectOf = (question: string): readonly string[] => [
  ...new Set(tokensOf(question).filter((token) => !asking.has(token))),
];

/** Words of the question that stand nowhere in what was read, as the question writes them, in its order. */
export function missingWords(question: string, vocabulary: Vocabulary): readonly string[] {
  const missing = [...question.normalize("NFKC").matchAll(runs)].flatMap(([run]) =>
    /^\p{Script=Han}/u.test(run) ? missingKanji(run, vocabulary) : missingWord(run, vocabulary),
  );
  return [...new Set(missing)];
}

/**
 * Most compounds are made of words of two kanji, so a run is looked at in pairs; neighbours that are both missing are
 * one word. An odd run has no sure pairs: it is missing only when nothing of it is there.
 */
function missingKanji(run: string, vocabulary: Vocabulary): readonly string[] {
  const kanji = [...run];
  if (kanji.length === 1 || asking.has(run)) return [];
  const isMissing = (word: string) =>
    !asking.has(word) && tokensOf(word).every((token) => vocabulary.holders(token) === 0);
  if (kanji.length % 2 === 1) return isMissing(run) ? [run] : [];
  const found: string[] = [];
  let joined = "";
  for (let at = 0; at < kanji.length; at += 2) {
    const pair = `${kanji[at]}${kanji[at + 1]}`;
    if (isMissing(pair)) joined += pair;
    else if (joined !== "") found.push(joined);
    if (!isMissing(pair)) joined = "";
  }
  return joined === "" ? found : [...found, joined];
}

/** Half of a long word may be the whole of another: セキュリティ stands in セキュリティポリシー. */
function missingWord(run: string, vocabulary: Vocabulary): readonly string[] {
  const tokens = tokensOf(run).filter((token) => !asking.has(token));
  const stands = (token: string) =>
    vocabulary.holders(token) > 0 || (token.length > 2 && vocabulary.hasTokenWith(stemOf(token)));
  return tokens.length > 0 && !tokens.some(stands) ? [run] : [];
}

/** Without an English ending. */
const stemOf = (token: string) =>
  /^[a-z]{5,}$/.test(token) ? token.replace(/(?:ings?|ies|ed|es|s|y)$/, "") : token;

/**
 * How much of what the question is about the best passage holds, 0 to 1: its words there, the rare ones counting more,
 * of all its words. `texts`: passages with the headings above them and their files' names.
 */
export function support(question: string, texts: readonly string[], vocabulary: Vocabulary): number {
  const { passages } = vocabulary.size();
  const weight = (holders: number) => Math.log(1 + (passages - holders + 0.5) / (holders + 0.5));
  const known = subjectOf(question).map((token) => ({ token, holders: vocabulary.holders(token) }));
  const weights = known.filter(({ holders }) => holders > 0);
  // Pairs of kanji across two words stand nowhere, and mean nothing.
  const lost = missingWords(question, vocabulary).length * weight(0);
  const all = weights.reduce((sum, { holders }) => sum + weight(holders), 0) + lost;
  if (all === 0) return 0;
  const shares = texts.map((text) => {
    const plain = text.normalize("NFKC").toLowerCase();
    return weights
      .filter(({ token }) => plain.includes(token))
      .reduce((sum, { holders }) => sum + weight(holders), 0);
  });
  return Math.max(0, ...shares) / all;
}
