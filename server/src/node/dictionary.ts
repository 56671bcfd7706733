/** The Japanese dictionary (IPADIC, as kuromoji packs it) from its folder: some 1.5 seconds and 250 MB. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import DynamicDictionaries from "kuromoji/src/dict/DynamicDictionaries.js";
import Tokenizer from "kuromoji/src/Tokenizer.js";
import { type Token } from "../proofread/tokens";

/** Files of the dictionary, without their ending. */
export const dictionaryFiles =
  "base check tid tid_pos tid_map cc unk unk_pos unk_map unk_char unk_compat unk_invoke".split(" ");

/** Synchronous; throws when a file is missing or damaged. */
export function loadTokenizer(folder: string): (text: string) => readonly Token[] {
  const bytes = (name: string): ArrayBuffer => {
    const unpacked = gunzipSync(readFileSync(path.join(folder, `${name}.dat.gz`)));
    const own = new Uint8Array(unpacked.length);
    own.set(unpacked);
    return own.buffer;
  };
  const plain = (name: string) => new Uint8Array(bytes(name));
  const dictionaries = new DynamicDictionaries();
  dictionaries.loadTrie(new Int32Array(bytes("base")), new Int32Array(bytes("check")));
  dictionaries.loadTokenInfoDictionaries(plain("tid"), plain("tid_pos"), plain("tid_map"));
  dictionaries.loadConnectionCosts(new Int16Array(bytes("cc")));
  dictionaries.loadUnknownDictionaries(
    ...([plain("unk"), plain("unk_pos"), plain("unk_map"), plain("unk_char")] as const),
    new Uint32Array(bytes("unk_compat")),
    plain("unk_invoke"),
  );
  const tokenizer = new Tokenizer(dictionaries);
  return (text) => tokenizer.tokenizeForSentence(text).map(tokenOf);
}

const tokenOf = (word: Tokenizer.Word): Token => ({
  surface: word.surface_form,
  at: word.word_position - 1,
  pos: word.pos ?? "*",
  detail: word.pos_detail_1 ?? "*",
  finer: word.pos_detail_2 ?? "*",
  conjugation: word.conjugated_type ?? "*",
  form: word.conjugated_form ?? "*",
  base: word.basic_form ?? "*",
});
