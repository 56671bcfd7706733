/** The paragraphs, lists and tables of a story of an OpenDocument text, in order. */
import { itemsOf } from "../docx/paragraph";
import { inPart, type StoryItem, type TextItem } from "../docx/story";
import { integer } from "../docx/wordXml";
import { childOf, elementsOf, type XmlElement } from "../xml";
import { isDrawing, readDrawing } from "./drawings";
import { inlineText } from "./inline";
import { type OpenList } from "./lists";
import { type OdtStory } from "./odtStory";
import { readTable } from "./tables";

/** Elements with text that is none of the document. */
const skipped =
  /^(?:text:.*-(?:source|decls)|office:forms|text:tracked-changes|style:.*|svg:.*|office:event-listeners)$/;

const nothing: StoryItem = { text: "" };

export function* blocks(
  elements: readonly XmlElement[],
  story: OdtStory,
  list?: OpenList,
): Generator<StoryItem> {
  for (const element of elements) {
    if (element.name === "text:p" || element.name === "text:h") yield* paragraph(element, story, {});
    else if (element.name === "text:list") yield* listItems(element, story, list);
    else if (element.name === "table:table") yield readTable(element, story);
    else if (isDrawing(element)) yield* readDrawing(element, story).items;
    else if (element.name === "text:tracked-changes") countDeletions(element, story);
    else if (element.name === "text:section") yield* section(element, story);
    else if (!skipped.test(element.name)) yield* blocks(elementsOf(element), story, list);
  }
}

function* section(element: XmlElement, story: OdtStory): Generator<StoryItem> {
  const items = blocks(elementsOf(element), story);
  if (element.attributes["text:display"] === "none") yield* inPart([...items], "hidden");
  else yield* items;
}

function countDeletions(element: XmlElement, story: OdtStory): void {
  for (const region of elementsOf(element))
    if (childOf(region, "text:deletion") !== undefined) story.unread.count("deleted");
}

function* listItems(
  element: XmlElement,
  story: OdtStory,
  around: OpenList | undefined,
): Generator<StoryItem> {
  const open = story.lists.open(element, story.styles, around);
  for (const item of elementsOf(element)) {
    if (item.name !== "text:list-item" && item.name !== "text:list-header") continue;
    let marked = item.name === "text:list-header";
    for (const child of elementsOf(item)) {
      if (!marked && (child.name === "text:p" || child.name === "text:h")) {
        marked = true;
        const style = story.styles.listStyle(child.attributes["text:style-name"]);
        const mark = story.lists.mark(open, item, style === undefined ? undefined : story.styles.list(style));
        yield* paragraph(child, story, { mark, depth: open.depth });
      } else yield* blocks([child], story, open);
    }
  }
}

function* paragraph(element: XmlElement, story: OdtStory, list: Partial<TextItem>): Generator<StoryItem> {
  const read = inlineText(element, story);
  const style = element.attributes["text:style-name"];
  const isHeading = element.name === "text:h";
  const outline = isHeading ? (integer(element.attributes["text:outline-level"], [1, 10]) ?? 1) : 0;
  const level = outline > 0 ? outline : story.styles.isTitle(style) && list.mark === undefined ? 1 : 0;
  const number = isHeading && list.mark === undefined ? numberOf(element, outline, story) : list.mark;
  const items = itemsOf(read, {
    ...list,
    ...(number !== undefined && number !== "" && { mark: number }),
    ...(level > 0 && { level: Math.min(6, level) }),
  });
  // A sign of life: a million empty paragraphs must not keep the reader from looking at its signal.
  if (items.length === 0) yield nothing;
  else yield* items;
}

/** A heading style may stay out of the outline's numbering; a number that the file states itself is its last word. */
function numberOf(element: XmlElement, outline: number, story: OdtStory): string {
  if (story.styles.listStyle(element.attributes["text:style-name"]) === "") return "";
  const stated = childOf(element, "text:number")?.children.filter((child) => typeof child === "string");
  return story.lists.headingMark(element, outline) || (stated?.join("").trim() ?? "");
}
