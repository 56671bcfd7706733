/** The parts of an Office Open XML file and how they point at each other (ECMA-376 part 2). */
import { t } from "../../util/l10n";
import { type Archive, ArchiveError, openArchive } from "../archive";
import { compoundNames, isCompound } from "../compound";
import { parseXml, type XmlElement } from "../xml";
import { children } from "./elements";

export interface Relation {
  /** The last part of its type's address: `worksheet`, `comments`. */
  readonly type: string;
  /** Name of the part in the archive; the address itself when external. */
  readonly target: string;
  readonly external: boolean;
}

export interface OfficeFile {
  /** Name of the part that everything begins at, `xl/workbook.xml`. */
  readonly main: string;
  has(name: string): boolean;
  /** Undefined when there is no such part. Throws an `ArchiveError` when it cannot be unpacked. */
  text(name: string): string | undefined;
  xml(name: string): XmlElement | undefined;
  /** By id. Empty for a part without relations. */
  relations(name: string): ReadonlyMap<string, Relation>;
}

export const damagedFile = (): ArchiveError =>
  new ArchiveError(t("The file is damaged. Open it in its program and save it again."));
export const fileTooLarge = (): ArchiveError =>
  new ArchiveError(t("The file unpacks to more than can be read. Divide it, or save a part of it."));

/** `usual` is the main part where the file does not say. Throws an `ArchiveError`. */
export function openOfficeFile(bytes: Uint8Array, usual: string): OfficeFile {
  refuseCompound(bytes);
  const archive = openArchive(bytes);
  const find = nameFinder(archive);
  const known = new Map<string, ReadonlyMap<string, Relation>>();
  const text = (name: string) => {
    const found = find(name);
    return found === undefined ? undefined : archive.text(found);
  };
  const xml = (name: string) => {
    const content = text(name);
    if (content === undefined) return undefined;
    refuseHuge(content);
    return parseXml(content);
  };
  const relations = (name: string) => {
    const found = known.get(name) ?? relationsIn(xml(relationsName(name)), name);
    known.set(name, found);
    return found;
  };
  const stated = [...relations("").values()].find(({ type }) => type === "officeDocument")?.target;
  const main = stated !== undefined && find(stated) !== undefined ? stated : usual;
  if (find(main) === undefined) throw damagedFile();
  return { main, text, xml, relations, has: (name) => find(name) !== undefined };
}

/** Part names are compared without regard to case; programs rely on it. */
function nameFinder({ names }: Archive): (name: string) => string | undefined {
  const exact = new Set(names);
  const folded = new Map(names.map((name) => [name.toLowerCase(), name]));
  return (name) => (exact.has(name) ? name : folded.get(name.toLowerCase()));
}

function relationsName(name: string): string {
  const slash = name.lastIndexOf("/") + 1;
  return `${name.slice(0, slash)}_rels/${name.slice(slash)}.rels`;
}

function relationsIn(root: XmlElement | undefined, source: string): ReadonlyMap<string, Relation> {
  return new Map(
    children(root, "Relationship").map(({ attributes }) => {
      const external = attributes["TargetMode"] === "External";
      const target = attributes["Target"] ?? "";
      return [
        attributes["Id"] ?? "",
        {
          type: (attributes["Type"] ?? "").split("/").at(-1) ?? "",
          target: external ? target : resolve(source, target),
          external,
        },
      ];
    }),
  );
}

/** `../drawings/drawing1.xml` beside `xl/worksheets/sheet1.xml`. Never above the archive. */
function resolve(source: string, target: string): string {
  const parts = target.startsWith("/") ? [] : source.split("/").slice(0, -1);
  for (const part of target.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

/** A password or rights management wraps the archive in the older container (MS-OFFCRYPTO 2.3). */
function refuseCompound(bytes: Uint8Array): void {
  if (!isCompound(bytes)) return;
  const names = compoundNames(bytes);
  if (names.some((name) => name.endsWith("DRMContent")))
    throw new ArchiveError(
      t("The file is protected by rights management. Save a copy without the protection."),
    );
  if (names.includes("EncryptedPackage"))
    throw new ArchiveError(t("The file is encrypted. Save a copy without a password."));
  throw new ArchiveError(
    t("The file is in an older Office format. Open it in its program and save it in the present one."),
  );
}

/** An element takes some 200 bytes of memory, however few of the file's. */
const mostElements = 2_000_000;

function refuseHuge(text: string): void {
  let count = 0;
  for (let at = text.indexOf("<"); at >= 0; at = text.indexOf("<", at + 1))
    if (++count > mostElements) throw fileTooLarge();
}
