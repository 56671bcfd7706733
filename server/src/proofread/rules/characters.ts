/** Letters that look right and are not: half-width katakana, full-width Latin, marks that nobody sees. */
import { t } from "../../util/l10n";
import { type Passage } from "../passage";
import { type Hit, matchesIn, perPassage, type Rule, type RuleInput } from "../rule";

type Look = Omit<Hit, "passage">;

const place = ({ index, 0: found }: RegExpExecArray) => ({ start: index, end: index + found.length });
const narrow = (text: string) => text.normalize("NFKC");

export const widths: Rule = (input) => {
  const letters = isMinority(input, /[Ａ-Ｚａ-ｚ]/gu, /[A-Za-z]/g);
  const figures = isMinority(input, /[０-９]/gu, /[0-9]/g);
  return perPassage((passage) =>
    [...halfKatakana(passage), ...mixedWord(passage), ...fullWidth(passage, { letters, figures })].map(
      (look) => ({
        ...look,
        passage,
      }),
    ),
  )(input);
};

function* halfKatakana({ unquoted }: Passage): Generator<Look> {
  for (const match of matchesIn(unquoted, /[\uff61-\uff9f]+/gu)) {
    const suggestion = narrow(match[0]);
    yield {
      ...{ ...place(match), kind: "width", suggestion },
      message: t("Half-width katakana. Write “{0}”.", suggestion),
    };
  }
}

/** Ｗindows, 1０: half of the word in each width. */
function* mixedWord({ unquoted }: Passage): Generator<Look> {
  const word =
    /(?=[A-Za-zＡ-Ｚａ-ｚ0-9０-９]*[A-Za-z0-9])(?=[A-Za-zＡ-Ｚａ-ｚ0-9０-９]*[Ａ-Ｚａ-ｚ０-９])[A-Za-zＡ-Ｚａ-ｚ0-9０-９]+/gu;
  for (const match of matchesIn(unquoted, word)) {
    const suggestion = narrow(match[0]);
    yield {
      ...{ ...place(match), kind: "width", suggestion },
      message: t("“{0}” is half in full width. Write “{1}”.", match[0], suggestion),
    };
  }
}

function* fullWidth(
  { unquoted, prose }: Passage,
  { letters, figures }: { readonly letters: boolean; readonly figures: boolean },
): Generator<Look> {
  if (!prose) return;
  const word =
    letters && figures
      ? /[Ａ-Ｚａ-ｚ０-９]+(?:[．，][０-９]+)*/gu
      : letters
        ? /[Ａ-Ｚａ-ｚ]+/gu
        : figures
          ? /[０-９]+(?:[．，][０-９]+)*/gu
          : undefined;
  if (word === undefined) return;
  for (const match of matchesIn(unquoted, word)) {
    const { start, end } = place(match);
    // Numbers of clauses and of items, and words that the other rule has.
    if (/[第（(①-⑳]$/u.test(unquoted.slice(0, start)) || /[A-Za-z0-9]/.test(neighbours(unquoted, start, end)))
      continue;
    const suggestion = narrow(match[0]);
    yield {
      ...{ start, end, kind: "width", suggestion },
      message: t("Full width here, half width elsewhere in the document. Write “{0}”.", suggestion),
    };
  }
}

const neighbours = (text: string, start: number, end: number) => (text[start - 1] ?? "") + (text[end] ?? "");

/** Full-width ones are the exception where a fifth or less of the document has them, and an error by the house style. */
function isMinority({ passages, style }: RuleInput, full: RegExp, half: RegExp): boolean {
  if (style.halfWidth) return true;
  const count = (pattern: RegExp) =>
    passages.reduce((sum, { text, prose }) => sum + (prose ? (text.match(pattern)?.length ?? 0) : 0), 0);
  const fulls = count(full);
  return fulls > 0 && fulls * 5 <= fulls + count(half);
}

const voiced =
  /[\u304b-\u3062\u3064-\u3069\u306f-\u307b\u30ab-\u30c2\u30c4-\u30c9\u30cf-\u30db][\u3099\u309a]/gu;

export const oddCharacters: Rule = perPassage((passage) =>
  [...invisible(passage), ...decomposed(passage), ...radicals(passage), ...lookAlike(passage)].map(
    (look) => ({
      ...look,
      passage,
    }),
  ),
);

function* invisible({ text }: Passage): Generator<Look> {
  for (const match of matchesIn(text, /[\u200b\u2060\ufeff\u00ad]+/gu))
    yield {
      ...{ ...place(match), kind: "characters", suggestion: "" },
      message: t("A character that nobody sees, which searches stumble over."),
    };
}

function* decomposed({ text }: Passage): Generator<Look> {
  for (const match of matchesIn(text, voiced)) {
    const suggestion = match[0].normalize("NFC");
    yield {
      ...{ ...place(match), kind: "characters", suggestion },
      message: t(
        "Letter and voicing mark are two characters (from a macOS file name). Write “{0}”.",
        suggestion,
      ),
    };
  }
}

function* radicals({ text }: Passage): Generator<Look> {
  for (const match of matchesIn(text, /[\u2f00-\u2fd5]/gu)) {
    const suggestion = narrow(match[0]);
    yield {
      ...{ ...place(match), kind: "characters", suggestion },
      message: t("A radical instead of the character (from a PDF). Write “{0}”.", suggestion),
    };
  }
}

/** サ一バ with the kanji for one, ニ酸化 with katakana. */
function* lookAlike({ text }: Passage): Generator<Look> {
  for (const match of matchesIn(text, /(?<=[ァ-ヴ])一(?=[ァ-ヴ])(?![カヵヶケ](?:月|所|国|年))/gu))
    yield {
      ...{ ...place(match), kind: "characters", suggestion: "ー" },
      message: t("The kanji 一 in a katakana word. Write “ー”."),
    };
}
