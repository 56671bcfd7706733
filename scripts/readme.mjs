// `npm run readme`: writes the tables of settings in docs/, and the pictures of the guides as the e2e suite last took them.
import { existsSync } from "node:fs";
import { copyFile, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { outFolder, root } from "./lib/paths.mjs";
import { screenshotNames, withScreenshots } from "./lib/screenshots.mjs";
import { settingsPages, settingsTable } from "./lib/settingsTable.mjs";

const json = async (file) => JSON.parse(await readFile(file, "utf8"));
const manifest = await json("package.json");
for (const { file, strings, words } of settingsPages) {
  const text = await readFile(file, "utf8");
  const start = text.indexOf(words.heading);
  if (start < 0) throw new Error(`${file} has no line ${words.heading}`);
  const end = text.indexOf("\n\n", start);
  const table = settingsTable(manifest, await json(strings), words);
  await writeFile(file, text.slice(0, start) + table + text.slice(end));
}

const pictures = path.join(root, "docs/screenshots");
const isThere = (name) => existsSync(path.join(pictures, `${name}.png`));
const guides = (await readdir("docs")).filter((name) => /-guide(\.ja)?\.md$/.test(name));
const missing = new Set();
for (const guide of guides.map((name) => `docs/${name}`)) {
  const text = await readFile(guide, "utf8");
  for (const name of screenshotNames(text)) {
    const taken = path.join(outFolder, "screenshots", `${name}.png`);
    if (existsSync(taken)) await copyFile(taken, path.join(pictures, `${name}.png`));
    if (!isThere(name)) missing.add(name);
  }
  await writeFile(guide, withScreenshots(text, isThere));
}
if (missing.size > 0)
  console.log(
    `Pictures that the guides wait for: ${[...missing].join(", ")}. \`npm run test:e2e\` takes them.`,
  );
