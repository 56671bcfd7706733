/** The prefixes that office programs use for their namespaces; strict and transitional OOXML share theirs. */

/** By the last parts of the namespace, without the year that strict OOXML leaves out. */
const ooxml: Readonly<Record<string, string>> = {
  "wordprocessingml/main": "w",
  "officeDocument/relationships": "r",
  "officeDocument/math": "m",
  "drawingml/main": "a",
  "drawingml/wordprocessingDrawing": "wp",
  "drawingml/picture": "pic",
  "drawingml/chart": "c",
  "drawingml/diagram": "dgm",
  "package/relationships": "",
};

const others: Readonly<Record<string, string>> = {
  "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
  "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
  "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
  "http://schemas.microsoft.com/office/word/2015/wordml/symex": "w16se",
  "urn:schemas-microsoft-com:vml": "v",
  "urn:schemas-microsoft-com:office:office": "o",
  "http://www.w3.org/1998/Math/MathML": "math",
  "http://www.w3.org/1999/xlink": "xlink",
  "http://purl.org/dc/elements/1.1/": "dc",
  "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0": "loext",
};

const opendocument = /^urn:oasis:names:tc:opendocument:xmlns:([a-z-]+):1\.0$/;
const opendocumentPrefixes: Readonly<Record<string, string>> = {
  drawing: "draw",
  "svg-compatible": "svg",
  "xsl-fo-compatible": "fo",
};
const ooxmlUri = /^http:\/\/(?:schemas\.openxmlformats|purl\.oclc)\.org\/(?:ooxml\/)?(.+)$/;

/** Undefined for a namespace that no reader looks at; "" where its names are read without a prefix. */
export function canonicalPrefix(uri: string): string | undefined {
  const odf = opendocument.exec(uri)?.[1];
  if (odf !== undefined) return opendocumentPrefixes[odf] ?? odf;
  const office = ooxmlUri.exec(uri)?.[1];
  const known = office === undefined ? undefined : ooxml[office.replace(/\/2006\b/, "")];
  return known ?? others[uri];
}

export const transitional = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
export const strict = "http://purl.oclc.org/ooxml/wordprocessingml/main";

/** The namespace of Word that a document's own XML uses. */
export const namespaceOf = (documentXml: string): typeof transitional | typeof strict =>
  documentXml.includes(strict) ? strict : transitional;
