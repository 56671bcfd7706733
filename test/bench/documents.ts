/** `npm run bench:documents [-- --only=locate|retrieval|indexing|readers|syntax] [--verbose]` */
import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { runLocate } from "./documents/locate";

/** A part hands its figures to `print`, a table or a line at a time; it needs none of the others. */
type Part = (print: (text: string) => void) => Promise<void> | void;

/** Parts come from modules of their own: `documents/retrieval.ts` exports `runRetrieval`. */
async function partOf(module: string, name: string): Promise<Part | undefined> {
  const file = path.join(import.meta.dirname, "documents", `${module}.ts`);
  if (!existsSync(file)) return undefined;
  const loaded = (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>;
  const part = loaded[name];
  return typeof part === "function" ? (part as Part) : undefined;
}

async function main(): Promise<void> {
  const verbose = process.argv.includes("--verbose");
  const only = process.argv.find((one) => one.startsWith("--only="))?.slice("--only=".length);
  const parts: readonly (readonly [string, Part | undefined])[] = [
    ["locate", async (print) => print(await runLocate({ verbose }))],
    ["retrieval", await partOf("retrieval", "runRetrieval")],
    ["indexing", await partOf("indexing", "runIndexing")],
    ["readers", await partOf("readers", "runReaders")],
    ["syntax", await partOf("syntax", "runSyntax")],
  ];
  for (const [name, part] of parts) {
    if (only !== undefined && only !== name) continue;
    console.log(`\n== ${name}`);
    if (part === undefined) console.log("No such part in this version.");
    else await part((text) => console.log(text));
  }
}

void main();
