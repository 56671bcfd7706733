/** Personal data and secrets in any text, by the shipped rules that mask and by plain patterns: what must not reach a server. */
import { readText } from "../documents/read";
import { type FindPrivate, type PrivateSpan } from "../model/routing/mask";
import { t } from "../util/l10n";
import { matchRule, partsOf } from "./matchRule";
import { type Rule, type RulePack } from "./rules";

/** What a rule's hit is called in a placeholder, by the beginning of the rule's id. */
const kinds: readonly (readonly [id: string, kind: () => string])[] = [
  ["PD-CONTACT-LIST", () => t("telephone")],
  ["PD-CONTACT-RECORD", () => t("contact")],
  ["PD-RESIDENCE-CARD", () => t("residence card")],
  ["PD-BIRTH-RECORD", () => t("person")],
  ["PD-PATIENT", () => t("patient")],
  ["PD-MYNUMBER", () => t("My Number")],
  ["PD-CARD", () => t("card number")],
  ["PD-BANK-ACCOUNT", () => t("bank account")],
  ["PD-HEALTH-INSURANCE", () => t("insurance number")],
  ["PD-OFFICIAL-ID", () => t("official number")],
  ["SC-PRIVATE-KEY", () => t("private key")],
  ["SC-TOKEN", () => t("key")],
  ["SC-SECRET", () => t("key")],
  ["SC-", () => t("password")],
];
const kindOf = ({ id }: Rule): string =>
  (kinds.find(([start]) => id.startsWith(start))?.[1] ?? privateText)();
const privateText = () => t("private");

/** Where rules weigh whether something is a fault, nothing is weighed here. The value is in the group `value`. */
const patterns: readonly (readonly [kind: () => string, pattern: RegExp])[] = [
  [() => t("mail address"), /(?<value>[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8})/dgu],
  [
    () => t("telephone"),
    /(?<![\d０-９])(?<value>(?:[0０][\d０-９]{1,4}[-－‐―ー‑–(（ ]{1,2}[\d０-９]{1,4}[-－‐―ー‑–)） ]{1,2}[\d０-９]{3,4}|\+81[- ]?\d{1,4}[- ]?\d{1,4}[- ]?\d{3,4}|0[5789]0\d{8}))(?![\d０-９])/dgu,
  ],
  [
    () => t("person"),
    /(?:氏名|名前|担当者?|患者名?|顧客名|申込者|契約者|申請者|被保険者|利用者名|name)[ 　]*[:：][ 　]*(?<value>[\p{Script=Han}\p{Script=Katakana}ー]{1,8}[ 　]?[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]{1,8}|[A-Z][a-z]{1,20} [A-Z][a-z]{1,20})/dgiu,
  ],
  [
    () => t("person"),
    /(?<!\p{Script=Han})(?<value>\p{Script=Han}{2,4}[ 　]?\p{Script=Han}{0,3})(?=様|殿(?!\p{Script=Han}))/dgu,
  ],
  [() => t("address"), /(?:住所|所在地|address)[ 　]*[:：][ 　]*(?<value>[^\n、。,|"']{4,80})/dgiu],
  [() => t("private key"), /-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?<value>[^-]{1,20000})/dgu],
  [() => t("address"), /(?<value>〒[ 　]?[\d０-９]{3}[-－‐]?[\d０-９]{4})/dgu],
  [
    () => t("date of birth"),
    /(?:生年月日|誕生日|date of birth|birthday|DOB)[ 　]*[:：][ 　]*(?<value>[^\n、。,|"']{4,24})/dgiu,
  ],
];

/**
 * `packs`: the shipped ones; of them only rules that mask count, in any text and place. Undefined for a text that a
 * rule could not search to the end. Names in running text are found only before 様 and 殿.
 */
export function privateFinder(packs: readonly RulePack[]): FindPrivate {
  const rules = packs
    .flatMap((pack) => pack.rules.filter(({ mask, any }) => mask && any.length > 0))
    .map(anywhere);
  return (text) => {
    const document = readText({ uri: "private:text", languageId: "plaintext", text });
    const parts = partsOf(document, rules);
    const found: PrivateSpan[] = [];
    for (const rule of rules) {
      const { violations, incomplete } = matchRule(rule, document, parts);
      if (incomplete) return undefined;
      for (const { value } of violations) found.push({ ...value, kind: kindOf(rule) });
    }
    for (const [kind, pattern] of patterns)
      for (const { indices } of text.matchAll(pattern)) {
        const [start, end] = indices?.groups?.["value"] ?? [0, 0];
        found.push({ kind: kind(), start, end });
      }
    return found;
  };
}

/** A prompt is made of parts of anything. */
function anywhere({ applies: { matchesPath: _, languages: __, ...rest }, ...rule }: Rule): Rule {
  return { ...rule, applies: { ...rest, scope: "file", matchesPath: () => true } };
}
