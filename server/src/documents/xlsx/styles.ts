/** Number formats of a workbook's cell styles. */
import { type XmlElement } from "../xml";
import { at, attribute, children } from "../ooxml/elements";
import { builtinFormat } from "./builtinFormats";
import { numberFormat, type NumberFormat } from "./displayValue";

/** The format of a style; General for a style that the file does not have. */
export type Styles = (style: number) => NumberFormat;

export function readStyles(root: XmlElement | undefined, date1904: boolean): Styles {
  const custom = new Map(
    children(at(root, "numFmts"), "numFmt").map((each) => [
      Number(attribute(each, "numFmtId")),
      attribute(each, "formatCode") ?? "General",
    ]),
  );
  const ids = children(at(root, "cellXfs"), "xf").map((each) => Number(attribute(each, "numFmtId") ?? 0));
  const compiled = new Map<number, NumberFormat>();
  return (style) => {
    const id = ids[style] ?? 0;
    const format = compiled.get(id) ?? numberFormat(custom.get(id) ?? builtinFormat(id), date1904);
    compiled.set(id, format);
    return format;
  };
}
