/** Headers and footers of printed sheets: `&C&"MS Gothic,Bold"&14社外秘&R&P / &N`. */

/** Only what somebody has typed: fonts, page numbers, dates and names of files are left out. */
export function marginText(code: string): string {
  return code
    .replace(/&(?:"[^"]*"|K[0-9A-F]{6}|K\d\d[+-]\d{3}|\d{1,3}|[LCR]|[BIUESXYOHPNDTZFAG]|(?<and>&))/gi, mark)
    .split("\n")
    .map((line) => line.replace(/\s{2,}/g, " ").trim())
    .filter((line) => /[\p{L}\p{N}]/u.test(line))
    .join("\n");
}

/** The three parts of the line stand apart. */
const mark = (code: string): string => (code === "&&" ? "&" : /^&[LCR]$/i.test(code) ? "  " : "");
