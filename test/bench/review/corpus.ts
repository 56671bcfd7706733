/** The documents of the review bench: written for it, compliant, of a bank, a hospital, a factory and others. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { languageOf } from "../../../server/src/documents/languages";
import { type Mutation } from "./mutate";

const folder = import.meta.dirname;

export interface CorpusDocument {
  /** Below `corpus/`; mutations name documents by it. */
  readonly file: string;
  /** As a user would have it: code is kept as `orders.ts.txt` so that no tool of ours takes it for its own. */
  readonly path: string;
  readonly languageId: string;
  readonly text: string;
  readonly mutations: readonly Mutation[];
}

/** Sorted by name; throws when mutations name a document that does not exist. */
export function readCorpus(): readonly CorpusDocument[] {
  const mutations = readMutations();
  const documents = filesBelow(path.join(folder, "corpus")).map((file): CorpusDocument => {
    const name = file.replace(/\.txt$/, "");
    return {
      file,
      path: name,
      languageId: languageOf(name),
      text: readFileSync(path.join(folder, "corpus", file), "utf8"),
      mutations: mutations.get(file) ?? [],
    };
  });
  const unknown = [...mutations.keys()].filter((name) => !documents.some(({ file }) => file === name));
  if (unknown.length > 0) throw new Error(`No such documents: ${unknown.join(", ")}`);
  return documents;
}

function filesBelow(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort();
}

/** Files of mutations may speak of the same document; each mutation knows its file. */
function readMutations(): ReadonlyMap<string, readonly Mutation[]> {
  const byDocument = new Map<string, readonly Mutation[]>();
  for (const file of filesBelow(path.join(folder, "mutations"))) {
    const text = readFileSync(path.join(folder, "mutations", file), "utf8");
    const set = file.replace(/\.yaml$/, "");
    for (const [document, list] of Object.entries(
      parse(text) as Readonly<Record<string, readonly Mutation[]>>,
    ))
      byDocument.set(document, [
        ...(byDocument.get(document) ?? []),
        ...list.map((mutation) => ({ ...mutation, set })),
      ]);
  }
  return byDocument;
}
