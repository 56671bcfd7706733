/** What of a model's message may be proposed: lines that name only what the diff has. */
import { languageOfText } from "../documents/wording";
import { type Language } from "../util/l10n";
import { type ChangedFile } from "./diff";
import { type Said } from "./prompt";

const longest: Readonly<Record<Language, number>> = { en: 72, ja: 50 };

/** Names of code, paths, figures: what is not simply a word. */
const names =
  /`([^`]+)`|(?<![\p{L}\p{N}_$.])([\p{L}_$][\p{L}\p{N}_$]*(?:[._/-][\p{L}\p{N}_$]+)*(?:\(\))?)|(?<![\p{L}\p{N}.])(\d+(?:[.,]\d+)*)/gu;
const isName = (word: string) =>
  /[a-z][A-Z]|_|\.[A-Za-z]|\/|\(\)$|^[A-Z]{2,}\d|\$|\d/u.test(word) && !/^(?:e\.g|i\.e|etc)\.?$/u.test(word);
const reference = /#\d+|\b(?:fix(?:es)?|close[sd]?|resolve[sd]?)\s+[A-Z]+-\d+/iu;

export interface Checked {
  /** Undefined: the subject cannot be proposed. */
  readonly subject: string | undefined;
  readonly body: readonly string[];
  /** Lines that were left out. */
  readonly dropped: number;
}

export function checkMessage(
  { subject, body }: Said,
  files: readonly ChangedFile[],
  language: Language,
): Checked {
  const given = files
    .map(({ path, from = "", text }) => `${path}\n${from}\n${text}`)
    .join("\n")
    .toLowerCase();
  const head = subject.trim().replace(/[。．.]+$/u, "");
  const isHead = head.length <= longest[language] && may(head, given, language);
  const lines = body.map((line) => line.replace(/^\s*[-*・]\s*/u, "").trim()).filter((line) => line !== "");
  const kept = lines.filter((line) => may(line, given, language) && line !== head);
  return {
    subject: isHead ? head : undefined,
    body: [...new Set(kept)],
    dropped: lines.length - kept.length + (isHead ? 0 : 1),
  };
}

function may(line: string, given: string, language: Language): boolean {
  if (line === "" || /[\r\n]/.test(line) || reference.test(line)) return false;
  // A line of nothing but names is in no language.
  const prose = line.replace(/`[^`]*`/gu, "");
  if (language === "en" && languageOfText(prose) === "ja") return false;
  if (language === "ja" && languageOfText(prose) === "en") return false;
  return [...line.matchAll(names)].every(([, quoted, word, figure]) => {
    if (figure !== undefined) return given.includes(figure);
    const name = quoted ?? word ?? "";
    return quoted === undefined && !isName(name)
      ? true
      : given.includes(name.replace(/\(\)$/, "").toLowerCase());
  });
}
