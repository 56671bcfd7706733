/** Whether a Japanese sentence is written in です・ます or in だ・である. */

export type Politeness = "です・ます" | "だ・である";

const polite =
  /(?:です|ます|ました|でした|ません(?:でした)?|ましょう|でしょう|ください)(?:か|ね|よ)?[。．]?$/u;
const plain =
  /(?:である|だった|であった|だろう|ではない|でない|(?<!で)だ|なかった|ならない|できる|[^こ]とする|(?:[うくすつぬむるぐぶ]|した|れた|いた|った|んだ))[。．]$/u;

/** Undefined where the end of the sentence tells neither (a noun, an English word). */
export function politenessOf(sentence: string): Politeness | undefined {
  return polite.test(sentence) ? "です・ます" : plain.test(sentence) ? "だ・である" : undefined;
}
