/** The shapes of a slide in the order they are read: title, then rows from top to bottom, each left to right. */
import { at, attribute, elements, isTrue, localName } from "../ooxml/elements";
import { type XmlElement } from "../xml";
import { type Box, boxOf, type Layout, type Placeholder, placeholderOf } from "./layouts";

export interface Shape {
  readonly element: XmlElement;
  readonly kind: "text" | "frame" | "picture";
  readonly placeholder: Placeholder | undefined;
  readonly hidden: boolean;
  readonly description: string;
}

interface Placed {
  readonly box: Box | undefined;
  readonly shapes: readonly Shape[];
}

const kinds: Readonly<Record<string, Shape["kind"]>> = {
  sp: "text",
  cxnSp: "text",
  graphicFrame: "frame",
  pic: "picture",
};

/**
 * A group stays together: its place among the others is that of the group, and inside, its own coordinates
 * decide, which only move and scale what they place.
 */
export function shapesIn(tree: XmlElement | undefined, layout: Layout, hidden = false): readonly Shape[] {
  const placed = elements(tree).flatMap((element): readonly Placed[] => {
    const name = localName(element.name);
    const unseen = hidden || isTrue(attribute(common(element), "hidden"));
    if (name === "grpSp") return [{ box: boxOf(element), shapes: shapesIn(element, layout, unseen) }];
    const kind = kinds[name];
    if (kind === undefined) return [];
    const placeholder = placeholderOf(element);
    const box = boxOf(element) ?? (placeholder && layout.box(placeholder));
    const description = attribute(common(element), "descr") ?? "";
    return [{ box, shapes: [{ element, kind, placeholder, hidden: unseen, description }] }];
  });
  const titles = placed.filter(({ shapes }) => shapes.some(isTitle));
  const others = placed.filter(({ shapes }) => !shapes.some(isTitle));
  return [...titles, ...inReadingOrder(others)].flatMap(({ shapes }) => shapes);
}

export const isTitle = ({ placeholder }: Shape): boolean =>
  placeholder?.type === "title" || placeholder?.type === "ctrTitle";

const common = (element: XmlElement): XmlElement | undefined =>
  at(
    elements(element).find(({ name }) => /:?nv\w+Pr$/.test(name)),
    "cNvPr",
  );

/**
 * Shapes whose tops differ by less than half of the first one's height stand in one row. What has no place keeps
 * its turn in the file, behind the others.
 */
function inReadingOrder(placed: readonly Placed[]): readonly Placed[] {
  const known = placed.flatMap(({ box, shapes }) => (box === undefined ? [] : [{ box, shapes }]));
  known.sort((one, other) => one.box.y - other.box.y || one.box.x - other.box.x);
  const rows: { box: Box; shapes: readonly Shape[] }[][] = [];
  for (const each of known) {
    const first = rows.at(-1)?.[0]?.box;
    if (first !== undefined && each.box.y - first.y < Math.min(first.height, each.box.height) / 2)
      rows.at(-1)?.push(each);
    else rows.push([each]);
  }
  for (const row of rows) row.sort((one, other) => one.box.x - other.box.x || one.box.y - other.box.y);
  return [...rows.flat(), ...placed.filter(({ box }) => box === undefined)];
}
