/** What a model says to tasks on one small function, good and bad, so that the tests look at what is made of it. */
import { type Prompt } from "./scriptedServer";

const lines = (...all: readonly string[]) => `${all.join("\n")}\n`;

export const feePath = "src/fee.ts";

export const fee = lines(
  "export function transferFee(amount: number, sameBank: boolean): number {",
  "  let fee = 0;",
  "  if (!sameBank) {",
  "    if (amount < 30_000) {",
  "      fee = 220;",
  "    } else {",
  "      fee = 440;",
  "    }",
  "  }",
  "  return fee;",
  "}",
);

const comment: Readonly<Record<"en" | "ja", readonly string[]>> = {
  en: [
    "/**",
    " * Fee of a transfer, in yen.",
    " * @param amount Yen.",
    " * @param sameBank Whether both accounts are of one bank.",
    " */",
  ],
  ja: [
    "/**",
    " * 振込手数料を円で返す。",
    " * @param amount 振込額（円）。",
    " * @param sameBank 同じ銀行の口座どうしなら true。",
    " */",
  ],
};

/** The model has changed a value, too, which must not be taken. */
const documented = (language: "en" | "ja") =>
  lines(...comment[language], fee.replace("440", "550").trimEnd());
/** What the file holds once the comments were taken. */
export const withComments = (language: "en" | "ja"): string => lines(...comment[language], fee.trimEnd());

export const refactored = lines(
  "export function transferFee(amount: number, sameBank: boolean): number {",
  "  if (sameBank) return 0;",
  "  return amount < 30_000 ? 220 : 440;",
  "}",
);

const tests = lines(
  'import assert from "node:assert/strict";',
  'import { test } from "node:test";',
  'import { transferFee } from "./fee";',
  "",
  'test("costs nothing within one bank", () => assert.equal(transferFee(50_000, true), 0));',
  'test("costs more from 30,000 yen on", () => {',
  "  assert.equal(transferFee(29_999, false), 220);",
  "  assert.equal(transferFee(30_000, false), 440);",
  "});",
);

const explained: Readonly<Record<"en" | "ja", string>> = {
  en: "Works out the fee of a transfer.\n\n- Within one bank (`sameBank`) it is **0**.\n- Else it is 220 below 30,000 and 440 from there on.\n\nIt changes nothing outside and throws no error. `taxRate` is not used.",
  ja: "振込手数料を求める関数です。\n\n- 同じ銀行（`sameBank`）なら **0** 円です。\n- それ以外は、30,000円未満なら220円、30,000円以上なら440円です。\n\n外部への影響はなく、エラーも起こしません。`taxRate` は使いません。",
};

const fenced = (code: string) => `\`\`\`ts\n${code}\`\`\`\n`;

/** By the instructions of the task. */
export function codeTaskAnswer(language: "en" | "ja"): (prompt: Prompt) => string {
  return ({ system }) => {
    if (system.startsWith("You add documentation comments")) return fenced(documented(language));
    if (system.startsWith("You refactor")) return fenced(refactored);
    if (system.startsWith("You write unit tests")) return fenced(tests);
    return explained[language];
  };
}
