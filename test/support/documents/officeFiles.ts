/** Sample files of other programs, and small changes to them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";

export const officeFile = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(join(import.meta.dirname, "../../fixtures/documents", name)));

/** Parts by name: a text replaces or adds one, undefined removes it, a function changes it. */
export type Changes = Readonly<Record<string, string | undefined | ((text: string) => string)>>;

export function changed(bytes: Uint8Array, changes: Changes): Uint8Array {
  const parts = unzipSync(bytes);
  for (const [name, change] of Object.entries(changes)) {
    const text = typeof change === "function" ? change(strFromU8(parts[name] ?? new Uint8Array())) : change;
    if (text === undefined) delete parts[name];
    else parts[name] = strToU8(text);
  }
  return zipSync(parts);
}

/** A workbook of one sheet, from the XML of its rows and what stands around them. `parts`: further ones. */
export function sheetFile(
  rows: string,
  around: { readonly before?: string; readonly after?: string } = {},
  parts: Readonly<Record<string, string>> = {},
) {
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const relation = (id: string, type: string, target: string) =>
    `<Relationships><Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/></Relationships>`;
  const part = (xml: string) => strToU8(`<?xml version="1.0"?>${xml}`);
  const more = Object.entries(parts).map(([name, xml]) => [name, part(xml)] as const);
  return zipSync({
    ...Object.fromEntries(more),
    "_rels/.rels": part(relation("a", "officeDocument", "xl/workbook.xml")),
    "xl/workbook.xml": part(
      `<x:workbook xmlns:x="${main}"><x:sheets><x:sheet name="S" sheetId="1" r:id="b"/></x:sheets></x:workbook>`,
    ),
    "xl/_rels/workbook.xml.rels": part(relation("b", "worksheet", "worksheets/sheet1.xml")),
    "xl/worksheets/sheet1.xml": part(
      `<x:worksheet xmlns:x="${main}">${around.before ?? ""}<x:sheetData>${rows}</x:sheetData>${around.after ?? ""}</x:worksheet>`,
    ),
  });
}
