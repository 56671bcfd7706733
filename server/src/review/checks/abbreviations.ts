/** Latin abbreviations that the document uses and nowhere explains. */
import { type Block, type SourceDocument, sourceSpan } from "../../documents/document";
import { definitionsIn, isDefinitionHeading } from "../../documents/definitions";
import { t } from "../../util/l10n";
import { type Hit, hitAt } from "../matchers/structure";

/** Whole: no part of a number of a document (AB-001), a file name or a path, no designation (SUS304), no blank (XXX). */
const abbreviation =
  /(?<![\p{Script=Latin}\p{Nd}_./\\@#$&=-])(?=[A-Z0-9]*[A-Z][A-Z0-9]*[A-Z])(?![A-Z]+\d{2,}|X+(?![A-Z]))[A-Z][A-Z0-9]{1,5}(?=s?(?![\p{Script=Latin}\p{Nd}_/\\@=&]|[-.][\p{Script=Latin}\p{Nd}]))/gu;

/** Every abbreviation has them, and most paragraphs of a Japanese manual do not. */
const capitals = /[A-Z][A-Z0-9]/u;

/** What readers of any field know, units and emphasised words. */
const everybodyKnows = new Set(
  (
    "AI AM AND ANY API ASCII ATM AV BCC CC CD CEO CFO CIO CO2 CPU CSS CSV CTO DB DNS DVD EN ENG ETA EU EXIT FAQ FAX FTP GB GHZ " +
    "GIF GPS GPU GUI H2O HDD HDMI HTML HTTP HTTPS IC ID IDS II III IP IS ISO IT IV IX JA JIS JP JPEG JPG JPY JSON JST KB LAN LCD " +
    "LED MAC MB MHZ MP3 MP4 NG NO NOT NOTE OFF OK ON ONLY OR OS PC PDF PIN PM PNG PR QA QR RAM ROM SD SIM SMS SQL SSD STOP " +
    "TB TEL THE TO TODO TV UI UK UN URI URL US USA USB USD UTC UTF VAT VI VII VIII VPN WARN WEB WIFI XI XII XML XX XXX YAML YES ZIP " +
    "MUST SHALL SHOULD MAY NEVER ALL DO DANGER"
  ).split(" "),
);

export interface AbbreviationOptions {
  /** Further abbreviations that need no explanation. */
  readonly allow: readonly string[];
}

/** One hit for each: at its first use. */
export function abbreviationHits(document: SourceDocument, { allow }: AbbreviationOptions): readonly Hit[] {
  if (document.format === "source" || document.format === "csv" || document.format === "xlsx") return [];
  if (!capitals.test(document.text)) return [];
  const settled = new Set([...everybodyKnows, ...allow]);
  const first = new Map<string, { readonly block: Block; readonly at: number }>();
  for (const block of document.blocks) {
    if (block.kind === "code" || block.kind === "comment" || !capitals.test(block.text)) continue;
    for (const { 0: word, index } of block.text.matchAll(abbreviation)) {
      if (settled.has(word)) continue;
      if (isExplained(block.text, index, word)) {
        settled.add(word);
        first.delete(word);
      } else if (!first.has(word) && !isShouted(block.text, index) && !isCode(document, block, index))
        first.set(word, { block, at: index });
    }
  }
  if (first.size === 0) return [];
  if (!mayDefine(document, [...first.keys()])) return hitsOf(first);
  for (const { term } of definitionsIn(document)) for (const word of wordsOf(term)) first.delete(word);
  return hitsOf(first);
}

type Uses = ReadonlyMap<string, { readonly block: Block; readonly at: number }>;

const hitsOf = (uses: Uses): readonly Hit[] =>
  [...uses].map(([word, { block, at }]) =>
    hitAt(sourceSpan(block, at, at + word.length), t("“{0}” is not explained", word)),
  );

/** Terms stand in quotes where they are defined, or in a part that is headed so. */
function mayDefine({ text, blocks }: SourceDocument, words: readonly string[]): boolean {
  if (blocks.some((block) => block.kind === "heading" && isDefinitionHeading(block.text))) return true;
  return words.some((word) => new RegExp(`[「『“"]${word}`, "u").test(text));
}

const wordsOf = (term: string) => term.match(/[A-Z][A-Z0-9]+/gu) ?? [];

/** 事業継続計画（BCP）, Business Continuity Plan (BCP), BCP（事業継続計画）, BCP: …, BCPとは, BCP stands for. */
function isExplained(text: string, at: number, word: string): boolean {
  const before = text.slice(Math.max(0, at - 40), at);
  const after = text.slice(at + word.length, at + word.length + 60);
  if (
    /^s?\s?[（(]\s*(?:\p{Script=Latin}{2,}[\s-]+\p{Script=Latin}{2,}|\p{Script=Latin}{7,}|[\p{Script=Han}\p{Script=Katakana}\p{Script=Hiragana}]{3,})/u.test(
      after,
    )
  )
    return true;
  if (
    /^(?:s?[」』”"]?\s?[:：]|[」』”"]?\s?とは|\s(?:stands for|is short for|means)\b|[」』”"]?\s?は、[^。]{1,40}の略)/u.test(
      after,
    )
  )
    return true;
  if (/(?:以下|略称|略して|通称|略語)[、，]?[「『“"]?$/u.test(before)) return true;
  // In brackets directly behind a word of some length.
  return (
    /^s?[」』”"]?[）)、,，;]/u.test(after) &&
    /[\p{L}\p{Nd}」』]\s?[（(](?:[^（）()]{1,25}[、,;]\s?)?[「『“"]?$/u.test(before)
  );
}

/** STOP THE MACHINE NOW is no row of abbreviations. */
function isShouted(text: string, at: number): boolean {
  const around = text.slice(Math.max(0, at - 40), at + 40);
  return (around.match(/(?<![\p{L}\p{Nd}])[A-Z]{2,}(?:[\s,!]+(?=[A-Z]{2}))/gu)?.length ?? 0) >= 2;
}

function isCode({ text }: SourceDocument, block: Block, at: number): boolean {
  const { start } = sourceSpan(block, at, at + 1);
  const line = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  return (line.match(/`/g)?.length ?? 0) % 2 === 1;
}
