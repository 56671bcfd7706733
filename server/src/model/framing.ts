/**
 * What a document tells its reviewer to think. "Reviewed and approved" lowered the share of faults that models
 * found by 16 to 93 %, and taking it out brought it back (compliance-anchors.md, section 2), so a model does not
 * see it: neither instructions to the reviewer nor claims of the author that all is well.
 */

export interface Neutralised {
  readonly text: string;
  /** Sentences that were hidden. */
  readonly hidden: number;
}

/** What stands in the place of a hidden sentence; says nothing for or against it. */
export const hiddenMark = "[…]";

/** Speaks to whoever reads for the user, or in the voice of the program: hidden wherever it stands in a sentence. */
const commands: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:previous|prior|preceding|above|earlier|foregoing|all|any|your|the|these|those)\b.{0,40}\b(?:instructions?|prompts?|rules?|directions?|guidelines?|commands?)\b/iu,
  /\b(?:dear|attention|hey|hello|note (?:to|for)|message (?:to|for)|instructions? (?:to|for))\W{1,3}(?:(?:all|any|the)\s+)?(?:AIs?|LLMs?|(?:language |AI )?models?|(?:AI |automated )?(?:assistants?|reviewers?|auditors?|checkers?|graders?|judges?))\b/iu,
  /\byou are (?:now )?(?:a|an|the)\b.{0,40}\b(?:assistant|model|AI|reviewer|auditor)\b/iu,
  /\b(?:new|updated|real|actual|system) (?:instructions?|prompts?)\s*[:：]/iu,
  /<\|?\/?(?:im_start|im_end|system|assistant|user|endoftext|eot_id|start_header_id|begin_of_text)[^>\n]{0,20}\|?>|\[\/?INST\]|<<\/?SYS>>/iu,
  /^[\s#>*-]*(?:system|assistant|user|システム|アシスタント|ユーザー)\s*(?:プロンプト|prompt|message|メッセージ)?\s*[:：]/iu,
  /(?:これまで|今まで|以前|上記|上|前|先|直前|元|既存|すべて|全て|一切)の(?:すべての|全ての)?(?:指示|命令|指令|プロンプト|ルール|規則|設定)(?:を|は)?(?:すべて|全て|一切)?.{0,6}(?:無視|忘れ|破棄|取り消|無効|従わ)/u,
  /あなたは(?:今から|これから)?.{0,30}(?:AI|アシスタント|モデル|審査|レビュアー)(?:です|として|だ|になり)/iu,
  /(?:AI|LLM|言語モデル|アシスタント)(?:の皆様|各位|様|さん)?(?:へ|に告|への指示|：|:).{0,80}(?:ください|下さい|せよ|すること|無視|従|回答|答え|出力)/iu,
];

/** The same to a reviewer, who is told what to find. */
const toReviewers: readonly RegExp[] = [
  /\b(?:AIs?|LLMs?|language models?|(?:AI |automated )(?:assistants?|reviewers?|auditors?|checkers?|tools?))\b.{0,40}\b(?:must|should|shall|need to|have to|please|will|are to|do not|don['’]t)\b.{0,80}\b(?:report|answer|respond|reply|output|treat|mark|classify|flag|consider|skip|return|judge|conclude|verdict)\b/iu,
  /\b(?:answer|respond|reply|output|return|say|write|give|set|mark|rate|judge|classify|treat|report|verdict|result)\b.{0,40}(?:["'`“]?\b(?:compliant|not[_ ]applicable|no[_ ]violations?)\b|\bas (?:a )?(?:pass|passed|ok|safe)\b)/iu,
  /["'“]?verdict["'”]?\s*[:：=]\s*["'“]?(?:violation|compliant|not_applicable)/iu,
  /(?:AI|人工知能|生成AI|LLM|言語モデル|アシスタント|チャットボット|レビュアー?|レビューア|自動(?:点検|審査|チェック)|審査(?:者|担当者|AI)|点検(?:者|ツール|AI)|チェックツール|査読者)(?:の皆様|各位|様|さん)?(?:へ|に告|に対|に向け|は|に|：|:|、).{0,80}(?:ください|下さい|せよ|すること|して(?:は)?ならない|しないで|判定|判断|回答|答え|出力|報告|見なす|みなす|無視|従)/iu,
  /(?:判定|判断|結果|回答|評価|審査結果|点検結果|verdict)(?:は|を|には|に|として|：|:).{0,20}(?:compliant|not_applicable|適合|問題なし|違反なし|準拠|合格|該当なし|OK).{0,12}(?:と(?:し|せ|す|答え|回答|出力|判定|記|報告)|に(?:し|せ|す)|を(?:返|出|出力))/iu,
  /(?:違反|問題|不備|指摘)(?:を|は|として)?(?:一切|決して|絶対に)?(?:報告|指摘|検出|出力|判定|列挙)(?:しない|せず|してはならない|するな|しないで)/u,
];

const instructions = [...commands, ...toReviewers];

const subjectJa =
  "(?:本|この|当|上記|以下|各)?(?:文書|書類|規程|規則|規定|手順書?|マニュアル|要領|節|章|条項?|項|資料|コード|内容|記述|記載|対応|運用|取扱い?)?";
const actorJa =
  "(?:法務|監査|情報セキュリティ|コンプライアンス|品質|社外|外部|弁護士|専門家|責任者|部長|上長)";
/** Claims end the sentence: 承認済みの申請書のみ受け付ける is a rule, 法務部承認済み is a claim. */
const claims: readonly RegExp[] = [
  new RegExp(
    `^[\\s※＊*・（(【\\[#>-]*${subjectJa}.{0,24}?(?:レビュー|審査|監査|点検|確認|承認|検証|査閲|検査|チェック|精査|決裁)(?:は|が|を|に|も)?(?:すべて|全て|既に|すでに|正式に|無事)?(?:済み?|完了|合格|通過|終了|受けて(?:いる|います|おり)|済んで(?:いる|います))(?:の(?:文書|内容|もの))?(?:です|である|だ|しています|している|しました|した|となっています)?[。．.！!）)】\\]\\s]*$`,
    "u",
  ),
  new RegExp(
    `^[\\s※＊*・（(【\\[#>-]*(?:${actorJa}.{0,20}|${subjectJa}.{0,20})?(?:問題|違反|不備|指摘(?:事項)?|瑕疵|懸念)(?:は|が|も|点は)?(?:一切|特に|全く|何も)?(?:ない|なし|無い|無し|ありません|ございません|認められない|認められません|見つかっていない|見つかりませんでした)(?:ことを確認(?:済み?|しました|した|しています))?(?:です|である|とのこと)?[。．.！!）)】\\]\\s]*$`,
    "u",
  ),
  new RegExp(
    `^[\\s※＊*・（(【\\[#>-]*${subjectJa}(?:は|が)?.{0,40}(?:法令?|規格|ガイドライン|規制|基準|要件|ルール)(?:等)?(?:に|を)(?:すべて|全て|完全に|十分に)?(?:適合|準拠|遵守|合致|充足|満た)(?:済み?|しています|している|したものです|した(?:文書|内容)です|してあります)[。．.！!）)】\\]\\s]*$`,
    "u",
  ),
  /^[\s*_#>/([-]*(?:status|state|review(?: status)?|approval)\s*[:：=]\s*(?:reviewed|approved|audited|verified|checked|cleared|passed|compliant|ok|final)\b.{0,40}$/iu,
  /^[\s*_#>/([-]*(?:(?:already|fully|legally|formally|independently|peer)[- ])*(?:reviewed|approved|audited|verified|cleared|certified|vetted|signed off)(?:,? and (?:reviewed|approved|audited|verified|cleared|certified|found compliant))?(?:\s*$|\s*[.!,;)\]]|\s+(?:by|on|with|and found|for compliance)\b.{0,80}$)/iu,
  /^[\s*_#>/([-]*(?:this|the|our|all of the|each)\s+(?:whole |entire |above |following )?(?:document|section|policy|procedure|manual|file|code|clause|text|page|chapter|module|content|function|paragraph)s?\b.{0,40}\b(?:has|have|was|were|is|are)\s+(?:been\s+)?(?:already\s+|fully\s+|formally\s+|legally\s+|thoroughly\s+|independently\s+)*(?:reviewed|approved|audited|verified|checked|cleared|certified|vetted|compliant|bug-free|correct|safe)\b.{0,80}$/iu,
  /^[\s*_#>/([-]*(?:there (?:are|were) )?no (?:known |open |further )?(?:issues?|problems?|violations?|bugs?|concerns?|findings?|vulnerabilities)(?: (?:were |was |have been )?(?:found|identified|remain|detected|exist|here))?[\s.!)\]]*$/iu,
  /^[\s*_#>/([-]*(?:LGTM|looks good to me|approved)[\s.!)\]]*$/iu,
];

/** Longer sentences that end like a claim say something else besides. */
const longestClaim = 160;

/** `commands`: a manual may well tell its inspectors what to report, and say that it was approved. */
export type Hidden = "framing" | "commands";

/** Sentence by sentence; what an instruction spreads over two of them is hidden in both. Pure. */
export function neutralise(text: string, what: Hidden = "framing"): Neutralised {
  const patterns = what === "commands" ? commands : instructions;
  const pieces = text.split(/(\n)|(?<=[。！？!?])|(?<=\.)(?=\s)/u).filter((piece) => piece !== undefined);
  const plain = pieces.map(comparable);
  const isHidden = plain.map((piece) => isFraming(piece, what));
  const spoken = [...plain.keys()].filter((index) => plain[index]?.trim() !== "");
  for (const [at, index] of spoken.entries()) {
    const next = spoken[at + 1];
    if (next === undefined || isHidden[index] || isHidden[next]) continue;
    if (patterns.some((pattern) => pattern.test(`${plain[index]} ${plain[next]}`.replace(/\s+/gu, " ")))) {
      isHidden[index] = true;
      isHidden[next] = true;
    }
  }
  const hidden = isHidden.filter((one) => one).length;
  if (hidden === 0) return { text, hidden };
  return { text: pieces.map((piece, index) => (isHidden[index] ? hiddenMark : piece)).join(""), hidden };
}

/** Width, invisible characters and case make no difference to who is spoken to. */
const comparable = (text: string) =>
  text.normalize("NFKC").replace(/[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/gu, "");

function isFraming(sentence: string, what: Hidden): boolean {
  if (what === "commands") return commands.some((pattern) => pattern.test(sentence));
  if (instructions.some((pattern) => pattern.test(sentence))) return true;
  const bare = sentence.trim();
  return bare.length <= longestClaim && claims.some((pattern) => pattern.test(bare));
}
