/** What the first search of a folder costs: 1,000 files of 100 MB read from the disk, stopped in the middle, read on. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { uriOf } from "../../../server/src/documents/uris";
import { documentFiles } from "../../../server/src/node/documentFiles";
import { platform } from "../../../server/src/node/files";
import { type BuildProgress, createDocumentIndex } from "../../../server/src/retrieval/documentIndex";
import { figure, table } from "../report/format";
import { createCorpus } from "./retrievalCorpus";

const count = 1000;
const bytesEach = 100_000;
const never = new AbortController().signal;

/** Markdown of Japanese and English, a heading every few paragraphs. */
async function writeFiles(folder: string): Promise<number> {
  const corpus = createCorpus(7);
  let bytes = 0;
  for (let at = 0; at < count; at++) {
    let text = "";
    for (let part = 0; Buffer.byteLength(text) < bytesEach; part++)
      text += part % 4 === 0 ? `\n## 第${part}節\n\n${corpus.passage()}\n` : `${corpus.passage()}\n`;
    bytes += Buffer.byteLength(text);
    await writeFile(path.join(folder, `${at}.md`), text);
  }
  return bytes;
}

const megabytes = () => process.memoryUsage().rss / 1e6;

export async function runIndexing(print: (text: string) => void): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "hanare-indexing-"));
  try {
    const bytes = await writeFiles(folder);
    const uri = uriOf(folder, platform);
    const readers = { readFormat: () => Promise.reject(new Error("only text here")) };
    const files = { ...documentFiles({ open: () => undefined, readers }), excluded: () => false };
    const index = createDocumentIndex(files);
    const before = megabytes();
    const stop = new AbortController();
    let reports = 0;
    let stopped = 0;
    const progress = ({ done, total }: BuildProgress) => {
      reports++;
      if (done >= total * 0.4) stop.abort();
    };
    let held = 0;
    let turn = performance.now();
    const watch = setInterval(() => {
      held = Math.max(held, performance.now() - turn - 5);
      turn = performance.now();
    }, 5);
    const start = performance.now();
    await index.build([uri], { progress }, stop.signal).catch(() => (stopped = index.size().files));
    const first = performance.now() - start;
    const again = performance.now();
    await index.build([uri], { progress: () => reports++ }, never);
    const second = performance.now() - again;
    const unchanged = performance.now();
    await index.build([uri], {}, never);
    const third = performance.now() - unchanged;
    await writeFile(path.join(folder, "0.md"), "# 一件だけ\n\n変更した。\n");
    const edit = performance.now();
    await index.update(`${uri}/0.md`, never);
    const one = performance.now() - edit;
    clearInterval(watch);
    print(`${count} files, ${figure(bytes / 1e6)} MB, ${index.size().passages} passages, ${reports} reports`);
    print(
      table([
        ["", "seconds", "files"],
        ["until it was stopped", figure(first / 1000), String(stopped)],
        ["the rest", figure(second / 1000), String(count - stopped)],
        ["nothing changed", figure(third / 1000), "0"],
        ["one file edited", figure(one / 1000), "1"],
      ]),
    );
    print(
      `${figure(bytes / 1e6 / ((first + second) / 1000))} MB/s; index ${figure(index.size().bytes / 1e6)} MB, process +${figure(megabytes() - before)} MB; others waited ${figure(held)} ms at most`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
