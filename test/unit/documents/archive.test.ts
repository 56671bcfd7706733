import assert from "node:assert/strict";
import { zipSync } from "fflate";
import { archiveLimits, ArchiveError, openArchive } from "../../../server/src/documents/archive";
import { parseXml, textIn } from "../../../server/src/documents/xml";
import { writeZip } from "../../support/documents/hostileZip";

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

  it("believes the directory where the entry itself does not know its size yet", () => {
    const later = { flags: 0x808, crc: 0, packed: 0, size: 0 };
    const bytes = writeZip([
      { name: "a", content: text("x".repeat(99)), local: later, central: { flags: 0x808 } },
    ]);
    assert.equal(openArchive(bytes).text("a"), "x".repeat(99));
  });

  it("gives entries no other names than they have, so that none leads anywhere", () => {
    const names = ["../a", "/etc/passwd", "C:\\a", "b/../a", "__proto__"];
    const archive = openArchive(writeZip(names.map((name) => ({ name, content: text(name) }))));
    assert.deepEqual(archive.names, ["../a", "/etc/passwd", "C:/a", "b/../a", "__proto__"]);
    for (const name of ["a", "etc/passwd", "constructor"]) assert.equal(archive.read(name), undefined);
  });

  it("reads the first of two entries with one name", () => {
    const bytes = writeZip(["1", "2"].map((content) => ({ name: "a", content: text(content) })));
    assert.equal(openArchive(bytes).text("a"), "1");
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
    "bits that fell over": () => {
      const bytes = zipSync({ a: [text("期限は30日"), { level: 0 }] });
      const at = Buffer.from(bytes).indexOf("30");
      bytes[at] = 0x39;
      return openArchive(bytes).read("a");
    },
    "an entry cut off": () =>
      openArchive(writeZip([{ name: "a", content: text("x".repeat(999)), central: { packed: 5 } }])).read(
        "a",
      ),
    "an entry beyond the end": () =>
      openArchive(writeZip([{ name: "a", content: text("x"), central: { offset: 0x7fffffff } }])).read("a"),
    "sizes of 64 bits that are not there": () =>
      openArchive(writeZip([{ name: "a", content: text("x"), central: { packed: 0xffffffff } }])).read("a"),
    "a way of packing that nobody has": () =>
      openArchive(writeZip([{ name: "a", content: text("x"), central: { method: 99 } }])).read("a"),
    "a hundred entries that are one": () => {
      const shared = Array.from({ length: 100 }, (_, at) => ({
        name: `${at}`,
        content: new Uint8Array(),
        sharedWith: 0,
      }));
      const bytes = writeZip([{ name: "a", content: new Uint8Array(900) }, ...shared]);
      const archive = openArchive(bytes, { ...small, entries: 1000 });
      return archive.names.map((name) => archive.read(name));
    },
    "elements without end": () => parseXml("<a>".repeat(100_000)),
    "elements cut off": () => parseXml("<a><b>期限は</b><b>30"),
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
    const outside = parseXml('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>');
    assert.equal(outside && textIn(outside), "&x;");
  });
});
