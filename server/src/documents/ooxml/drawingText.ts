/** Text of shapes (DrawingML), the same in spreadsheets and slides. */
import { textIn, type XmlElement } from "../xml";
import { attribute, below, child, elements, localName } from "./elements";

export interface ShapeParagraph {
  readonly text: string;
  /** From 0. */
  readonly level: number;
  /** Undefined: as the placeholder has it. */
  readonly bullet: Bullet | undefined;
}

export type Bullet =
  | { readonly kind: "none" }
  | { readonly kind: "character"; readonly mark: string }
  | { readonly kind: "number"; readonly scheme: string; readonly first: number };

/** Paragraphs of a `txBody`, empty ones left out. */
export function paragraphsOf(body: XmlElement | undefined): readonly ShapeParagraph[] {
  return below(body, "p").flatMap((paragraph) => {
    const properties = child(paragraph, "pPr");
    const text = paragraphText(paragraph);
    if (text.trim() === "") return [];
    const level = Math.min(8, Math.max(0, Math.trunc(Number(attribute(properties, "lvl") ?? 0)) || 0));
    return [{ text, level, bullet: bulletIn(properties) }];
  });
}

export const shapeText = (body: XmlElement | undefined): string =>
  paragraphsOf(body)
    .map(({ text }) => text)
    .join("\n");

/** What `buNone`, `buChar` or `buAutoNum` in these properties say. */
export function bulletIn(properties: XmlElement | undefined): Bullet | undefined {
  if (child(properties, "buNone") !== undefined) return { kind: "none" };
  const number = child(properties, "buAutoNum");
  if (number !== undefined)
    return {
      kind: "number",
      scheme: attribute(number, "type") ?? "arabicPeriod",
      first: Number(attribute(number, "startAt") ?? 1) || 1,
    };
  const character = child(properties, "buChar");
  if (character !== undefined) return { kind: "character", mark: attribute(character, "char") ?? "•" };
  return child(properties, "buBlip") === undefined ? undefined : { kind: "character", mark: "•" };
}

function paragraphText(paragraph: XmlElement): string {
  return elements(paragraph)
    .map((run) => {
      switch (localName(run.name)) {
        case "r":
          return textOf(run);
        case "br":
          return "\n";
        case "fld":
          // A slide's number or today's date is no text of the author's.
          return /^(?:slidenum|datetime)/i.test(attribute(run, "type") ?? "") ? "" : textOf(run);
        case "m":
          return below(run, "t").map(textIn).join("");
        default:
          return "";
      }
    })
    .join("");
}

function textOf(run: XmlElement): string {
  const text = child(run, "t");
  return text === undefined ? "" : textIn(text);
}
