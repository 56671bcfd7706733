/** What the draft itself says beside its sources' sentences, in the draft's language. */
import { type Language } from "../util/l10n";

export interface Words {
  /** The mark of a place that a person must settle. */
  readonly confirm: string;
  readonly draft: (title: string, kind: string) => string;
  readonly untitled: string;
  readonly period: string;
  readonly open: string;
  readonly vague: (word: string) => string;
  readonly stepNumber: (word: string) => string;
  readonly conflict: string;
  readonly introduction: string;
  readonly worded: (model: string) => string;
  readonly quoted: string;
  readonly used: (used: number, read: number) => string;
  readonly places: (count: number) => string;
  readonly stopped: string;
  readonly leftOut: (count: number) => string;
  readonly sources: string;
  readonly notRead: string;
}

/** The title says already what kind of document it is. */
const isKind =
  /(?:手順|要領|標準|マニュアル|手引|規程)(?:書|き)?$|\b(?:manual|procedure|guide|instructions)$/iu;

export const words: Readonly<Record<Language, Words>> = {
  ja: {
    confirm: "【要確認】",
    draft: (title, kind) => (isKind.test(title) ? `${title}（案）` : `${title} ${kind}（案）`),
    untitled: "表題",
    period: "保存期間",
    open: "元の文書で未定または空欄",
    vague: (word) => `「${word}」の具体的な基準`,
    stepNumber: (word) => `「${word}」の番号（この下書きでは手順の番号が変わることがあります）`,
    conflict: "元の文書の間で数値が異なる",
    introduction: "人が確認するための下書きです。各文に、元の文書の番号と行を付けています。",
    worded: (model) => `✎の文は${model}による言い換え、ほかは元の文書の文です。`,
    quoted: "文はすべて元の文書のものです。",
    used: (used, read) => `元の文書の${read}文のうち${used}文を使っています。`,
    places: (count) => `確認が必要な箇所（【要確認】）：${count}件`,
    stopped: "途中で止めました。それまでに言い換えていない文は、元の文書の文のままです。",
    leftOut: (count) => `元の文書には、この項目に当たる文がほかに${count}文あります。`,
    sources: "元の文書",
    notRead: "読み取れなかったもの",
  },
  en: {
    confirm: "[TO CONFIRM]",
    draft: (title, kind) => (isKind.test(title) ? `${title} (draft)` : `${title}: ${kind} (draft)`),
    untitled: "title",
    period: "how long records are kept",
    open: "left open or blank in the source",
    vague: (word) => `what “${word}” means here`,
    stepNumber: (word) => `the number in “${word}”: steps may be numbered differently in this draft`,
    conflict: "the sources give different figures",
    introduction: "A draft to be checked by a person. Each sentence names its source: number and line.",
    worded: (model) => `Sentences with ✎ are worded by ${model}, the others are the sources' own.`,
    quoted: "Every sentence is one of the sources'.",
    used: (used, read) => `${used} of ${read} sentences of the sources are in it.`,
    places: (count) => `Places to confirm ([TO CONFIRM]): ${count}`,
    stopped: "Stopped: what was not worded until then is in the sources' own words.",
    leftOut: (count) => `The sources have ${count} more sentences that belong here.`,
    sources: "Sources",
    notRead: "Not read",
  },
};
