/** What a workbook's part says: its sheets in order, its calendar, its links to other files. */
import { type OfficeFile } from "../ooxml/parts";
import { at, attribute, child, children, isTrue, relationId } from "../ooxml/elements";

export interface Sheet {
  readonly name: string;
  readonly visibility: "visible" | "hidden" | "veryHidden";
  /** Name of its part; undefined when the file has none. */
  readonly part: string | undefined;
  /** `worksheet`, `chartsheet`, `dialogsheet`, `xlMacrosheet`; empty without a part. */
  readonly type: string;
}

export interface WorkbookParts {
  readonly sheets: readonly Sheet[];
  readonly date1904: boolean;
  readonly sharedStrings: string | undefined;
  readonly styles: string | undefined;
  /** Parts that stand for other workbooks. */
  readonly externalLinks: readonly string[];
  readonly macros: boolean;
}

/** Undefined when the main part is no workbook. */
export function readWorkbook(file: OfficeFile): WorkbookParts | undefined {
  const root = file.xml(file.main);
  const sheets = child(root, "sheets");
  if (sheets === undefined) return undefined;
  const relations = file.relations(file.main);
  const byType = (type: string) => [...relations.values()].filter((each) => each.type === type);
  const partOf = (type: string, usual: string) =>
    byType(type)[0]?.target ?? (file.has(usual) ? usual : undefined);
  return {
    sheets: children(sheets, "sheet").map((each) => {
      const relation = relations.get(relationId(each) ?? "");
      const state = attribute(each, "state");
      const present = relation !== undefined && !relation.external && file.has(relation.target);
      return {
        name: attribute(each, "name") ?? "",
        visibility: state === "hidden" || state === "veryHidden" ? state : "visible",
        part: present ? relation.target : undefined,
        type: present ? relation.type : "",
      };
    }),
    date1904: isTrue(attribute(at(root, "workbookPr"), "date1904")),
    sharedStrings: partOf("sharedStrings", "xl/sharedStrings.xml"),
    styles: partOf("styles", "xl/styles.xml"),
    externalLinks: byType("externalLink").map(({ target }) => target),
    macros: byType("vbaProject").length > 0,
  };
}
