/** Questions on Japanese statutes to the extract each is answered from: how often it comes first, or in the first five. */
import { readFileSync } from "node:fs";
import MiniSearch from "minisearch";
import { readText } from "../../../server/src/documents/read";
import { passagesOf } from "../../../server/src/node/documentFiles";
import { createBm25 } from "../../../server/src/retrieval/bm25";
import { createDocumentIndex } from "../../../server/src/retrieval/documentIndex";
import { fuse } from "../../../server/src/retrieval/fuse";
import { type DocumentFiles } from "../../../server/src/retrieval/passages";
import { tokensOf } from "../../../server/src/retrieval/tokens";
import { table } from "../report/format";
import { sharedFile } from "./shared";

const file = sharedFile("data/lawqa_jp/selection.json");
const never = new AbortController().signal;

interface Data {
  readonly extracts: readonly string[];
  readonly questions: readonly { readonly text: string; readonly answer: number }[];
}

/** Numbers of extracts, best first. */
type Search = (question: string) => Promise<readonly number[]> | readonly number[];

function load(): Data | undefined {
  if (file === undefined) return undefined;
  const { samples } = JSON.parse(readFileSync(file, "utf8")) as {
    samples: readonly Readonly<Record<string, string>>[];
  };
  const extracts = [...new Set(samples.map((sample) => sample["コンテキスト"] ?? ""))];
  const questions = samples.map((sample) => ({
    text: sample["問題文"] ?? "",
    answer: extracts.indexOf(sample["コンテキスト"] ?? ""),
  }));
  return { extracts, questions };
}

const segmenter = new Intl.Segmenter("ja", { granularity: "word" });
const segments = (text: string) =>
  [...segmenter.segment(text.normalize("NFKC").toLowerCase())].flatMap(({ segment, isWordLike }) =>
    isWordLike === true ? [segment] : [],
  );

function bm25Of(extracts: readonly string[], split: (text: string) => readonly string[]): Search {
  const index = createBm25<number>((a, b) => a - b);
  extracts.forEach((text, at) => index.add(at, split(text)));
  return (question) => index.query(split(question), extracts.length).map(({ key }) => key);
}

function miniSearchOf(extracts: readonly string[]): Search {
  const index = new MiniSearch<{ readonly id: number; readonly text: string }>({
    fields: ["text"],
    tokenize: (text) => [...tokensOf(text)],
    processTerm: (term) => term,
  });
  index.addAll(extracts.map((text, id) => ({ id, text })));
  return (question) => index.search(question).map(({ id }) => Number(id));
}

/** As the product does it: every extract a Markdown file, in passages with headings; a file is as good as its best. */
async function productOf(extracts: readonly string[]): Promise<Search> {
  // Names without a word or a number, for the index looks at names, too.
  const names = extracts.map((_, at) => `${"~".repeat(at + 1)}.md`);
  const uriOf = (name: string) => `file:///w/${name}`;
  const numberOf = (uri: string) => names.indexOf(uri.slice(uriOf("").length));
  const textOf = (uri: string) => extracts[numberOf(uri)] ?? "";
  const files: DocumentFiles = {
    list: () => Promise.resolve(names.map((name) => ({ uri: uriOf(name), name, isFolder: false }))),
    read: () => Promise.resolve(undefined),
    isSource: () => true,
    excluded: () => false,
    pause: () => Promise.resolve(),
    state: (uri) => Promise.resolve({ stamp: "1", bytes: textOf(uri).length, isOpen: false }),
    load: (uri) => Promise.resolve(Buffer.from(textOf(uri))),
    passages: (uri) =>
      Promise.resolve({ passages: passagesOf(readText({ uri, languageId: "markdown", text: textOf(uri) })) }),
  };
  const index = createDocumentIndex(files);
  await index.build(["file:///w"], {}, never);
  return async (question) => {
    const found = await index.query(question, { limit: 1000 }, never);
    return [...new Set(found.map(({ uri }) => numberOf(uri)))];
  };
}

async function rowOf(name: string, search: Search, { questions }: Data): Promise<readonly string[]> {
  const hits = { first: 0, five: 0, reciprocal: 0 };
  for (const { text, answer } of questions) {
    const place = (await search(text)).indexOf(answer);
    if (place === 0) hits.first++;
    if (place >= 0 && place < 5) hits.five++;
    if (place >= 0) hits.reciprocal += 1 / (place + 1);
  }
  return [
    name,
    ...[hits.first, hits.five, hits.reciprocal].map((sum) => (sum / questions.length).toFixed(3)),
  ];
}

export interface RetrievalQuality {
  readonly first?: number;
  readonly fused?: number;
}

/** Prints the table, or that the data is not there; answers R@1 of our words and R@5 of the fusion. */
export async function runRetrievalQuality(print: (text: string) => void): Promise<RetrievalQuality> {
  const data = load();
  if (data === undefined) {
    print("Retrieval quality: lawqa_jp is not beside the repository; not measured.");
    return {};
  }
  const { extracts } = data;
  const own = bm25Of(extracts, tokensOf);
  const segmented = bm25Of(extracts, segments);
  const fused: Search = async (question) =>
    fuse([await own(question), await segmented(question)], extracts.length).map(({ key }) => key);
  const rows = [
    ["", "R@1", "R@5", "MRR"],
    await rowOf("Hanare's words, extract as a whole", own, data),
    await rowOf("Hanare's words, passages with headings (product)", await productOf(extracts), data),
    await rowOf("Intl.Segmenter words", segmented, data),
    await rowOf("fused (RRF of Hanare's words and segments)", fused, data),
    await rowOf("MiniSearch on Hanare's words", miniSearchOf(extracts), data),
  ];
  print(
    `${data.questions.length} questions, ${extracts.length} extracts (targets: R@1 >= 0.71, fused R@5 >= 0.85)`,
  );
  print(table(rows));
  return { first: Number(rows[1]?.[1]), fused: Number(rows[4]?.[2]) };
}
