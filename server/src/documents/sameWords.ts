/** Whether a wording has the words of its source: what came that was not there, what went. */

export interface WordChange {
  readonly kind: "added" | "lost";
  readonly text: string;
}

const han = /\p{Script=Han}{2,}/gu;

/**
 * Words in kanji are the substance of a Japanese sentence: none may come, and of those that were there `lost` (a share)
 * may go.
 */
export function changedKanji(before: string, after: string, lost: number): WordChange | undefined {
  const [given, said] = [before.match(han) ?? [], after.match(han) ?? []];
  const added = said.find((word) => !before.includes(word));
  if (added !== undefined) return { kind: "added", text: added };
  const gone = given.filter((word) => !after.includes(word) && !partsIn(word, after));
  const [first] = gone;
  if (first === undefined) return undefined;
  return gone.length > Math.floor(given.length * lost) ? { kind: "lost", text: first } : undefined;
}

/** 確認作業実施 may become 確認作業の実施. */
function partsIn(word: string, text: string): boolean {
  for (let at = 1; at < word.length; at += 1)
    if (text.includes(word.slice(0, at)) && text.includes(word.slice(at))) return true;
  return false;
}

const small = new Set(
  "a an the and or of to in on at by for with from as is are was were be been being it its this that these those which who whom whose there then than so such do does did has have had will would shall must may can could should not no if when where while after before each all any they he she we you i their his her our your them him us me also only into out up down over under per via".split(
    " ",
  ),
);

const contentWords = (text: string): readonly string[] =>
  (text.toLowerCase().match(/[a-z][a-z'’-]{2,}/g) ?? []).filter((word) => !small.has(word));

const stem = (word: string) => word.replace(/(?:ies|ied|ing|ed|es|s|ly|ion|ions|ment)$/u, "").slice(0, 6);

/** English words by their stems; `most`: the shares of the given words that may come and go. */
export function changedEnglish(
  before: string,
  after: string,
  most: { readonly added: number; readonly lost: number },
): WordChange | undefined {
  const [given, said] = [contentWords(before), contentWords(after)];
  const [known, kept] = [new Set(given.map(stem)), new Set(said.map(stem))];
  const added = said.filter((word) => !known.has(stem(word)));
  if (added.length > Math.floor(given.length * most.added)) return { kind: "added", text: added[0] ?? "" };
  const lost = given.filter((word) => !kept.has(stem(word)));
  return lost.length > Math.floor(given.length * most.lost)
    ? { kind: "lost", text: lost[0] ?? "" }
    : undefined;
}
