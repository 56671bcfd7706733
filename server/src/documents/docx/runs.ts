/** The text of a paragraph's runs: what is printed, what is hidden, and what stands beside it. */
import { childOf, descendants, elementsOf, type XmlElement } from "../xml";
import { readDrawingElement } from "./drawings";
import { mathText } from "./math";
import { readNote } from "./notes";
import { type StoryItem } from "./story";
import { type StoryContext } from "./storyContext";
import { isSymbolFont, scriptText, symbolCharacter } from "./symbols";
import { flag, valueOf } from "./wordXml";
import { chosenAlternative } from "./wrappers";

export interface RunText {
  readonly shown: string;
  readonly hidden: string;
  /** Text boxes, notes, comments and pictures that are anchored here. */
  readonly after: readonly StoryItem[];
}

/** The state of reading one paragraph. */
export interface Runs {
  readonly story: StoryContext;
  /** Adds text at this place, as the run's properties say. */
  add(text: string): void;
  after(items: readonly StoryItem[]): void;
  read(element: XmlElement): void;
}

interface RunLook {
  readonly hidden: boolean;
  readonly script?: "superscript" | "subscript";
  readonly font?: string;
}

type Handler = (element: XmlElement, runs: Runs) => void;

const nothing: Handler = () => undefined;
const adds =
  (text: string): Handler =>
  (_, runs) =>
    runs.add(text);
const note =
  (kind: "footnote" | "endnote" | "comment"): Handler =>
  (element, runs) =>
    readNote(kind, element.attributes["w:id"] ?? "", runs);

const handlers: Readonly<Record<string, Handler>> = {
  ...Object.fromEntries(
    "w:pPr w:rPr w:sdtPr w:sdtEndPr w:del w:moveFrom w:rt w:rubyPr w:tblPr w:sectPr w:customXmlPr w:smartTagPr"
      .split(" ")
      .map((name) => [name, nothing]),
  ),
  "w:tab": adds("\t"),
  "w:ptab": adds("\t"),
  "w:br": adds("\n"),
  "w:cr": adds("\n"),
  "w:noBreakHyphen": adds("-"),
  "w:footnoteReference": note("footnote"),
  "w:endnoteReference": note("endnote"),
  "w:commentReference": note("comment"),
  "m:oMath": (element, runs) => runs.add(mathText(element)),
  "w:fldChar": (element, runs) => {
    const text = runs.story.fields.mark(element);
    if (text !== "") runs.add(text);
  },
  "w:instrText": (element, runs) => runs.story.fields.instruction(element.children.filter(isText).join("")),
  "w:ruby": (element, runs) => {
    const base = childOf(element, "w:rubyBase");
    if (base !== undefined) runs.read(base);
  },
  "mc:AlternateContent": (element, runs) => {
    const chosen = chosenAlternative(element);
    if (chosen !== undefined) runs.read(chosen);
  },
  "w16se:symEx": (element, runs) => {
    const code = Number.parseInt(element.attributes["w16se:char"] ?? "", 16);
    if (code > 0 && code <= 0x10ffff) runs.add(String.fromCodePoint(code));
  },
};

const isText = (node: unknown): node is string => typeof node === "string";
const deletions = new Set(["w:delText"]);
/** Elements between two deletions that do not divide them. */
const unseen = new Set([
  "w:proofErr",
  "w:bookmarkStart",
  "w:bookmarkEnd",
  "w:commentRangeStart",
  "w:commentRangeEnd",
]);

export function runText(paragraph: XmlElement, story: StoryContext, styleHides: boolean): RunText {
  const shown: string[] = [];
  const hidden: string[] = [];
  const after: StoryItem[] = [];
  let look: RunLook = { hidden: styleHides };

  const runs: Runs = {
    story,
    add(text) {
      if (!story.fields.shown()) return;
      const written = look.script === undefined ? text : scriptText(text, look.script);
      (look.hidden ? hidden : shown).push(written);
    },
    after: (items) => void after.push(...items),
    read,
  };

  function read(element: XmlElement): void {
    let deleted = false;
    for (const child of elementsOf(element)) {
      if (child.name === "w:del" && descendants(child, deletions).length > 0) {
        if (!deleted) story.unread.count("deleted");
        deleted = true;
      } else if (!unseen.has(child.name)) deleted = false;
      visit(child);
    }
  }

  function visit(child: XmlElement): void {
    const handler = handlers[child.name];
    if (handler !== undefined) handler(child, runs);
    else if (child.name === "w:r") readRun(child);
    else if (child.name === "w:t") runs.add(literal(child, look, story));
    else if (child.name === "w:sym") runs.add(symbol(child, story));
    else if (!readDrawingElement(child, runs)) read(child);
  }

  function readRun(element: XmlElement): void {
    const before = look;
    look = runLook(childOf(element, "w:rPr"), story, styleHides);
    read(element);
    look = before;
  }

  read(paragraph);
  return { shown: shown.join(""), hidden: hidden.join(""), after };
}

function runLook(properties: XmlElement | undefined, { styles }: StoryContext, styleHides: boolean): RunLook {
  if (properties === undefined) return { hidden: styleHides };
  const script = valueOf(properties, "w:vertAlign");
  const fonts = childOf(properties, "w:rFonts")?.attributes;
  const font = fonts?.["w:ascii"] ?? fonts?.["w:hAnsi"];
  return {
    hidden: flag(properties, "w:vanish") ?? styles.hides(valueOf(properties, "w:rStyle")) ?? styleHides,
    ...((script === "superscript" || script === "subscript") && { script }),
    ...(font !== undefined && { font }),
  };
}

/** White space at the ends counts only where the file says so. */
function literal(element: XmlElement, { font }: RunLook, story: StoryContext): string {
  const text = element.children
    .filter(isText)
    .join("")
    .replace(/[\r\n\t]+/g, " ");
  const kept = element.attributes["xml:space"] === "preserve" ? text : text.replace(/^ +| +$/g, "");
  const own = isSymbolFont(font);
  if (!own && !/[\uf020-\uf0ff]/.test(kept)) return kept;
  return kept.replace(own ? /[!-\u00ff\uf020-\uf0ff]/g : /[\uf020-\uf0ff]/g, (character) => {
    const found = symbolCharacter(character.charCodeAt(0), font);
    if (found === undefined && character >= "\uf020") story.unread.count("symbol");
    return found ?? (character >= "\uf020" ? "□" : character);
  });
}

function symbol(element: XmlElement, story: StoryContext): string {
  const code = Number.parseInt(element.attributes["w:char"] ?? "", 16);
  const found = Number.isNaN(code) ? undefined : symbolCharacter(code, element.attributes["w:font"]);
  if (found === undefined) story.unread.count("symbol");
  return found ?? "□";
}
