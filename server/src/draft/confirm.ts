/** What of a source's sentence a person must settle before it can stand in a manual. Deterministic. */
import { valuesIn } from "../documents/values";
import { type Language } from "../util/l10n";
import { words } from "./words";

const vague =
  /適宜|適当に|適切に|適正に|必要に応じて|十分に|しっかり|なるべく|できるだけ|可能な限り|ある程度|しばらく|状況に応じて|as appropriate|appropriately|as necessary|as needed|if necessary|where necessary|sufficiently|adequately|as soon as possible|from time to time|regularly|for a while/iu;
/** Placeholders and words for what is not decided. */
const open =
  /未定|未記入|調整中|要確認|要検討|追って(?:定め|連絡|通知)|TBD|TBC|TODO|FIXME|to be (?:decided|determined|confirmed)|[○〇◯●]{2,}|[＿_]{3,}|\?{2,}|？{2,}|(?<![\p{L}\p{N}])X{2,}(?![\p{L}\p{N}])/u;
const stepNumber =
  /(?:手順|工程|ステップ)\s*[(（]?[0-9０-９]+[)）]?|上記\s*[(（]?[0-9０-９①-⑳]+[)）]?|\bsteps?\s+\d+(?:\.\d+)*/iu;

export interface ConfirmOptions {
  readonly language: Language;
  /** The steps of the draft are numbered anew. */
  readonly step: boolean;
}

export function toConfirm(text: string, { language, step }: ConfirmOptions): readonly string[] {
  const say = words[language];
  const unclear = vague.exec(text)?.[0];
  const number = step ? stepNumber.exec(text)?.[0] : undefined;
  return [
    ...(open.test(text) ? [say.open] : []),
    ...(unclear === undefined ? [] : [say.vague(unclear)]),
    ...(number === undefined ? [] : [say.stepNumber(number)]),
  ];
}

/** The sentence with its values taken out: two sources that differ in nothing else contradict each other. */
export function withoutValues(text: string): string {
  let rest = "";
  let from = 0;
  for (const { figure } of valuesIn(text)) {
    if (figure.start < from) continue;
    rest += `${text.slice(from, figure.start)}#`;
    from = figure.end;
  }
  return plain(rest + text.slice(from));
}

/** Without spaces, marks and the width of letters. */
export const plain = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s。．.、,，]+/gu, "");
