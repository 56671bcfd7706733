/** Real files to start from. A new folder below `test/fixtures/documents` is a new format here by itself. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

export interface Sample {
  /** The folder's name. */
  readonly format: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

const root = path.resolve(import.meta.dirname, "../..");
const documents = path.join(root, "test/fixtures/documents");

/** Code that is there for other tests; one project of each language is enough. */
const code = [
  "test/fixtures/sample-workspace/src",
  "test/fixtures/sample-workspace/config",
  "test/fixtures/sample-workspace/tools",
  ...["typescript/ward-board", "python/cash_vault", "java/counter", "c/dripset", "sql/remit"].map(
    (project) => `test/bench/quality/corpus/${project}`,
  ),
];

/** In the order of their names, so that a seed means the same everywhere. */
export function readSamples(): readonly Sample[] {
  const formats = readdirSync(documents, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
  return [
    ...formats.flatMap((format) => filesIn(path.join(documents, format), format)),
    ...code.flatMap((folder) => filesIn(path.join(root, folder), "source")),
  ];
}

function filesIn(folder: string, format: string): readonly Sample[] {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== "README.md")
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  return names.map((file) => ({
    format,
    name: path.basename(file),
    bytes: new Uint8Array(readFileSync(file)),
  }));
}
