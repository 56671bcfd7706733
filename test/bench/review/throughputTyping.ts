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

const kinds: readonly (readonly [path: string, languageId: string, line: (index: number) => string])[] = [
  [
    "src/a.ts",
    "typescript",
    (index) =>
      index % 8 === 7
        ? ""
        : `  const value${index} = read("item ${index}", { retry: ${index % 5} }); // step ${index}`,
  ],
  [
    "src/a.py",
    "python",
    (index) =>
      index % 8 === 7
        ? ""
        : `    value_${index} = client.read("item ${index}", retry=${index % 5})  # step ${index}`,
  ],
  [
    "docs/manual.md",
    "markdown",
    (index) =>
      index % 20 === 0
        ? `## ${index / 20 + 1} 点検`
        : index % 2 === 1
          ? ""
          : `装置${index}の電源を切り、弁を閉めて記録する。担当者は結果を90日間保存する。`,
  ],
  [
    "docs/manual.txt",
    "plaintext",
    (index) =>
      index % 20 === 0
        ? `${index / 20 + 1}. 点検`
        : index % 2 === 1
          ? ""
          : `装置${index}の電源を切り、弁を閉めて記録する。担当者は結果を90日間保存する。`,
  ],
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
  const syntax = await loadSyntax(kinds.map(([, languageId]) => languageId));
  return [
    ...measured("default packs", loadPacks(sources, defaultSettings.review.packs).packs, syntax),
    ...measured("all packs", loadPacks(sources).packs, syntax),
  ];
}

function measured(name: string, loaded: readonly RulePack[], syntax: Syntax): readonly string[] {
  const count = loaded.reduce((sum, { rules }) => sum + rules.length, 0);
  const lines = kinds.map(([file, languageId, line]) => {
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
    const at = (share: number) =>
      (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
    return `2,000 lines of ${languageId.padEnd(10)} ${(text.length / 1000).toFixed(0).padStart(4)} k characters: median ${at(0.5)} ms, p95 ${at(0.95)} ms`;
  });
  return [`After a change, ${name} (${count} rules):`, ...lines];
}
