/** References to parts that the document does not have: 第9条, 別表3, step 7, section 4.2, Figure 5. */
import { type Block, type SourceDocument, sourceSpan, type Span } from "../../documents/document";
import { kanjiNumber } from "../../documents/numerals";
import { sentenceBounds } from "../../documents/sentences";
import { t } from "../../util/l10n";
import { type Hit, hitAt } from "../matchers/structure";
import { type NumberedItem, numberedItems } from "./items";

/** What a reference points at, and where a document says that it has one. */
type Kind =
  "article" | "chapter" | "section" | "table" | "form" | "appendix" | "caption" | "step" | "process" | "part";

const n = "[0-9０-９〇一二三四五六七八九十百]+";
const d = "[0-9０-９]+";

interface Form {
  readonly kind: Kind;
  readonly pattern: RegExp;
}

/** The group `id` is the number; `name` what tells kinds of one kind apart (図, 表, 別紙, 様式). */
const forms: readonly Form[] = [
  { kind: "article", pattern: new RegExp(`第(?<id>${n})条(?:の(?<branch>${n}))?`, "gu") },
  { kind: "chapter", pattern: new RegExp(`第(?<id>${n})章`, "gu") },
  { kind: "section", pattern: new RegExp(`第(?<id>${n})節`, "gu") },
  {
    kind: "appendix",
    pattern: new RegExp(
      `(?<name>別表|別紙|別添|別記|様式|付録|附録|添付資料)第?(?<id>${n}|[A-ZＡ-Ｚ](?![A-Za-z]))`,
      "gu",
    ),
  },
  {
    kind: "caption",
    pattern: new RegExp(
      `(?<![別付一公代発])(?<name>図|表|写真)[ 　]?(?<id>${d}(?:[-－.．]${d})*)(?![0-9.年月日])`,
      "gu",
    ),
  },
  {
    kind: "step",
    pattern: new RegExp(`(?<name>手順|ステップ)[ 　]?(?<id>${d})(?![.．]\\d|つ|個|回|年|月|日)`, "gu"),
  },
  // Factories number them across documents: 工程40 is no fortieth step.
  { kind: "process", pattern: new RegExp(`工程[ 　]?(?<id>${d})(?![.．]\\d|つ|個|回|年|月|日)`, "gu") },
  {
    kind: "part",
    pattern: new RegExp(
      `(?<!\\d|\\d[.．])(?<id>${d}(?:[.．]${d})+)[ 　]?(?:節|項|章)?(?=(?:に|を|の)?[^。\\n]{0,6}(?:参照|従|示す|記載|定める|規定|のとおり|の手順))`,
      "gu",
    ),
  },
  { kind: "step", pattern: /\b(?<name>steps?)\s+(?<id>\d{1,3})\b(?!\.\d)/giu },
  {
    kind: "appendix",
    pattern: /\b(?<name>Appendix|Annex|Schedule|Exhibit|Form)\s+(?<id>[A-Z](?![A-Za-z])|\d{1,3}\b)/gu,
  },
  { kind: "caption", pattern: /\b(?<name>Figure|Fig\.|Table|Photo)\s?(?<id>\d{1,3}(?:[-.]\d{1,3})*)/gu },
  {
    kind: "part",
    pattern:
      /\b(?:[Ss]ections?|[Cc]lauses?|[Pp]aragraphs?|[Cc]hapters?|§)\s?(?<id>\d{1,3}(?:\.\d{1,3})*)\b/gu,
  },
];

const names: Readonly<Record<string, string>> = {
  ...{ "fig.": "figure", 図: "figure", table: "table", 表: "table", 写真: "photo" },
  ...{ 附録: "付録", annex: "appendix", steps: "step" },
};
const nameOf = (name = "") => names[name.toLowerCase()] ?? name.toLowerCase();

/** A hit at every reference to a part that is not there, when the document has others of that kind. */
export function referenceHits(document: SourceDocument): readonly Hit[] {
  if (document.format === "source" || document.format === "csv") return [];
  const known = partsOf(document);
  const kinds = new Set([...known.keys()].map((key) => key.split(" ", 1)[0]));
  const parts = { known, forms: forms.filter(({ kind }) => kinds.has(kind)) };
  if (parts.forms.length === 0) return [];
  return document.blocks
    .filter(({ kind }) => kind === "paragraph" || kind === "listItem" || kind === "tableCell")
    .flatMap((block) => hitsIn(block, parts))
    .sort((a, b) => a.span.start - b.span.start);
}

interface Known {
  readonly known: ReadonlyMap<string, ReadonlySet<string>>;
  /** Of the kinds of parts that the document has. */
  readonly forms: readonly Form[];
}

function hitsIn(block: Block, { known, forms: usable }: Known): readonly Hit[] {
  const { text } = block;
  if (!/\d|[０-９]|第|別|付録|様式|Appendix|Annex|Exhibit|Schedule/u.test(text)) return [];
  let sentences: readonly Span[] | undefined;
  return usable.flatMap(({ kind, pattern }) => {
    return [...text.matchAll(pattern)].flatMap((match): readonly Hit[] => {
      const { id = "", branch, name } = match.groups ?? {};
      const ids = known.get(keyOf(kind, name));
      const wanted = idOf(id, branch);
      const [from, to] = [match.index, match.index + match[0].trimEnd().length];
      if (ids === undefined || ids.has(wanted) || wanted === "") return [];
      if (from === 0 && !leadsOn.test(text.slice(to))) return [];
      sentences ??= sentenceBounds(text);
      const at = sentences.find(({ start, end }) => start <= from && from < end);
      if (isElsewhere(text.slice(at?.start ?? 0, from), text.slice(to, at?.end))) return [];
      return [hitAt(sourceSpan(block, from, to), t("this document has no {0}", match[0].trim()))];
    });
  });
}

/** Without it, what a block begins with is a caption or a step's own number, no reference. */
const leadsOn = /^(?:に|を|による|により|によって|へ|まで|から|のとおり|の通り|のとき|と同)/u;

const other =
  /(?:法|法律|政令|省令|府令|条例|令|規則|規程|規定|規格|約款|契約書?|ガイドライン|基準|指針|同|[)）」』]|JIS\s?[A-Z]?\s?[\d-]*|ISO[\s/A-Z]*[\d:-]*|IEC\s?[\d-]*|[A-Z]{2,}[\s-]?[\d.:-]*)[（(]?(?:の)?[\s　]*$/u;
const otherBefore = /(?:法|令|条例|規則|約款|[)）」』])第[0-9０-９〇一二三四五六七八九十百]+条/u;
const own =
  "(?:this|the(?: present| same| above)?) (?:documents?|manuals?|procedures?|polic(?:y|ies)|instructions?|guides?|runbooks?|rules?|chapters?|sections?|lists?|tables?|work)\\b|this\\b";
const otherAfter = new RegExp(
  `^[\\s,]*(?:of\\s+(?!${own})\\S|(?:in|to)\\s+(?!${own})(?:the\\s+)?[A-Z])`,
  "u",
);

/** The part belongs to another document: 会社法第2条, ISO 9001 section 8.5, Section 4 of the Act. */
function isElsewhere(before: string, after: string): boolean {
  if (/(?:本|この|当)(?:規程|規則|書|手順書|マニュアル|約款|契約)[（(]?の?[\s　]*$/u.test(before))
    return false;
  return other.test(before) || otherBefore.test(before) || otherAfter.test(after);
}

function keyOf(kind: Kind, name: string | undefined): string {
  return kind === "caption" || kind === "appendix" ? `${kind} ${nameOf(name)}` : kind;
}

/** In one form, whatever figures it is written in. */
function idOf(id: string, branch?: string): string {
  const plain = id
    .normalize("NFKC")
    .replace(/[-－．]/gu, ".")
    .trim();
  const main = /^[〇一二三四五六七八九十百]+$/u.test(plain)
    ? String(kanjiNumber(plain))
    : plain.toUpperCase();
  return branch === undefined ? main : `${main}の${idOf(branch)}`;
}

const captionLine = new RegExp(
  `^[\\s　【〔[(（]*(?<name>図|表|写真|Figure|Fig\\.|Table|Photo)[ 　]?(?<id>${d}(?:[-－.．]${d})*)(?=$|[\\s　：:.．】〕\\])）]|[\\p{Script=Han}\\p{Script=Katakana}])(?!に|を|の|は|で|と)`,
  "iu",
);
const appendixLine = new RegExp(
  `^[\\s　【〔[(（■]*(?<name>別表|別紙|別添|別記|様式|付録|附録|添付資料|Appendix|Annex|Schedule|Exhibit|Form)[ 　]?第?[ 　]?(?<id>${n}|[A-ZＡ-Ｚ](?![A-Za-z]))(?=$|号|[\\s　：:.．】〕\\])）（(]|[\\p{Script=Han}\\p{Script=Katakana}])`,
  "iu",
);

/** What one of the two lines begins with. */
const captioned =
  /図|表|写真|別[紙添記]|様式|付録|附録|添付資料|Fig|Table|Photo|Appendix|Annex|Schedule|Exhibit|Form/iu;

/** Every number that something in the document has, by kind. A kind that is nowhere numbered is absent. */
function partsOf(document: SourceDocument): ReadonlyMap<string, ReadonlySet<string>> {
  const parts = new Map<string, Set<string>>();
  const add = (key: string, id: string) => void parts.set(key, (parts.get(key) ?? new Set()).add(id));
  for (const item of numberedItems(document)) if (item.kind !== "break") addItem(item, add);
  for (const { text } of document.blocks) {
    if (!captioned.test(text)) continue;
    for (const line of text.split("\n", 50)) {
      const caption = captionLine.exec(line)?.groups;
      if (caption !== undefined) add(keyOf("caption", caption["name"]), idOf(caption["id"] ?? ""));
      const appendix = appendixLine.exec(line)?.groups;
      if (appendix !== undefined) add(keyOf("appendix", appendix["name"]), idOf(appendix["id"] ?? ""));
    }
  }
  return parts;
}

function addItem({ number, kind }: NumberedItem, add: (key: string, id: string) => void): void {
  const { scheme, ordinal } = number;
  const [first, ...rest] = ordinal;
  if (first === undefined) return;
  if (scheme === "article") add("article", [first, ...rest].join("の"));
  else if (scheme === "chapter" || scheme === "section") add(scheme, String(first));
  else if (kind === "heading" && ["decimal", "sectionWord", "chapter"].includes(scheme))
    add("part", ordinal.join("."));
  if (scheme === "step" && number.text.startsWith("工程")) add("process", String(first));
  // Steps are counted by whatever numbers the items have.
  if (kind !== "heading" || scheme === "step") add("step", String(ordinal.at(-1)));
}
