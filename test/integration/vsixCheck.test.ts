// The check of a VSIX, on made-up ones that lack or hold one thing each; `npm run test:e2e` checks the real one.
import assert from "node:assert/strict";
import { strToU8, zipSync } from "fflate";
import { binaryPackages, mostOf, nativeOf, targets } from "../../scripts/lib/targets.mjs";
import { checkVsix, sizeTable } from "../../scripts/lib/vsixCheck.mjs";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

type Files = Readonly<Record<string, string | Uint8Array>>;

/** The first bytes of a native file. */
function native(format: string, machine: number): Uint8Array {
  const bytes = Buffer.alloc(256);
  if (format === "ELF") {
    bytes.writeUInt32BE(0x7f454c46, 0);
    bytes.writeUInt16LE(machine, 18);
  } else if (format === "PE") {
    bytes.write("MZ", 0);
    bytes.writeUInt32LE(0x80, 0x3c);
    bytes.write("PE\0\0", 0x80);
    bytes.writeUInt16LE(machine, 0x84);
  } else {
    bytes.writeUInt32LE(0xfeedfacf, 0);
    bytes.writeUInt32LE(machine, 4);
  }
  return bytes;
}

/** Several processors in one file, as macOS has them. */
function universal(...machines: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(256);
  bytes.writeUInt32BE(0xcafebabe, 0);
  bytes.writeUInt32BE(machines.length, 4);
  machines.forEach((machine, index) => bytes.writeUInt32BE(machine, 8 + index * 20));
  return bytes;
}

const version = "3.21.1";
const packageJson = (name: string) => JSON.stringify({ name, version });

/** A VSIX with nothing wrong; files are in the folder `extension`, but for those of `outside`. */
function sound(target: string): Record<string, string | Uint8Array> {
  const { format, machine } = nativeOf(target);
  const binaries = binaryPackages(target).flatMap((name) => [
    [`node_modules/${name}/package.json`, packageJson(name)],
    [`node_modules/${name}/bins/${target}/llama-addon.node`, native(format, machine)],
    [`node_modules/${name}/bins/${target}/lib.so.1`, native(format, machine)],
  ]);
  const named = ["node-llama-cpp", ...binaryPackages(target)].map((name) => ({ name, version }));
  const plain = [
    "package.nls.json,package.nls.ja.json,readme.md,README.ja.md,changelog.md,LICENSE.txt,bin/hanare,bin/hanare.cmd",
    "dist/client.js,dist/languageClient.js,dist/server.js,dist/engine.js,dist/cli.js,dist/reader.js",
    "dist/tokenizer.js,dist/packs.json,dist/grammars/tree-sitter.wasm,dist/dictionary/base.dat.gz",
    "media/l10n/bundle.l10n.ja.json,media/pdf/cmaps/UniJIS-UTF16-H.bcmap",
    "docs/workstations.md,docs/workstations.ja.md,node_modules/node-llama-cpp/dist/index.js",
  ].flatMap((line) => line.split(","));
  return {
    ...Object.fromEntries(plain.map((name) => [name, "x"])),
    ...(Object.fromEntries(binaries) as Files),
    "package.json": "{}",
    "node_modules/node-llama-cpp/package.json": packageJson("node-llama-cpp"),
    "sbom.cdx.json": JSON.stringify({ components: named }),
  };
}

describe("the check of a VSIX", () => {
  let folder: TemporaryFolder;
  before(async () => (folder = await temporaryFolder()));
  after(() => folder.remove());

  /** Answers the path of a VSIX. */
  function make(said: string, files: Files, outside: Files = {}): Promise<string> {
    const all = {
      "[Content_Types].xml": "<Types/>",
      "extension.vsixmanifest": `<Identity Id="hanare" TargetPlatform="${said}" />`,
      ...outside,
      ...Object.fromEntries(Object.entries(files).map(([name, content]) => [`extension/${name}`, content])),
    };
    const bytes = zipSync(
      Object.fromEntries(
        Object.entries(all).map(([name, content]) => [
          name,
          typeof content === "string" ? strToU8(content) : content,
        ]),
      ),
    );
    return folder.write("made.vsix", bytes);
  }

  const problems = async (target: string, files: Files, outside: Files = {}) =>
    checkVsix(await make(target, files, outside), target).problems;

  for (const target of targets)
    it(`finds nothing wrong with a sound one for ${target}`, async () => {
      assert.deepEqual(await problems(target, sound(target)), []);
    });

  for (const name of Object.keys(sound("linux-arm64")).filter((each) => !each.startsWith("node_modules/@")))
    if (!name.endsWith("node-llama-cpp/package.json"))
      it(`names what is missing: ${name}`, async () => {
        const rest = Object.fromEntries(
          Object.entries(sound("linux-arm64")).filter(([file]) => file !== name),
        );
        const [first = "", ...more] = await problems("linux-arm64", rest);
        assert.match(first, new RegExp(`^${name.toLowerCase().replaceAll(".", "\\.")} is missing: .`, "u"));
        assert.deepEqual(more, []);
      });

  for (const target of targets)
    for (const name of binaryPackages(target))
      it(`names a binary that is missing for ${target}: ${name}`, async () => {
        const files = Object.entries(sound(target)).filter(
          ([file]) => !(file.startsWith(`node_modules/${name}/`) && file.endsWith(".node")),
        );
        assert.deepEqual(await problems(target, Object.fromEntries(files)), [
          `node_modules/${name}/**/llama-addon.node is missing: the binary for ${target}`,
        ]);
      });

  const win = "node_modules/@node-llama-cpp/win-x64/bins/win32-x64/llama-addon.node";
  const mac = "node_modules/@node-llama-cpp/mac-arm64-metal/bins/darwin-arm64/llama-addon.node";
  const foreign: readonly (readonly [what: string, target: string, files: Files, says: RegExp])[] = [
    ["a Linux library for Windows", "win32-x64", { [win]: native("ELF", 62) }, /is ELF for 0x3e, not PE/u],
    [
      "another processor's",
      "win32-x64",
      { [win]: native("PE", 0xaa64) },
      /is PE for 0xaa64, not PE for 0x8664/u,
    ],
    ["a pointer to a large file", "win32-x64", { [win]: "version https://git-lfs" }, /no native file/u],
    ["an empty file", "win32-x64", { [win]: "" }, /no native file/u],
    ["Intel only, for an Apple processor", "darwin-arm64", { [mac]: universal(0x01000007) }, /not Mach-O/u],
  ];
  for (const [what, target, files, says] of foreign)
    it(`names a native file of another kind: ${what}`, async () => {
      const found = await problems(target, { ...sound(target), ...files });
      assert.equal(found.length, 1, found.join("\n"));
      assert.match(found[0] ?? "", says);
      assert.ok(found[0]?.startsWith(Object.keys(files)[0] ?? "?"));
    });

  it("takes a file that is for several processors", async () => {
    const both = { [mac]: universal(0x01000007, 0x0100000c) };
    assert.deepEqual(await problems("darwin-arm64", { ...sound("darwin-arm64"), ...both }), []);
  });

  const unwanted: readonly string[] = [
    "dist/server.js.map",
    "media/model.gguf",
    "node_modules/node-llama-cpp/dist/index.d.ts",
    "node_modules/node-llama-cpp/llama/addon/addon.cpp",
    "node_modules/@node-llama-cpp/linux-x64/bins/llama-addon.lib",
    "server/src/main.ts",
    ".env",
    "test/fixtures/a.txt",
  ];
  for (const name of unwanted)
    it(`names what must not ship: ${name}`, async () => {
      const found = await problems("linux-x64", { ...sound("linux-x64"), [name]: "x" });
      assert.ok(found.length > 0);
      for (const problem of found) assert.match(problem, /must not ship|not among the names/u);
      assert.ok(found.some((problem) => name.startsWith(problem.split(" ")[0] ?? "?")));
    });

  it("names a file beside the extension", async () => {
    const found = await problems("linux-x64", sound("linux-x64"), { "notes.txt": "x" });
    assert.deepEqual(found, ["notes.txt is not among the names that ship"]);
  });

  it("names a package that the list of parts lacks, and one of another version", async () => {
    const more = {
      "node_modules/left-out/package.json": packageJson("left-out"),
      "node_modules/a/node_modules/@inner/one/package.json": packageJson("@inner/one"),
      "node_modules/node-llama-cpp/package.json": '{"name":"node-llama-cpp","version":"3.0.0"}',
    };
    const found = await problems("linux-x64", { ...sound("linux-x64"), ...more });
    assert.deepEqual(
      found.map((problem) => problem.split(" ")[0]),
      ["node-llama-cpp@3.0.0", "left-out@3.21.1", "@inner/one@3.21.1"],
    );
  });

  it("names a VSIX that says it is for another platform, or for none", async () => {
    for (const [said, expected] of [
      ["linux-arm64", "linux-x64"],
      ["web", "linux-x64"],
      ["web", undefined],
    ] as const) {
      const found = checkVsix(await make(said, sound("linux-x64")), expected).problems;
      assert.match(found[0] ?? "", new RegExp(`says that it is for ${said}, not for`, "u"));
    }
  });

  it("names a size beyond the table's", async () => {
    const file = await make("linux-x64", { ...sound("linux-x64"), "media/large.svg": "x".repeat(40_000) });
    const found = checkVsix(file, "linux-x64", { packed: 0.001, unpacked: 0.02 }).problems;
    assert.equal(found.length, 2, found.join("\n"));
    assert.match(found[0] ?? "", /^0\.0 MB packed are more than 0\.001 MB$/u);
    assert.match(found[1] ?? "", /^0\.0 MB unpacked are more than 0\.02 MB$/u);
    assert.deepEqual(checkVsix(file).problems, []);
  });

  it("tells the sizes beside their bounds", () => {
    const table = sizeTable([
      { target: "linux-x64", packed: 1_250_000, unpacked: 2_000_000, files: 3, problems: [] },
    ]);
    const { packed, unpacked } = mostOf("linux-x64");
    assert.match(table, new RegExp(`linux-x64\\s+1\\.3 of ${packed}\\s+2\\.0 of ${unpacked}\\s+3`, "u"));
  });
});
