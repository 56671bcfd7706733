/** Text boxes, shapes and charts that lie on a sheet. */
import { chartText } from "../ooxml/chart";
import { shapeText } from "../ooxml/drawingText";
import { below, child, elements, localName, relationId } from "../ooxml/elements";
import { type OfficeFile } from "../ooxml/parts";
import { pictureOf } from "../ooxml/pictures";
import { type Picture } from "../pictures";
import { textIn, type XmlElement } from "../xml";
import { cellName, lastColumn, lastRow } from "./cellNames";

export interface Drawn {
  /** The cell its upper left corner lies on; undefined when it lies on none. */
  readonly cell: string | undefined;
  readonly text: string;
}

export interface Drawings {
  /** From top to bottom, then from left to right. */
  readonly texts: readonly Drawn[];
  readonly charts: number;
  readonly pictures: readonly Picture[];
  readonly diagrams: number;
}

interface Found {
  readonly texts: { readonly row: number; readonly column: number; readonly text: string }[];
  readonly pictures: Picture[];
  charts: number;
  diagrams: number;
}

export function drawingsOf(file: OfficeFile, sheetPart: string): Drawings {
  const found: Found = { texts: [], pictures: [], charts: 0, diagrams: 0 };
  for (const { type, target, external } of file.relations(sheetPart).values()) {
    const root = type === "drawing" && !external ? file.xml(target) : undefined;
    for (const anchor of elements(root)) readAnchor(anchor, { file, part: target, found });
  }
  found.texts.sort((one, other) => one.row - other.row || one.column - other.column);
  return {
    ...found,
    texts: found.texts.map(({ row, column, text }) => ({
      cell: row > 0 ? cellName(row, column) : undefined,
      text,
    })),
  };
}

interface Context {
  readonly file: OfficeFile;
  readonly part: string;
  readonly found: Found;
}

function readAnchor(anchor: XmlElement, context: Context): void {
  const corner = child(anchor, "from");
  const number = (name: string, last: number) => {
    const value = Number(textIn(child(corner, name) ?? "0"));
    return corner !== undefined && value >= 0 && value < last ? value + 1 : 0;
  };
  readShapes(anchor, { row: number("row", lastRow), column: number("col", lastColumn) || 1 }, context);
}

function readShapes(
  element: XmlElement,
  corner: { readonly row: number; readonly column: number },
  context: Context,
): void {
  const { found } = context;
  const add = (text: string) => {
    if (text.trim() !== "") found.texts.push({ ...corner, text });
  };
  for (const each of elements(element))
    switch (localName(each.name)) {
      case "grpSp":
        readShapes(each, corner, context);
        break;
      case "sp":
      case "cxnSp":
        add(shapeText(child(each, "txBody")));
        break;
      case "pic":
        found.pictures.push(pictureOf(each));
        break;
      case "graphicFrame":
        add(frameText(each, context));
        break;
    }
}

function frameText(frame: XmlElement, { file, part, found }: Context): string {
  const [chart] = below(frame, "chart");
  if (chart === undefined) {
    found.diagrams++;
    return "";
  }
  found.charts++;
  const target = file.relations(part).get(relationId(chart) ?? "")?.target;
  const root = target === undefined ? undefined : file.xml(target);
  if (root === undefined) return "";
  const { title, labels } = chartText(root);
  return [title, labels.join(", ")].filter((text) => text !== "").join("\n");
}
