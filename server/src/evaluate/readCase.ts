/** One case of a suite as it is written, checked key by key. */
import { t } from "../util/l10n";
import { sha256 } from "../util/sha256";
import {
  type CaseBase,
  caseKinds,
  type CaseKind,
  type CaseOf,
  type Material,
  type SuiteCase,
  summaryLengths,
} from "./cases";
import { checkFile, type Fields, fieldsOf, type Group, isGroup, type Path, type Report } from "./fields";

/** Characters of a text, of a question or prompt, and of a name. */
const longestText = 100_000;
const longestQuestion = 10_000;
const longestName = 200;

const common = ["id", "kind"];
const keys: Readonly<Record<CaseKind, readonly string[]>> = {
  complete: [...common, "language", "text", "accept", "similarity"],
  review: [...common, "rule", "text", "file", "language", "path", "expect", "quote"],
  ask: [...common, "question", "texts", "files", "quotes", "notFound"],
  summarize: [...common, "text", "file", "length", "facts", "absent"],
  refuse: [...common, "prompt", "text", "file", "must", "mustNot", "refusal"],
};

/** Undefined for what is no group; else a case, which counts only if nothing was reported. */
export function readCase(
  value: unknown,
  { path, line }: { readonly path: Path; readonly line: number },
  report: Report,
): SuiteCase | undefined {
  if (!isGroup(value)) {
    report(path, t("A case is a group of id, kind and what its kind needs."));
    return undefined;
  }
  const kind = caseKinds.find((one) => one === value["kind"]);
  if (kind === undefined) {
    report([...path, "kind"], t("{0} must be one of: {1}.", "kind", caseKinds.join(", ")));
    return undefined;
  }
  const fields = fieldsOf(value, keys[kind], path, report);
  const id = idOf(fields, path, report);
  const base = { id, line, sha256: sha256(JSON.stringify(value)) };
  return readers[kind](fields, { base, group: value, path, report });
}

interface Place {
  readonly base: CaseBase;
  readonly group: Group;
  readonly path: Path;
  readonly report: Report;
}

const readers: { readonly [K in CaseKind]: (fields: Fields, place: Place) => CaseOf<K> } = {
  complete(fields, { base, group }) {
    const [before, expected, after] = holeIn(fields);
    const { similarity } = group;
    const isShare = typeof similarity === "number" && similarity > 0 && similarity <= 1;
    if (similarity !== undefined && !isShare)
      fields.fault("similarity", t("similarity must be a number above 0 and at most 1."));
    return {
      ...base,
      kind: "complete",
      language: fields.text("language", longestName),
      ...{ before, after, accepted: [expected, ...fields.words("accept")] },
      ...(isShare ? { similarity } : {}),
    };
  },
  review(fields, place) {
    const language = fields.optional("language", longestName);
    const path = fields.optional("path", longestName);
    const quote = fields.optional("quote", longestQuestion);
    const expect = fields.choice("expect", ["violation", "compliant"] as const);
    if (quote !== undefined && expect === "compliant")
      fields.fault("quote", t("A quote belongs to a violation; where nothing is to be found there is none."));
    return {
      ...place.base,
      kind: "review",
      ...{ rule: ruleOf(fields, place), material: materialOf(fields, place), expect },
      ...(language === undefined ? {} : { language }),
      ...(path === undefined ? {} : { path }),
      ...(quote === undefined ? {} : { quote }),
    };
  },
  ask(fields, { base, path, report }) {
    const files = fields.words("files").map((file, at): Material => {
      checkFile(file, (reason) => report([...path, "files", at], reason));
      return { file };
    });
    const texts = fields.list("texts").map((value, at) => namedText(value, [...path, "texts", at], report));
    const materials = [...files, ...texts];
    const quotes = fields.words("quotes");
    const notFound = fields.flag("notFound");
    if (materials.length === 0) report(path, t("A question needs files or texts to be answered from."));
    if (quotes.length > 0 === notFound)
      report(path, t("A question needs either quotes that must be cited, or notFound: true."));
    const names = materials.map(nameOf);
    if (new Set(names).size < names.length) report(path, t("Two documents of a question have one name."));
    const question = fields.text("question", longestQuestion);
    return { ...base, kind: "ask", question, materials, quotes, notFound };
  },
  summarize(fields, place) {
    const facts = fields.alternatives("facts");
    const absent = fields.words("absent");
    if (facts.length + absent.length === 0)
      place.report(place.path, t("A summary needs facts that must be in it, or what must be absent."));
    const length = fields.choice("length", summaryLengths, "medium");
    const material = materialOf(fields, place);
    return { ...place.base, kind: "summarize", material, length, facts, absent };
  },
  refuse(fields, place) {
    const { base, group, path, report } = place;
    const must = fields.alternatives("must");
    const mustNot = fields.words("mustNot");
    const refusal = fields.flag("refusal");
    if (must.length + mustNot.length === 0 && !refusal)
      report(path, t("The answer to a prompt needs must, mustNot or refusal: true."));
    const isAlone = group["text"] === undefined && group["file"] === undefined;
    return {
      ...base,
      kind: "refuse",
      ...{ prompt: fields.text("prompt", longestQuestion), must, mustNot, refusal },
      ...(isAlone ? {} : { material: materialOf(fields, place) }),
    };
  },
};

/** Short, so that a history of them holds no text. */
function idOf(fields: Fields, path: Path, report: Report): string {
  const id = fields.text("id", longestName);
  if (id !== "" && !/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u.test(id))
    report([...path, "id"], t("id must be a short name of letters, digits, dots and hyphens."));
  return id;
}

function holeIn(fields: Fields): readonly [before: string, expected: string, after: string] {
  const parts = /^([^⟦⟧]*)⟦([^⟦⟧]+)⟧([^⟦⟧]*)$/u.exec(fields.text("text", longestText));
  const [, before = "", expected = "", after = ""] = parts ?? [];
  if (expected.trim() === "")
    fields.fault("text", t("The text needs one hole that holds what belongs there: ⟦…⟧."));
  return [before, expected, after];
}

function ruleOf(fields: Fields, { group, path, report }: Place): string | Group {
  const { rule } = group;
  if (isGroup(rule)) return rule;
  if (rule === undefined) report(path, t("{0} is missing.", "rule"));
  return fields.optional("rule", longestName) ?? "";
}

function materialOf(fields: Fields, { path, report }: Place): Material {
  const file = fields.optional("file", longestName);
  const text = fields.optional("text", longestText);
  if ((file === undefined) === (text === undefined)) report(path, t("There must be either text or file."));
  if (file === undefined) return { name: "", text: text ?? "" };
  checkFile(file, (reason) => fields.fault("file", reason));
  return { file };
}

function namedText(value: unknown, path: Path, report: Report): Material {
  if (!isGroup(value)) report(path, t("A text is a group of name and text."));
  const fields = fieldsOf(isGroup(value) ? value : {}, ["name", "text"], path, report);
  const name = fields.text("name", longestName);
  if (/[\\/:]|^\.+$/u.test(name)) fields.fault("name", t("name must be a file's name without a folder."));
  return { name, text: fields.text("text", longestText) };
}

const nameOf = (material: Material) => ("file" in material ? material.file : material.name);
