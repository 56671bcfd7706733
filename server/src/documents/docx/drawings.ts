/** Text boxes, pictures, charts and objects that are anchored in a paragraph. */
import { t } from "../../util/l10n";
import { isDescription, millimetres, type Picture } from "../pictures";
import { descendants, elementsOf, type XmlElement } from "../xml";
import { fields } from "./fields";
import { type Runs } from "./runs";
import { inPart } from "./story";

/** False for an element that is none of these: its children are looked at. */
export function readDrawingElement(element: XmlElement, runs: Runs): boolean {
  switch (element.name) {
    case "w:txbxContent":
      textBox(element, runs, false);
      return true;
    case "w:drawing":
    case "w:pict":
      shape(element, runs);
      return true;
    case "w:object":
      runs.story.unread.count("object");
      return true;
    case "pic:pic":
    case "v:imagedata":
      runs.story.unread.pictureHere();
      return true;
    case "c:chart":
      related(element, "r:id", runs);
      return true;
    case "cx:chart":
      runs.story.unread.count("chart");
      return true;
    case "dgm:relIds":
      related(element, "r:dm", runs);
      return true;
    case "v:textpath":
      wordArt(element, runs);
      return true;
    default:
      return false;
  }
}

const boxes = new Set(["w:txbxContent"]);
/** What stands in a box inside the shape describes itself. */
const describing = new Set(["wp:docPr", "v:shape", ...boxes]);

function shape(element: XmlElement, runs: Runs): void {
  const names = descendants(element, describing).filter(({ name }) => !boxes.has(name));
  const texts = names.map(({ attributes }) => alternativeText(attributes["descr"] ?? attributes["alt"]));
  for (const text of new Set(texts)) if (text !== "") runs.after([{ text, mark: t("[Picture]"), depth: 0 }]);
  const watermark =
    runs.story.running &&
    names.some(({ attributes }) => /watermark|透かし/iu.test(attributes["name"] ?? attributes["id"] ?? ""));
  const found = watermark ? descendants(element, boxes) : [];
  if (found.length > 0) for (const box of found) textBox(box, runs, true);
  else runs.story.unread.within(lookOf(element, texts, runs), () => runs.read(element));
}

const marks = new Set(["adec:decorative"]);
const extents = new Set(["wp:extent"]);
const shapes = new Set(["v:shape"]);
const perMillimetre = 36_000;

/** What the drawing says of the pictures in it. */
function lookOf(element: XmlElement, texts: readonly string[], { story }: Runs): Picture {
  const decorative = descendants(element, marks).some(({ attributes }) =>
    /^(?:1|true)$/.test(attributes["val"] ?? ""),
  );
  const description = texts.find((text) => isDescription(text)) ?? "";
  return { description, decorative, running: story.running, ...sizeOf(element) };
}

/** Millimetres. */
function sizeOf(element: XmlElement): Pick<Picture, "width" | "height"> {
  const [extent] = descendants(element, extents);
  const [shape] = descendants(element, shapes);
  const style = shape?.attributes["style"] ?? "";
  const width = extent ? Number(extent.attributes["cx"]) / perMillimetre : styledLength(style, "width");
  const height = extent ? Number(extent.attributes["cy"]) / perMillimetre : styledLength(style, "height");
  return width > 0 && height > 0 ? { width, height } : {};
}

const styledLength = (style: string, name: string): number =>
  millimetres(new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*([^;]+)`).exec(style)?.[1]) ?? NaN;

/** Programs put the picture's file name where its description belongs. */
export function alternativeText(text: string | undefined): string {
  const clean = (text ?? "").trim();
  return /\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|webp)$/i.test(clean) ? "" : clean;
}

function textBox(element: XmlElement, runs: Runs, watermark: boolean): void {
  const { story } = runs;
  const items = [...story.blocks(elementsOf(element), { ...story, fields: fields() })];
  runs.after(inPart(items, watermark ? "watermark" : "textBox"));
}

function wordArt({ attributes }: XmlElement, { story, after }: Runs): void {
  const text = attributes["string"] ?? "";
  if (text.trim() !== "") after([{ text, part: story.running ? "watermark" : "textBox" }]);
}

function related(element: XmlElement, attribute: string, { story, after }: Runs): void {
  const items = story.drawings.get(element.attributes[attribute] ?? "");
  if (items !== undefined) after(items);
  else story.unread.count(element.name === "c:chart" ? "chart" : "drawing");
}
