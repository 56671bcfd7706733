// The parts list of a VSIX (CycloneDX 1.6): npm packages beside the bundles and inside them, and what is no npm package.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { Failure } from "./failure.mjs";
import { outFolder, root } from "./paths.mjs";

const readJson = (file) => JSON.parse(readFileSync(file, "utf8"));

/** Parts that come inside a package, or were copied into the repository; CONTRIBUTING.md says why. */
const others = [
  { name: "llama.cpp", licence: "MIT", inside: "node-llama-cpp" },
  { name: "IPADIC", version: "2.7.0", licence: "NAIST-2003", inside: "kuromoji" },
  { name: "Adobe CMap resources", licence: "BSD-3-Clause", inside: "media/pdf/cmaps" },
];

/** Folders of `node_modules` whose code is in the bundles, as the last build wrote them. */
function bundledFolders() {
  const file = path.join(outFolder, "bundled.json");
  if (!existsSync(file))
    throw new Failure(`${path.relative(root, file)} is missing. Run: node esbuild.mjs --production`);
  return readJson(file);
}

/** The lock file has hashes in base64, CycloneDX wants them in hex. */
function hashesOf(integrity) {
  const [, algorithm, digest] = /^(sha\d+)-(.+)$/.exec(integrity ?? "") ?? [];
  if (algorithm === undefined) return {};
  const alg = algorithm.replace(/^sha/, "SHA-");
  return { hashes: [{ alg, content: Buffer.from(digest, "base64").toString("hex") }] };
}

const licences = (licence) =>
  licence === undefined
    ? {}
    : { licenses: [/[ ()]/.test(licence) ? { expression: licence } : { license: { id: licence } }] };

function component(folder, locked) {
  const name = folder.replace(/^.*node_modules\//, "");
  const { version, license, integrity } = locked;
  const purl = `pkg:npm/${name.replace("@", "%40")}@${version}`;
  return {
    type: "library",
    "bom-ref": purl,
    name,
    version,
    ...licences(license),
    ...hashesOf(integrity),
    purl,
  };
}

/** `beside`: folders of the packages that lie in the VSIX as files. No time and no random number: the same parts, the same list. */
export function billOfMaterials(manifest, beside) {
  const { packages } = readJson(path.join(root, "package-lock.json"));
  const components = [...new Set([...beside, ...bundledFolders()])].map((folder) => {
    const locked = packages[folder];
    if (locked === undefined) throw new Failure(`${folder} ships, but package-lock.json does not know it.`);
    return component(folder, locked);
  });
  const known = new Map(components.map((one) => [one["bom-ref"], one]));
  const more = others.map(({ name, version, licence, inside }) => ({
    ...{ type: "library", "bom-ref": name, name },
    ...(version === undefined ? {} : { version }),
    ...licences(licence),
    properties: [{ name: "hanare:inside", value: inside }],
  }));
  return {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      component: {
        ...{ type: "application", "bom-ref": manifest.name, name: manifest.name, version: manifest.version },
        ...licences(manifest.license),
      },
    },
    components: [...known.values()].sort((one, other) => (one.name < other.name ? -1 : 1)).concat(more),
  };
}
