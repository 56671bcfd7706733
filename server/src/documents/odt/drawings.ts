/** Frames and shapes of OpenDocument: text boxes, pictures, formulas, charts and other objects. */
import { alternativeText } from "../docx/drawings";
import { inPart, type StoryItem } from "../docx/story";
import { t } from "../../util/l10n";
import { millimetres, type Picture } from "../pictures";
import { childOf, elementsOf, textIn, type XmlElement } from "../xml";
import { readChart } from "./chart";
import { mathmlText } from "./mathml";
import { type OdtStory } from "./odtStory";

export interface DrawingRead {
  /** Of a formula: it stands in its line. */
  readonly formula: string;
  readonly items: readonly StoryItem[];
}

export const isDrawing = ({ name }: XmlElement): boolean => name.startsWith("draw:");

const texts = /^(?:text:(?:p|h|list)|table:table)$/;

export function readDrawing(element: XmlElement, story: OdtStory): DrawingRead {
  const object = childOf(element, "draw:object") ?? childOf(element, "draw:object-ole");
  if (object !== undefined) return readObject(object, element, story);
  const box = childOf(element, "draw:text-box") ?? element;
  const inside = elementsOf(box).filter(({ name }) => texts.test(name) || name === "text:section");
  const part = story.running && isWatermark(element) ? "watermark" : "textBox";
  const nested = elementsOf(box)
    .filter(isDrawing)
    .filter(({ name }) => name !== "draw:image");
  const below = nested.map((each) => readDrawing(each, story));
  // Several images in a frame are one picture in several formats.
  if (childOf(element, "draw:image") !== undefined) story.unread.picture(lookOf(element, story));
  return {
    formula: below.map(({ formula }) => formula).join(" "),
    items: [
      ...inPart([...story.blocks(inside, story)], part),
      ...below.flatMap(({ items }) => items),
      ...described(element),
    ],
  };
}

const isWatermark = ({ attributes }: XmlElement) => /watermark|透かし/iu.test(attributes["draw:name"] ?? "");

/** What its author says of it. */
const descriptionOf = (element: XmlElement): string | undefined =>
  [childOf(element, "svg:desc"), childOf(element, "svg:title")]
    .map((each) => (each === undefined ? "" : alternativeText(textIn(each))))
    .find((text) => text !== "");

function lookOf(element: XmlElement, { running }: OdtStory): Picture {
  const { attributes } = element;
  const [width, height] = [millimetres(attributes["svg:width"]), millimetres(attributes["svg:height"])];
  const decorative = (attributes["loext:decorative"] ?? attributes["draw:decorative"]) === "true";
  return {
    ...{ description: descriptionOf(element) ?? "", decorative, running },
    ...(width === undefined || height === undefined ? {} : { width, height }),
  };
}

function described(element: XmlElement): readonly StoryItem[] {
  const found = descriptionOf(element);
  return found === undefined ? [] : [{ text: found, mark: t("[Picture]"), depth: 0 }];
}

function readObject(object: XmlElement, frame: XmlElement, story: OdtStory): DrawingRead {
  const folder = (object.attributes["xlink:href"] ?? "").replace(/^\.\//, "").replace(/\/$/, "");
  const inline = childOf(object, "math:math");
  const found = inline === undefined ? story.objects.get(folder) : { formula: mathmlText(inline) };
  if (found === undefined) story.unread.count("object");
  else if ("formula" in found) return { formula: found.formula, items: [] };
  const chart = found && readChart(found.chart, story);
  return { formula: "", items: [...(chart ?? []), ...described(frame)] };
}
