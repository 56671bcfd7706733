/** Office files made to harm whoever reads them, from sound ones: small, and the same every time. */
import { unzipSync } from "fflate";
import { officeFile } from "./officeFiles";
import { writeZip, type ZipEntry } from "./hostileZip";

const bytesOf = (text: string) => new TextEncoder().encode(text);

interface Sound {
  readonly file: string;
  /** The part that holds the text. */
  readonly part: string;
}

export const sound: Readonly<Record<string, Sound>> = {
  docx: { file: "docx/regulation.docx", part: "word/document.xml" },
  odt: { file: "odt/manual.odt", part: "content.xml" },
  pptx: { file: "pptx/manual.pptx", part: "ppt/slides/slide1.xml" },
  xlsx: { file: "xlsx/ledger.xlsx", part: "xl/worksheets/sheet1.xml" },
};

/** A part's content in the place of the real one; `true` keeps the rest of the entry. */
type Change = (content: Uint8Array, whole: Uint8Array) => Partial<ZipEntry>;

const lastElement = (xml: string) => xml.lastIndexOf("</");
const declared = (declarations: string, use: string) => (content: Uint8Array) => {
  const xml = new TextDecoder().decode(content).replace(/^<\?xml[^>]*\?>/, "");
  const at = lastElement(xml);
  const body = `${xml.slice(0, at)}${use}${xml.slice(at)}`;
  return { content: bytesOf(`<?xml version="1.0"?><!DOCTYPE x [${declarations}]>${body}`) };
};

const levels = Array.from({ length: 10 }, (_, at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`).join(
  "",
);

/** What is done to the part. */
export const attacks: Readonly<Record<string, Change>> = {
  "entities within entities": declared(`<!ENTITY e0 "haha">${levels}`, "&e10;"),
  "an entity that names a file": declared(`<!ENTITY x SYSTEM "file:///etc/passwd">`, "&x;"),
  "a hundred thousand open elements": (content) => ({
    content: bytesOf(new TextDecoder().decode(content).replace(/>/, `>${"<a>".repeat(100_000)}`)),
  }),
  "more than may be unpacked": () => ({ content: new Uint8Array(150_000_000).fill(0x20) }),
  "an archive in the place of text": (_, whole) => ({ content: whole, stored: true }),
  "an encrypted part": (content) => ({ content, central: { flags: 0x801 } }),
  "a part that is cut off": (content) => ({ content, central: { packed: 40 } }),
  "a part beyond the end": (content) => ({ content, central: { offset: 0x7fffffff } }),
  "sizes of 64 bits that are not there": (content) => ({
    content,
    central: { packed: 0xffffffff, size: 0xffffffff, offset: 0xffffffff },
  }),
  "a method nobody has": (content) => ({ content, central: { method: 99 } }),
};

export function attacked({ file, part }: Sound, change: Change): Uint8Array {
  const whole = officeFile(file);
  const entries = Object.entries(unzipSync(whole)).map(([name, content]) => ({
    name,
    content,
    ...(name === part && change(content, whole)),
  }));
  return writeZip(entries);
}
