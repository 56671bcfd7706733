/** A slide in the view of its presentation. */
import { type Place } from "../document";
import { type Bullet, bulletIn, paragraphsOf, shapeText } from "../ooxml/drawingText";
import { at, child } from "../ooxml/elements";
import { type OfficeFile } from "../ooxml/parts";
import { pictureOf } from "../ooxml/pictures";
import { type Picture } from "../pictures";
import { t } from "../../util/l10n";
import { type ViewBuilder } from "../viewBuilder";
import { frameOf } from "./frames";
import { isBody, type Layout } from "./layouts";
import { listMarks } from "./listMarks";
import { isTitle, type Shape } from "./shapes";

/** What of a slide is not read. */
export interface SlideRest {
  readonly pictures: Picture[];
  charts: number;
  objects: number;
}

export interface SlideContext {
  readonly file: OfficeFile;
  readonly view: ViewBuilder;
  readonly layout: Layout;
  /** The slide's part. */
  readonly part: string;
  readonly place: Place;
}

/** Placeholders whose text a slide repeats from its master. */
const repeated = new Set(["sldNum", "dt", "sldImg"]);

/** Title first; the heading is written by the caller. Returns what was left out. */
export function writeShapes(shapes: readonly Shape[], context: SlideContext): SlideRest {
  const rest: SlideRest = { pictures: [], charts: 0, objects: 0 };
  for (const shape of shapes) {
    if (isTitle(shape) || repeated.has(shape.placeholder?.type ?? "")) continue;
    const inner = { ...context, place: placeOf(shape, context.place) };
    if (shape.kind === "text") writeText(shape, inner);
    else if (shape.kind === "frame") writeFrame(shape, inner, rest);
    else rest.pictures.push(pictureOf(shape.element));
  }
  return rest;
}

export const titleOf = (shapes: readonly Shape[]): string =>
  shapes
    .filter((shape) => isTitle(shape))
    .map(({ element }) => shapeText(child(element, "txBody")))
    .find((text) => text.trim() !== "") ?? "";

/** Notes pages: only what was typed, not the slide's image and number. */
export function writeNotes(shapes: readonly Shape[], { view, place }: SlideContext): void {
  const texts = shapes
    .filter(({ placeholder }) => placeholder !== undefined && isBody(placeholder))
    .flatMap(({ element }) => paragraphsOf(child(element, "txBody")));
  if (texts.length > 0) view.mark(t("[Notes]"));
  for (const { text } of texts) view.paragraph(text, { ...place, part: "notes" });
}

function placeOf({ hidden, placeholder }: Shape, place: Place): Place {
  if (hidden) return { ...place, part: "hidden" };
  if (place.part !== undefined) return place;
  if (placeholder?.type === "ftr") return { ...place, part: "footer" };
  return placeholder?.type === "hdr" ? { ...place, part: "header" } : place;
}

function writeText({ element, placeholder }: Shape, { view, layout, place }: SlideContext): void {
  const mark = listMarks();
  const own = (level: number) => at(element, "txBody", "lstStyle", `lvl${level + 1}pPr`);
  for (const paragraph of paragraphsOf(child(element, "txBody"))) {
    const { text, level } = paragraph;
    const inherited = (): Bullet | undefined => placeholder && layout.bullet(placeholder, level);
    const sign = mark(paragraph, paragraph.bullet ?? bulletIn(own(level)) ?? inherited());
    if (sign === undefined) view.paragraph(text, place);
    else view.listItem(text, { mark: sign, depth: level }, place);
  }
}

function writeFrame({ element, description }: Shape, context: SlideContext, rest: SlideRest): void {
  const { view, place, file, part } = context;
  const frame = frameOf(element, file, part);
  switch (frame.kind) {
    case "table":
      for (const [index, row] of frame.rows.entries())
        view.row(
          row.map((text) => ({ text, place })),
          frame.header && index === 0,
        );
      view.endTable();
      return;
    case "chart":
      rest.charts++;
      view.paragraph(frame.chart.title, place);
      view.paragraph(frame.chart.labels.join(", "), place);
      return;
    case "outline":
      for (const { text, depth } of frame.items) view.listItem(text, { mark: "•", depth }, place);
      return;
    case "other":
      rest.objects++;
      view.paragraph(description, place);
  }
}
