// `npm run readme`: writes the tables of settings in docs/.
import { readFile, writeFile } from "node:fs/promises";
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
