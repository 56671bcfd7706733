/**
 * The test of the completion role: three tiny holes with one right filling each. Names and token lists say
 * what a model ought to do; this says what it does. One hole can be filled only by reading what follows it.
 */
import { type CapabilityCard, type CapabilityCase, whoWasTested } from "./capability";
import { shippedOrigin } from "./routing/origin";
import { collect, isModelError, type GenerateRequest, type ModelRuntime } from "./runtime";

/** A hole and its fillings. `accepts` sees the model's words without white space around them. */
interface Hole {
  readonly name: string;
  readonly prefix: string;
  readonly suffix: string;
  accepts(text: string): boolean;
}

const line: Hole = {
  name: "typescript-line",
  prefix: "export function area(width: number, height: number): number {\n  return width *",
  suffix: ";\n}\n",
  accepts: (text) => /^height\b/.test(text),
};

const block: Hole = {
  name: "python-block",
  prefix: [
    "def largest(numbers):",
    '    """Return the largest of the numbers."""',
    "    best = numbers[0]",
    "    for number in numbers[1:]:",
    "        if number > best:",
  ].join("\n"),
  suffix: "\n    return best\n",
  // A filling that writes what follows a second time has not read it.
  accepts: (text) => /^best\s*=\s*number\b(?!\[)/.test(text) && !text.includes("return"),
};

const suffixOnly: Hole = {
  name: "python-name-from-suffix",
  prefix: "import math\n\n\ndef",
  suffix: "(radius):\n    return math.pi * radius ** 2\n\n\nprint(circle_area(2))\n",
  accepts: (text) => text === "circle_area",
};

/** Continuations have no suffix; the text goes on as it likes behind the right words. */
const continuations: readonly Hole[] = [
  { ...line, suffix: "" },
  { ...block, suffix: "", accepts: (text) => /^best\s*=\s*number\b(?!\[)/.test(text) },
  {
    name: "java-line",
    prefix:
      "int sum(int[] items) {\n    int total = 0;\n    for (int i = 0; i < items.length; i++) {\n        total +=",
    suffix: "",
    accepts: (text) => /^items\s*\[\s*i\s*\]/.test(text),
  },
];

const holes: readonly Hole[] = [line, block, suffixOnly];
const neededCases = 2;
/** Of tokens; the longest right filling has about eight. */
const length = 16;
/** Grows with the cases: what was remembered of other cases does not count. */
const edition = 1;

/** Tells this test from others of the same model and engine: another template, another test. */
export const completionTestName = ({ info }: ModelRuntime): string =>
  `${info.completes} ${edition} ${info.template ?? ""}`.trim();

/**
 * Runs the three cases greedily, one after another, at the lowest priority: about 200 tokens of prompt and
 * 48 generated. Rejects with a `ModelError` that is not about one prompt, or with the signal's reason.
 */
export async function testCompletion(runtime: ModelRuntime, signal: AbortSignal): Promise<CapabilityCard> {
  const { completes } = runtime.info;
  const cases: CapabilityCase[] = [];
  for (const hole of completes === "infill" ? holes : continuations) {
    cases.push(await runCase(hole, runtime, signal));
    signal.throwIfAborted();
  }
  return {
    role: "completion",
    passed: cases.filter(({ ok }) => ok).length >= neededCases,
    cases,
    ...whoWasTested(runtime.info),
  };
}

async function runCase(hole: Hole, runtime: ModelRuntime, signal: AbortSignal): Promise<CapabilityCase> {
  const { name } = hole;
  try {
    const { text } = await collect(runtime.generate(requestOf(hole, runtime), signal));
    const ok = hole.accepts(text.trim());
    // The cases are our own text: what the model made of them is no text of the user's.
    return { name, ok, why: ok ? "" : `wrote ${JSON.stringify(text.slice(0, 80))}` };
  } catch (error) {
    if (signal.aborted || !isModelError(error) || !["unsupported", "prompt-too-long"].includes(error.code))
      throw error;
    return { name, ok: false, why: error.code };
  }
}

function requestOf({ prefix, suffix }: Hole, { info }: ModelRuntime): GenerateRequest {
  const sampling = { temperature: 0 };
  const options = { origin: shippedOrigin, priority: "interactive", maxTokens: length, sampling } as const;
  return info.completes === "infill"
    ? { ...options, kind: "infill", prefix, suffix }
    : { ...options, kind: "completion", prompt: prefix };
}
