/** Comments on a slide, of both kinds that PowerPoint has had. */
import { shapeText } from "../ooxml/drawingText";
import { below, child } from "../ooxml/elements";
import { type OfficeFile } from "../ooxml/parts";
import { textIn, type XmlElement } from "../xml";

/** Replies follow what they answer. */
export function commentTexts(file: OfficeFile, slidePart: string): readonly string[] {
  return [...file.relations(slidePart).values()]
    .filter(({ type, external }) => type === "comments" && !external)
    .flatMap(({ target }) => {
      const root = file.xml(target);
      return root === undefined ? [] : below(root, "cm").flatMap(textsOf);
    })
    .filter((text) => text.trim() !== "");
}

function textsOf(comment: XmlElement): readonly string[] {
  const plain = child(comment, "text");
  const replies = below(child(comment, "replyLst"), "reply").flatMap(textsOf);
  return [plain === undefined ? shapeText(child(comment, "txBody")) : textIn(plain), ...replies];
}
