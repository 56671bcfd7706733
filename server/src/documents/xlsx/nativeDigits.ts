/** `[DBNum1]` to `[DBNum3]`: figures as kanji, as the kanji of contracts, full width. */

export type NativeDigits = 1 | 2 | 3;

const digits: Readonly<Record<NativeDigits, string>> = {
  1: "〇一二三四五六七八九",
  2: "〇壱弐参四伍六七八九",
  3: "０１２３４５６７８９",
};
const small: Readonly<Record<1 | 2, readonly string[]>> = {
  1: ["", "十", "百", "千"],
  2: ["", "拾", "百", "阡"],
};
const large: Readonly<Record<1 | 2, readonly string[]>> = {
  1: ["", "万", "億", "兆", "京"],
  2: ["", "萬", "億", "兆", "京"],
};

/** Figure by figure: 2025 is 二〇二五. */
export const digitByDigit = (text: string, kind: NativeDigits): string =>
  text.replace(/\d/g, (digit) => digits[kind][Number(digit)] ?? digit);

/** With its tens and hundreds: 2025 is 二千二十五. */
export function inWords(value: number, kind: NativeDigits): string {
  if (kind === 3 || !Number.isSafeInteger(value) || value < 0) return digitByDigit(String(value), kind);
  if (value === 0) return digits[kind].charAt(0);
  const groups: string[] = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 10_000)) {
    const group = groupInWords(rest % 10_000, kind);
    if (group !== "") groups.unshift(group + (large[kind][groups.length] ?? ""));
    else groups.unshift("");
  }
  return groups.join("");
}

/** 一 is left out before 十 and its like, but not among the kanji of contracts. */
function groupInWords(value: number, kind: 1 | 2): string {
  return [3, 2, 1, 0]
    .map((power) => {
      const digit = Math.floor(value / 10 ** power) % 10;
      if (digit === 0) return "";
      const figure = digit === 1 && power > 0 && kind === 1 ? "" : digits[kind].charAt(digit);
      return figure + (small[kind][power] ?? "");
    })
    .join("");
}
