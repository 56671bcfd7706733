/** What slides inherit from their layout and its master: where a placeholder stands and how its lists look. */
import { at, attribute, child, elements, localName } from "../ooxml/elements";
import { type OfficeFile } from "../ooxml/parts";
import { type Bullet, bulletIn } from "../ooxml/drawingText";
import { type XmlElement } from "../xml";
import { relatedPart } from "./presentation";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** `type` and `idx` of a placeholder; a text box has none. */
export interface Placeholder {
  readonly type: string;
  readonly index: string;
}

export interface Layout {
  box(placeholder: Placeholder): Box | undefined;
  /** The mark of a placeholder's paragraphs where they say nothing themselves. */
  bullet(placeholder: Placeholder, level: number): Bullet | undefined;
}

export function placeholderOf(shape: XmlElement): Placeholder | undefined {
  const properties = elements(shape).find(({ name }) => /:?nv\w+Pr$/.test(name));
  const found = at(properties, "nvPr", "ph");
  if (found === undefined) return undefined;
  return { type: attribute(found, "type") ?? "obj", index: attribute(found, "idx") ?? "" };
}

/** In EMU, in the coordinates of the group around. */
export function boxOf(shape: XmlElement): Box | undefined {
  const transform = child(shape, "xfrm") ?? at(shape, "spPr", "xfrm") ?? at(shape, "grpSpPr", "xfrm");
  const offset = child(transform, "off");
  if (offset === undefined) return undefined;
  const extent = child(transform, "ext");
  const number = (element: XmlElement | undefined, name: string) =>
    Number(attribute(element, name) ?? 0) || 0;
  return {
    x: number(offset, "x"),
    y: number(offset, "y"),
    width: number(extent, "cx"),
    height: number(extent, "cy"),
  };
}

/** Layouts are shared by many slides: each is read once. */
export function layoutReader(file: OfficeFile): (slidePart: string) => Layout {
  const known = new Map<string, Layout>();
  return (slidePart) => {
    const part = relatedPart(file, slidePart, "slideLayout");
    if (part === undefined) return layoutOf([], undefined);
    const found = known.get(part) ?? readLayout(file, part);
    known.set(part, found);
    return found;
  };
}

function readLayout(file: OfficeFile, part: string): Layout {
  const masterPart = relatedPart(file, part, "slideMaster");
  const roots = [file.xml(part), masterPart === undefined ? undefined : file.xml(masterPart)];
  return layoutOf(roots, child(roots[1], "txStyles"));
}

function layoutOf(roots: readonly (XmlElement | undefined)[], styles: XmlElement | undefined): Layout {
  const sources = roots.map((root) => placeholdersIn(at(root, "cSld", "spTree")));
  const find = (wanted: Placeholder) => sources.flatMap((shapes) => matching(shapes, wanted) ?? []);
  return {
    box: (wanted) =>
      find(wanted)
        .map(boxOf)
        .find((box) => box !== undefined),
    bullet: (wanted, level) => {
      const name = `lvl${level + 1}pPr`;
      const lists = [
        ...find(wanted).map((shape) => at(shape, "txBody", "lstStyle", name)),
        isBody(wanted) ? at(styles, "bodyStyle", name) : undefined,
      ];
      return lists.map(bulletIn).find((bullet) => bullet !== undefined);
    },
  };
}

/** Placeholders whose text is a list unless they say otherwise. */
export const isBody = ({ type }: Placeholder): boolean => type === "obj" || type === "body";

interface Known {
  readonly placeholder: Placeholder;
  readonly shape: XmlElement;
}

function placeholdersIn(tree: XmlElement | undefined): readonly Known[] {
  return elements(tree).flatMap((shape) => {
    const placeholder = localName(shape.name) === "sp" ? placeholderOf(shape) : undefined;
    return placeholder === undefined ? [] : [{ placeholder, shape }];
  });
}

/** By index on the layout, by type on the master, where indexes differ. */
function matching(shapes: readonly Known[], { type, index }: Placeholder): XmlElement | undefined {
  const sameIndex = index === "" ? undefined : shapes.find((each) => each.placeholder.index === index);
  const found = sameIndex ?? shapes.find((each) => kind(each.placeholder.type) === kind(type));
  return found?.shape;
}

const kind = (type: string): string =>
  type === "ctrTitle" ? "title" : type === "obj" || type === "subTitle" ? "body" : type;
