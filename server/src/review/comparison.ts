/** What files say of the same facts: compared after a review of many, and again as one of them is typed. */
import { type Finding } from "../protocol";
import { compareFacts, type CrossResult, joinFacts } from "./cross";
import { effectivePacks } from "./packSet";
import { type FileFacts } from "./reviewFiles";
import { type RulePack } from "./rules";

export interface Comparison {
  /** Compares the files with each other, and remembers what they say. */
  ofFiles(files: readonly FileFacts[], today: string): CrossResult;
  /** What the document says now, against what the other files said at the last review of them. */
  withDocument(file: FileFacts, today: string): readonly Finding[];
  forget(): void;
}

/** `pathOf`: how a file is named in a message. */
export function createComparison(pathOf: (uri: string) => string): Comparison {
  /** Only files that say something. */
  let known = new Map<string, FileFacts>();

  const compare = (files: readonly FileFacts[], today: string): CrossResult => {
    const packs = new Map<string, RulePack>();
    for (const { set } of files)
      for (const pack of effectivePacks(set.packs, today).packs) packs.set(`${pack.uri} ${pack.id}`, pack);
    return compareFacts([...packs.values()], joinFacts(files.map(({ facts }) => facts)), pathOf);
  };

  return {
    ofFiles(files, today) {
      const saying = files.filter(({ facts }) => facts.statements.length + facts.skeletons.length > 0);
      for (const { uri } of files) known.delete(uri);
      for (const file of saying) known.set(file.uri, file);
      return compare(saying, today);
    },
    withDocument(file, today) {
      if (file.facts.statements.length + file.facts.skeletons.length === 0) {
        known.delete(file.uri);
        return [];
      }
      const others = [...known.values()].filter(({ uri }) => uri !== file.uri);
      if (known.has(file.uri)) known.set(file.uri, file);
      return compare([...others, file], today).findings.filter(({ uri }) => uri === file.uri);
    },
    forget() {
      known = new Map();
    },
  };
}
