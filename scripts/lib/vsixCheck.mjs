// Whether a VSIX holds what its platform needs, and nothing else. Reads the one file: no network, no repository.
import { statSync } from "node:fs";
import { nativeFile } from "./nativeFile.mjs";
import { binaryPackages, mostOf, nativeOf, targets } from "./targets.mjs";
import { withZip } from "./zip.mjs";

const prefix = "extension/";

/** Names in the root of the VSIX, and in the extension's own; vsce renames some files. */
const allowedOutside = ["[Content_Types].xml", "extension.vsixmanifest"];
const allowed =
  /^(package\.json|package\.nls(\.ja)?\.json|readme(\.ja)?\.md|changelog\.md|license(\.txt)?|sbom\.cdx\.json|bin|dist|docs|media|node_modules)$/i;

const mustNotShip =
  /\.(map|gguf|bundle|lib|exp|pdb|tsbuildinfo|tsx?|mts|cts)$|\/llama\/(addon|cmake|toolchains)\//;

/** Files without which a part of the product is missing, and what that part is. */
const needed = {
  "package.json": "the manifest",
  "package.nls.json": "the manifest's English",
  "package.nls.ja.json": "the manifest's Japanese",
  "readme.md": "the user's guide",
  "readme.ja.md": "the user's guide in Japanese",
  "changelog.md": "the changes",
  "license.txt": "the licence",
  "sbom.cdx.json": "the list of its parts",
  "bin/hanare": "the command line for sh",
  "bin/hanare.cmd": "the command line for Windows",
  "dist/client.js": "the extension",
  "dist/languageclient.js": "the extension's second half",
  "dist/server.js": "the language server",
  "dist/engine.js": "the engine",
  "dist/cli.js": "the command line",
  "dist/reader.js": "the reader of office files",
  "dist/tokenizer.js": "the divider of Japanese words",
  "dist/packs.json": "the rule packs",
  "dist/grammars/tree-sitter.wasm": "the grammars of source code",
  "dist/dictionary/base.dat.gz": "the dictionary that proofreading divides words with",
  "media/l10n/bundle.l10n.ja.json": "the Japanese messages",
  "media/pdf/cmaps/unijis-utf16-h.bcmap": "the tables that Japanese PDFs are read with",
  "docs/workstations.md": "the administrator's table of messages",
  "docs/workstations.ja.md": "the administrator's table of messages in Japanese",
  "node_modules/node-llama-cpp/dist/index.js": "the engine's library",
};

const native = /\.(node|dll|exe|dylib|so(\.[\d.]+)?)$/i;
const megabyte = 1_000_000;

function contents(names) {
  const outside = names.filter((name) => !name.startsWith(prefix) && !allowedOutside.includes(name));
  const inside = names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
  const strangers = [...new Set(inside.map((name) => name.split("/")[0]))].filter(
    (name) => !allowed.test(name),
  );
  const there = new Set(inside.map((name) => name.toLowerCase()));
  return [
    ...[...outside, ...strangers].map((name) => `${name} is not among the names that ship`),
    ...inside.filter((name) => mustNotShip.test(`/${name}`)).map((name) => `${name} must not ship`),
    ...Object.entries(needed)
      .filter(([name]) => !there.has(name))
      .map(([name, what]) => `${name} is missing: ${what}`),
  ];
}

/** Problems of the native files; `file(name)` answers bytes. */
function binaries(target, names, file) {
  const { format, machine } = nativeOf(target);
  const missing = binaryPackages(target)
    .map((name) => `node_modules/${name}/`)
    .filter((folder) => !names.some((name) => name.startsWith(folder) && name.endsWith("/llama-addon.node")))
    .map((folder) => `${folder}**/llama-addon.node is missing: the binary for ${target}`);
  const foreign = names
    .filter((name) => native.test(name))
    .flatMap((name) => {
      const found = nativeFile(file(name));
      if (found === undefined) return [`${name} is no native file that any system loads`];
      const fits = found.format === format && found.machines.includes(machine);
      const is = `${found.format} for ${found.machines.map((one) => `0x${one.toString(16)}`).join(", ")}`;
      return fits ? [] : [`${name} is ${is}, not ${format} for 0x${machine.toString(16)} (${target})`];
    });
  return [...missing, ...foreign];
}

/** Packages that lie in the VSIX and are not in its list of parts under their name and version. */
function unlisted(names, file) {
  if (!names.includes("sbom.cdx.json")) return [];
  const { components = [] } = JSON.parse(file("sbom.cdx.json"));
  const listed = new Set(components.map(({ name, version }) => `${name}@${version}`));
  return names
    .map((name) => /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\/package\.json$/.exec(name))
    .filter((match) => match !== null)
    .map(([path, name]) => `${name}@${JSON.parse(file(path)).version}`)
    .filter((part) => !listed.has(part))
    .map((part) => `${part} ships, but sbom.cdx.json does not list it`);
}

function sizes(bytes, most) {
  return Object.entries(bytes)
    .filter(([kind, size]) => size > most[kind] * megabyte)
    .map(([kind, size]) => `${(size / megabyte).toFixed(1)} MB ${kind} are more than ${most[kind]} MB`);
}

/**
 * `{target, packed, unpacked, files, problems}`: bytes as a file and installed, and what is wrong, each by name.
 * `expected`: the target it is to be for; by default the one it says itself. `most`: MB, by default the table's.
 */
export function checkVsix(vsix, expected, most) {
  return withZip(vsix, ({ entries, read }) => {
    const files = entries.filter(({ name }) => !name.endsWith("/"));
    const byName = new Map(files.map((entry) => [entry.name, entry]));
    const inside = [...byName.keys()]
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length));
    const file = (name) => read(byName.get(prefix + name));
    const manifest = byName.get("extension.vsixmanifest");
    const said = manifest && /TargetPlatform="([^"]*)"/.exec(read(manifest).toString("utf8"))?.[1];
    const target = expected ?? said;
    const packed = statSync(vsix).size;
    const unpacked = files.reduce((sum, { size }) => sum + size, 0);
    const known = targets.includes(target);
    const problems = [
      ...(known && said === target
        ? []
        : [`it says that it is for ${said}, not for ${expected ?? "a target"}`]),
      ...contents([...byName.keys()]),
      ...(known
        ? [...binaries(target, inside, file), ...sizes({ packed, unpacked }, most ?? mostOf(target))]
        : []),
      ...unlisted(inside, file),
    ];
    return { target, packed, unpacked, files: files.length, problems };
  });
}

/** The table of sizes, a row a VSIX. */
export function sizeTable(checked) {
  const mb = (bytes) => (bytes / megabyte).toFixed(1);
  const rows = checked.map(({ target, packed, unpacked, files }) => {
    const most = mostOf(target);
    const bound = (kind, bytes) => `${mb(bytes)} of ${most?.[kind] ?? "?"}`;
    return [target, bound("packed", packed), bound("unpacked", unpacked), String(files)];
  });
  const table = [["target", "packed MB", "unpacked MB", "files"], ...rows];
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => String(row[column]).length)));
  return table
    .map((row) =>
      row
        .map((cell, column) => String(cell).padEnd(widths[column]))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
