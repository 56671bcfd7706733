/** Time and memory against length, up to a book of 1,000 pages; what a repeat and an edit cost. */
import { performance } from "node:perf_hooks";
import { type SourceDocument } from "../../../server/src/documents/document";
import { createSummarizer } from "../../../server/src/summarize/handler";
import { compareDocuments } from "../../../server/src/summarize/compare/compare";
import { exponentOf } from "../documents/retrievalCorpus";
import { figure, table } from "../report/format";
import { spreadOf } from "../statistics";
import { markdownOf, samples } from "./documents";

const never = new AbortController().signal;
/** Characters of a page of a Japanese regulation: 40 by 36. */
const perPage = 1440;
const sizes = [60, 125, 250, 500, 1000];
const rounds = 3;

/** Chapters made of the corpus, each with its number, so that no two are the same. */
function book(pages: number): string {
  const texts = samples()
    .filter(({ language, source }) => language === "ja" && source !== "statute")
    .map(({ document }) => document.text);
  const chapters: string[] = [];
  for (let length = 0, at = 0; length < pages * perPage; at += 1) {
    const text = (texts[at % texts.length] ?? "")
      .replace(/^#/gm, "##")
      .replace(/\d+/g, (n) => String(Number(n) + at));
    chapters.push(`# 第${at + 1}編\n\n${text}`);
    length += text.length;
  }
  return chapters.join("\n");
}

const memory = () => {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
};

async function timed(run: () => unknown): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

const median = (values: readonly number[]) => spreadOf(values)?.median ?? Number.NaN;

interface Cost {
  readonly first: number;
  readonly again: number;
  readonly edited: number;
  readonly compared: number;
  readonly megabytes: number;
}

async function costOf(text: string): Promise<Cost> {
  const document = markdownOf("book", text);
  const middle = text.indexOf("。", text.length / 2);
  const edited = markdownOf("book", `${text.slice(0, middle)}、令和9年${text.slice(middle)}`);
  const costs: Cost[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const { summarize } = createSummarizer({ assistant: () => undefined });
    const run = (one: SourceDocument) =>
      summarize(one, { length: "long", language: "auto", template: "general" }, () => undefined, never);
    const before = memory();
    const first = await timed(() => run(document));
    const megabytes = memory() - before;
    costs.push({
      ...{ first, megabytes },
      again: await timed(() => run(document)),
      edited: await timed(() => run(edited)),
      compared: await timed(() => compareDocuments(document, edited)),
    });
  }
  const of = (key: keyof Cost) => median(costs.map((cost) => cost[key]));
  return {
    ...{ first: of("first"), again: of("again"), edited: of("edited") },
    compared: of("compared"),
    // Later rounds find what the one before has left.
    megabytes: Math.max(...costs.map(({ megabytes }) => megabytes)),
  };
}

export async function runScale(print: (text: string) => void): Promise<void> {
  const rows = [
    ["pages", "characters", "first ms", "repeat / first", "one edit / first", "two versions ms", "kept MB"],
  ];
  const points: (readonly [number, Cost])[] = [];
  await costOf(book(20));
  for (const pages of sizes) {
    const text = book(pages);
    const cost = await costOf(text);
    points.push([text.length, cost]);
    rows.push([
      String(pages),
      String(text.length),
      figure(cost.first),
      figure(cost.again / cost.first),
      figure(cost.edited / cost.first),
      figure(cost.compared),
      figure(cost.megabytes),
    ]);
  }
  const exponent = (key: keyof Cost) =>
    figure(exponentOf(points.map(([size, cost]) => [size, cost[key]] as const)));
  print(table(rows));
  print(
    `\nExponent over the length: first ${exponent("first")}, two versions ${exponent("compared")}, memory ${exponent("megabytes")}.`,
  );
}
