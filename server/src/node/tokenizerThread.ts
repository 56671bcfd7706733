/**
 * The thread that divides Japanese sentences into words: a bundle of its own (`dist/tokenizer.js`), started by
 * `tokenizerWorker.ts`. It reads the dictionary beside it and nothing else; it opens no connection.
 */
import path from "node:path";
import { parentPort } from "node:worker_threads";
import { createGate, guardProcess } from "../network/gate";
import { type Token } from "../proofread/tokens";
import { loadTokenizer } from "./dictionary";

export interface TokenizerRequest {
  readonly id: number;
  readonly texts: readonly string[];
}

export type TokenizerAnswer =
  | { readonly id: number; readonly tokens: readonly (readonly Token[])[] }
  /** What failed, without text of a document. */
  | { readonly id: number; readonly failed: string };

let tokenize: ((text: string) => readonly Token[]) | undefined;

function answer({ id, texts }: TokenizerRequest): TokenizerAnswer {
  try {
    const own = (tokenize ??= loadTokenizer(path.join(__dirname, "dictionary")));
    return { id, tokens: texts.map(own) };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? ` ${String(error.code)}` : "";
    return { id, failed: `${error instanceof Error ? error.name : typeof error}${code}` };
  }
}

guardProcess(createGate("offline"));
parentPort?.on("message", (request: TokenizerRequest) => parentPort?.postMessage(answer(request)));
