/** The slides of a presentation, in the order they are shown. */
import { child, children, relationId } from "../ooxml/elements";
import { type OfficeFile } from "../ooxml/parts";

/** Names of the slides' parts; undefined for a slide the file does not have, nothing when it is no presentation. */
export function slideParts(file: OfficeFile): readonly (string | undefined)[] | undefined {
  const root = file.xml(file.main);
  if (root === undefined || !root.name.endsWith("presentation")) return undefined;
  const relations = file.relations(file.main);
  return children(child(root, "sldIdLst"), "sldId").map((each) => {
    const relation = relations.get(relationId(each) ?? "");
    return relation !== undefined && !relation.external && file.has(relation.target)
      ? relation.target
      : undefined;
  });
}

/** The first part that a part points at with this type of relation. */
export function relatedPart(file: OfficeFile, part: string, type: string): string | undefined {
  const found = [...file.relations(part).values()].find((each) => each.type === type && !each.external);
  return found !== undefined && file.has(found.target) ? found.target : undefined;
}

export const isShown = (show: string | undefined): boolean => show !== "0" && show !== "false";
