/**
 * The user's own regulation, divided into its clauses, as a draft rule pack: 章, 条, 項, 号 and 1.2.3, each with its
 * modality (必須, 禁止, 推奨). Every rule is switched off until a person approves it, and says nothing but the clause.
 */
import { stringify } from "yaml";
import { type Block, type SourceDocument } from "../documents/document";
import { numberOf, type Numbering } from "../documents/numbering";
import { type Section, sectionsOf } from "../documents/sections";
import { oneLine } from "../documents/textLines";
import { t } from "../util/l10n";

export const modalities = ["required", "prohibited", "recommended"] as const;
export type Modality = (typeof modalities)[number];

export interface Clause {
  /** As readers cite it: 第27条第1項第2号, 5.2.1. */
  readonly control: string;
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** The sentence that introduces a list, for its items. */
  readonly lead?: string;
  readonly modality: Modality;
}

export interface Import {
  readonly yaml: string;
  readonly clauses: readonly Clause[];
  /** Parts of the text that neither demand, forbid nor recommend. */
  readonly others: number;
}

/** In order: 努めなければならない is a recommendation, してはならない no obligation. */
const signs: readonly (readonly [Modality, RegExp])[] = [
  [
    "recommended",
    /努め(?:る|なければならない|ます|ること)|望ましい|推奨(?:する|される|します)|\bshould\b|\brecommended\b/iu,
  ],
  [
    "prohibited",
    /(?:ては|では)(?:ならない|なりません|いけない)|(?:し|られ|わ|え|か|さ|ら)ないこと|禁止|禁ず|ことは?できない|\b(?:shall|must|may) not\b|\bprohibited\b|\bforbidden\b/iu,
  ],
  [
    "required",
    /なければ(?:ならない|なりません|いけない)|ものと(?:する|します)|(?:する|る|う|く|す|つ|ぶ|む)こと(?=[。、]|$)|必要があ[るり]|義務を負う|\bshall\b|\bmust\b|\b(?:is|are) required to\b/iu,
  ],
];

export function modalityOf(text: string): Modality | undefined {
  return signs.find(([, pattern]) => pattern.test(text))?.[0];
}

/** Ends a sentence whose demand holds for the list below it. */
const introduces = /次の|次に掲げ|以下の|各号|following|[:：]\s*$/u;

export interface ImportOptions {
  /** Id of the pack. */
  readonly pack: string;
  /** How the regulation is cited. */
  readonly name: string;
}

/** Pure. */
export function importRules(document: SourceDocument, { pack, name }: ImportOptions): Import {
  const ids = new Map<string, number>();
  const found: Clause[] = [];
  let others = 0;
  for (const section of sectionsOf(document)) {
    for (const part of partsOf(section)) {
      const modality = modalityOf(part.text) ?? (part.lead === undefined ? undefined : modalityOf(part.lead));
      if (modality === undefined) {
        others += 1;
        continue;
      }
      const count = (ids.get(part.id) ?? 0) + 1;
      ids.set(part.id, count);
      found.push({
        ...part,
        modality,
        id: count === 1 ? part.id : `${part.id}-${String.fromCharCode(96 + count)}`,
      });
    }
  }
  const content = {
    hanare: 1,
    pack: { id: pack, version: "0.1.0", title: name },
    rules: found.map((clause) => ruleOf(clause, name)),
  };
  const comment = t(
    "Draft made from {0}. Nothing is checked yet: read each rule, mend it, then remove `enabled: false`.",
    name,
  );
  return { yaml: `# ${comment}\n${stringify(content, { lineWidth: 0 })}`, clauses: found, others };
}

function ruleOf({ id, control, title, text, lead, modality }: Clause, name: string) {
  return {
    ...{ id, enabled: false, severity: modality === "recommended" ? "low" : "medium", modality },
    title: title === "" ? control : `${control} ${title}`,
    message: text,
    applies: { scope: "section" },
    judge: { violation: lead === undefined ? text : `${lead}\n${text}` },
    refs: [{ control: `${name} ${control}` }],
  };
}

type Part = Omit<Clause, "modality">;

/** The paragraphs (項) and items (号) of one section. */
function partsOf(section: Section): readonly Part[] {
  const own = labelOf(section);
  const blocks = section.blocks.filter(({ kind }) => kind === "paragraph" || kind === "listItem");
  const numbered = blocks.filter((block) => paragraphNumber(block) !== undefined).length > 0;
  const parts: Part[] = [];
  let paragraph: { readonly number: number; readonly text: string } | undefined;
  let item = 0;
  for (const block of blocks) {
    const text = oneLine(block.text).trim();
    const number = paragraphNumber(block);
    if (block.kind === "paragraph" || number !== undefined) {
      paragraph = { number: number ?? (paragraph?.number ?? 0) + 1, text };
      item = 0;
      const label =
        own.article && numbered ? { control: `第${paragraph.number}項`, id: `-${paragraph.number}` } : none;
      parts.push({
        ...joined(own, label),
        title: own.title,
        text: withoutNumber(text, number !== undefined),
      });
    } else {
      item += 1;
      const at = own.article && numbered && paragraph !== undefined ? [paragraph.number, item] : [item];
      const control = own.article
        ? `${at.length === 2 ? `第${at[0] ?? 1}項` : ""}${`第${item}号`}`
        : `(${item})`;
      const lead = paragraph !== undefined && introduces.test(paragraph.text) ? { lead: paragraph.text } : {};
      parts.push({ ...joined(own, { control, id: `-${at.join("-")}` }), title: own.title, text, ...lead });
    }
  }
  return parts;
}

const none = { control: "", id: "" };

interface Label {
  readonly control: string;
  readonly id: string;
}

const joined = (own: Label, part: Label): Label => ({
  control: `${own.control}${part.control}`,
  id: `${own.id}${part.id}`,
});

/** ２　… in a statute; the first paragraph has no number. */
function paragraphNumber({ text }: Block): number | undefined {
  const number = numberOf(text);
  if (number?.scheme !== "decimal" || number.ordinal.length !== 1) return undefined;
  return /^[0-9０-９]{1,2}[\s　]/u.test(text.trimStart()) ? number.ordinal[0] : undefined;
}

const withoutNumber = (text: string, numbered: boolean) =>
  numbered ? text.replace(/^[0-9０-９]{1,2}[\s　]+/u, "") : text;

/** What the section is cited by. */
function labelOf({
  heading,
  title,
  number,
  path,
}: Section): Label & { readonly title: string; readonly article: boolean } {
  const numbering = heading === undefined ? undefined : numberOf(heading.text);
  if (numbering === undefined || number === undefined) {
    const above = path.slice(0, -1).findLast((one) => /[0-9０-９一二三四五六七八九十]/u.test(one));
    return { control: above ?? title, id: "P", title, article: false };
  }
  return {
    control: number,
    id: idOf(numbering),
    title: title === number ? "" : title,
    article: numbering.scheme === "article",
  };
}

const letters: Partial<Record<Numbering["scheme"], string>> = {
  ...{
    part: "PT",
    chapter: "CH",
    section: "SE",
    article: "A",
    articleWord: "A",
    appendix: "APP",
    table: "TB",
  },
};

const idOf = ({ scheme, ordinal }: Numbering): string => `${letters[scheme] ?? "C"}${ordinal.join(".")}`;
