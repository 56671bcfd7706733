/** The parts of a Word file. */
import { t } from "../../util/l10n";
import { ArchiveError } from "../archive";
import { type FileLabel, labelIn } from "../ooxml/label";
import { type OfficeFile, openOfficeFile, type Relation } from "../ooxml/parts";
import { type XmlElement } from "../xml";
import { readChart, readDiagram } from "./charts";
import { damaged, parseOfficeXml, type Step } from "./officeXml";
import { type StoryItem } from "./story";

export interface Part {
  readonly root: XmlElement;
  /** By their ids. */
  readonly relations: ReadonlyMap<string, Relation>;
  /** Charts and diagrams, by the ids of their relations; those with too much data are missing. */
  readonly drawings: ReadonlyMap<string, readonly StoryItem[]>;
}

export interface WordPackage {
  readonly main: Part;
  readonly label: FileLabel;
  /** The part of the main part's relation of this type: `styles`. Undefined when there is none. */
  related(type: string): Promise<Part | undefined>;
  part(name: string): Promise<Part | undefined>;
}

/** Throws an `ArchiveError`. */
export async function openWordPackage(bytes: Uint8Array, step: Step): Promise<WordPackage> {
  const file = openOfficeFile(bytes, "word/document.xml");
  const main = await readPart(file, file.main, step);
  if (main === undefined) throw damaged();
  if (main.root.name !== "w:document")
    throw new ArchiveError(
      t("The file is no Word document, whatever its name says. Open it in its program."),
    );
  const part = (name: string) => readPart(file, name, step);
  return {
    main,
    label: labelIn(file),
    part,
    async related(type) {
      const found = [...main.relations.values()].find((each) => each.type === type && !each.external);
      return found && part(found.target);
    },
  };
}

async function readPart(file: OfficeFile, name: string, step: Step): Promise<Part | undefined> {
  const text = file.text(name);
  const root = text === undefined ? undefined : await parseOfficeXml(text, step);
  if (root === undefined) return undefined;
  const relations = file.relations(name);
  const drawings = new Map<string, readonly StoryItem[]>();
  for (const [id, { type, target, external }] of relations) {
    if (external || (type !== "chart" && type !== "diagramData")) continue;
    const content = file.text(target);
    const drawing = content === undefined ? undefined : await parseOfficeXml(content, step);
    const items = drawing && (type === "chart" ? readChart(drawing) : readDiagram(drawing));
    if (items !== undefined) drawings.set(id, items);
  }
  return { root, relations, drawings };
}
