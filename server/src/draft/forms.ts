/** What a sentence does, by its form: instructs, warns, names who is responsible, sets a limit. Deterministic. */
import { type Marker } from "../documents/meaning";
import { valuesIn } from "../documents/values";

type Markers = ReadonlySet<Marker>;

/** What follows the verb in a plain Japanese instruction is nothing: 弁を閉じる。 */
const japaneseInstruction =
  /(?:を|に|へ|で|と|から|まで|、|て)[^。]{0,40}(?:[うくぐすつぬぶむるず]|ます|(?:て|で)(?:ください|下さい)|こと|せよ|なさい)[。．]?$/u;
/** Verbs that tell how things are. */
const state =
  /(?:です|でした|[にがもはで]ある|となる|になる|くなる|できる|られる|される|[わかがたなばま]れる|ている|ておる|しまう|という|とする|による|に従う|を示す|を表す|をもつ|を持つ|みえる|見える|含む|異なる|であります|があります|となります|になります|できます|られます|されます|ています|含みます|異なります|を目的とする|をいう|に適用する|について定める|を定める)[。．]?$/u;
/** A noun that stands for the doing: 「電源を切断」「弁の開度を確認」 */
const nominal = /を[^。を]{0,20}[\p{Script=Han}]{2,}[。．]?$/u;

const verbs =
  "open|close|press|push|pull|turn|switch|set|select|choose|enter|type|click|double-click|tap|scan|check|confirm|verify|ensure|make sure|record|write|note|log|read|remove|install|insert|attach|connect|disconnect|fill|drain|wash|clean|wipe|dry|put|place|take|move|lift|lower|lock|unlock|tighten|loosen|measure|weigh|test|run|start|stop|restart|wait|keep|hold|release|report|call|inform|notify|tell|ask|send|submit|save|copy|delete|back up|restore|update|deploy|build|create|add|apply|use|wear|inspect|replace|repair|adjust|calibrate|label|store|dispose|review|approve|sign|return|follow|do|repeat|prepare|allow|print|log in|log out|sign in|go|bring|give|leave|let|shut|plug|unplug|mix|pour|cut|cover|seal|load|unload|mount|secure|support|raise|reset|rinse|sterilise|sterilize|disinfect|count|compare|complete|finish|begin|find|look|see|obtain|get|order|issue|collect|transfer|assign|escalate|announce|refer|consult|import|export|download|upload|configure|enable|disable|edit|change|enter|mark|attach|archive|scan|file";
const englishInstruction = new RegExp(
  `^(?:(?:to|if|when|once|after|before|while|for|in|on|at|with|using)\\b[^.]{0,90},\\s*|(?:then|next|first|finally|now|carefully|slowly|always|please|immediately)[, ]\\s*){0,3}(?:${verbs})\\b(?!\\s*[:=]|\\s+(?:is|are|was|were)\\b)`,
  "iu",
);
const duty = /\b(?:must|shall|should)\b(?!\s+not)|\bneeds? to\b|\bis to be\b/iu;

const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** One of its sentences tells what to do. */
export function instructs(text: string, markers: Markers): boolean {
  if (!japanese.test(text)) return sentencesIn(text, /(?<=[.!?])\s+/u).some(instructsInEnglish);
  if (markers.has("prohibition")) return false;
  return (
    sentencesIn(text, /(?<=。)/u).some(
      (sentence) => !state.test(sentence) && (japaneseInstruction.test(sentence) || nominal.test(sentence)),
    ) || markers.has("obligation")
  );
}

const sentencesIn = (text: string, end: RegExp) => text.split(end).map((sentence) => sentence.trim());

const instructsInEnglish = (sentence: string) => englishInstruction.test(sentence) || duty.test(sentence);

/** 「注意事項を確認する」 is no warning. */
const warningWords =
  /^[\s【〔[（(<＜!！⚠▲△※]*(?:警告|危険|注意|重要|厳禁)(?:[】〕\]）)>＞：:!！\s]|$)|(?:おそれ|恐れ|危険)(?:が|も)あ|けが|怪我|感電|火傷|やけど|爆発|発火|中毒|墜落|挟まれ|巻き込まれ|^(?:warning|caution|danger|attention|notice)\b|\b(?:injur(?:y|ies|ed)|electric shock|burns?|explosion|explode|hazard(?:ous)?|toxic|fatal|risk of)\b/iu;

/** Forbids, or says what is dangerous. */
export const warns = (text: string, markers: Markers): boolean =>
  warningWords.test(text) || (japanese.test(text) ? markers.has("prohibition") : forbidden.test(text));

/** "The pump does not start" forbids nothing. */
const forbidden =
  /\b(?:must|shall|may|should|can|do)\s+not\b|\b(?:cannot|never)\b|\bdon['’]t\b|\b(?:prohibited|forbidden|banned)\b|\bnot (?:allowed|permitted)\b/iu;

const fault =
  /異常|故障|エラー|警報|アラーム|不具合|停電|漏[えれ]|誤作動|\b(?:fault|failure|fails|alarm|error|abnormal|malfunction|leak\w*|power cut|outage)\b/iu;

/** Says what to do when something goes wrong. */
export const mends = (text: string, markers: Markers): boolean =>
  markers.has("condition") && fault.test(text);

const actor =
  "(?:者|長|課|部|係|室|班|委員会|担当|医師|看護師|薬剤師|技師|部門|窓口|オペレーター|オペレータ|リーダー|マネージャー|スタッフ|職員|社員|従業員)";
const japaneseActor = new RegExp(`^[^、。は]{0,24}${actor}[等ら]?(?:は|が|に)`, "u");
const responsible = /責任|担当|承認|任命|監督|統括|統制|指揮|総括|管理する|決裁|権限/u;
const englishActor =
  /^(?:the |each |every |all |an? )?(?:[\p{L}-]+ ){0,4}?(?:operator|manager|supervisor|nurse|doctor|pharmacist|engineer|technician|officer|head|leader|team|department|staff|owner|administrator|inspector|developer|clerk|worker|employee|person|user)s?\b/iu;
const englishResponsible =
  /\b(?:responsible|accountable|in charge|approves?|appoints?|supervises?|authori[sz]es?|oversees?|assigned to)\b/iu;

/** Says who is responsible, approves or carries out. */
export const assigns = (text: string): boolean =>
  (japaneseActor.test(text) && responsible.test(text)) ||
  (englishActor.test(text) && englishResponsible.test(text));

const checks = /確認|点検|測定|判定|検査|合格|許容|check|verif|measure|inspect|accept|toleran/iu;

/** A figure with an upper or lower bound, or two that bound a range. */
const bounded =
  /[0-9０-９][^、。\n]{0,12}?(?:以上|以下|未満|以内|を[超越]え|まで)|[0-9０-９]\s?[^\s、。0-9０-９]{0,6}\s?(?:[～~〜–]|から)\s?[0-9０-９]|±\s?[0-9０-９]|\b(?:between|at least|at most|up to|within|less than|more than|below|above|not exceed)\s[^.,\n]{0,12}\d|\d\s?(?:-|–|to)\s?\d/iu;

/** Sets a bound or a range for what is looked at: 0.4 MPa以上を確認する, check that it is between 2 and 8 °C. */
export const limits = (text: string): boolean => checks.test(text) && bounded.test(text);

const record =
  /(?:記録|記入|記載)(?:する|し|します|を残|を付け|をつけ|を取)|(?:に|を)(?:保存|保管)(?:する|し|します)|\b(?:record|log|note down|write down)\b[^.]*\b(?:in|on|into)\b|\b(?:is|are) (?:recorded|logged|filed|retained|archived|kept)\b|\bkeep\b[^.]*\b(?:record|form|sheet)s?\b/iu;

/** Says what is recorded, or where records are kept. */
export const records = (text: string): boolean => record.test(text);

const edition =
  /制定|改[訂定版正]|初版|新規作成|廃止|\b(?:first (?:edition|issue)|initial (?:release|version|issue)|revised|revision|new issue)\b/iu;

/** A row of a history of editions. */
export const tellsEdition = (text: string): boolean =>
  edition.test(text) && valuesIn(text).some(({ date }) => date !== undefined);

const durations = new Set(["day", "week", "month", "year"]);

/** Holds a length of time of days or more, or a day. */
export const holdsPeriod = (text: string): boolean =>
  valuesIn(text).some(({ unit, date }) => durations.has(unit) || date !== undefined) ||
  /永久|無期限|常時|permanent|indefinite/iu.test(text);
