/** What a paragraph or run takes from its style and the styles that one is based on. */
import { childOf, type XmlElement } from "../xml";
import { byAttribute, flag, integer, valueOf } from "./wordXml";

export interface ParagraphStyle {
  /** Outline level from 1; undefined for body text. */
  readonly level?: number;
  readonly numbering?: StyleNumbering;
  readonly hidden: boolean;
}

export interface StyleNumbering {
  /** The style that holds the number: a level of the list may name it. */
  readonly style: string;
  readonly list: string;
  readonly level?: number;
}

export interface Styles {
  /** `id` as in `w:pStyle`; undefined for the default paragraph style. */
  paragraph(id: string | undefined): ParagraphStyle;
  /** Whether a character style hides its text; undefined when it says nothing. */
  hides(id: string | undefined): boolean | undefined;
  /** The list a numbering style stands for (`w:numStyleLink`). */
  listOf(id: string): string | undefined;
}

/** Word itself allows ten or so; a chain in a ring is cut by this too. */
const longestChain = 32;

export function readStyles(root: XmlElement | undefined): Styles {
  const styles = byAttribute(root, "w:style", "w:styleId");
  const known = new Map<string, ParagraphStyle>();
  const standard = [...styles].find(
    ([, style]) => style.attributes["w:type"] === "paragraph" && isOn(style.attributes["w:default"]),
  )?.[0];

  /** The style and those it is based on, nearest first. */
  function chain(id: string | undefined): readonly (readonly [string, XmlElement])[] {
    const found = new Map<string, XmlElement>();
    for (let next = id; next !== undefined && found.size < longestChain && !found.has(next);) {
      const style = styles.get(next);
      if (style === undefined) break;
      found.set(next, style);
      next = valueOf(style, "w:basedOn");
    }
    return [...found];
  }

  function paragraph(id: string | undefined): ParagraphStyle {
    const of = id !== undefined && styles.has(id) ? id : standard;
    if (of === undefined) return { ...optionalLevel(nameLevel(id ?? "")), hidden: false };
    const before = known.get(of);
    if (before !== undefined) return before;
    const style = paragraphStyle(chain(of));
    known.set(of, style);
    return style;
  }

  return {
    paragraph,
    hides: (id) => hides(chain(id)),
    listOf: (id) =>
      first(chain(id), ([, style]) => valueOf(childOf(childOf(style, "w:pPr"), "w:numPr"), "w:numId")),
  };
}

const isOn = (text: string | undefined) => text === "1" || text === "true" || text === "on";

type Chain = readonly (readonly [string, XmlElement])[];

const hides = (chain: Chain) => first(chain, ([, style]) => flag(childOf(style, "w:rPr"), "w:vanish"));

function paragraphStyle(chain: Chain): ParagraphStyle {
  // A style's own outline level counts before what the name of one it is based on says.
  const level = first(chain, ([id, style]) => {
    const outline = outlineLevel(childOf(style, "w:pPr"));
    const name = valueOf(style, "w:name") ?? id;
    // Programs base the author's name and the date on the title; neither is one.
    return outline ?? (isTitle(name) && id !== chain[0]?.[0] ? 0 : nameLevel(name));
  });
  const list = first(chain, ([style, element]) => styleNumbering(style, element));
  return { ...optionalLevel(level), ...(list && { numbering: list }), hidden: hides(chain) === true };
}

function styleNumbering(style: string, element: XmlElement): StyleNumbering | undefined {
  const numbering = childOf(childOf(element, "w:pPr"), "w:numPr");
  const list = valueOf(numbering, "w:numId");
  if (list === undefined) return undefined;
  const level = integer(valueOf(numbering, "w:ilvl"), [0, 8]);
  return { style, list, ...(level !== undefined && { level }) };
}

/** 1 to 6 from `w:outlineLvl`, 0 for body text (9), undefined when it is not said. */
export function outlineLevel(properties: XmlElement | undefined): number | undefined {
  const value = integer(valueOf(properties, "w:outlineLvl"), [0, 9]);
  if (value === undefined) return undefined;
  return value === 9 ? 0 : Math.min(6, value + 1);
}

const isTitle = (name: string) =>
  /^(?:title|表題|標題|タイトル)$/.test(name.normalize("NFKC").trim().toLowerCase());

/** Word writes the English name whatever its language is; other programs write their own. */
function nameLevel(name: string): number | undefined {
  const clean = name.normalize("NFKC").trim().toLowerCase();
  if (isTitle(name)) return 1;
  const level = /^(?:heading|見出し|überschrift|titre)\s*([1-9])$/.exec(clean)?.[1];
  return level === undefined ? undefined : Math.min(6, Number(level));
}

const optionalLevel = (level: number | undefined) => (level === undefined || level === 0 ? {} : { level });

function first<Item, Found>(items: readonly Item[], find: (item: Item) => Found | undefined) {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
