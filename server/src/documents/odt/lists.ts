/** Lists of OpenDocument texts: which of them count on, and the mark of the next item. */
import { counters } from "../docx/counters";
import { type NumberedList } from "../docx/numbering";
import { integer } from "../docx/wordXml";
import { type XmlElement } from "../xml";
import { levelsOf, numberedList } from "./listStyles";
import { type OdtStyles } from "./styles";

/** An open `text:list`. */
export interface OpenList {
  /** Shared with the lists it is nested in. */
  readonly definition: string;
  readonly list: NumberedList | undefined;
  /** From 0. */
  readonly depth: number;
}

export interface Lists {
  open(element: XmlElement, styles: OdtStyles, around: OpenList | undefined): OpenList;
  /** `paragraphList`: the list style of the item's paragraph, where the list names none. */
  mark(open: OpenList, item: XmlElement, paragraphList: XmlElement | undefined): string;
  /** The number of a heading outside lists. */
  headingMark(element: XmlElement, level: number): string;
}

export function lists(outline: XmlElement | undefined): Lists {
  const count = counters();
  const outlineList = outline && numberedList("outline", levelsOf(outline));
  /** Definitions by the list's `xml:id`, and by style for the last list of it. */
  const byId = new Map<string, string>();
  const byStyle = new Map<string, string>();
  let opened = 0;

  function definitionOf({ attributes }: XmlElement, style: string): string {
    const before =
      attributes["text:continue-numbering"] === "true"
        ? byStyle.get(style)
        : byId.get(attributes["text:continue-list"] ?? "");
    const definition = before ?? `list ${++opened}`;
    const id = attributes["xml:id"] ?? attributes["text:id"];
    if (id !== undefined) byId.set(id, definition);
    byStyle.set(style, definition);
    return definition;
  }

  return {
    open(element, styles, around) {
      const name = element.attributes["text:style-name"];
      const style = name === undefined ? undefined : styles.list(name);
      const definition = around?.definition ?? definitionOf(element, name ?? "");
      const own = style && numberedList(definition, levelsOf(style));
      return { definition, list: own ?? around?.list, depth: Math.min(8, (around?.depth ?? -1) + 1) };
    },
    mark({ definition, list, depth }, item, paragraphList) {
      const used = list ?? (paragraphList && numberedList(definition, levelsOf(paragraphList)));
      const start = integer(item.attributes["text:start-value"], [0, 1e6]);
      return used === undefined ? "" : count.next(definition, used, depth, start);
    },
    headingMark({ attributes }, level) {
      if (outlineList === undefined || attributes["text:is-list-header"] === "true") return "";
      const start =
        attributes["text:restart-numbering"] === "true" ? (attributes["text:start-value"] ?? "1") : undefined;
      return level > 9 ? "" : count.next("outline", outlineList, level - 1, integer(start, [0, 1e6]));
    },
  };
}
