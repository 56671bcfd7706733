/** A suite of cases: YAML, every fault told with file and line, so that nobody measures half a suite without knowing. */
import { isNode, LineCounter, parseDocument } from "yaml";
import { type Language, t } from "../util/l10n";
import { sha256 } from "../util/sha256";
import { type SuiteCase } from "./cases";
import { checkFile, type Fields, fieldsOf, isGroup, type Path, type Report } from "./fields";
import { readCase } from "./readCase";

export interface SuiteSource {
  /** As the user named the file. */
  readonly name: string;
  readonly text: string;
}

export interface Suite {
  readonly name: string;
  readonly id: string;
  readonly title: Readonly<Record<Language, string>>;
  /** Rule packs in the suite's folder that its cases name rules of. */
  readonly packs: readonly string[];
  readonly cases: readonly SuiteCase[];
  /** Of the file's text. */
  readonly sha256: string;
}

export type SuiteFile = { readonly suite: Suite } | { readonly problems: readonly string[] };

/** Characters of the file. */
export const longestSuite = 4_000_000;
export const mostCases = 1_000;
const edition = 1;
const suiteKeys = ["hanare-suite", "id", "title", "packs", "cases"];

/** Pure. `problems` are in the user's language, in the order of the lines. */
export function readSuite({ name, text }: SuiteSource): SuiteFile {
  const found = new Map<string, number>();
  const at = (line: number, reason: string) => found.set(t("{0}, line {1}: {2}", name, line, reason), line);
  const refused = () => ({ problems: [...found].sort((a, b) => a[1] - b[1]).map(([message]) => message) });
  if (text.length > longestSuite) {
    at(1, t("A suite has at most {0} characters. Divide it.", longestSuite));
    return refused();
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [first] = document.errors;
  if (first !== undefined) {
    at(lines.linePos(first.pos[0]).line, t("not valid YAML ({0})", first.message));
    return refused();
  }
  const lineOf = (path: Path): number => {
    for (let length = path.length; length >= 0; length -= 1) {
      const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  const report: Report = (path, reason) => void at(lineOf(path), reason);
  const content = contentOf(document, report);
  if (found.size > 0) return refused();
  const suite = suiteOf(content, { lineOf, report });
  return found.size > 0 ? refused() : { suite: { ...suite, name, sha256: sha256(text) } };
}

/** References that would unfold without end are refused by the reader. */
function contentOf(document: ReturnType<typeof parseDocument>, report: Report): unknown {
  try {
    return document.toJS();
  } catch (error) {
    report([], t("not valid YAML ({0})", error instanceof Error ? error.message : String(error)));
    return undefined;
  }
}

interface Place {
  lineOf(path: Path): number;
  readonly report: Report;
}

function suiteOf(content: unknown, place: Place): Omit<Suite, "name" | "sha256"> {
  const { report } = place;
  if (!isGroup(content)) report([], t("A suite is a group of hanare-suite, id, title and cases."));
  const group = isGroup(content) ? content : {};
  const fields = fieldsOf(group, suiteKeys, [], report);
  if (group["hanare-suite"] !== edition)
    report(["hanare-suite"], t("A suite begins with hanare-suite: {0}.", edition));
  const id = fields.text("id", 64);
  if (id !== "" && !/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u.test(id))
    report(["id"], t("id must be a short name of letters, digits, dots and hyphens."));
  const packs = fields.words("packs");
  packs.forEach((file, at) => checkFile(file, (reason) => report(["packs", at], reason)));
  return { id, title: titleOf(group["title"], report), packs, cases: casesOf(group["cases"], fields, place) };
}

function casesOf(value: unknown, fields: Fields, { lineOf, report }: Place): readonly SuiteCase[] {
  const list = Array.isArray(value) ? (value as readonly unknown[]) : [];
  if (list.length === 0 || list.length > mostCases)
    fields.fault("cases", t("cases must be a list of 1 to {0} cases.", mostCases));
  const ids = new Set<string>();
  return list.slice(0, mostCases).flatMap((each, index) => {
    const path = ["cases", index];
    const one = readCase(each, { path, line: lineOf(path) }, report);
    if (one === undefined) return [];
    if (ids.has(one.id)) report([...path, "id"], t("The id {0} is used twice.", one.id));
    ids.add(one.id);
    return [one];
  });
}

function titleOf(value: unknown, report: Report): Readonly<Record<Language, string>> {
  if (typeof value === "string" && value.trim() !== "") return { ja: value, en: value };
  const { ja, en } = isGroup(value) ? value : {};
  const either = [ja, en].find((one) => typeof one === "string" && one.trim() !== "");
  if (typeof either !== "string") {
    report(["title"], t("title must be a text, or one for ja and one for en."));
    return { ja: "", en: "" };
  }
  return { ja: typeof ja === "string" ? ja : either, en: typeof en === "string" ? en : either };
}
