/**
 * Completion quality over the corpus: every chosen hole through the product's completion on a real model, with
 * and without each part of it. Answers are kept in a journal; scores are made anew from them at each report.
 */
import { writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import path from "node:path";
import { type ModelRuntime } from "../../../server/src/model/runtime";
import { settingsFor, startEngine } from "../../support/engine";
import { type Answer, answerHole } from "./answer";
import { createCorpusContext } from "./context";
import { type Journal, openJournal } from "./journal";
import { loadSyntaxCheck } from "./parsing";
import { chooseHoles, type CorpusHole, languages, type Project, readCorpus } from "./projects";
import { createProgress } from "./progress";
import { createRecorder } from "./recorder";
import { qualityReport } from "./report";
import { scoresOf } from "./score";
import { type Result } from "./summary";
import { holesFor, type Variant, type VariantName, variants } from "./variants";
import { codeVersion, projectsVersion } from "./version";

export interface QualityOptions {
  /** GGUF file. */
  readonly model: string;
  /** Every n-th hole; 1 or absent: all of them. */
  readonly sample?: number;
  /** Only these ways; absent: all of them. */
  readonly variants?: ReadonlySet<VariantName>;
  /** Go on with the journal of an earlier run. */
  readonly resume: boolean;
  /** Folder for `quality.jsonl`, the journal, and `quality.json`, the scores. */
  readonly out: string;
  /** The report. */
  print(text: string): void;
  /** Progress. */
  say(line: string): void;
  readonly signal?: AbortSignal;
}

interface Task {
  readonly hole: CorpusHole;
  readonly variant: Variant;
  readonly version: string;
}

/** Results in the order of work. Rejects when the model cannot be loaded or fails, or as the signal says. */
export async function runQuality(options: QualityOptions): Promise<readonly Result[]> {
  const { model, out, print, say, resume, signal = new AbortController().signal } = options;
  const projects = await readCorpus();
  const holes = chooseHoles(projects, options.sample);
  const check = await loadSyntaxCheck(languages);
  const version = await codeVersion(model);
  const wanted = variants.filter(({ name }) => options.variants?.has(name) !== false);
  const tasks = tasksOf(holes, projects, { version, wanted });
  const journal = await openJournal(path.join(out, "quality.jsonl"), resume);
  say(`${holes.length} holes, ${tasks.length} answers, code ${version}`);
  const results: Result[] = [];
  for await (const { task, answer } of answersTo(tasks, { model, journal, say, projects }, signal)) {
    const { hole, variant } = task;
    results.push({ hole, variant: variant.name, answer, scores: scoresOf(hole, answer, check) });
  }
  print(qualityReport(results));
  const rows = results.map(({ hole, ...rest }) => ({ hole: hole.id, ...rest }));
  await writeFile(path.join(out, "quality.json"), `${JSON.stringify({ version, results: rows })}\n`);
  return results;
}

/**
 * File by file and way by way, holes from top to bottom: then only what lies between two holes, and the text
 * after the cursor, has to be evaluated for the second.
 */
function tasksOf(
  holes: readonly CorpusHole[],
  projects: readonly Project[],
  { version, wanted }: { readonly version: string; readonly wanted: readonly Variant[] },
): readonly Task[] {
  const versions = new Map(
    languages.map((language) => {
      const own = projects.filter((project) => project.language === language);
      return [language, projectsVersion(version, own)] as const;
    }),
  );
  const byFile = new Map<CorpusHole["file"], CorpusHole[]>();
  for (const hole of holes) byFile.set(hole.file, [...(byFile.get(hole.file) ?? []), hole]);
  const chosen = wanted.map((variant) => ({ variant, own: holesFor(variant, holes) }));
  return [...byFile.values()].flatMap((group) =>
    chosen.flatMap(({ variant, own }) =>
      group
        .filter((hole) => own.has(hole))
        .map((hole) => ({ hole, variant, version: versions.get(hole.project.language) ?? version })),
    ),
  );
}

interface Work {
  readonly model: string;
  readonly journal: Journal;
  readonly projects: readonly Project[];
  say(line: string): void;
}

/** From the journal, or from the model, which is loaded only when something is missing. */
async function* answersTo(
  tasks: readonly Task[],
  { model, journal, projects, say }: Work,
  signal: AbortSignal,
): AsyncIterable<{ readonly task: Task; readonly answer: Answer }> {
  const place = ({ hole, variant, version }: Task) => ({ hole: hole.id, variant: variant.name, version });
  const missing = tasks.filter((task) => journal.find(place(task)) === undefined).length;
  const progress = createProgress<VariantName>(missing, say, () => performance.now());
  const engine = missing === 0 ? undefined : startEngine(engineSettings(model));
  try {
    const recorder = engine && createRecorder(await warm(await engine.ready("completion"), signal));
    const context = await createCorpusContext(projects, signal);
    for (const task of tasks) {
      const known = journal.find(place(task));
      if (known !== undefined || recorder === undefined) {
        if (known !== undefined) yield { task, answer: known };
        continue;
      }
      const { hole, variant } = task;
      const ports = { anchored: variant.anchored, ...context.portsFor(hole, variant.sources) };
      const answer = await answerHole({ hole, recorder, ports }, signal);
      signal.throwIfAborted();
      await journal.add({ ...place(task), answer });
      progress.done(variant.name);
      yield { task, answer };
    }
  } finally {
    await engine?.loader.dispose();
  }
}

/** As many threads as there are cores: nothing here is timed, so a busy machine need not change the number. */
const engineSettings = (model: string) =>
  settingsFor(model, {
    roles: ["completion"],
    engine: { idleUnloadMinutes: 0, threads: availableParallelism() },
  });

/** The first evaluation pays for pages that are not in memory yet. */
async function warm(runtime: ModelRuntime, signal: AbortSignal): Promise<ModelRuntime> {
  const request = {
    kind: "completion",
    prompt: "int main(void) {",
    maxTokens: 4,
    priority: "completion",
  } as const;
  for await (const chunk of runtime.generate(request, signal)) if (chunk.type === "end") break;
  return runtime;
}
