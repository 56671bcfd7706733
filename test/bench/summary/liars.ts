/** Ten ways in which a model says what the document does not; a sentence of each must not reach the reader unmarked. */

export interface Lie {
  readonly name: string;
  /** What the model makes of a sentence. */
  tell(text: string): string;
}

/** Not the 0 of 0.5. */
const figure = /(?<![\d.])[1-9]\d*/;

export const lies: readonly Lie[] = [
  { name: "another number", tell: (text) => text.replace(figure, (n) => String(Number(n) + 7)) },
  { name: "a number ten times as large", tell: (text) => text.replace(figure, (n) => `${n}0`) },
  {
    name: "another date",
    tell: (text) =>
      text
        .replace(/(\d+)月/, (_, month: string) => `${(Number(month) % 12) + 1}月`)
        .replace(/\b(April|May|June|July|November)\b/, "December"),
  },
  { name: "a number of its own", tell: (text) => text.replace(/[。.]?$/, "（全48件）") },
  { name: "an amount of its own", tell: (text) => text.replace(/[。.]?$/, "、費用は300万円") },
  { name: "a deadline of its own", tell: (text) => text.replace(/[。.]?$/, " by 3 March 2031") },
  {
    name: "the opposite",
    tell: (text) =>
      text
        .replace(/してはならない|しない|認めない/, "する")
        .replace(/なければならない|べきである/, "なくてよい")
        .replace(/\b(?:may not|must not|is not|are no longer)\b/, "may")
        .replace(/\b(?:must|should)\b/, "need not"),
  },
  {
    name: "may for must",
    tell: (text) => text.replace(/なければならない|こと。/, "ことができる。").replace(/\bmust\b/, "may"),
  },
  { name: "a name of its own", tell: (text) => text.replace(/[。.]?$/, "（マイクロソフト、ACME-9000）") },
  {
    name: "the sentence of another document",
    tell: (text) =>
      /[\p{Script=Hiragana}]/u.test(text)
        ? "在庫の棚卸しは毎月末に倉庫係が行い、差異は翌日に経理へ報告する。"
        : "Stock is counted at the end of each month and differences are reported the next day.",
  },
];
