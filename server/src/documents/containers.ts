/** What a file is by its bytes; its name only says what a person expected. */
import { t } from "../util/l10n";
import { type Archive, openArchive } from "./archive";
import { compoundNames, isCompound } from "./compound";
import { extensionOf, isUnreadOffice, officeFormat, saveAsReason } from "./languages";
import { type BinaryFormat } from "./readFile";

/** `text`: none of the containers known here. A reason has the next step in it. */
export type Container =
  | { readonly kind: "format"; readonly format: BinaryFormat }
  | { readonly kind: "unread"; readonly why: string }
  | { readonly kind: "text" };

/**
 * Looks at the first bytes and, in archives, at the names of their parts. Throws an `ArchiveError` for an archive
 * that is damaged.
 */
export function containerOf(bytes: Uint8Array, name: string): Container {
  if (isCompound(bytes)) return inCompound(bytes);
  if (isArchive(bytes, name)) return inArchive(openArchive(bytes), name);
  if (isPdf(bytes, name)) return { kind: "format", format: "pdf" };
  if (startsWith(bytes, "{\\rtf")) return unread(saveAsReason("rtf"));
  if (startsWith(bytes, ".pfile")) return unread(rightsManaged());
  const packed = signatures.find(([text, at = 0]) => startsWith(bytes, text, at));
  return packed === undefined ? { kind: "text" } : unread(packed[2] === "image" ? image() : archived());
}

const unread = (why: string): Container => ({ kind: "unread", why });

export const passwordProtected = () =>
  t("The file is protected by a password. Open it in its program and save a copy without the password.");
const rightsManaged = () =>
  t(
    "The file is under rights management (IRM or a sensitivity label). Ask its owner for a copy without the protection.",
  );
const archived = () =>
  t("The file is an archive; what is packed in it is not read. Unpack it and choose the files in it.");
const image = () =>
  t("The file is a picture. If it is a scan, recognise its text with your scanner's program and read that.");

type Signature = readonly [text: string, at: number | undefined, kind: "archive" | "image"];

const signatures: readonly Signature[] = [
  ["7z\xbc\xaf\x27\x1c", 0, "archive"],
  ["Rar!\x1a\x07", 0, "archive"],
  ["\x1f\x8b\x08", 0, "archive"],
  ["\xfd7zXZ\0", 0, "archive"],
  ["MSCF\0\0\0\0", 0, "archive"],
  ["-lh", 2, "archive"],
  ["ustar", 257, "archive"],
  ["\x89PNG\r\n\x1a\n", 0, "image"],
  ["\xff\xd8\xff", 0, "image"],
  ["GIF87a", 0, "image"],
  ["GIF89a", 0, "image"],
  ["II*\0", 0, "image"],
  ["MM\0*", 0, "image"],
  ["WEBPVP8", 8, "image"],
  ["ftypheic", 4, "image"],
];

function startsWith(bytes: Uint8Array, text: string, at = 0): boolean {
  for (let index = 0; index < text.length; index++)
    if (bytes[at + index] !== text.charCodeAt(index)) return false;
  return true;
}

/** A text may begin with "PK" and be about anything; a Word file that does is one cut off. */
function isArchive(bytes: Uint8Array, name: string): boolean {
  if (startsWith(bytes, "PK\x03\x04") || startsWith(bytes, "PK\x05\x06")) return true;
  const format = officeFormat(name);
  return format !== undefined && format !== "pdf" && startsWith(bytes, "PK");
}

/** Programs allow other bytes before the mark; in a file of another name it may be a text about PDF. */
function isPdf(bytes: Uint8Array, name: string): boolean {
  if (startsWith(bytes, "%PDF-")) return true;
  if (extensionOf(name) !== "pdf") return false;
  for (let at = 1; at < 1024; at++) if (startsWith(bytes, "%PDF-", at)) return true;
  return false;
}

const compoundKinds: readonly (readonly [entry: string, extension: string])[] = [
  ["WordDocument", "doc"],
  ["Workbook", "xls"],
  ["Book", "xls"],
  ["PowerPoint Document", "ppt"],
  ["__properties_version1.0", "msg"],
  ["DocumentText", "jtd"],
  ["VisioDocument", "vsd"],
  ["Quill", "pub"],
];

function inCompound(bytes: Uint8Array): Container {
  const names = compoundNames(bytes);
  // A password and rights management look alike but for the transform that their data goes through.
  if (names.some((name) => /^\t?DRM/.test(name))) return unread(rightsManaged());
  if (names.includes("EncryptionInfo") || names.includes("EncryptedPackage"))
    return unread(passwordProtected());
  const known = compoundKinds.find(([entry]) => names.includes(entry));
  if (known !== undefined) return unread(saveAsReason(known[1]));
  return unread(
    t("The file is of an old Office format that is not known. Save it as .docx or PDF and try again."),
  );
}

/** A template, a document with macros and a plain one have the same parts. */
function inArchive(archive: Archive, name: string): Container {
  const has = (part: string) => archive.names.some((name) => name.startsWith(part));
  if (archive.names.includes("[Content_Types].xml")) {
    if (has("word/")) return { kind: "format", format: "docx" };
    if (has("ppt/")) return { kind: "format", format: "pptx" };
    if (archive.names.includes("xl/workbook.bin")) return unread(saveAsReason("xlsb"));
    if (has("xl/")) return { kind: "format", format: "xlsx" };
    if (has("visio/")) return unread(saveAsReason("vsdx"));
  }
  if (archive.names.includes("mimetype")) return byMimeType(archive);
  // The programs that make these are told from each other by their names alone.
  return unread(isUnreadOffice(name) ? saveAsReason(extensionOf(name)) : archived());
}

function byMimeType(archive: Archive): Container {
  const type = archive.text("mimetype")?.trim() ?? "";
  if (archive.text("META-INF/manifest.xml")?.includes("encryption-data") === true)
    return unread(passwordProtected());
  if (type.startsWith("application/vnd.oasis.opendocument.text")) return { kind: "format", format: "odt" };
  const extension = ["spreadsheet:ods", "presentation:odp", "epub:epub"]
    .map((pair) => pair.split(":"))
    .find(([word = ""]) => type.includes(word))?.[1];
  return unread(extension === undefined ? archived() : saveAsReason(extension));
}
