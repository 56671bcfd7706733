/** The texts and files of a case, as a suite writes them. */
import { t } from "../util/l10n";
import { type Material } from "./cases";
import { checkFile, type Fields, fieldsOf, isGroup, type Path, type Report } from "./fields";

/** Characters of a text, and of a name. */
export const longestText = 100_000;
export const longestName = 200;

interface Place {
  readonly path: Path;
  readonly report: Report;
}

/** Either `text` or `file`. */
export function materialOf(fields: Fields, { path, report }: Place): Material {
  const file = fields.optional("file", longestName);
  const text = fields.optional("text", longestText);
  if ((file === undefined) === (text === undefined)) report(path, t("There must be either text or file."));
  if (file === undefined) return { name: "", text: text ?? "" };
  checkFile(file, (reason) => fields.fault("file", reason));
  return { file };
}

/** As `materialOf`; a text needs `name`, which tells the language. */
export function codeOf(fields: Fields, place: Place): Material {
  const material = materialOf(fields, place);
  const name = fields.optional("name", longestName);
  if ("file" in material) {
    if (name !== undefined) fields.fault("name", t("A file has its name."));
    return material;
  }
  checkName(name ?? "", fields);
  if (name === undefined) fields.fault("name", t("Code needs the name of its file, such as billing.py."));
  return { ...material, name: name ?? "" };
}

/** At least one of `texts` and `files`, each under a name of its own. */
export function materialsOf(fields: Fields, { path, report }: Place): readonly Material[] {
  const files = fields.words("files").map((file, at): Material => {
    checkFile(file, (reason) => report([...path, "files", at], reason));
    return { file };
  });
  const texts = fields.list("texts").map((value, at) => namedText(value, [...path, "texts", at], report));
  const materials = [...files, ...texts];
  if (materials.length === 0) report(path, t("The case needs files or texts to be answered from."));
  const names = materials.map((material) => ("file" in material ? material.file : material.name));
  if (new Set(names).size < names.length) report(path, t("Two documents of the case have one name."));
  return materials;
}

function namedText(value: unknown, path: Path, report: Report): Material {
  if (!isGroup(value)) report(path, t("A text is a group of name and text."));
  const fields = fieldsOf(isGroup(value) ? value : {}, ["name", "text"], path, report);
  const name = fields.text("name", longestName);
  checkName(name, fields);
  return { name, text: fields.text("text", longestText) };
}

function checkName(name: string, fields: Fields): void {
  if (/[\\/:]|^\.+$/u.test(name)) fields.fault("name", t("name must be a file's name without a folder."));
}
