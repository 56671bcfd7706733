/** A list of terms (YAML or JSON): the shipped house styles, and the user's own. Errors name the line. */
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import { t } from "../util/l10n";

/** Which uses of the words are meant; it takes a tokeniser to tell them. Absent: every one. */
export const termUses = ["noun", "verb", "formal", "auxiliary", "conjunction", "adverb"] as const;
export type TermUse = (typeof termUses)[number];

export interface Term {
  readonly prefer: string;
  readonly variants: readonly string[];
  /**
   * `verb`: in every inflection of the variants. `formal`: a noun without a meaning of its own (する事).
   * `auxiliary`: a verb behind another one (して下さい).
   */
  readonly as?: TermUse;
}

export interface TermList {
  readonly terms: readonly Term[];
  /** Spellings of one word, of which a document should have one. */
  readonly groups: readonly (readonly string[])[];
  /** Words that are never reported. */
  readonly ignore: readonly string[];
  /** Characters of the longest sentence. */
  readonly sentence?: number;
  /** Letters and figures are written half width. */
  readonly halfWidth?: boolean;
}

export interface TermListResult {
  readonly list: TermList;
  /** What is wrong, each with file and line; the rest of the list holds. */
  readonly problems: readonly string[];
}

export const emptyList: TermList = { terms: [], groups: [], ignore: [] };

interface Reading {
  problem(node: unknown, message: string): void;
}

/** `name`: of the file, for messages. Pure. */
export function readTermList(text: string, name: string): TermListResult {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problems: string[] = [];
  const say = (line: number, message: string) => problems.push(t("{0}, line {1}: {2}", name, line, message));
  const [broken] = document.errors;
  if (broken !== undefined) {
    say(lines.linePos(broken.pos[0]).line, t("not valid YAML ({0})", broken.message));
    return { list: emptyList, problems };
  }
  const reading: Reading = {
    problem(node, message) {
      const range = (node as Node | null)?.range;
      say(range ? lines.linePos(range[0]).line : 1, message);
    },
  };
  const root = document.contents;
  if (root === null) return { list: emptyList, problems };
  if (!isMap(root)) {
    reading.problem(root, t("a list of terms has the keys terms, groups and ignore"));
    return { list: emptyList, problems };
  }
  const list = readRoot(root.items, reading);
  return { list: { ...list, terms: consistent(list.terms, say) }, problems };
}

type Pair = { readonly key: unknown; readonly value: unknown };

function readRoot(pairs: readonly Pair[], reading: Reading): TermList {
  let list: TermList = emptyList;
  for (const { key, value } of pairs) {
    const name = isScalar(key) ? String(key.value) : "";
    if (name === "terms") list = { ...list, terms: itemsOf(value, reading, termOf) };
    else if (name === "groups")
      list = { ...list, groups: itemsOf(value, reading, (node) => groupOf(node, reading)) };
    else if (name === "ignore") list = { ...list, ignore: itemsOf(value, reading, wordOf) };
    else if (name === "sentence") list = { ...list, ...sentenceOf(value, reading) };
    else if (name === "halfWidth" && isScalar(value) && typeof value.value === "boolean")
      list = { ...list, halfWidth: value.value };
    else if (name !== "title")
      reading.problem(
        key,
        t("“{0}” is no key of a list of terms; it has terms, groups, ignore, sentence and halfWidth", name),
      );
  }
  return list;
}

function itemsOf<T>(
  node: unknown,
  reading: Reading,
  read: (item: unknown, reading: Reading) => T | undefined,
): readonly T[] {
  if (isScalar(node) && node.value === null) return [];
  if (!isSeq(node)) {
    reading.problem(node, t("a list is needed here, each item on a line that begins with “- ”"));
    return [];
  }
  return node.items.map((item) => read(item, reading)).filter((item) => item !== undefined);
}

function wordOf(node: unknown, reading: Reading): string | undefined {
  const word = isScalar(node) && typeof node.value === "string" ? node.value.trim() : "";
  if (word !== "") return word;
  reading.problem(node, t("a word is needed here; write figures and yes or no in quotes"));
  return undefined;
}

function sentenceOf(node: unknown, reading: Reading): { readonly sentence?: number } {
  const value = isScalar(node) ? node.value : undefined;
  if (typeof value === "number" && Number.isInteger(value) && value >= 20 && value <= 1000)
    return { sentence: value };
  reading.problem(node, t("sentence is a number of characters from 20 to 1000"));
  return {};
}

function groupOf(node: unknown, reading: Reading): readonly string[] | undefined {
  const words = itemsOf(node, reading, wordOf);
  if (words.length >= 2) return words;
  reading.problem(node, t("a group has two spellings or more"));
  return undefined;
}

function termOf(node: unknown, reading: Reading): Term | undefined {
  if (!isMap(node)) {
    reading.problem(node, t("a term is written as “prefer: …” and “variants: [ … ]”"));
    return undefined;
  }
  let prefer: string | undefined;
  let variants: readonly string[] = [];
  let as: TermUse | undefined;
  for (const { key, value } of node.items) {
    const name = isScalar(key) ? String(key.value) : "";
    if (name === "prefer") prefer = wordOf(value, reading);
    else if (name === "variants") variants = itemsOf(value, reading, wordOf);
    else if (name === "as") {
      as = termUses.find((use) => isScalar(value) && use === value.value);
      if (as === undefined) reading.problem(value, t("as is one of {0}", termUses.join(", ")));
    } else if (name !== "note")
      reading.problem(key, t("“{0}” is no key of a term; it has prefer, variants, as and note", name));
  }
  if (prefer !== undefined && variants.length > 0)
    return { prefer, variants: variants.filter((one) => one !== prefer), ...(as && { as }) };
  if (prefer === undefined || variants.length === 0)
    reading.problem(node, t("a term needs prefer and at least one of variants"));
  return undefined;
}

/** A word that is wrong in one term and right in another would be changed back and forth: neither holds. */
function consistent(terms: readonly Term[], say: (line: number, message: string) => void): readonly Term[] {
  const wanted = new Set(terms.map(({ prefer }) => prefer));
  return terms.filter(({ prefer, variants, as }) => {
    const both = as === undefined ? variants.find((word) => wanted.has(word)) : undefined;
    if (both === undefined) return true;
    say(1, t("“{0}” is both preferred and a variant of “{1}”; this term is left out", both, prefer));
    return false;
  });
}

const quoted = (word: string) => JSON.stringify(word);

/** The text of a list with one more word to ignore; everything that people wrote stays as it is. */
export function withIgnored(text: string, word: string): string {
  const document = parseDocument(text);
  if (document.errors.length > 0 || (document.contents !== null && !isMap(document.contents)))
    throw new SyntaxError("not a list of terms");
  const known: unknown = document.get("ignore");
  if (isSeq(known)) {
    if (known.items.some((item) => isScalar(item) && item.value === word)) return text;
    known.add(document.createNode(word));
    return document.toString();
  }
  const start = text === "" || text.endsWith("\n") ? text : `${text}\n`;
  if (document.has("ignore")) {
    document.set("ignore", document.createNode([word]));
    return document.toString();
  }
  return `${start}ignore:\n  - ${quoted(word)}\n`;
}
