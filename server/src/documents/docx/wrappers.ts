/** Elements around others that change nothing about them. */
import { childOf, elementsOf, type XmlElement } from "../xml";

const wrappers = new Set([
  ..."w:sdt w:sdtContent w:customXml w:ins w:moveTo w:smartTag".split(" "),
  "mc:Choice",
  "mc:Fallback",
]);

/** One of the alternatives, so that a text box is not read twice: the first, which is the newest program's. */
export const chosenAlternative = (element: XmlElement): XmlElement | undefined =>
  childOf(element, "mc:Choice") ?? childOf(element, "mc:Fallback");

/** The blocks, rows or cells inside content controls and the like, in order. */
export function* unwrapped(elements: readonly XmlElement[]): Generator<XmlElement> {
  for (const element of elements) {
    const chosen = element.name === "mc:AlternateContent" ? chosenAlternative(element) : element;
    if (chosen !== undefined && wrappers.has(chosen.name)) yield* unwrapped(elementsOf(chosen));
    else if (chosen !== undefined) yield chosen;
  }
}
