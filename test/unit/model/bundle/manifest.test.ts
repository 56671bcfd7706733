import assert from "node:assert/strict";
import { guideFiles } from "../../../../server/src/model/bundle/guide";
import { guideWords } from "../../../../server/src/model/bundle/guideWords";
import { type BundleFile, readManifest, writeManifest } from "../../../../server/src/model/bundle/manifest";
import { isModelError } from "../../../../server/src/model/runtime";

const sha256 = "a".repeat(64);
const piece = (path: string, size = 1) => ({ path, size, sha256 });
const file = (path: string): BundleFile => ({ ...piece(path), kind: "model" });
const read = (files: readonly unknown[]) =>
  readManifest(JSON.stringify({ format: "hanare-bundle/1", product: "1", files })).manifest.files;

describe("a bundle's list", () => {
  it("is read as it was written", () => {
    const cut = {
      ...piece("models/b.gguf", 3),
      kind: "model" as const,
      pieces: [piece("models/b.gguf.001", 1), piece("models/b.gguf.002", 2)],
    };
    const manifest = { product: "1.2.3", files: [file("models/手順 1.gguf"), cut] };
    assert.deepEqual(readManifest(`\uFEFF${writeManifest(manifest)}`), { manifest, signature: "none" });
  });

  for (const path of [
    ...[
      "../a",
      "models/../a",
      "/etc/a",
      "C:\\a",
      "C:/a",
      "models\\a",
      "models/",
      "",
      ".",
      ".hidden",
      "a/b/c",
    ],
    ...["con", "models/NUL.gguf", "com1.txt", "a.", "a ", "a:b", "a\u0000b", "a?b", "a\nb", "x".repeat(300)],
  ])
    it(`may name no file ${JSON.stringify(path.slice(0, 20))}`, () => {
      assert.throws(
        () => read([file(path)]),
        (error) => isModelError(error) && error.code === "bundle",
      );
      const pieces = [{ ...file("models/a.gguf"), pieces: [piece(path)] }];
      assert.throws(() => read(pieces), isModelError);
    });

  for (const [name, entry] of [
    ["nothing", null],
    ["a number", 7],
    ["another kind", { ...file("a"), kind: "program" }],
    ["a size below zero", { ...file("a"), size: -1 }],
    ["half a byte", { ...file("a"), size: 0.5 }],
    ["a hash that is none", { ...file("a"), sha256: "A".repeat(64) }],
    ["no pieces", { ...file("a"), pieces: [] }],
    ["pieces of another size", { ...file("a"), pieces: [piece("b", 2)] }],
  ] as const)
    it(`may have no entry with ${name}`, () => assert.throws(() => read([entry]), isModelError));

  it("names no file twice", () => assert.throws(() => read([file("a"), file("a")]), isModelError));
});

describe("a bundle's guide", () => {
  it("says the same in both languages", () => {
    const { en, ja } = guideWords;
    assert.deepEqual(Object.keys(ja).sort(), Object.keys(en).sort());
    assert.equal(ja.uses.length, en.uses.length);
    const [first = "", second = ""] = guideFiles({
      files: [
        { ...file("extensions/a.vsix"), kind: "extension" },
        { ...file("rules/<b>.yaml"), kind: "rules" },
      ],
      ...{ product: "1.2.3", signed: true },
    }).map(({ text }) => text.match(/<li>|<pre>|<tr>|<h2>/g)?.join(""));
    assert.equal(first, second);
  });

  it("leaves out what the bundle has not", () => {
    const [{ text } = { text: "" }] = guideFiles({
      files: [file("models/a.gguf")],
      product: "1",
      signed: false,
    });
    assert.doesNotMatch(text, /certutil|VSIX|public-key|hanare\.review\.packs/);
  });
});
