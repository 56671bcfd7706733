/** The tokeniser as the product's thread has it, in this process: loaded once for all tests. */
import path from "node:path";
import { loadTokenizer } from "../../server/src/node/dictionary";
import { type Token, type Tokenize } from "../../server/src/proofread/tokens";

let loaded: ((text: string) => readonly Token[]) | undefined;

export const japaneseTokens: Tokenize = async (texts) => {
  const folder = path.resolve(import.meta.dirname, "../../node_modules/kuromoji/dict");
  loaded ??= loadTokenizer(folder);
  return texts.map(loaded);
};
