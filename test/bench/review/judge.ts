/**
 * The model's stage of review on a fixed sample: the rules alone (a hit of the match taken for a finding), the first
 * look, and the first and the second look. `npm run bench:judge -- --model FILE [--limit N] [--no-exam]`. A model that
 * failed its exam is measured all the same: the bench tells what the gate keeps out.
 */
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import path from "node:path";
import { parseArgs } from "node:util";
import { readText } from "../../../server/src/documents/read";
import { collect, type GenerateRequest, type ModelRuntime } from "../../../server/src/model/runtime";
import { measureSpeed } from "../../../server/src/model/speed";
import { memoryStore, openLedger, type Judgement } from "../../../server/src/review/ledger";
import { askPart, type Session, withKeys } from "../../../server/src/review/judge/ask";
import { takeExam } from "../../../server/src/review/judge/exam";
import { precisionOf, recallOf, standingOf } from "../../../server/src/review/judge/gate";
import { createPace } from "../../../server/src/review/judge/pace";
import { limitsFor } from "../../../server/src/review/judge/parts";
import { questionsOf } from "../../../server/src/review/judge/questions";
import { matchRule, partsOf } from "../../../server/src/review/matchRule";
import { loadPacks } from "../../../server/src/review/pack";
import { settingsFor, startEngine } from "../../support/engine";
import { table } from "../report/format";
import { type Sample, samples } from "./judgeSample";

const never = new AbortController().signal;
const packNames = ["hanare.personal-data", "hanare.manuals"];
const packs = loadPacks(
  packNames.map((id) => ({
    id,
    uri: `file:///${id}.yaml`,
    text: readFileSync(`media/packs/${id}.yaml`, "utf8"),
  })),
).packs;

interface Tally {
  found: number;
  missed: number;
  alarms: number;
  quiet: number;
  none: number;
}
const nothing = (): Tally => ({ found: 0, missed: 0, alarms: 0, quiet: 0, none: 0 });

function note(tally: Tally, sample: Sample, says: "violation" | "none" | "unjudged"): void {
  if (says === "unjudged") tally.none += 1;
  if (sample.bad !== undefined) tally[says === "violation" ? "found" : "missed"] += 1;
  else tally[says === "violation" ? "alarms" : "quiet"] += 1;
}

const documentOf = ({ path: file, text }: Sample) =>
  readText({ uri: `file:///w/${file}`, languageId: "markdown", text });

function packWith(rule: string) {
  const pack = packs.find(({ rules }) => rules.some(({ id }) => id === rule));
  if (pack === undefined) throw new Error(`no pack has ${rule}`);
  return { ...pack, rules: pack.rules.filter(({ id }) => id === rule) };
}

/** Asked the same twice, a greedy or seeded model answers the same: the second time costs nothing. */
function remembering(runtime: ModelRuntime): ModelRuntime {
  const known = new Map<string, Awaited<ReturnType<typeof collect>>>();
  return {
    ...runtime,
    async *generate(request: GenerateRequest, signal: AbortSignal) {
      const key = JSON.stringify(request);
      const answer = known.get(key) ?? (await collect(runtime.generate(request, signal)));
      known.set(key, answer);
      yield { type: "text", text: answer.text };
      yield { type: "end", reason: answer.reason, usage: answer.usage };
    },
  };
}

async function says(sample: Sample, session: Session): Promise<"violation" | "none" | "unjudged"> {
  const document = documentOf(sample);
  const file = { document, path: sample.path, packs: [packWith(sample.rule)] };
  const outcomes: Judgement["outcome"][] = [];
  for (const part of questionsOf(file, limitsFor(session.runtime.info.contextSize)))
    await askPart(
      withKeys(part, session),
      session,
      (_, { outcome, span }) => {
        const at = sample.bad === undefined || span === undefined ? 0 : document.text.indexOf(sample.bad);
        const start = part.part.span.start + (span?.[0] ?? 0);
        const end = part.part.span.start + (span?.[1] ?? 0);
        const isThere = sample.bad === undefined || (start < at + sample.bad.length && end > at);
        outcomes.push(outcome === "violation" && !isThere ? "unlocated" : outcome);
      },
      never,
    );
  if (outcomes.includes("violation")) return "violation";
  return outcomes.includes("unjudged") || outcomes.includes("unlocated") ? "unjudged" : "none";
}

const share = (part: number, whole: number) => (whole === 0 ? "-" : (part / whole).toFixed(2));
const row = (name: string, { found, missed, alarms, quiet, none }: Tally) => [
  name,
  share(found, found + alarms),
  share(found, found + missed),
  `${found}/${found + missed}`,
  `${alarms}/${alarms + quiet}`,
  String(none),
];

const { values } = parseArgs({
  options: { model: { type: "string" }, limit: { type: "string" }, "no-exam": { type: "boolean" } },
});
async function takeExams(session: (verify: boolean) => Promise<Session>): Promise<void> {
  const cards = { get: async () => undefined, put: async () => undefined, ofModel: async () => [] };
  for (const pack of packs) {
    const started = performance.now();
    const card = await takeExam(pack, { session: await session(true), cards }, () => undefined, never);
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    console.log(
      `exam ${pack.id}: ${card.total.right} of ${card.total.cases} right (${card.total.cases} of ${card.of} examples asked), precision ${precisionOf(card.total).toFixed(2)}, recall ${recallOf(card.total).toFixed(2)}: ${standingOf(card, pack)} (${seconds} s)`,
    );
    for (const [rule, score] of card.rules) console.log(`  ${rule}: ${score.right} of ${score.cases} right`);
  }
}

async function main(model: string): Promise<void> {
  const chosen = samples.slice(0, Number(values.limit ?? samples.length));
  const engine = startEngine(settingsFor(path.resolve(model), { roles: ["assistant"] }));
  try {
    const real = await engine.ready("assistant");
    const runtime = remembering(real);
    const pace = createPace();
    const session = async (verify: boolean): Promise<Session> => ({
      runtime,
      ledger: await openLedger(memoryStore()),
      pace,
      verify,
      health: { failures: 0 },
    });
    console.log(`model ${path.basename(model)}, ${real.info.engine}, ${chosen.length} sections`);
    const speed = await measureSpeed(real, never);
    console.log(
      `speed: ${speed.prompt.toFixed(1)} tokens/s read, ${speed.decode.toFixed(1)} tokens/s written`,
    );
    if (values["no-exam"] !== true) await takeExams(session);
    const tallies = { rules: nothing(), first: nothing(), both: nothing() };
    const started = performance.now();
    for (const sample of chosen) {
      const document = documentOf(sample);
      const [rule] = packWith(sample.rule).rules;
      const hits = rule === undefined ? [] : matchRule(rule, document, partsOf(document, [rule])).violations;
      note(tallies.rules, sample, hits.length > 0 ? "violation" : "none");
      const both = await says(sample, await session(true));
      const first = await says(sample, await session(false));
      note(tallies.both, sample, both);
      note(tallies.first, sample, first);
      console.log(
        `${sample.rule} ${sample.bad === undefined ? "ok " : "bad"} first look: ${first}, both: ${both}`,
      );
    }
    const seconds = (performance.now() - started) / 1000;
    console.log(
      table([
        ["", "precision", "recall", "found", "false alarms", "no answer"],
        row("the match alone", tallies.rules),
        row("first look", tallies.first),
        row("first and second look", tallies.both),
      ]),
    );
    if (chosen.length > 0) console.log(`${(seconds / chosen.length).toFixed(1)} s a section (both looks)`);
  } finally {
    await engine.loader.dispose();
  }
}

if (values.model === undefined) throw new Error("name a GGUF file: npm run bench:judge -- --model FILE");
void main(values.model);
