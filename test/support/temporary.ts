/** A folder of files that goes after the test. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";

export interface TemporaryFolder {
  readonly path: string;
  readonly uri: string;
  /** Writes a file; answers its path. */
  write(name: string, content: string | Uint8Array): Promise<string>;
  uriOf(name: string): string;
  /** Names of files below a folder whose bytes hold the text. */
  holding(text: string, under?: string): Promise<readonly string[]>;
  remove(): Promise<void>;
}

export async function temporaryFolder(): Promise<TemporaryFolder> {
  const root = await mkdtemp(path.join(tmpdir(), "hanare-test-"));
  const at = (name: string) => path.join(root, ...name.split("/"));
  return {
    path: root,
    uri: pathToFileURL(root).href,
    uriOf: (name) => pathToFileURL(at(name)).href,
    write: async (name, content) => {
      await mkdir(path.dirname(at(name)), { recursive: true });
      await writeFile(at(name), content);
      return at(name);
    },
    holding: async (text, under = ".") => {
      const entries = await readdir(at(under), { recursive: true, withFileTypes: true });
      const files = entries
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath, entry.name));
      const held = await Promise.all(files.map(async (file) => (await readFile(file)).includes(text)));
      return files.filter((_, index) => held[index]);
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}
