/** What a paragraph or span of an OpenDocument file takes from its styles. */
import { childOf, elementsOf, type XmlElement } from "../xml";

export interface TextLook {
  /** Undefined where the style says nothing. */
  readonly hidden?: boolean;
  readonly script?: "superscript" | "subscript" | "none";
}

export interface OdtStyles {
  /** Of the styles of a span or paragraph, with those they are based on. */
  look(family: "text" | "paragraph", name: string | undefined): TextLook;
  /** The list style that a paragraph style names. */
  listStyle(name: string | undefined): string | undefined;
  isTitle(name: string | undefined): boolean;
  /** A `text:list-style`. */
  list(name: string): XmlElement | undefined;
}

const longestChain = 32;
const listStyles = "text:list-style";

/** `groups`: elements that hold styles, those that count first first. Names of automatic styles are a part's own. */
export function readOdtStyles(groups: readonly (XmlElement | undefined)[]): OdtStyles {
  const styles = new Map<string, XmlElement>();
  for (const style of groups.flatMap((group) => (group ? elementsOf(group) : []))) {
    const family = style.name === listStyles ? listStyles : (style.attributes["style:family"] ?? "");
    const key = `${family} ${style.attributes["style:name"] ?? ""}`;
    if (!styles.has(key)) styles.set(key, style);
  }
  const looks = new Map<string, TextLook>();

  function chain(family: string, name: string | undefined): readonly XmlElement[] {
    const found = new Set<XmlElement>();
    for (let next = name; next !== undefined && found.size < longestChain;) {
      const style = styles.get(`${family} ${next}`);
      if (style === undefined || found.has(style)) break;
      found.add(style);
      next = style.attributes["style:parent-style-name"];
    }
    return [...found];
  }

  return {
    look(family, name) {
      const key = `${family} ${name ?? ""}`;
      const known = looks.get(key) ?? lookOf(chain(family, name));
      looks.set(key, known);
      return known;
    },
    listStyle: (name) =>
      chain("paragraph", name)
        .map(({ attributes }) => attributes["style:list-style-name"])
        .find((list) => list !== undefined),
    isTitle(name) {
      // An automatic style is the named one with a change.
      const [first, parent] = chain("paragraph", name);
      const style = /^P\d+$/.test(name ?? "") ? (parent ?? first) : first;
      const attributes = style?.attributes;
      const shown = attributes?.["style:display-name"] ?? attributes?.["style:name"] ?? name ?? "";
      return /^(?:title|表題|標題|タイトル)$/i.test(shown.trim());
    },
    list: (name) => styles.get(`${listStyles} ${name}`),
  };
}

function lookOf(chain: readonly XmlElement[]): TextLook {
  const value = (name: string) =>
    chain
      .map((style) => childOf(style, "style:text-properties")?.attributes[name])
      .find((found) => found !== undefined);
  const display = value("text:display");
  const position = value("style:text-position");
  return {
    ...(display !== undefined && { hidden: display === "none" }),
    ...(position !== undefined && { script: scriptOf(position) }),
  };
}

/** `super 58%`, `-33% 58%`. */
function scriptOf(position: string): "superscript" | "subscript" | "none" {
  const [raised = ""] = position.trim().split(/\s+/);
  if (raised === "super" || /^\+?[1-9]/.test(raised)) return "superscript";
  return raised === "sub" || /^-[1-9]/.test(raised) ? "subscript" : "none";
}
