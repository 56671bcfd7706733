/** XML of strangers as a tree: no entities beyond the five of XML, no nesting without end. */
import { Parser } from "htmlparser2";
import { t } from "../util/l10n";
import { ArchiveError } from "./archive";

/** Names with their prefix, as `w:p`: office formats use the same prefixes everywhere. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
}
export type XmlNode = XmlElement | string;

/** Deeper files are not made by programs that people write documents with. */
const deepest = 512;

const damaged = () => new ArchiveError(t("The file is damaged. Open it in its program and save it again."));

interface Open extends XmlElement {
  readonly children: XmlNode[];
}

/** Undefined for text without an element. Throws an `ArchiveError` when it is nested without end, or cut off. */
export function parseXml(text: string): XmlElement | undefined {
  const root: Open = { name: "", attributes: {}, children: [] };
  const open: Open[] = [root];
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (open.length > deepest) throw damaged();
        const element: Open = { name, attributes, children: [] };
        open.at(-1)?.children.push(element);
        open.push(element);
      },
      ontext: (data) => void open.at(-1)?.children.push(data),
      onclosetag: () => void (open.length > 1 && open.pop()),
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.write(text);
  // What stood behind the end is missing, and nobody would say so.
  if (open.length > 1) throw damaged();
  parser.end();
  return root.children.find((child) => typeof child !== "string");
}

export const elementsOf = ({ children }: XmlElement): readonly XmlElement[] =>
  children.filter((child) => typeof child !== "string");

export const childOf = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element && elementsOf(element).find((child) => child.name === name);

/** All elements of these names below `element`, in document order, none inside another of them. */
export function descendants(element: XmlElement, names: ReadonlySet<string>): readonly XmlElement[] {
  return elementsOf(element).flatMap((child) =>
    names.has(child.name) ? [child] : descendants(child, names),
  );
}

/** All text below an element, one piece after the other. */
export function textIn(node: XmlNode): string {
  return typeof node === "string" ? node : node.children.map(textIn).join("");
}
