/**
 * What an Office file says of itself: the sensitivity label that Microsoft Purview writes (`MSIP_Label_<id>_Name`), and
 * title, keywords and other properties, in which people write marks by hand.
 */
import { ArchiveError } from "../archive";
import { textIn, type XmlElement } from "../xml";
import { attribute, children, elements, localName } from "./elements";
import { type OfficeFile } from "./parts";

export interface FileLabel {
  readonly label?: string;
  readonly properties?: readonly string[];
}

/** Neither people nor dates. */
const told = new Set(["title", "subject", "keywords", "category", "contentStatus", "description"]);
const longestProperty = 500;
const mostProperties = 50;

/** Damaged properties are no reason not to read the document. */
export function labelIn(file: OfficeFile): FileLabel {
  try {
    const custom = children(file.xml("docProps/custom.xml"), "property");
    const isLabel = (property: XmlElement) =>
      /^MSIP_Label_.+_Name$/iu.test(attribute(property, "name") ?? "");
    const names = textsOf(custom.filter(isLabel));
    const isOther = (property: XmlElement) => !/^MSIP_Label_/iu.test(attribute(property, "name") ?? "");
    const described = elements(file.xml("docProps/core.xml")).filter(({ name }) => told.has(localName(name)));
    const properties = textsOf([...described, ...custom.filter(isOther)])
      .slice(0, mostProperties)
      .map((text) => text.slice(0, longestProperty));
    return {
      ...(names.length === 0 ? {} : { label: [...new Set(names)].join(", ") }),
      ...(properties.length === 0 ? {} : { properties }),
    };
  } catch (error) {
    if (error instanceof ArchiveError) return {};
    throw error;
  }
}

const textsOf = (all: readonly XmlElement[]): readonly string[] =>
  all.map((element) => textIn(element).trim()).filter((text) => text !== "");
