/** What is summarised: documents of offices, statutes, and documents with planted facts, in both languages. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type SourceDocument } from "../../../server/src/documents/document";
import { readText } from "../../../server/src/documents/read";
import { languageOfText } from "../../../server/src/documents/wording";
import { type Language } from "../../../server/src/util/l10n";
import { sharedFile } from "../documents/shared";
import { englishKinds, englishWords } from "./planted/english";
import { heldOutKinds } from "./planted/heldOut";
import { japaneseKinds, japaneseWords } from "./planted/japanese";
import { type Kind, plant } from "./planted/kind";

export interface Sample {
  readonly name: string;
  readonly source: "office" | "statute" | "planted" | "heldOut";
  readonly language: Language;
  readonly document: SourceDocument;
  /** Of planted ones only. */
  readonly facts: readonly string[];
}

export const markdownOf = (name: string, text: string): SourceDocument =>
  readText({ uri: `file:///bench/${name}.md`, languageId: "markdown", text });

const corpus = path.join(import.meta.dirname, "../review/corpus");

function offices(): readonly Sample[] {
  const files = readdirSync(corpus, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".md"),
  );
  return files.sort().map((name) => {
    const text = readFileSync(path.join(corpus, name), "utf8");
    const document = markdownOf(name, text);
    return { name, source: "office", language: languageOfText(text), document, facts: [] };
  });
}

/** Extracts of one statute are one document. */
function statutes(): readonly Sample[] {
  const file = sharedFile("data", "lawqa_jp", "selection.json");
  if (file === undefined) return [];
  const { samples } = JSON.parse(readFileSync(file, "utf8")) as {
    readonly samples: readonly { readonly コンテキスト: string }[];
  };
  const texts = new Set(samples.map(({ コンテキスト: text }) => text));
  const long = [...texts].filter((text) => text.length > 1500);
  return long.slice(0, 24).map((text, at) => {
    const name = `statute-${at}`;
    return { name, source: "statute", language: "ja", document: markdownOf(name, text), facts: [] };
  });
}

const seeds = [1, 2, 3, 4, 5];

function planted(source: "planted" | "heldOut", kinds: readonly Kind[]): readonly Sample[] {
  const words = (kind: Kind) => (kind.language === "ja" ? japaneseWords : englishWords);
  const all = seeds.flatMap((seed) => kinds.map((kind) => plant(kind, words(kind), seed)));
  return all.map(({ name, language, text, facts }) => ({
    ...{ name, language, facts, source },
    document: markdownOf(name, text),
  }));
}

export const samples = (): readonly Sample[] => [
  ...offices(),
  ...statutes(),
  ...planted("planted", [...japaneseKinds, ...englishKinds]),
  ...planted("heldOut", heldOutKinds),
];
