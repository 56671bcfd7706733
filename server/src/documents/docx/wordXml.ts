/** Small questions about WordprocessingML elements. */
import { childOf, elementsOf, type XmlElement } from "../xml";

/** The `w:val` of a child: `<w:pStyle w:val="a3"/>` below `w:pPr`. */
export const valueOf = (element: XmlElement | undefined, name: string): string | undefined =>
  childOf(element, name)?.attributes["w:val"];

/** A whole number of an attribute within bounds; undefined when it is none. */
export function integer(
  text: string | undefined,
  [least, most]: readonly [number, number],
): number | undefined {
  if (text === undefined || !/^\s*[+-]?\d{1,9}\s*$/.test(text)) return undefined;
  return Math.min(most, Math.max(least, Number(text)));
}

/** On/off properties: present without a value is on; undefined when it is not there. */
export function flag(element: XmlElement | undefined, name: string): boolean | undefined {
  const child = childOf(element, name);
  if (child === undefined) return undefined;
  return !["0", "false", "off", "none"].includes(child.attributes["w:val"] ?? "1");
}

/** Children by an attribute: styles by their id, notes by their number. The first of equal ones counts. */
export function byAttribute(
  root: XmlElement | undefined,
  name: string,
  attribute: string,
): ReadonlyMap<string, XmlElement> {
  const found = new Map<string, XmlElement>();
  for (const element of root ? elementsOf(root) : []) {
    const id = element.attributes[attribute];
    if (element.name === name && id !== undefined && !found.has(id)) found.set(id, element);
  }
  return found;
}
