/** A picture of DrawingML, as a slide or a sheet has it. */
import { type Picture } from "../pictures";
import { type XmlElement } from "../xml";
import { at, attribute, below } from "./elements";

const perMillimetre = 36_000;

/** `element`: a `pic`. */
export function pictureOf(element: XmlElement): Picture {
  const about = at(element, "nvPicPr", "cNvPr");
  const [mark] = below(about, "decorative");
  const size = at(element, "spPr", "xfrm", "ext");
  const [width, height] = ["cx", "cy"].map((name) => Number(attribute(size, name)) / perMillimetre);
  return {
    description: attribute(about, "descr") ?? "",
    decorative: /^(?:1|true)$/.test(attribute(mark, "val") ?? ""),
    ...(width !== undefined && height !== undefined && width > 0 && height > 0 ? { width, height } : {}),
  };
}
