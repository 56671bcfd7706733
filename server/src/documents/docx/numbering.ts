/** `numbering.xml`: what the lists of a Word document look like. Most of 第1条 stands only here. */
import { childOf, elementsOf, type XmlElement } from "../xml";
import { bulletOf } from "./symbols";
import { byAttribute, flag, integer, valueOf } from "./wordXml";

export interface Level {
  readonly start: number;
  /** As `formatNumber` takes it; `bullet` when the text stands as it is. */
  readonly format: string;
  /** `第%1条`, `%1.%2`, `•`. */
  readonly text: string;
  /** Begins again after this level (from 0) or a higher one; -1: never. */
  readonly restartsAfter: number;
  /** All numbers of the mark in decimal figures. */
  readonly legal: boolean;
}

export interface NumberedList {
  /** Lists of one definition count on together. */
  readonly definition: string;
  readonly levels: readonly (Level | undefined)[];
  /** Values that this list begins again at when it first appears, by level. */
  readonly restarts: ReadonlyMap<number, number>;
  /** The level a paragraph style belongs to. */
  levelOfStyle(style: string): number | undefined;
}

export interface Lists {
  /** `id` as in `w:numId`; undefined for 0, which takes a number away, and for lists that are not there. */
  list(id: string): NumberedList | undefined;
}

/** `listOfStyle` follows a definition that only points to a numbering style. */
export function readNumbering(
  root: XmlElement | undefined,
  listOfStyle: (style: string) => string | undefined,
): Lists {
  const definitions = byAttribute(root, "w:abstractNum", "w:abstractNumId");
  const instances = byAttribute(root, "w:num", "w:numId");
  const known = new Map<string, NumberedList | undefined>();

  function definitionOf(list: string, depth = 0): readonly [string, XmlElement] | undefined {
    const id = valueOf(instances.get(list), "w:abstractNumId");
    const definition = id === undefined ? undefined : definitions.get(id);
    if (id === undefined || definition === undefined) return undefined;
    const link = valueOf(definition, "w:numStyleLink");
    const linked = link === undefined || depth > 8 ? undefined : listOfStyle(link);
    return (linked === undefined ? undefined : definitionOf(linked, depth + 1)) ?? [id, definition];
  }

  function read(id: string): NumberedList | undefined {
    const instance = instances.get(id);
    const found = definitionOf(id);
    if (id === "0" || instance === undefined || found === undefined) return undefined;
    return numberedList(instance, ...found);
  }

  return {
    list(id) {
      if (!known.has(id)) known.set(id, read(id));
      return known.get(id);
    },
  };
}

function numberedList(instance: XmlElement, definition: string, element: XmlElement): NumberedList {
  const levels: (Level | undefined)[] = [];
  const styles = new Map<string, number>();
  const restarts = new Map<number, number>();
  const take = (level: XmlElement) => {
    const index = integer(level.attributes["w:ilvl"], [0, 8]) ?? 0;
    const style = valueOf(level, "w:pStyle");
    levels[index] = readLevel(level, index);
    if (style !== undefined && !styles.has(style)) styles.set(style, index);
  };
  for (const level of elementsOf(element)) if (level.name === "w:lvl") take(level);
  for (const override of elementsOf(instance)) {
    if (override.name !== "w:lvlOverride") continue;
    const level = childOf(override, "w:lvl");
    if (level !== undefined) take(level);
    const index = integer(override.attributes["w:ilvl"], [0, 8]) ?? 0;
    const start = integer(valueOf(override, "w:startOverride"), [0, 1e6]) ?? (level && levels[index]?.start);
    if (start !== undefined) restarts.set(index, start);
  }
  return { definition, levels, restarts, levelOfStyle: (style) => styles.get(style) };
}

function readLevel(level: XmlElement, index: number): Level {
  const font = childOf(childOf(level, "w:rPr"), "w:rFonts")?.attributes;
  const text = valueOf(level, "w:lvlText") ?? "";
  const format = numberFormat(level);
  const restart = integer(valueOf(level, "w:lvlRestart"), [0, 9]);
  return {
    start: integer(valueOf(level, "w:start"), [0, 1e6]) ?? 0,
    format,
    text: format === "bullet" ? bulletOf(text, font?.["w:ascii"] ?? font?.["w:hAnsi"]) : text,
    restartsAfter: (restart ?? index) - 1,
    legal: flag(level, "w:isLgl") === true,
  };
}

/** A custom format stands in an alternative for newer programs: `<w:numFmt w:val="custom" w:format="001, …"/>`. */
function numberFormat(level: XmlElement): string {
  const alternative = childOf(childOf(level, "mc:AlternateContent"), "mc:Choice");
  const element = childOf(level, "w:numFmt") ?? childOf(alternative, "w:numFmt");
  const value = element?.attributes["w:val"] ?? "decimal";
  return value === "custom" ? (element?.attributes["w:format"] ?? "decimal") : value;
}
