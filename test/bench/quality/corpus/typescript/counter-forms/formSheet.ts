/** A paper form of the town hall as data: boxes with rules, and what a citizen wrote into them. */

export interface FormBox {
  readonly boxId: string;
  readonly caption: string;
  readonly required: boolean;
  readonly kind: "text" | "kana" | "postcode" | "wareki";
}

export interface FilledSheet {
  readonly formCode: string;
  readonly answers: Readonly<Record<string, string>>;
}

export interface BoxFault {
  readonly boxId: string;
  readonly reason: "empty" | "malformed";
}

const shapes: Readonly<Record<FormBox["kind"], RegExp>> = {
  text: /^[^]+$/u,
  kana: /^[\p{Script=Katakana}ー\s]+$/u,
  postcode: ⟦line:/^\d{3}-?\d{4}$/u,⟧
  wareki: /^(?:明治|大正|昭和|平成|令和)(?:元|\d{1,2})年\d{1,2}月\d{1,2}日$/u,
};

/** What is wrong with a sheet, in the order of the boxes. */
export function checkSheet(boxes: readonly FormBox[], sheet: FilledSheet): readonly BoxFault[] {
  const faults: BoxFault[] = [];
  for (const box of boxes) {
    const answer = (sheet.answers[box.boxId] ?? "").trim();
    if (answer === "") {
      if (box.required) ⟦line:faults.push({ boxId: box.boxId, reason: "empty" });⟧
      continue;
    }
    if (!⟦mid:shapes[box.kind].test(answer)⟧) faults.push({ boxId: box.boxId, reason: "malformed" });
  }
  return faults;
}

// Return the answers of the sheet as [caption, answer] pairs in the order of the boxes, leaving out empty answers.
export function printout(boxes: readonly FormBox[], sheet: FilledSheet): readonly [string, string][] {
  ⟦comment:const pairs: [string, string][] = [];
  for (const box of boxes) {
    const answer = sheet.answers[box.boxId] ?? "";
    if (answer !== "") pairs.push([box.caption, answer]);
  }
  return pairs;⟧
}

// 郵便番号からハイフンを取り除き、7桁の数字でなければundefinedを返す
export function plainPostcode(answer: string): string | undefined {
  ⟦comment+ja:const digits = answer.replaceAll("-", "");
  return /^\d{7}$/.test(digits) ? digits : undefined;⟧
}
