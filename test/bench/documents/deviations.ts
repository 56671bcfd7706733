/** What models and people do to a quote without changing what it says. */

export interface Deviation {
  readonly kind: string;
  readonly quote: string;
  /** A quote with a wrong character is never more than a pointer. */
  readonly pointer: boolean;
}

/** A number from 0 to 1 that is the same in every run. */
export type Random = () => number;

export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const isJapanese = (text: string) => /[\p{Script=Hiragana}]/u.test(text);

const wider = (text: string) =>
  text.replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));
const narrower = (text: string) => text.normalize("NFKC");
/** NFKC would make another number of a power, which is no harmless change. */
const hasPower = (text: string) => /[⁰¹²³⁴-⁹₀-₉①-⑳]/u.test(text);

const old = "学學国國会會証證険險関關価價対對変變経經発發独獨実實体體当當図圖総總続續条條単單応應権權";
const variants = new Map<string, string>();
for (let at = 0; at < old.length; at += 2) variants.set(old[at] ?? "", old[at + 1] ?? "");

const older = (text: string) => [...text].map((one) => variants.get(one) ?? one).join("");
const dashes = (text: string) => text.replace(/ー/gu, "－").replace(/～/gu, "〜");
const typed = (text: string) => text.replace(/'/g, "’").replace(/"/g, "”").replace(/ - /g, " – ");

/** At a place between words or characters, away from figures. */
function placeIn(text: string, random: Random): number {
  for (let tries = 0; tries < 50; tries += 1) {
    const at = 2 + Math.floor(random() * (text.length - 4));
    const around = text.slice(at - 1, at + 1);
    if (isJapanese(text) ? !/[\dA-Za-z０-９Ａ-Ｚａ-ｚ. ,*²³]/u.test(around) : around[1] === " ") return at;
  }
  return -1;
}

function insert(text: string, what: string, random: Random): string {
  const at = placeIn(text, random);
  return at < 0 ? text : `${text.slice(0, at)}${what}${text.slice(at)}`;
}

/** Words whose loss changes figures, modality or conditions: no harmless place for a wrong character. */
const guarded =
  /^[一二三四五六七八九十百千万億兆〇前後未無不非以除含甲乙]|^(?:場合|必要|時間|義務|禁止|可能|予定|検討|計画|目標|例外|年度)/u;

/** Another character of the same script, in the middle half, where no figure, negation or modality is. */
function wrong(text: string, random: Random): string {
  const plain = isJapanese(text)
    ? /(?<![\p{Script=Han}\d０-９])\p{Script=Han}(?=\p{Script=Han}{1,3}[をにがの])/gu
    : /(?<=\b(?!with|fis|bef|aft|unl|exc|inc|mon|hou|min|sec|yea|busi|char|req|sha|perm|prev|allo|copi|approv|prohib|need)[a-z]{3,8})[a-z](?=[a-z]{2,})/gu;
  const places = [...text.matchAll(plain)]
    .map(({ index }) => index)
    .filter(
      (at) => at > text.length / 4 && at < (text.length * 3) / 4 && !guarded.test(text.slice(at, at + 2)),
    );
  const at = places[Math.floor(random() * places.length)];
  if (at === undefined) return text;
  return `${text.slice(0, at)}${isJapanese(text) ? "桜" : "q"}${text.slice(at + 1)}`;
}

function omitted(text: string): string {
  const third = Math.floor(text.length / 3);
  const from = isJapanese(text) ? text.indexOf("、", third) + 1 : text.indexOf(" ", third);
  const to = isJapanese(text) ? text.indexOf("、", from + 4) + 1 : text.indexOf(" ", from + third / 2) + 1;
  const gone = text.slice(from, to);
  if (
    from < 6 ||
    to <= from ||
    text.length - to < 10 ||
    /\d|[一二三四五六七八九十]|ない|ず|除|以外|限り|not|no\b|never|except|unless|without|only|reject/iu.test(
      gone,
    )
  )
    return text;
  // A figure beside the gap would lose its unit or its bound.
  const bound = /\d\S*\s?$|\b(?:least|within|to|than|below|above|exceeds?|every|after|must|shall|may)\s?$/iu;
  if (bound.test(text.slice(0, from)) || /^\s?\d/u.test(text.slice(to))) return text;
  return `${text.slice(0, from)} … ${text.slice(to)}`;
}

/** Long enough for one wrong character to leave four fifths of the trigrams. */
const longEnough = 24;

/** Every deviation that changes the sentence. */
export function deviationsOf(sentence: string, random: Random): readonly Deviation[] {
  const made: readonly (readonly [string, string])[] = [
    ["verbatim", sentence],
    ["full width", hasPower(sentence) || sentence.includes("**") ? sentence : wider(sentence)],
    ["half width", hasPower(sentence) ? sentence : narrower(sentence)],
    ["line break", insert(sentence, "\n", random)],
    ["space for line break", sentence.replace(/\s*\n\s*/g, " ")],
    [
      "full-width space",
      isJapanese(sentence) ? insert(sentence, "　", random) : sentence.replace(/ /g, "　"),
    ],
    ["list mark", `- ${sentence}`],
    ["quotation and bold", sentence.includes("**") ? `> ${sentence}` : `> **${sentence.trim()}**`],
    ["marks inside", sentence.replace(/\p{Script=Katakana}{3,}|(?<= )[a-z]{5,}(?= )/u, "**$&**")],
    ["marks removed", sentence.replace(/\*\*|`/g, "")],
    ["old forms", older(sentence)],
    ["dashes and quotes", isJapanese(sentence) ? dashes(sentence) : typed(sentence)],
    ["ellipsis", omitted(sentence)],
  ];
  const harmless = made
    .filter(([kind, quote]) => kind === "verbatim" || quote !== sentence)
    .map(([kind, quote]) => ({ kind, quote, pointer: false }));
  const mistaken = sentence.length >= longEnough ? wrong(sentence, random) : sentence;
  return mistaken === sentence
    ? harmless
    : [...harmless, { kind: "one wrong character", quote: mistaken, pointer: true }];
}
