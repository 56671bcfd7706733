/** What Hanare costs before any model is loaded: the language server's memory and the extension's activation. */
import { measureActivation, type Activation } from "./measure/activation";
import { measureLanguageServer, type ServerMemory } from "./measure/languageServer";
import { spread, table } from "./report/format";
import { verdictTable } from "./report/verdictTable";
import { spreadOf } from "./statistics";
import { judge, type Verdict } from "./targets";

export interface Footprint {
  readonly text: string;
  /** One entry a round, in the units of their own types. */
  readonly activations: readonly Activation[];
  readonly memories: readonly ServerMemory[];
  readonly verdicts: readonly Verdict[];
}

const megabytes = (bytes: number | undefined) => (bytes === undefined ? undefined : bytes / 1e6);
/** A process of its own takes a moment, so activation can afford more rounds than a model. */
const activationRounds = 7;

export async function measureFootprint(rounds: number): Promise<Footprint> {
  const activations: Activation[] = [];
  for (let round = 0; round < activationRounds; round++) activations.push(await measureActivation());
  const memories: ServerMemory[] = [];
  for (let round = 0; round < rounds; round++) memories.push(await measureLanguageServer());
  const activate = spreadOf(activations.map((each) => each.activate));
  const resident = spreadOf(memories.map(({ server }) => megabytes(server?.resident)));
  const rows = [
    ["", "Hanare", "baseline"],
    [
      "language server without the engine, MB (baseline: an empty Node process)",
      spread(resident),
      spread(spreadOf(memories.map(({ emptyProcess }) => megabytes(emptyProcess?.resident)))),
    ],
    [
      "  of it anonymous",
      spread(spreadOf(memories.map(({ server }) => megabytes(server?.anonymous)))),
      spread(spreadOf(memories.map(({ emptyProcess }) => megabytes(emptyProcess?.anonymous)))),
    ],
    [
      "activation on a stub of the editor, ms (baseline: an empty extension)",
      spread(activate),
      spread(spreadOf(activations.map((each) => each.emptyModule))),
    ],
    ["  longest turn after it, ms", spread(spreadOf(activations.map((each) => each.laterTurn))), ""],
  ];
  const verdicts = [
    judge({ name: "language server", bound: "at most", limit: 120, unit: "MB" }, resident),
    judge({ name: "activation", bound: "at most", limit: 50, unit: "ms" }, activate),
  ];
  const text = `${table(rows)}\n\n${verdictTable("Targets, without a model", verdicts)}`;
  return { text, activations, memories, verdicts };
}
