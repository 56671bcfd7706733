/** Quotes that read like the text and say something else: none may be taken for evidence. */

export interface Flip {
  readonly kind: string;
  readonly quote: string;
}

type Swap = readonly [kind: string, from: RegExp, to: string | ((match: string) => string)];

const digit = (match: string) => match.replace(/[1-9]/, (one) => String((Number(one) % 9) + 1));
const numerals = "一二三四五六七八九";
const kanji = (match: string) =>
  match.replace(/[一二三四五六七八九]/u, (one) => numerals[(numerals.indexOf(one) + 3) % 9] ?? "");

const swaps: readonly Swap[] = [
  [
    "figure",
    /(?<![\d.,*^])[1-9][\d,]*(?=[日月年時回名人円台千%％℃]| days| hours| minutes| months| years| percent| seconds| bar)/u,
    digit,
  ],
  ["kanji figure", /(?<!第|[一二三四五六七八九十百千〇])[一二三四五六七八九](?=十?[日月年週回])/u, kanji],
  [
    "article number",
    /第[0-9０-９一二三四五六七八九十]+[条項号]/u,
    (match) => (/[0-9]/.test(match) ? digit(match) : kanji(match)),
  ],
  ["72/24 hours", /72 hours/u, "24 hours"],
  ["24/72 hours", /24 hours/u, "72 hours"],
  ["以上/以下", /以上/u, "以下"],
  ["以下/以上", /以下(?!「|この|同じ)/u, "以上"],
  ["以内/以外", /以内/u, "以外"],
  ["未満/以下", /未満/u, "以下"],
  ["超える/下回る", /を超え/u, "を下回"],
  ["must/may (ja)", /しなければならない/u, "してもよい"],
  ["must/can (ja)", /しなければならない/u, "することができる"],
  ["must not/may (ja)", /してはならない/u, "してもよい"],
  ["must/must not (ja)", /しなければならない/u, "してはならない"],
  ["can/cannot (ja)", /ことができる/u, "ことができない"],
  ["cannot/can (ja)", /ことができない/u, "ことができる"],
  ["又は/及び", /又は/u, "及び"],
  ["及び/又は", /及び/u, "又は"],
  ["除く/含む", /を除く/u, "を含む"],
  ["含む/除く", /を含む/u, "を除く"],
  ["甲/乙", /[甲乙]は/u, (match) => (match === "甲は" ? "乙は" : "甲は")],
  ["前/後", /前(?=に|の|まで)/u, "後"],
  ["後/前", /後(?=に|の|は)/u, "前"],
  ["受けた/受けない", /を受けた/u, "を受けない"],
  ["ある/ない", /である(?=。|場合|とき)/u, "でない"],
  ["liable/not liable (ja)", /負うものではない/u, "負う"],
  ["shall/may", /\bshall\b/u, "may"],
  ["must/may", /\bmust\b(?! not)/u, "may"],
  ["must/must not", /\bmust\b(?! not| never)/u, "must not"],
  ["must not/must", /\bmust not\b/u, "must"],
  ["may/must", /\bmay\b/u, "must"],
  ["and/or", /\band\b/u, "or"],
  ["or/and", /\bor\b/u, "and"],
  ["within/after", /\bwithin\b/u, "after"],
  ["before/after", /\bbefore\b/u, "after"],
  ["after/before", /\bafter\b/u, "before"],
  ["above/below", /\babove\b/u, "below"],
  ["below/above", /\bbelow\b/u, "above"],
  ["at least/at most", /\b[Aa]t least\b/u, "at most"],
  ["up to/over", /\bup to\b/u, "over"],
  ["less/more", /\bless than\b/u, "more than"],
  ["more/less", /\bmore than\b/u, "less than"],
  ["except/including", /\b(?:except|unless)\b/u, "including"],
  ["includes/excludes", /\bincludes\b/u, "excludes"],
  ["is not/is", /\bis not\b/u, "is"],
  ["all/some", /\b(?:All|Every|Each)\b/u, "Some"],
  ["days/hours", /(?<=\d )days\b/u, "hours"],
  ["hours/days", /(?<=\d )hours\b/u, "days"],
  ["10²/102", /10²/u, "102"],
  ["10³/103", /10³/u, "103"],
  ["2*3/23", /2\*3\*k/u, "23k"],
  ["2*3*/6*", /2\*3\*k/u, "2*k"],
];

/** A piece of the sentence as it stands that alone says something else. */
const cuts: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ["inside a number", /(?<=\d)\d[\d,]*(?:時間|日|年|mL| ml| days| hours| rpm).*$/su],
  ["inside a kanji number", /(?<=[一二三四五六七八九])十[日年月].*$/su],
  ["before ものではない", /^.*(?=ものではない)/su],
  ["before ではない/でない", /^.{8,}(?=で(?:は)?ない)/su],
  ["before ことができない", /^.{8,}(?=ことができない)/su],
  ["before てはならない", /^.{8,}(?=てはならない)/su],
  ["before を除く", /^.{6,}?(?=を除[くき])/su],
  ["after を除き", /(?<=を除き、).{8,}$/su],
  ["before its bound", /^.{6,}?\d+[日月年時回%％℃]+(?=以内|以上|以下|未満)/su],
  ["after No", /(?<=^No )\w.*$/su],
  ["after Do not", /(?<=^Do not )\w.*$/su],
  ["after must not", /(?<=must (?:not|never) )\w.*$/su],
  ["before unless/except/only", /^.{10,}?(?=,? (?:unless|except|only)\b)/su],
  ["before but … not", /^.{10,}?(?=, but .*\bnot\b)/su],
  ["after at least/within", /(?<=\b(?:at least|within|up to|less than|more than) )\d.*$/su],
  ["non-word start", /(?<=[a-z])[a-z]{4,} .{12,}$/su],
];

/** Every flip of one sentence, at most one of a kind. */
export function flipsOf(sentence: string): readonly Flip[] {
  const swapped = swaps.flatMap(([kind, from, to]) => {
    const quote = sentence.replace(from, (match: string) => (typeof to === "string" ? to : to(match)));
    return quote === sentence ? [] : [{ kind, quote }];
  });
  const cut = cuts.flatMap(([kind, pattern]) => {
    const quote = pattern.exec(sentence)?.[0];
    return quote === undefined || quote === "" ? [] : [{ kind, quote }];
  });
  const swallowed =
    /^(.{6,}?[をにが])(.{0,60}(?:ではない|できない|を除[くき]).{0,60}?)([^、。]{5,}。)$/su.exec(sentence);
  const ellipsis =
    swallowed === null
      ? []
      : [{ kind: "… over a negation", quote: `${swallowed[1] ?? ""}…${swallowed[3] ?? ""}` }];
  return [...swapped, ...cut, ...ellipsis];
}
