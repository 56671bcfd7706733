/** Headings and planted facts that a summary holds, beside what others choose of as many sentences. */
import { sectionsOf } from "../../../server/src/documents/sections";
import { createSummarizer } from "../../../server/src/summarize/handler";
import { budgets } from "../../../server/src/summarize/select";
import { type SummaryLength } from "../../../server/src/protocol";
import { figure, table } from "../report/format";
import { baselines, type Picked, sentencesOfAll } from "./baselines";
import { type Sample, samples } from "./documents";

const never = new AbortController().signal;
export const lengths: readonly SummaryLength[] = ["short", "medium", "long"];

async function ours({ document }: Sample, length: SummaryLength): Promise<readonly Picked[]> {
  const { summarize } = createSummarizer({ assistant: () => undefined });
  const options = { length, language: "auto", template: "general" } as const;
  const summary = await summarize(document, options, () => undefined, never);
  const paths = sectionsOf(document).map(({ headings }) => headings.join("\n"));
  return summary.sections.flatMap(({ headings, sentences }) =>
    sentences.map(({ text }) => ({ text, section: paths.indexOf(headings.join("\n")) })),
  );
}

interface Scores {
  readonly headings: number;
  readonly facts: number | undefined;
  readonly sentences: number;
}

function scoresOf(sample: Sample, all: readonly Picked[], picked: readonly Picked[]): Scores {
  const sections = new Set(all.map(({ section }) => section));
  const reachable = Math.min(sections.size, picked.length);
  const text = picked.map((one) => one.text).join("\n");
  const found = sample.facts.filter((fact) => text.includes(fact)).length;
  const most = Math.min(sample.facts.length, picked.length);
  return {
    headings: reachable === 0 ? 1 : new Set(picked.map(({ section }) => section)).size / reachable,
    facts: sample.facts.length === 0 ? undefined : found / most,
    sentences: picked.length,
  };
}

const meanOf = (values: readonly (number | undefined)[]) => {
  const known = values.filter((value) => value !== undefined);
  return known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
};

type Rows = Readonly<Record<string, readonly Scores[]>>;

async function rowsOf(length: SummaryLength, all: readonly Sample[]): Promise<Rows> {
  const rows: Record<string, Scores[]> = { Hanare: [] };
  for (const sample of all) {
    const sentences = sentencesOfAll(sample.document);
    const picked = await ours(sample, length);
    rows["Hanare"]?.push(scoresOf(sample, sentences, picked));
    for (const [name, choose] of Object.entries(baselines))
      (rows[name] ??= []).push(scoresOf(sample, sentences, choose(sentences, picked.length)));
  }
  return rows;
}

/** How far the number of sentences is from what the dial says, where the document has enough to choose from. */
function lengthError(length: SummaryLength, all: readonly Sample[], scores: readonly Scores[]): number {
  const errors = all.map(({ document }, at) => {
    const possible = Math.ceil(sentencesOfAll(document).length / 2);
    const wanted = Math.min(budgets[length].total, Math.max(3, possible));
    return Math.abs((scores[at]?.sentences ?? 0) - wanted) / wanted;
  });
  return meanOf(errors);
}

export async function runCoverage(print: (text: string) => void): Promise<void> {
  const all = samples();
  const count = (language: string) => all.filter((sample) => sample.language === language).length;
  print(`${all.length} documents: ${count("ja")} Japanese, ${count("en")} English.`);
  for (const length of lengths) {
    const rows = await rowsOf(length, all);
    const own = rows["Hanare"] ?? [];
    const lines = Object.entries(rows).map(([name, scores]) => {
      const values = [scores.map(({ headings }) => headings), scores.map(({ facts }) => facts)];
      const of = (language: string) =>
        scores.filter((_, at) => all[at]?.language === language).map(({ facts }) => facts);
      const unseen = scores.filter((_, at) => all[at]?.source === "heldOut").map(({ facts }) => facts);
      const means = [...values, of("ja"), of("en"), unseen].map(meanOf);
      const ratios = [own.map(({ headings }) => headings), own.map(({ facts }) => facts)].map(
        (mine, at) => meanOf(mine) / (means[at] ?? 1),
      );
      return [
        name,
        ...means.map(figure),
        ...(name === "Hanare" ? ["", ""] : ratios.map((ratio) => `${figure(ratio)}x`)),
      ];
    });
    print(
      `\n${length}: length error ${figure(lengthError(length, all, own))}\n` +
        table([
          [
            "",
            "headings",
            "facts",
            "facts ja",
            "facts en",
            "facts held out",
            "ours/its headings",
            "ours/its facts",
          ],
          ...lines,
        ]),
    );
  }
}
