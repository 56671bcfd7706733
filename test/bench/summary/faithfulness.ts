/** Does every sentence stand on the document: its citation resolves, its values are there, also when the model lies. */
import { type GenerateRequest } from "../../../server/src/model/runtime";
import { type SourceDocument } from "../../../server/src/documents/document";
import { sameValue } from "../../../server/src/documents/meaning";
import { valuesIn } from "../../../server/src/documents/values";
import { type Summary, type SummarySentence } from "../../../server/src/protocol";
import { createSummarizer } from "../../../server/src/summarize/handler";
import { builtInTemplates } from "../../../server/src/summarize/templates/builtIn";
import { indexLines } from "../../../server/src/util/lines";
import { scriptedRuntime } from "../../support/scriptedRuntime";
import { figure, table } from "../report/format";
import { samples } from "./documents";
import { lies } from "./liars";

const never = new AbortController().signal;

interface Tally {
  sentences: number;
  resolved: number;
  worded: number;
  /** Values that the cited words do not hold, in sentences that are not marked. */
  unsupported: number;
}

const sentencesOf = ({ sections }: Summary) => sections.flatMap(({ sentences }) => sentences);

/** The range holds the quote, to the character. */
function resolves({ citations }: SummarySentence, { text }: SourceDocument): boolean {
  const lines = indexLines(text);
  return citations.every(
    ({ range, quote }) => text.slice(lines.offsetAt(range.start), lines.offsetAt(range.end)) === quote,
  );
}

function unsupportedIn({ text, citations }: SummarySentence): number {
  const given = citations.flatMap(({ quote }) => valuesIn(quote));
  return valuesIn(text).filter((value) => !given.some((other) => sameValue(value, other))).length;
}

function count(tally: Tally, summary: Summary, document: SourceDocument): void {
  for (const sentence of sentencesOf(summary)) {
    tally.sentences += 1;
    if (resolves(sentence, document)) tally.resolved += 1;
    if (sentence.kind === "worded") tally.worded += 1;
    tally.unsupported += unsupportedIn(sentence);
  }
}

/** What a model is asked for: other words for numbered sentences, points with quotes of a text, or joined points. */
function answerOf(request: GenerateRequest, tell: (text: string) => string): string {
  if (request.kind !== "chat") return "";
  const text = request.messages.at(-1)?.text ?? "";
  const asked = JSON.stringify(request.jsonSchema);
  if (asked.includes('"quote"'))
    return JSON.stringify(
      text
        .split(/(?<=[。])|\n+/u)
        .map((one) => one.replace(/^[\s\-*#>|]+/u, "").trim())
        .filter((one) => /\p{L}{4}/u.test(one))
        .map((quote) => ({ quote, point: tell(quote) })),
    );
  const lines = [...text.matchAll(/^(\d+): (.*)$/gmu)].map(([, id, said = ""]) => ({ id: Number(id), said }));
  if (asked.includes('"ids"'))
    return JSON.stringify(
      lines.map(({ id, said }, at) => ({
        ids: [id, id + 1],
        sentence: tell(`${said}${lines[at + 1]?.said ?? ""}`),
      })),
    );
  return JSON.stringify(lines.map(({ id, said }) => ({ id, text: tell(said) })));
}

/** Says the same in other words, so that a check which refuses everything would show. */
const honest = {
  name: "an honest model",
  tell: (text: string) =>
    text
      .replace(/、/u, "")
      .replace(/^The /, "")
      .replace(/(?:である|です)?。$/u, ""),
};

const line = (name: string, { sentences, resolved, worded, unsupported }: Tally) => [
  name,
  String(sentences),
  `${figure((100 * resolved) / Math.max(1, sentences))} %`,
  String(worded),
  String(unsupported),
];

export async function runFaithfulness(print: (text: string) => void): Promise<void> {
  const all = samples();
  const rows = [
    ["", "sentences", "citation resolves", "in the model's words", "values unsupported, unmarked"],
  ];
  const fresh = (): Tally => ({ sentences: 0, resolved: 0, worded: 0, unsupported: 0 });
  const plain = fresh();
  const { summarize } = createSummarizer({ assistant: () => undefined });
  for (const { document } of all)
    for (const { id } of builtInTemplates) {
      const options = { length: "long", language: "auto", template: id } as const;
      count(plain, await summarize(document, options, () => undefined, never), document);
    }
  rows.push(line("without a model, all templates", plain));
  const short = all.filter(({ source }) => source !== "statute");
  for (const { name, tell } of [honest, ...lies])
    for (const reading of ["sentences", "whole"] as const) {
      const tally = fresh();
      const runtime = scriptedRuntime((request) => answerOf(request, tell));
      const lying = createSummarizer({ assistant: () => ({ runtime, allowed: true }) });
      for (const { document } of short)
        for (const length of ["short", "medium"] as const) {
          const options = { length, language: "auto", template: "general", reading } as const;
          count(tally, await lying.summarize(document, options, () => undefined, never), document);
        }
      rows.push(line(`${name}, ${reading === "whole" ? "reads the whole text" : "key sentences"}`, tally));
    }
  print(table(rows));
}
