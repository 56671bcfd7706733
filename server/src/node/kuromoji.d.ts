/** The parts of kuromoji 0.1.2 that are used; the package has no types. */
declare module "kuromoji/src/Tokenizer.js" {
  import type DynamicDictionaries from "kuromoji/src/dict/DynamicDictionaries.js";
  class Tokenizer {
    constructor(dictionaries: DynamicDictionaries);
    tokenizeForSentence(text: string): Tokenizer.Word[];
  }
  namespace Tokenizer {
    interface Word {
      readonly surface_form: string;
      /** From 1. */
      readonly word_position: number;
      readonly pos?: string;
      readonly pos_detail_1?: string;
      readonly pos_detail_2?: string;
      readonly conjugated_type?: string;
      readonly conjugated_form?: string;
      readonly basic_form?: string;
    }
  }
  export = Tokenizer;
}

declare module "kuromoji/src/dict/DynamicDictionaries.js" {
  class DynamicDictionaries {
    loadTrie(base: Int32Array, check: Int32Array): this;
    loadTokenInfoDictionaries(info: Uint8Array, features: Uint8Array, targets: Uint8Array): this;
    loadConnectionCosts(costs: Int16Array): this;
    loadUnknownDictionaries(
      ...buffers: [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint32Array, Uint8Array]
    ): this;
  }
  export = DynamicDictionaries;
}
