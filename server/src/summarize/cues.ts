/** Words by which readers of Japanese and English office documents know the sentences that matter. */

interface Cue {
  readonly weight: number;
  readonly pattern: RegExp;
}

const cue = (weight: number, pattern: RegExp): Cue => ({ weight, pattern });

/** A sentence gets the weight of each that it has. */
const cues: readonly Cue[] = [
  // What was decided, and what it is all for.
  cue(
    0.14,
    /結論|決定|判断|合意|承認|可決|否決|了承|こととし|ことで一致|目的|要するに|以上から|したがって|\b(?:decided|decision|agreed|approved|rejected|conclu(?:de|sion)\w*|purpose|in summary|therefore|overall)\b/iu,
  ),
  // By when, from when, until when.
  cue(
    0.12,
    /期限|期日|締切|締め切り|納期|までに|以内|施行|廃止|満了|有効期間|保[存管](?:期間|年限)|次回は|\b(?:deadline|due|no later than|expires?|retention|retain(?:ed)?|kept for|effective|takes effect|goes? live|next meeting|within \d|by (?:\d|January|February|March|April|May|June|July|August|September|October|November|December|the end))/iu,
  ),
  cue(
    0.14,
    /禁止|厳禁|禁じ|(?:て|で)は(?:なら|いけ)|ないでください|ないこと|しない。$|認めない|\b(?:(?:must|shall|may|can) not|cannot|do not|does not|never|prohibited|forbidden|no longer|not (?:allowed|permitted))\b/iu,
  ),
  cue(
    0.12,
    /必ず|必須|厳守|なければ(?:なら|いけ)|とする。?$|義務|責任|べき|すること。?$|必要があ|\b(?:shall|must|required|requires?|mandatory|responsib\w+|should|needs? to)\b/iu,
  ),
  cue(
    0.12,
    /警告|危険|注意|重要|直ちに|速やかに|リスク|おそれ|アレルギー|緊急|\b(?:warning|danger|caution|important|immediately|at once|risk|hazard|allerg\w+|urgent)\b/iu,
  ),
  // What went wrong, why, and what it cost.
  cue(
    0.13,
    /停止|故障|不良|不具合|不足|遅れ|遅延|漏え?い|流出|紛失|誤っ|誤り|失われ|違反|事故|障害|劣化|転倒|感染|悪化|\b(?:fail(?:s|ed|ure|ures)?|stopped|outage|short(?:age| by)|late|delay\w*|leak\w*|breach\w*|lost|loss|destroyed|wrong|error|violat\w+|incident|accident|infection|worse\w*)\b/iu,
  ),
  cue(
    0.11,
    /原因|理由|ため(?:である|だ|に行)|招い|により|によって|起因|影響|結果|判明|明らかに|課題|対策|再発防止|\b(?:cause[ds]?|because|due to|led to|result(?:s|ed)?|impact|affect\w*|revealed|disclosed|finding|countermeasure)\b/iu,
  ),
  cue(
    0.09,
    /費用|金額|予算|維持費|代金|報告|通知|提出|変更|中止|開始|退院|投与|診断|\b(?:costs?|budget|price|fee|reports?|notif\w+|submits?|changes?|cancel\w*|starts?|replaces?|discharge[ds]?|diagnos\w+|returns?|throws?|action)\b/iu,
  ),
  // From what value on, and in which case.
  cue(
    0.05,
    /以上|以下|未満|超え|場合|\b(?:at least|at most|more than|less than|if|unless|above|below|exceed\w*)\b/iu,
  ),
];

export const cueScore = (text: string): number =>
  Math.min(
    0.36,
    cues.reduce((sum, { weight, pattern }) => sum + (pattern.test(text) ? weight : 0), 0),
  );

const figures =
  /[0-9０-９][0-9０-９,.．/:]*|[一二三四五六七八九十百]+(?:年|日|円|万|億|名|人|件|回|か月|ヶ月|営業日|倍)/gu;
/** Amounts of money, shares, dates: more often the point of a sentence than a count. */
const weighty =
  /[0-9０-９]\s*(?:[万億兆千]*円|[％%]|パーセント|倍|月[0-9０-９]+日|年度)|[$€£¥￥]\s?\d|\b\d[\d,.]*\s?(?:percent|per cent|(?:thousand |million |billion )?(?:dollars|euros|pounds|yen))\b|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b/iu;

export const valueScore = (text: string): number =>
  Math.min(0.2, 0.06 * (text.match(figures)?.length ?? 0)) + (weighty.test(text) ? 0.06 : 0);

/** Sections people open a document for. */
const decisiveHeadings =
  /結論|決定|判断|合意|まとめ|要約|禁止|警告|期限|宿題|アクション|今後の(?:進め方|対応|方針|予定)|提案|再発防止|todo|\baction|decision|conclusion|summary|warning|deadline|next step|way forward|proposal|recommendation|measures/iu;
const usefulHeadings =
  /概要|目的|注意|課題|対応|報告|次回|罰則|結果|原因|分かったこと|overview|abstract|purpose|caution|security|requirement|finding|result|cause/iu;
const lesserHeadings =
  /定義|用語|前回|その他|雑則|開会|閉会|挨拶|はじめに|背景|(?:調査|分析|評価)の?(?:方法|手法)|definitions|glossary|miscellaneous|introduction|\bopening|background|\bmethods?\b|methodology/iu;
const minorHeadings =
  /目次|参考(?:文献|資料)?|改[訂定]履歴|変更履歴|出席者|参加者|欠席者|配布|付録|索引|謝辞|ライセンス|関連文書|table of contents|references|bibliography|change ?log|revision history|licen[sc]e|acknowledg|attendees|appendix/iu;

export function headingScore(headings: readonly string[]): number {
  if (headings.some((heading) => minorHeadings.test(heading))) return -1;
  const own = headings.at(-1) ?? "";
  if (lesserHeadings.test(own)) return -0.2;
  if (decisiveHeadings.test(own)) return 0.35;
  return usefulHeadings.test(own) ? 0.12 : 0;
}

/** These only announce what follows. */
const leadIn =
  /(?:次|以下|下記|左|別紙|別表)の?(?:とおり|通り|ように|に掲げる|各号)[^。]{0,12}[。：:]?$|^(?:次|以下|下記|下表)の?[^。、]{0,14}(?:す|する|です|である|とおり)。?$|[：:]$|\bas follows\b|\bthe following\b[^.]{0,20}[.:]?$/iu;
/** What was before is needed to understand these. */
const dangling =
  /^(?:これ|それ|その|この(?!規程|規則|文書|手順書|マニュアル|契約|調査|報告)|また|しかし|なお|さらに|そこで|一方|そのため|This\b(?! (?:policy|document|manual|guide|section|procedure|standard|survey|report))|That\b|It\b|They\b|However\b|But\b|Also\b)/u;
const pronoun = /\b(?:them|they|it|these|those)\b/u;
/** What somebody asked or thought, not what came of it. */
const hearsay =
  /(?:質問|意見|感想|声|指摘|話題?)(?:が|も|を)[^。]{0,8}(?:あ[りっ]|出|聞)|と話し|と述べ|雑談|\b(?:asked|remarked|wondered|opinions?|commented)\b/iu;
/** Particulars of the document itself. */
const particulars =
  /^(?:日時|場所|会場|作成[日者]?|文書番号|版|施行日|制定日|承認者?|記載者|記入者|記録者|報告者|所管|対象者|参加者|Date|Place|Document(?: [A-Z][\w-]*)?|Version|Author|Owner|Approved by|Written by)\s*[：:]/iu;
const label = /^[^。.]{0,14}[：:].{1,30}$/u;

/** What a sentence lacks that it could stand alone. */
export function dependenceScore(text: string, isItem: boolean): number {
  return (
    (leadIn.test(text) ? -0.45 : 0) +
    (dangling.test(text) ? -0.12 : 0) +
    (pronoun.test(text) ? -0.08 : 0) +
    (hearsay.test(text) ? -0.1 : 0) +
    (particulars.test(text) ? -0.3 : 0) +
    (label.test(text) && !isItem ? -0.1 : 0)
  );
}
