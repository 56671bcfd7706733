/** The paragraphs and tables of a story of a Word document (body, cell, text box, note, header), in order. */
import { type XmlElement } from "../xml";
import { type Carried, itemsOf, readParagraph } from "./paragraph";
import { type StoryItem } from "./story";
import { type StoryContext } from "./storyContext";
import { readTable } from "./tables";
import { unwrapped } from "./wrappers";

/** Inline content where a block is expected: an equation or run on its own. */
const inline = new Set(["w:r", "w:hyperlink", "w:fldSimple", "m:oMath", "m:oMathPara"]);

const nothing: StoryItem = { text: "" };

export function* blocks(elements: readonly XmlElement[], story: StoryContext): Generator<StoryItem> {
  let carried: Carried | undefined;
  for (const element of unwrapped(elements)) {
    if (element.name === "w:p" || inline.has(element.name)) {
      const paragraph =
        element.name === "w:p" ? element : { name: "w:p", attributes: {}, children: [element] };
      const read = readParagraph(paragraph, story, carried);
      carried = read.carried;
      // A sign of life: a million empty paragraphs must not keep the reader from looking at its signal.
      if (read.items.length === 0) yield nothing;
      else yield* read.items;
    } else if (element.name === "w:tbl") {
      if (carried !== undefined) yield* itemsOf(carried);
      carried = undefined;
      yield readTable(element, story);
    } else if (element.name === "w:altChunk" || element.name === "w:subDoc") story.unread.count("inserted");
  }
  if (carried !== undefined) yield* itemsOf(carried);
}
