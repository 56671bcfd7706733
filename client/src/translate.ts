/** English text and its arguments to the user's language. Pure parts take it as an argument, so that tests choose. */
export type Translate = (message: string, ...args: (string | number | boolean)[]) => string;

/** Sentences in a row: a space between them, but none after a Japanese full stop. */
export function inARow(...sentences: readonly string[]): string {
  return sentences
    .filter((sentence) => sentence !== "")
    .join(" ")
    .replaceAll("。 ", "。");
}
