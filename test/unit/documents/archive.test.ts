import assert from "node:assert/strict";
import { zipSync } from "fflate";
import { archiveLimits, ArchiveError, openArchive } from "../../../server/src/documents/archive";
import { parseXml, textIn } from "../../../server/src/documents/xml";

const text = (value: string) => new TextEncoder().encode(value);

describe("archive", () => {
  it("reads what is asked for, stored or packed, by names with folders", () => {
    const bytes = zipSync({
      "word/document.xml": text("<w:p>手順</w:p>".repeat(100)),
      a: [text("x"), { level: 0 }],
    });
    const archive = openArchive(bytes);
    assert.deepEqual(archive.names, ["word/document.xml", "a"]);
    assert.match(archive.text("word/document.xml") ?? "", /^<w:p>手順/);
    assert.equal(archive.text("a"), "x");
    assert.equal(archive.read("../a"), undefined);
  });

  it("reads names in Shift_JIS that do not say so", () => {
    const bytes = zipSync({ AAAA: text("x") });
    const latin = Buffer.from(bytes).toString("latin1").replaceAll("AAAA", "\x8e\xe8\x8f\x87");
    const named = new Uint8Array(Buffer.from(latin, "latin1"));
    assert.deepEqual(openArchive(named).names, ["手順"]);
  });

  const small = { ...archiveLimits, entries: 3, entryBytes: 1000, totalBytes: 1500 };
  const bad: Readonly<Record<string, () => unknown>> = {
    "a bomb, whatever size it claims": () =>
      openArchive(zipSync({ a: new Uint8Array(5_000_000) }), small).read("a"),
    "many entries that are small alone": () => {
      const archive = openArchive(zipSync({ a: new Uint8Array(900), b: new Uint8Array(900) }), small);
      return [archive.read("a"), archive.read("b")];
    },
    "too many entries": () =>
      openArchive(zipSync(Object.fromEntries("abcd".split("").map((name) => [name, text(name)]))), small),
    "an archive cut off": () => openArchive(zipSync({ a: text("x") }).slice(0, -30)),
    "no archive": () => openArchive(text("PK, no")),
    "nothing at all": () => openArchive(new Uint8Array()),
    "an encrypted entry": () => {
      const bytes = zipSync({ a: text("x") });
      const at = Buffer.from(bytes).indexOf("PK\u0001\u0002");
      bytes[at + 8] = 1;
      return openArchive(bytes).read("a");
    },
    "elements without end": () => parseXml("<a>".repeat(100_000)),
  };
  for (const [why, open] of Object.entries(bad))
    it(`refuses ${why}`, () => assert.throws(open, ArchiveError));
});

describe("xml", () => {
  it("keeps text in order and decodes the entities of XML only", () => {
    const root = parseXml('<?xml version="1.0"?><a b="1 &amp; 2">x<c/>&lt;y&gt;</a>');
    assert.equal(root?.attributes["b"], "1 & 2");
    assert.equal(root && textIn(root), "x<y>");
  });

  it("expands no entity that the file itself declares", () => {
    const bomb = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>';
    const root = parseXml(bomb);
    assert.ok(root && !textIn(root).includes("bbbb"));
  });
});
