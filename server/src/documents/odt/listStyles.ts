/** List styles and the outline style of OpenDocument, as the lists that Word's numbering makes too. */
import { type Level, type NumberedList } from "../docx/numbering";
import { bulletOf } from "../docx/symbols";
import { integer } from "../docx/wordXml";
import { childOf, elementsOf, type XmlElement } from "../xml";

/** `style:num-format` by its first character: other programs write the whole sequence, `一, 二, 三, ...`. */
const formats: Readonly<Record<string, string>> = {
  a: "lowerLetter",
  A: "upperLetter",
  i: "lowerRoman",
  I: "upperRoman",
  "１": "decimalFullWidth",
  一: "japaneseCounting",
  壱: "japaneseLegal",
  "①": "decimalEnclosedCircle",
  ア: "aiueoFullWidth",
  ｱ: "aiueo",
  イ: "irohaFullWidth",
  ｲ: "iroha",
  甲: "ideographTraditional",
  子: "ideographZodiac",
};

/** The levels of a `text:list-style` or `text:outline-style`. */
export function levelsOf(style: XmlElement): readonly (Level | undefined)[] {
  const levels: (Level | undefined)[] = [];
  const shown: boolean[] = [];
  for (const element of elementsOf(style)) {
    const index = (integer(element.attributes["text:level"], [1, 10]) ?? 0) - 1;
    // Nine levels are counted; LibreOffice's tenth is a copy of the ninth.
    if (index < 0 || index > 8) continue;
    shown[index] = numbered(element);
    levels[index] = readLevel(element, index, shown);
  }
  return levels;
}

const numbered = ({ attributes }: XmlElement) => (attributes["style:num-format"] ?? "") !== "";

function readLevel(element: XmlElement, index: number, shown: readonly boolean[]): Level {
  const { attributes, name } = element;
  const start = integer(attributes["text:start-value"], [0, 1e6]) ?? 1;
  const level = { start, restartsAfter: index - 1, legal: false };
  if (name === "text:list-level-style-image") return { ...level, format: "bullet", text: "•" };
  if (name === "text:list-level-style-bullet") {
    const look = childOf(element, "style:text-properties")?.attributes;
    const font = look?.["style:font-name"] ?? look?.["fo:font-family"];
    return { ...level, format: "bullet", text: bulletOf(attributes["text:bullet-char"] ?? "", font) };
  }
  const format = attributes["style:num-format"] ?? "";
  const affixes = [attributes["style:num-prefix"] ?? "", attributes["style:num-suffix"] ?? ""] as const;
  if (format === "") return { ...level, format: "none", text: affixes.join("") };
  return {
    ...level,
    format: formats[format[0] ?? ""] ?? "decimal",
    text: pattern(element, index, shown, affixes),
  };
}

/** `第%1%条` says it all; older files say how many levels stand before the own number, with dots between them. */
function pattern(
  { attributes }: XmlElement,
  index: number,
  shown: readonly boolean[],
  [prefix, suffix]: readonly [string, string],
): string {
  const whole = attributes["style:num-list-format"] ?? attributes["loext:num-list-format"];
  if (whole !== undefined) return whole.replace(/%(\d{1,2})%/g, "%$1");
  const count = integer(attributes["text:display-levels"], [1, 10]) ?? 1;
  const figures: string[] = [];
  for (let level = Math.max(0, index - count + 1); level <= index; level++)
    if (level === index || shown[level] === true) figures.push(`%${level + 1}`);
  return prefix + figures.join(".") + suffix;
}

/** `definition`: lists that share it count on together. */
export const numberedList = (definition: string, levels: readonly (Level | undefined)[]): NumberedList => ({
  definition,
  levels,
  restarts: new Map(),
  levelOfStyle: () => undefined,
});
