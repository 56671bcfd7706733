/** The documents of the locator's bench and the sentences that are quoted from them. */
import { readFile } from "node:fs/promises";
import { type SourceDocument } from "../../../server/src/documents/document";
import { readText } from "../../../server/src/documents/read";
import { sharedFile } from "./shared";
import { pumpManual } from "./texts/pumpManual";
import { recordsPolicy } from "./texts/recordsPolicy";
import { serviceContract } from "./texts/serviceContract";

export interface Quoted {
  readonly document: SourceDocument;
  /** As the file has it. */
  readonly sentence: string;
  /** The next sentence limits it, or it stands in a list under a negation: a pointer by the contract. */
  readonly limited: boolean;
}

const statutes = sharedFile("data/lawqa_jp/selection.json");

const asDocument = (name: string, text: string) =>
  readText({ uri: `file:///${name}.md`, languageId: "markdown", text });

export const ownDocuments = (): readonly SourceDocument[] =>
  Object.entries({ pumpManual, recordsPolicy, serviceContract }).map(([name, text]) =>
    asDocument(name, text),
  );

/** The statute extracts of lawqa_jp, each once; empty when the data is not there. */
export async function statuteDocuments(): Promise<readonly SourceDocument[]> {
  if (statutes === undefined) return [];
  const { samples } = JSON.parse(await readFile(statutes, "utf8")) as {
    readonly samples: readonly { readonly コンテキスト: string }[];
  };
  return [...new Set(samples.map((sample) => sample.コンテキスト))].map((text, at) =>
    asDocument(`law${at}`, text),
  );
}

/**
 * Sentences by a rule of the bench's own, not the product's: full stops outside brackets, lines. Pieces of lines
 * that a PDF left in the middle of sentences are none.
 */
export function quotesOf(document: SourceDocument): readonly Quoted[] {
  const lines = document.text.split("\n");
  const isProse = (line = "") => !/^\s*(?:#|\||[-*>]|\d{1,2}\. )|^\s*$/.test(line);
  const ends = (line = "") => /[。.：:]\s*$/u.test(line);
  return lines.flatMap((line, at) => {
    if (/^\s*(?:#|\||$)/.test(line)) return [];
    const [previous, next] = [lines[at - 1], lines[at + 1]];
    const goesOn = isProse(line) && isProse(previous) && !ends(previous);
    const breaksOff = isProse(next) && !ends(line);
    const sentences = split(line.replace(/^\s*(?:>\s*|[-*]\s+|\d{1,2}\. )+/, ""));
    const whole = sentences.slice(goesOn ? 1 : 0, breaksOff ? -1 : undefined);
    const following = [...sentences.slice(1), lines[at + 1] ?? ""];
    const offset = goesOn ? 1 : 0;
    const lead = isProse(line) ? "" : (lines.slice(0, at).findLast((one) => isProse(one)) ?? "");
    const negated = /(?:ない|を除く)[^、。]*[。:：]?\s*$|\b(?:not|never)\b/u.test(lead);
    return whole
      .map((sentence, index) => ({
        document,
        sentence,
        limited: negated || /^(?:ただし|但し)/u.test(following[index + offset] ?? ""),
      }))
      .filter(({ sentence }) => sentence.length >= 16 && sentence.length <= 500);
  });
}

function split(line: string): readonly string[] {
  const sentences: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at] ?? "";
    if ("（「『".includes(character)) depth += 1;
    if ("）」』".includes(character)) depth -= 1;
    const ends =
      character === "。" || (character === "." && /^(?: [A-Z]|$)/.test(line.slice(at + 1, at + 3)));
    if (!ends || depth > 0) continue;
    sentences.push(line.slice(start, at + 1).trim());
    start = at + 1;
  }
  return [...sentences, line.slice(start).trim()].filter((sentence) => sentence !== "");
}

/** Letters and figures only: what two writings of one sentence share. */
export const letters = (text: string) => text.normalize("NFKC").replace(/[^\p{L}\p{N}]/gu, "");
