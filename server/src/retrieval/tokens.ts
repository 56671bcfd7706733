/**
 * Words of a text for ranking, without a dictionary: stable across versions of Node and Electron.
 * NFKC and lower case; kanji in pairs, katakana runs, Latin words with camelCase divided. Hiragana,
 * which is mostly grammar, is left out.
 */

/** Of these rules: an index on disk that was made with others is made again. A test holds the two together. */
export const tokenizerVersion = 1;

const runs =
  /\p{Script=Han}[\p{Script=Han}々]*|[\p{Script=Katakana}ー]+|[\p{Script=Hangul}]+|[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}_]+/gu;

/** English words that say nothing about a text's subject. */
const stopWords = new Set(
  (
    "a an and are as at be been but by do does for from had has have he her his if in into is it its of on or " +
    "our she so than that the their them then there these they this to was we were what when which who will with you your"
  ).split(" "),
);

/** Tokens in order of appearance, repetitions kept. */
export function tokensOf(text: string): readonly string[] {
  const tokens: string[] = [];
  for (const [run] of text.normalize("NFKC").matchAll(runs)) {
    if (/^\p{Script=Han}/u.test(run)) pairs(run, tokens);
    else if (/^[\p{Script=Latin}_]/u.test(run)) latin(run, tokens);
    else tokens.push(withoutLength(run));
  }
  return tokens;
}

/**
 * Tokens of source code: as `tokensOf`, and a name of several parts as a whole besides, since who writes the
 * same name means the same thing. Numbers and single Latin letters say nothing and are left out.
 */
export function codeTokensOf(text: string): readonly string[] {
  const tokens: string[] = [];
  for (const [run] of text.normalize("NFKC").matchAll(runs)) {
    if (/^\p{Script=Han}/u.test(run)) pairs(run, tokens);
    else if (/^[\p{Script=Latin}_]/u.test(run)) name(run, tokens);
    else if (!/^[\p{N}\p{Script=Latin}_]+$/u.test(run)) tokens.push(withoutLength(run));
  }
  return tokens;
}

/** サーバー and サーバ are one word, as engineers and as the press write it; キー and コピー are not キ and コピ. */
const withoutLength = (run: string) => (/^.{3,}ー$/u.test(run) ? run.slice(0, -1) : run.toLowerCase());

function name(run: string, tokens: string[]): void {
  const before = tokens.length;
  latin(run, tokens);
  const parts = tokens.splice(before).filter((part) => part.length > 1);
  tokens.push(...parts);
  const whole = run.replace(/^_+|_+$/g, "").toLowerCase();
  if (whole.length > 1 && !stopWords.has(whole) && whole !== parts[0]) tokens.push(whole);
}

function pairs(run: string, tokens: string[]): void {
  const characters = [...run];
  if (characters.length === 1) tokens.push(run);
  for (let at = 0; at + 1 < characters.length; at += 1) tokens.push(`${characters[at]}${characters[at + 1]}`);
}

function latin(run: string, tokens: string[]): void {
  const parts = run.split(/_|(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/).filter((part) => part !== "");
  for (const part of parts) {
    const word = part.toLowerCase();
    if (!stopWords.has(word)) tokens.push(word);
  }
}
