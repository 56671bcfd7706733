/** Numbers that prove themselves by a check digit, in the forms people write them. */
import { type Match, type Pattern } from "./pattern";
import { literalBits } from "./textIndex";

/** Built-in matchers a pack may name under `check`. */
export const checkNames = ["mynumber", "creditcard", "creditcardTest"] as const;
export type CheckName = (typeof checkNames)[number];

const digit = "[0-9０-９]";
const separator = "[ \\u00a0\\u3000\\-\\u2010-\\u2015\\u2212－]";
/** No digit, letter, decimal point or further group on either side: part of an address, a hash, a float. */
const before = `(?<![\\p{Script=Latin}0-9０-９_.+/])(?<!${digit}${separator})`;
const after = `(?![\\p{Script=Latin}0-9０-９_])(?!${separator}${digit})(?!\\.${digit})`;

const groups = (...sizes: readonly number[]) =>
  // The same separator throughout, as writers do.
  sizes
    .map(
      (size, index) =>
        `${index === 0 ? "" : index === 1 ? `(?<gap>${separator})` : "\\k<gap>"}${digit}{${size}}`,
    )
    .join("");
const expression = (body: string) => new RegExp(`${before}(?:${body})${after}`, "gu");

/** Every form holds one of the two, and to look for it costs less than to look behind each character. */
const digitRun = new RegExp(`${digit}{12}|${digit}{4}${separator}${digit}{4}`, "u");
const digits = [..."0123456789０１２３４５６７８９"].map(literalBits);

interface NumberForm {
  readonly plain: RegExp;
  /** One for each way of grouping: a named group may stand only once in a pattern. */
  readonly grouped: readonly RegExp[];
  valid(digits: string): boolean;
}

const myNumber: NumberForm = {
  plain: expression(`${digit}{12}`),
  grouped: [expression(groups(4, 4, 4))],
  valid: isMyNumber,
};
const cardForms = {
  plain: expression(`${digit}{14,16}`),
  grouped: [groups(4, 4, 4, 4), groups(4, 6, 5), groups(4, 6, 4)].map(expression),
};

const forms: Readonly<Record<CheckName, NumberForm>> = {
  mynumber: myNumber,
  creditcard: { ...cardForms, valid: (digits) => isCard(digits) && !testCards.has(digits) },
  creditcardTest: { ...cardForms, valid: (digits) => testCards.has(digits) },
};

/** `grouped`: true for numbers written in groups only, false for unbroken ones only. */
export function checkMatcher(name: CheckName, grouped?: boolean): Pattern {
  const form = forms[name];
  const expressions = [...(grouped === true ? [] : [form.plain]), ...(grouped === false ? [] : form.grouped)];
  const find = (text: string) =>
    !digitRun.test(text)
      ? []
      : expressions
          .flatMap((one) => [...text.matchAll(one)])
          .filter((match) => form.valid(digitsOf(match[0])))
          .map((match): Match => ({ start: match.index, end: match.index + match[0].length, groups: {} }))
          .sort((a, b) => a.start - b.start);
  return {
    source: name,
    key: `${name} ${grouped ?? ""}`,
    mayBeIn: (index) => index.mayHold(digits),
    isIn: ({ text }) => find(text).length > 0,
    find: ({ text }) => find(text),
  };
}

const digitsOf = (text: string) => text.normalize("NFKC").replace(/[^0-9]/g, "");
const isRepetition = (digits: string) => /^(\d)\1*$/.test(digits);

/** 12 digits, the last one computed from the others (番号法施行規則に定める検査用数字). */
export function isMyNumber(digits: string): boolean {
  if (!/^\d{12}$/.test(digits) || isRepetition(digits)) return false;
  const sum = [...digits.slice(0, 11)]
    .reverse()
    .reduce((total, character, index) => total + Number(character) * (index < 6 ? index + 2 : index - 4), 0);
  const rest = sum % 11;
  return Number(digits[11]) === (rest <= 1 ? 0 : 11 - rest);
}

/** An issuer's range, its length and the Luhn digit: Visa, Mastercard, American Express, JCB, Diners, Discover. */
export function isCard(digits: string): boolean {
  return issued.test(digits) && !isRepetition(digits) && luhn(digits);
}

const issued = new RegExp(
  [
    "4\\d{15}",
    "5[1-5]\\d{14}",
    "2(?:22[1-9]|2[3-9]\\d|[3-6]\\d\\d|7[01]\\d|720)\\d{12}",
    "3[47]\\d{13}",
    "35(?:2[89]|[3-8]\\d)\\d{12}",
    "3(?:0[0-5]|[68]\\d)\\d{11}",
    "6(?:011|4[4-9]\\d|5\\d\\d)\\d{12}",
  ]
    .map((range) => `^${range}$`)
    .join("|"),
);

function luhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, character, index) => {
    const doubled = index % 2 === 0 ? Number(character) : Number(character) * 2;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

/** Numbers that card networks and payment services publish for tests: nobody's card. */
const testCards: ReadonlySet<string> = new Set([
  "4111111111111111",
  "4242424242424242",
  "4012888888881881",
  "4000056655665556",
  "4000000000000002",
  "5555555555554444",
  "5105105105105100",
  "5200828282828210",
  "2223003122003222",
  "378282246310005",
  "371449635398431",
  "378734493671000",
  "3530111333300000",
  "3566002020360505",
  "3566111111111113",
  "30569309025904",
  "38520000023237",
  "36227206271667",
  "6011111111111117",
  "6011000990139424",
]);
