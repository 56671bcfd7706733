/** The port to a Japanese tokeniser: words of a sentence with their part of speech (IPADIC's names). */

export interface Token {
  readonly surface: string;
  /** Offset in the text. */
  readonly at: number;
  /** 名詞, 動詞, 助詞, … */
  readonly pos: string;
  /** 固有名詞, 格助詞, 接続助詞, 非自立, … */
  readonly detail: string;
  /** The next finer class: 人名, 地域, 一般, … */
  readonly finer: string;
  /** 一段, 五段・カ行イ音便, …; `*` for what is not conjugated. */
  readonly conjugation: string;
  /** 未然形, 連用形, … */
  readonly form: string;
  /** As a dictionary lists it; `*` for words it does not know. */
  readonly base: string;
}

/** Rejects with a `TokenizerError`, or with the signal's reason. */
export type Tokenize = (
  texts: readonly string[],
  signal: AbortSignal,
) => Promise<readonly (readonly Token[])[]>;

/** The tokeniser cannot work: what needs it is not checked, and that is said. */
export class TokenizerError extends Error {
  override readonly name = "TokenizerError";
}
