/** The terms a document defines, with the sentence, item or row that defines them. */
import { type Block, type SourceDocument, type Span } from "./document";
import { sectionsOf } from "./sections";
import { sentencesOf } from "./sentences";
import { oneLine } from "./textLines";

export interface Definition {
  readonly term: string;
  /** The defining sentence, list item or table row, on one line. */
  readonly text: string;
  readonly span: Span;
}

const definitionHeading =
  /定義|用語|略語|略称|語句の意味|\bdefinitions?\b|\bglossary\b|\bterminology\b|\babbreviations?\b|\bdefined terms\b|\bacronyms\b/iu;

/** Whether a section of this title holds definitions, as far as its title tells. */
export const isDefinitionHeading = (title: string): boolean =>
  definitionHeading.test(title) && !/定義書|用語解説委員|利用語/u.test(title);

/**
 * In document order: 「X」とは…をいう, （以下「X」という。）, "X" means …, (the "X") anywhere; items and rows of sections
 * such as 用語の定義. Source code has none. Linear.
 */
export function definitionsIn(document: SourceDocument): readonly Definition[] {
  if (document.format === "source") return [];
  const found: Definition[] = [];
  let depth = 0;
  for (const section of sectionsOf(document)) {
    const inside = section.headings.some(isDefinitionHeading);
    depth = inside ? depth + 1 : 0;
    for (const [index, block] of section.blocks.entries()) {
      if (block.kind === "tableCell") {
        if (inside) found.push(...rowDefinition(section.blocks, index));
      } else if (block.kind === "paragraph" || block.kind === "listItem")
        found.push(...blockDefinitions(block, inside));
    }
  }
  return found;
}

function blockDefinitions(block: Block, inside: boolean): readonly Definition[] {
  const item = inside ? itemDefinition(block) : undefined;
  if (item !== undefined) return [item];
  return sentencesOf(block).flatMap(({ text, span }) =>
    [...new Set(termsIn(text, inside))].map((term) => ({ term, text, span })),
  );
}

/** Term and meaning of an item: `X：…`, `X　…をいう。`, `X – …`, and the two lines of a definition list. */
const itemForms: readonly RegExp[] = [
  /^(?<term>[^\n。：:]{1,60})\n(?=\S)/u,
  /^[「『“"]?(?<term>[^「」『』“”"、。：:\n]{1,40})[」』”"]?\s*[：:](?!\/\/)\s*(?=\S)/u,
  /^[「『“"]?(?<term>[^「」『』“”"、。：:\n]{1,40})[」』”"]?(?:　+|\t+|\s+[–—-]\s+)(?=\S)/u,
];

function itemDefinition(block: Block): Definition | undefined {
  const text = block.text.trim();
  for (const form of itemForms) {
    const term = clean(form.exec(text)?.groups?.term ?? "");
    if (term !== "" && isTerm(term)) return { term, text: oneLine(text), span: block.span };
  }
  return undefined;
}

/** 「用語」「意味」: the first cell is the term, unless it is the number of the row. */
function rowDefinition(blocks: readonly Block[], at: number): readonly Definition[] {
  const { row, header } = blocks[at] ?? {};
  if (row === undefined || header === true || blocks[at - 1]?.row?.start === row.start) return [];
  const cells: string[] = [];
  for (let next = at; blocks[next]?.row?.start === row.start; next += 1) cells.push(blocks[next]?.text ?? "");
  const named = /^(?:No\.?\s*)?[\d０-９.]{1,5}$/iu.test(cells[0]?.trim() ?? "") ? cells.slice(1) : cells;
  const term = clean(oneLine(named[0] ?? ""));
  if (named.length < 2 || !isTerm(term)) return [];
  return [{ term, text: cells.map(oneLine).join(" | "), span: row }];
}

const sayings =
  "いう|いいます|言う|言います|指す|指します|さす|意味する|意味します|定義する|定義します|称する|呼ぶ|総称する";
const quoted = /[「『]([^「」『』]{1,40})[」』](?:\s*[（(][^（）()]{1,40}[）)])?\s*とは[、，]?/gu;
const bare = new RegExp(
  `^(?:(?:[^「」『』、。]{1,20}(?:において|でいう|における)|(?:この|本|当|同)[^「」『』、。]{1,12}(?:では|で))[、，]?)?([^「」『』、，。（）()]{1,30}?)(?:[（(][^（）()]{1,40}[）)])?とは[、，].{2,}(?:${sayings})`,
  "u",
);
const shortened = new RegExp(
  `以下[、，]?(?:単に|総称して|併せて|これらを|本[^「」、。]{1,10}において)?[、，]?[「『]([^「」『』]{1,40})[」』](?:(?:と|を)(?:総称)?(?:${sayings}|略す|略記する|する|します)|[)）。])`,
  "gu",
);
const listed = new RegExp(`^[「『]([^「」『』]{1,40})[」』][\\s　:：].{2,}(?:${sayings}|もの|こと)。?$`, "u");
const verb =
  "(?:means?|shall mean|refers? to|shall refer to|is defined as|are defined as|denotes?|has the meaning)";
const englishQuoted = new RegExp(`[“"]([^“”"]{1,60})[”"](?:\\s*\\([^()]{1,40}\\))?,?\\s+${verb}\\b`, "giu");
const englishBare = new RegExp(
  `^(?<context>(?:In|For the purposes? of|As used in|Throughout) (?:this|these|the present)\\b[^,;.]{1,60}[,:]\\s+)?(?:[Tt]he term\\s+|[Aa]n?\\s+)?(?<term>[\\p{L}\\d][\\p{L}\\d-]*(?:\\s[\\p{L}\\d-]+){0,4})\\s+${verb}\\b`,
  "u",
);
const englishShortened =
  /\((?:hereinafter|hereafter|collectively|each|together)?,?\s*(?:referred to as|called|known as)?,?\s*(?:(?:the|a|an)\s+)?[“"]([^“”"]{1,60})[”"]\)/giu;

/** Terms that one sentence defines. */
function termsIn(sentence: string, inside: boolean): readonly string[] {
  const terms: string[] = [];
  for (const pattern of [quoted, shortened, englishQuoted, englishShortened])
    for (const { 1: term = "" } of sentence.matchAll(pattern)) terms.push(term);
  const single = listed.exec(sentence)?.[1] ?? (terms.length === 0 ? bare.exec(sentence)?.[1] : undefined);
  if (single !== undefined) terms.push(single);
  const { context, term } = englishBare.exec(sentence)?.groups ?? {};
  if (term !== undefined && terms.length === 0 && (inside || context !== undefined)) terms.push(term);
  return terms.map(clean).filter(isTerm);
}

const clean = (term: string) => term.replace(/^[\s　「『“"*]+|[\s　」』”"*]+$/gu, "");

/** これ and 次 name nothing. */
const isTerm = (term: string) =>
  term.length > 0 &&
  term.length <= 60 &&
  !/^(?:これ|それ|この|その|次|以下|前項|ここ|上記|下記|it|this|that|these|which|what|注|備考|例)$/iu.test(
    term,
  ) &&
  /[\p{L}\d]/u.test(term) &&
  !/[。！？]/u.test(term);
