/** The text of a paragraph of an OpenDocument text, and what hangs on it. */
import { commentMark } from "../docx/notes";
import { type Carried } from "../docx/paragraph";
import { inPart, marked, type StoryItem } from "../docx/story";
import { scriptText } from "../docx/symbols";
import { integer } from "../docx/wordXml";
import { childOf, elementsOf, textIn, type XmlElement } from "../xml";
import { isDrawing, readDrawing } from "./drawings";
import { type OdtStory } from "./odtStory";
import { type TextLook } from "./styles";

/** Notes in comments in notes: real files have one or two of them around each other. */
const deepestNote = 4;
const mostSpaces = 1000;

const nothing = new Set([
  "text:number",
  "text:ruby-text",
  "office:annotation-end",
  "text:script",
  "office:forms",
]);

class Writer {
  readonly after: StoryItem[] = [];
  readonly #shown: string[] = [];
  readonly #hidden: string[] = [];
  /** White space in the file counts once, and not at the paragraph's beginning. */
  #spaced = true;

  raw(text: string, look: TextLook): void {
    let clean = text.replace(/[ \t\r\n]+/g, " ");
    if (this.#spaced && clean.startsWith(" ")) clean = clean.slice(1);
    if (clean === "") return;
    this.#spaced = clean.endsWith(" ");
    this.#put(clean, look);
  }

  exact(text: string, look: TextLook): void {
    this.#spaced = false;
    this.#put(text, look);
  }

  /** All of it hidden where the paragraph as a whole is. */
  read(hidden: boolean): Carried {
    const [shown, kept] = [this.#shown.join(""), this.#hidden.join("")];
    return hidden
      ? { shown: "", hidden: shown + kept, after: this.after }
      : { shown, hidden: kept, after: this.after };
  }

  #put(text: string, { hidden, script }: TextLook): void {
    const written = script === "superscript" || script === "subscript" ? scriptText(text, script) : text;
    (hidden === true ? this.#hidden : this.#shown).push(written);
  }
}

export function inlineText(paragraph: XmlElement, story: OdtStory): Carried {
  const writer = new Writer();
  let allHidden = false;

  function read(element: XmlElement, look: TextLook): void {
    for (const child of element.children)
      if (typeof child === "string") writer.raw(child, look);
      else visit(child, look);
  }

  function visit(element: XmlElement, look: TextLook): void {
    const { name, attributes } = element;
    if (nothing.has(name)) return;
    if (name === "text:s")
      writer.exact(" ".repeat(integer(attributes["text:c"], [1, mostSpaces]) ?? 1), look);
    else if (name === "text:tab") writer.exact("\t", look);
    else if (name === "text:line-break") writer.exact("\n", look);
    else if (name === "text:span")
      read(element, { ...look, ...story.styles.look("text", attributes["text:style-name"]) });
    else if (name === "text:hidden-text")
      writer.exact(attributes["text:string-value"] ?? textIn(element), { hidden: true });
    else if (name === "text:hidden-paragraph") allHidden ||= attributes["text:is-hidden"] === "true";
    else if (name === "text:note") note(element, look);
    else if (name === "office:annotation") comment(element);
    else if (isDrawing(element)) {
      const { formula, items } = readDrawing(element, story);
      if (formula !== "") writer.exact(formula, look);
      writer.after.push(...items);
    } else read(element, look);
  }

  function note(element: XmlElement, look: TextLook): void {
    const kind = element.attributes["text:note-class"] === "endnote" ? "endnote" : "footnote";
    const citation = childOf(element, "text:note-citation");
    const label = citation === undefined ? "" : textIn(citation).trim();
    const mark = `[^${label === "" ? story.nextNote() : label}]`;
    writer.exact(mark, look);
    apart(childOf(element, "text:note-body"), mark, kind);
  }

  function comment(element: XmlElement): void {
    const creator = childOf(element, "dc:creator");
    const texts = elementsOf(element).filter(({ name }) => name === "text:p" || name === "text:list");
    apart({ ...element, children: texts }, commentMark(creator && textIn(creator)), "comment");
  }

  function apart(body: XmlElement | undefined, mark: string, part: "footnote" | "endnote" | "comment"): void {
    if (body === undefined) return;
    if (story.depth >= deepestNote) return void story.unread.count("nested");
    const items = [...story.blocks(elementsOf(body), { ...story, depth: story.depth + 1 })];
    writer.after.push(...inPart(marked(items, mark), part));
  }

  read(paragraph, story.styles.look("paragraph", paragraph.attributes["text:style-name"]));
  return writer.read(allHidden);
}
