/** One case of a suite as it is written, checked key by key. */
import { codeTasks, draftTemplates } from "../protocol";
import { t } from "../util/l10n";
import { sha256 } from "../util/sha256";
import {
  type CaseBase,
  caseKinds,
  type CaseKind,
  type CaseOf,
  type SuiteCase,
  summaryLengths,
} from "./cases";
import { type Fields, fieldsOf, type Group, isGroup, type Path, type Report } from "./fields";
import { codeOf, longestName, longestText, materialOf, materialsOf } from "./readMaterial";

/** Characters of a question or prompt. */
const longestQuestion = 10_000;

const common = ["id", "kind"];
const worded = ["must", "mustNot"];
const keys: Readonly<Record<CaseKind, readonly string[]>> = {
  complete: [...common, "language", "text", "accept", "similarity"],
  review: [...common, "rule", "text", "file", "language", "path", "expect", "quote"],
  ask: [...common, "question", "texts", "files", "quotes", "notFound"],
  summarize: [...common, "text", "file", "length", "facts", "absent"],
  refuse: [...common, "prompt", "text", "file", ...worded, "refusal"],
  code: [...common, "task", "name", "text", "file", ...worded],
  draft: [...common, "template", "texts", "files", ...worded],
  commit: [...common, "text", "file", ...worded],
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
    const materials = materialsOf(fields, { path, report });
    const quotes = fields.words("quotes");
    const notFound = fields.flag("notFound");
    if (quotes.length > 0 === notFound)
      report(path, t("A question needs either quotes that must be cited, or notFound: true."));
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
    const { must, mustNot } = wordsOf(fields);
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
  // What is wrong with code the product finds itself; an explanation is only words.
  code(fields, place) {
    const task = fields.choice("task", codeTasks);
    const words = wordsOf(fields);
    if (task === "explain") requireWords(words, place);
    return { ...place.base, kind: "code", task, material: codeOf(fields, place), ...words };
  },
  draft(fields, place) {
    const words = wordsOf(fields);
    requireWords(words, place);
    const template = fields.choice("template", draftTemplates);
    return { ...place.base, kind: "draft", template, materials: materialsOf(fields, place), ...words };
  },
  commit(fields, place) {
    const words = wordsOf(fields);
    requireWords(words, place);
    return { ...place.base, kind: "commit", material: materialOf(fields, place), ...words };
  },
};

const wordsOf = (fields: Fields) => ({
  must: fields.alternatives("must"),
  mustNot: fields.words("mustNot"),
});

function requireWords({ must, mustNot }: ReturnType<typeof wordsOf>, { path, report }: Place): void {
  if (must.length + mustNot.length === 0) report(path, t("The answer needs must or mustNot."));
}

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
