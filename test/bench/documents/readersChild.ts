/** One file of one format and size, read in a process of its own, so that its memory is nobody else's. */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { setImmediate as turn } from "node:timers/promises";
import { decode } from "../../../server/src/documents/decode";
import { readText } from "../../../server/src/documents/read";
import { type BinaryFormat } from "../../../server/src/documents/readFile";
import { readersWith } from "../../../server/src/documents/readers";
import { cMapsIn } from "../../../server/src/node/cMaps";
import { languages, type SampleFormat } from "./readersSamples";

const readers = readersWith(cMapsIn(path.join(import.meta.dirname, "../../../media/pdf/cmaps")));

/** What the process prints; nothing when no reader of the format exists. */
export interface ReaderCost {
  readonly bytes: number;
  /** Of the view or the text. */
  readonly characters: number;
  readonly blocks: number;
  readonly milliseconds: number;
  readonly megabytes: number;
}

async function read(
  format: SampleFormat,
  bytes: Uint8Array,
): Promise<Omit<ReaderCost, "milliseconds" | "megabytes"> | undefined> {
  const languageId = languages[format];
  if (languageId === undefined) {
    const file = await readers[format as BinaryFormat](bytes, new AbortController().signal, () => turn());
    return { bytes: bytes.length, characters: file.text.length, blocks: file.blocks.length };
  }
  const decoded = decode(bytes);
  const text = "text" in decoded ? decoded.text : "";
  const { blocks } = readText({ uri: "file:///x", languageId, text });
  return { bytes: bytes.length, characters: text.length, blocks: blocks.length };
}

/** Linux starts counting the peak anew; elsewhere it is that of the whole process. */
async function forgetPeak(): Promise<void> {
  await writeFile("/proc/self/clear_refs", "5").catch(() => undefined);
}

async function peak(): Promise<number> {
  const status = await readFile("/proc/self/status", "utf8").catch(() => "");
  const kilobytes = /VmHWM:\s+(\d+)/.exec(status)?.[1];
  return (kilobytes === undefined ? process.resourceUsage().maxRSS : Number(kilobytes)) / 1000;
}

async function main([format, small = "", large = ""]: readonly string[]): Promise<void> {
  const of = format as SampleFormat;
  // The reader's own code and tables are loaded before the clock starts.
  if ((await read(of, new Uint8Array(await readFile(small)))) === undefined) return;
  // Plain bytes, as the reader thread gets them: not every library takes a Buffer.
  const bytes = new Uint8Array(await readFile(large));
  globalThis.gc?.();
  await forgetPeak();
  const before = process.memoryUsage().rss / 1024 / 1000;
  const start = performance.now();
  const result = await read(of, bytes);
  const milliseconds = performance.now() - start;
  console.log(JSON.stringify({ ...result, milliseconds, megabytes: Math.max(0, (await peak()) - before) }));
}

void main(process.argv.slice(2));
