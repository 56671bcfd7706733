/** From a change to the findings as an open document has them: a 2,000-line file of each kind, one review a change. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { createMarkdownMemory } from "../../../server/src/documents/markdown";
import { readText } from "../../../server/src/documents/read";
import { type Syntax } from "../../../server/src/documents/syntax/port";
import { defaultSettings } from "../../../server/src/protocol";
import { loadPacks } from "../../../server/src/review/pack";
import { reviewDocument } from "../../../server/src/review/reviewDocument";
import { type RulePack } from "../../../server/src/review/rules";
import { createUnitMemory } from "../../../server/src/review/unitMemory";
import { loadSyntax } from "../../support/syntax";

const packs = path.join(import.meta.dirname, "../../../media/packs");
const changes = 60;

/** From the change to the findings, in 95 of 100 cases. */
const mostMilliseconds = 50;

interface Kind {
  readonly name: string;
  readonly file: string;
  readonly languageId: string;
  readonly line: (index: number) => string;
}

const typescript = (index: number) =>
  `  const value${index} = read("item ${index}", { retry: ${index % 5} }); // step ${index}`;
const python = (index: number) =>
  `    value_${index} = client.read("item ${index}", retry=${index % 5})  # step ${index}`;
/** Every eighth line is empty. */
const flat = (line: Kind["line"]) => (index: number) => (index % 8 === 7 ? "" : line(index));
const prose = (heading: (number: number) => string) => (index: number) =>
  index % 20 === 0
    ? heading(index / 20 + 1)
    : index % 2 === 1
      ? ""
      : `装置${index}の電源を切り、弁を閉めて記録する。担当者は結果を90日間保存する。`;

/**
 * A file without functions is the worst for a parser that starts from its last tree: Python's grammar reduces each of its
 * 1,750 statements again. Programs have functions, which stay as they are.
 */
const kinds: readonly Kind[] = [
  { name: "typescript, no function", file: "src/a.ts", languageId: "typescript", line: flat(typescript) },
  {
    name: "typescript in functions",
    file: "src/b.ts",
    languageId: "typescript",
    line: (index) =>
      index % 8 === 0 ? `function run${index}() {` : index % 8 === 7 ? "}" : typescript(index),
  },
  { name: "python, no function", file: "src/a.py", languageId: "python", line: flat(python) },
  {
    name: "python in functions",
    file: "src/b.py",
    languageId: "python",
    line: flat((index) => (index % 8 === 0 ? `def run_${index}(client):` : python(index))),
  },
  {
    name: "markdown",
    file: "docs/manual.md",
    languageId: "markdown",
    line: prose((number) => `## ${number} 点検`),
  },
  {
    name: "plaintext",
    file: "docs/manual.txt",
    languageId: "plaintext",
    line: prose((number) => `${number}. 点検`),
  },
];

/** One line for each kind: median and 95th percentile in milliseconds. */
export async function typingLatency(): Promise<readonly string[]> {
  const sources = readdirSync(packs)
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => ({
      id: name.slice(0, -5),
      uri: `file:///${name}`,
      text: readFileSync(path.join(packs, name), "utf8"),
    }));
  const syntax = await loadSyntax(kinds.map(({ languageId }) => languageId));
  return [
    ...measured("default packs", loadPacks(sources, defaultSettings.review.packs).packs, syntax),
    ...measured("all packs", loadPacks(sources).packs, syntax),
  ];
}

function measured(title: string, loaded: readonly RulePack[], syntax: Syntax): readonly string[] {
  const count = loaded.reduce((sum, { rules }) => sum + rules.length, 0);
  const lines = kinds.map(({ name, file, languageId, line }) => {
    const text = Array.from({ length: 2000 }, (_, index) => line(index)).join("\n");
    const memory = createMarkdownMemory();
    const options = {
      packs: loaded,
      today: "2026-04-01",
      language: "ja" as const,
      units: createUnitMemory(),
    };
    const times: number[] = [];
    for (let change = 0; change < changes; change += 1) {
      const changed = `${text.slice(0, text.length >> 1)}${"x".repeat(change % 7)}${text.slice(text.length >> 1)}`;
      const begun = performance.now();
      reviewDocument(
        readText({ uri: `file:///w/${file}`, languageId, text: changed, memory, open: true }, syntax),
        {
          ...options,
          path: file,
        },
      );
      times.push(performance.now() - begun);
    }
    const sorted = times.slice(5).sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
    const p95 = at(0.95);
    return (
      `2,000 lines of ${name.padEnd(24)} ${(text.length / 1000).toFixed(0).padStart(4)} k characters: ` +
      `median ${at(0.5).toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, at most ${mostMilliseconds}: ${p95 <= mostMilliseconds ? "met" : "MISSED"}`
    );
  });
  return [`After a change, ${title} (${count} rules):`, ...lines];
}
