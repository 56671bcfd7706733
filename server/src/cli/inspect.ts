/** `hanare models inspect [--test] FILE`: what the file says, what its test said, how fast it is here. */
import path from "node:path";
import { type CapabilityCard } from "../model/capability";
import { openCapabilityCards } from "../model/capabilityCards";
import { scoreOf } from "../model/completionGate";
import { completionTestName, testCompletion } from "../model/completionTest";
import { examKey } from "../model/exam";
import { inspectModel, renderModelReport } from "../model/report";
import { measureSpeed, type Speed } from "../model/speed";
import { importModel, openHashCache, verifyModel } from "../model/store";
import { t } from "../util/l10n";
import { withModel } from "./loadModel";
import { formats, json, progressTo } from "./models";
import { choice, type CommonOptions } from "./options";
import { exitCodes, type ExitCode, type Terminal } from "./terminal";

export interface InspectOptions extends CommonOptions {
  readonly format: string;
  readonly test?: boolean;
}

interface Tested {
  readonly card: CapabilityCard;
  readonly speed?: Speed;
}

/** Exit code 3 when a test was asked for and the model did not pass it. */
export async function inspect(terminal: Terminal, file: string, options: InspectOptions): Promise<ExitCode> {
  const format = choice("--format", options.format, formats);
  const model = path.resolve(terminal.cwd, file);
  const report = await inspectModel(model, terminal.signal);
  const testable = report.completion.able !== "no";
  const asked = options.test === true && testable;
  const tested = asked ? await testNow(terminal, model) : await rememberedTest(terminal, model);
  if (options.test === true && !testable)
    terminal.note(t("There is nothing to test: {0}", report.completion.reason));
  if (format === "json") terminal.out(json({ ...report, ...(tested && { completionTest: tested }) }));
  else terminal.out(renderModelReport(report) + (tested ? renderTest(tested) : ""));
  return asked && tested?.card.passed !== true ? exitCodes.engine : exitCodes.clean;
}

/** What the test of this very file said, if it ran on this machine and the file's hash is known. */
async function rememberedTest(terminal: Terminal, model: string): Promise<Tested | undefined> {
  const hashes = openHashCache(terminal.storagePath);
  const sha256 = await verifyModel({ path: model }, hashes, () => undefined, terminal.signal);
  if (sha256 === undefined) return undefined;
  const cards = await openCapabilityCards(terminal.storagePath).ofModel(sha256);
  const card = cards.findLast(({ role }) => role === "completion");
  return card && { card };
}

async function testNow(terminal: Terminal, model: string): Promise<Tested> {
  // The result is remembered under the file's hash, which is part of what the loaded model knows of itself.
  const hashes = openHashCache(terminal.storagePath);
  const known = await verifyModel({ path: model }, hashes, () => undefined, terminal.signal);
  if (known === undefined) await importModel(model, { hashes }, progressTo(terminal), terminal.signal);
  return withModel(terminal, { file: model, role: "completion", untested: true }, async (loader) => {
    const runtime = loader.runtime("completion");
    if (runtime === undefined) throw new Error("a role that is ready has a runtime");
    terminal.note(t("Testing the model"));
    const card = await testCompletion(runtime, terminal.signal);
    const key = examKey(runtime, completionTestName(runtime));
    // A folder that may not be written costs the next run a test, not this one its result.
    const kept = key === undefined ? undefined : openCapabilityCards(terminal.storagePath).put(key, card);
    await kept?.catch((error: unknown) => terminal.note(String(error)));
    return { card, speed: await measureSpeed(runtime, terminal.signal) };
  });
}

function renderTest({ card, speed }: Tested): string {
  const [right, all] = scoreOf(card);
  const verdict = card.passed ? t("passed") : t("failed");
  const rows = [
    `${t("Completion test")}: ${t("{0}, {1} of {2}", verdict, right, all)} (${card.engine})`,
    ...card.cases.map(({ name, ok, why }) => `  ${name}: ${ok ? t("right") : why}`),
  ];
  if (speed)
    rows.push(
      `${t("Speed here")}: ${t("{0} tokens/s read, {1} tokens/s written", speed.prompt.toFixed(1), speed.decode.toFixed(1))}`,
    );
  return rows.map((row) => `${row}\n`).join("");
}
