/** What a slide's frames hold: tables, charts, SmartArt, objects of other programs. */
import { chartText, type ChartText } from "../ooxml/chart";
import { shapeText } from "../ooxml/drawingText";
import { at, attribute, below, child, children, isTrue, relationId } from "../ooxml/elements";
import { type OfficeFile } from "../ooxml/parts";
import { type XmlElement } from "../xml";
import { type OutlineItem, smartArtOutline } from "./smartArt";

export type Frame =
  | { readonly kind: "table"; readonly rows: readonly (readonly string[])[]; readonly header: boolean }
  | { readonly kind: "chart"; readonly chart: ChartText }
  | { readonly kind: "outline"; readonly items: readonly OutlineItem[] }
  | { readonly kind: "other" };

export function frameOf(frame: XmlElement, file: OfficeFile, part: string): Frame {
  const data = at(frame, "graphic", "graphicData");
  const table = child(data, "tbl");
  if (table !== undefined)
    return {
      kind: "table",
      rows: children(table, "tr").map(rowTexts),
      header: isTrue(attribute(child(table, "tblPr"), "firstRow")),
    };
  const related = (id: string | undefined) => {
    const relation = file.relations(part).get(id ?? "");
    return relation === undefined || relation.external ? undefined : file.xml(relation.target);
  };
  const [chart] = below(data, "chart");
  const chartRoot = chart && related(relationId(chart));
  if (chartRoot !== undefined) return { kind: "chart", chart: chartText(chartRoot) };
  const [diagram] = below(data, "relIds");
  const root = diagram && related(relationId(diagram, "dm"));
  return root === undefined ? { kind: "other" } : { kind: "outline", items: smartArtOutline(root) };
}

/** A cell that continues a merged one holds nothing of its own. */
const rowTexts = (row: XmlElement): readonly string[] =>
  children(row, "tc").map((cell) =>
    isTrue(attribute(cell, "hMerge")) || isTrue(attribute(cell, "vMerge"))
      ? ""
      : shapeText(child(cell, "txBody")),
  );
