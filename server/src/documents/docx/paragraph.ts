/** A paragraph of a Word document: its text as a reader of the printed page sees it, and what hangs on it. */
import { childOf, type XmlElement } from "../xml";
import { type StoryItem, type TextItem } from "./story";
import { type StoryContext } from "./storyContext";
import { outlineLevel, type ParagraphStyle } from "./styles";
import { runText } from "./runs";
import { integer, valueOf } from "./wordXml";

/** Text of a paragraph whose end was deleted, or of a drop cap: the next paragraph begins with it. */
export interface Carried {
  readonly shown: string;
  readonly hidden: string;
  readonly after: readonly StoryItem[];
}

export interface ParagraphRead {
  readonly items: readonly StoryItem[];
  readonly carried?: Carried;
}

export function readParagraph(element: XmlElement, story: StoryContext, before?: Carried): ParagraphRead {
  if (element.children.length === 0 && before === undefined && !story.styles.paragraph(undefined).numbering)
    return { items: [] };
  const properties = childOf(element, "w:pPr");
  const id = valueOf(properties, "w:pStyle");
  const style = story.styles.paragraph(id);
  const own = runText(element, story, style.hidden);
  const read = {
    shown: (before?.shown ?? "") + own.shown,
    hidden: (before?.hidden ?? "") + own.hidden,
    after: [...(before?.after ?? []), ...own.after],
  };
  if (endsNowhere(properties)) return { items: [], carried: read };
  const level = outlineLevel(properties) ?? style.level ?? 0;
  return { items: itemsOf(read, { ...(level > 0 && { level }), ...numberOf(properties, style, story) }) };
}

/** What is left of a paragraph that nothing follows. */
export const itemsOf = (
  { shown, hidden, after }: Carried,
  more: Partial<TextItem> = {},
): readonly StoryItem[] => [
  ...(shown.trim() === "" ? [] : [{ text: shown, ...more }]),
  ...(hidden.trim() === "" ? [] : [{ text: hidden, part: "hidden" as const }]),
  ...after,
];

function endsNowhere(properties: XmlElement | undefined): boolean {
  const mark = childOf(properties, "w:rPr");
  const dropCap = childOf(properties, "w:framePr")?.attributes["w:dropCap"];
  return (
    childOf(mark, "w:del") !== undefined ||
    childOf(mark, "w:moveFrom") !== undefined ||
    dropCap === "drop" ||
    dropCap === "margin"
  );
}

function numberOf(
  properties: XmlElement | undefined,
  style: ParagraphStyle,
  story: StoryContext,
): { readonly mark: string; readonly depth: number } | undefined {
  const own = childOf(properties, "w:numPr");
  const id = valueOf(own, "w:numId") ?? style.numbering?.list;
  const list = id === undefined ? undefined : story.lists.list(id);
  if (id === undefined || list === undefined) return undefined;
  const ofStyle =
    list.levelOfStyle(valueOf(properties, "w:pStyle") ?? "") ??
    (style.numbering && (list.levelOfStyle(style.numbering.style) ?? style.numbering.level));
  const depth = integer(valueOf(own, "w:ilvl"), [0, 8]) ?? ofStyle ?? 0;
  return { mark: story.counters.next(id, list, depth), depth };
}
