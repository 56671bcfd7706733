/**
 * Elements by their local names: Excel writes `row`, the Open XML SDK `x:row`, openpyxl `sp` where others write
 * `xdr:sp`. Of alternative contents only the first is seen, otherwise text would be read twice.
 */
import { elementsOf, type XmlElement } from "../xml";

export const localName = (name: string): string => name.slice(name.indexOf(":") + 1);

/** Child elements; `mc:AlternateContent` is replaced by what is in its first choice. */
export function elements(element: XmlElement | undefined): readonly XmlElement[] {
  if (element === undefined) return [];
  return elementsOf(element).flatMap((each) => {
    if (localName(each.name) !== "AlternateContent") return [each];
    const [choice] = elementsOf(each);
    return elements(choice);
  });
}

/** The first child of this local name. */
export const child = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  elements(element).find((each) => localName(each.name) === name);

/** `at(element, "a", "b")`: the first `b` in the first `a` of the element. */
export const at = (element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined =>
  path.reduce<XmlElement | undefined>((each, name) => child(each, name), element);

export const children = (element: XmlElement | undefined, name: string): readonly XmlElement[] =>
  elements(element).filter((each) => localName(each.name) === name);

/** All elements of this local name below, in document order, none inside another of them. */
export function below(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return elements(element).flatMap((each) => (localName(each.name) === name ? [each] : below(each, name)));
}

/** An attribute by its local name, whatever its prefix: `r:id` as `id`. An attribute without prefix goes first. */
export function attribute(element: XmlElement | undefined, name: string): string | undefined {
  if (element === undefined) return undefined;
  const { attributes } = element;
  if (Object.hasOwn(attributes, name)) return attributes[name];
  const key = Object.keys(attributes).find((each) => localName(each) === name);
  return key === undefined ? undefined : attributes[key];
}

/** `r:id` beside an `id` that means something else. */
export function relationId(element: XmlElement | undefined, name = "id"): string | undefined {
  const key = Object.keys(element?.attributes ?? {}).find(
    (each) => each.includes(":") && localName(each) === name,
  );
  return key === undefined ? undefined : element?.attributes[key];
}

export const isTrue = (value: string | undefined): boolean =>
  value === "1" || value === "true" || value === "on";
