/** The sensitivity label that Microsoft Purview writes into an Office file's own properties (`MSIP_Label_<id>_Name`). */
import { ArchiveError } from "../archive";
import { textIn } from "../xml";
import { attribute, children } from "./elements";
import { type OfficeFile } from "./parts";

/** Names of the labels; damaged properties are no reason not to read the document. */
export function labelIn(file: OfficeFile): { readonly label?: string } {
  try {
    const names = children(file.xml("docProps/custom.xml"), "property")
      .filter((property) => /^MSIP_Label_.+_Name$/iu.test(attribute(property, "name") ?? ""))
      .map((property) => textIn(property).trim())
      .filter((name) => name !== "");
    return names.length === 0 ? {} : { label: [...new Set(names)].join(", ") };
  } catch (error) {
    if (error instanceof ArchiveError) return {};
    throw error;
  }
}
