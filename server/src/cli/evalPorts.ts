/** Runs the cases of suites with the features themselves, as the editor and the other commands do. */
import { createCompletion } from "../completion/handler";
import { type ReviewCase, type SuiteCase } from "../evaluate/cases";
import { type CasePorts } from "../evaluate/ports";
import { chatRequest } from "../evaluate/prompt";
import { type AssistantAbility } from "../model/capabilities";
import { type RequestOrigin, shippedOrigin } from "../model/routing/origin";
import { collect, type ModelRuntime } from "../model/runtime";
import { delay } from "../node/clock";
import { type ReadPorts } from "../documents/readFile";
import { defaultSettings } from "../protocol";
import { createSummarizer } from "../summarize/handler";
import { askPort } from "./evalAsk";
import { documentOf, type MaterialDeps, uriIn } from "./evalDocuments";
import { reviewPort } from "./evalReview";
import { type LoadedSuite } from "./evalSuites";
import { workPorts } from "./evalWork";

/** A model in a role, or why there is none, in the user's language. */
export type Available<T> = T | { readonly absent: string };

export interface PortDeps {
  readonly suites: readonly LoadedSuite[];
  readonly reader: ReadPorts;
  readonly completion: Available<ModelRuntime>;
  readonly assistant: Available<AssistantAbility>;
  readonly embedding: ModelRuntime | undefined;
}

export function createPorts(deps: PortDeps): CasePorts {
  const { suites, reader, completion, assistant, embedding } = deps;
  const owners = new Map(suites.flatMap((suite) => suite.cases.map(({ one }) => [one, suite] as const)));
  const materials = (one: SuiteCase): MaterialDeps => ({
    files: owners.get(one)?.files ?? new Map<string, Uint8Array>(),
    reader,
  });
  const runtimeFor = (runtime: ModelRuntime, one: SuiteCase) => ofSuite(runtime, owners.get(one)?.shipped);
  const assistantFor = (one: SuiteCase) =>
    "absent" in assistant ? assistant : { ...assistant, runtime: runtimeFor(assistant.runtime, one) };
  const abilityFor = (one: SuiteCase) => {
    const found = assistantFor(one);
    return () => ("absent" in found ? undefined : found);
  };
  const ruleOf = (one: ReviewCase) => owners.get(one)?.rules.get(one);
  const judgeFor = (one: SuiteCase) => {
    const found = assistantFor(one);
    return "absent" in found ? found : found.runtime;
  };
  return {
    complete: (one, signal) =>
      completionPort("absent" in completion ? completion : runtimeFor(completion, one))(one, signal),
    review: (one, signal) => reviewPort({ ...materials(one), ruleOf, judge: judgeFor(one) })(one, signal),
    ask: (one, signal) => askPort({ ...materials(one), assistant: abilityFor(one), embedding })(one, signal),
    async summarize(one, signal) {
      const document = await documentOf(one.material, {}, materials(one), signal);
      const options = { length: one.length, language: "auto", template: "auto" } as const;
      const { summarize } = createSummarizer({ assistant: abilityFor(one) });
      const { sections, model } = await summarize(document, options, () => undefined, signal);
      signal.throwIfAborted();
      const text = sections.flatMap(({ sentences }) => sentences.map((sentence) => sentence.text)).join("\n");
      return { answer: { text }, said: text, by: model === undefined ? "rules" : "model" };
    },
    refuse: (one, signal) => refusalPort(assistantFor(one), materials)(one, signal),
    ...workPorts((one) => ({ ...materials(one), assistant: assistantFor(one) })),
  };
}

/**
 * Where the texts of a suite come from: those of a shipped one ship with Hanare, as the models' own tests do; those of
 * others go by the rules for evaluations.
 */
const ofSuite = (runtime: ModelRuntime, shipped: true | undefined): ModelRuntime => {
  const originFor = (origin: RequestOrigin | undefined): { readonly origin?: RequestOrigin } => {
    if (shipped === true) return { origin: shippedOrigin };
    return origin === undefined ? {} : { origin: { ...origin, task: "evaluation" } };
  };
  return {
    get info() {
      return runtime.info;
    },
    generate: (request, signal) => runtime.generate({ ...request, ...originFor(request.origin) }, signal),
    countTokens: (text) => runtime.countTokens(text),
    dispose: () => Promise.resolve(),
  };
};

/** Milliseconds: what is looked at is the suggestion, not how much of it a busy machine makes in a user's time. */
const patience = 60_000;

function completionPort(completion: Available<ModelRuntime>): CasePorts["complete"] {
  if ("absent" in completion) return () => Promise.resolve({ notRun: completion.absent });
  const patient: ModelRuntime = {
    ...completion,
    generate: (request, signal) => completion.generate({ ...request, timeBudget: patience }, signal),
    countTokens: (text) => completion.countTokens(text),
  };
  const settings = { ...defaultSettings.completion, candidates: 1, ahead: false, debounce: 0 };
  return async ({ id, language, before, after }, signal) => {
    // A slow machine is given whole lines after half a second; without a clock every machine answers alike.
    const { complete } = createCompletion({ runtime: () => patient, now: () => 0, delay });
    const place = { uri: uriIn(id), languageId: language, text: before + after, offset: before.length };
    const [item] = await complete({ ...place, version: 1, explicit: true, settings }, signal);
    const text = item?.text ?? "";
    const replaced = after.slice(0, (item?.range.end ?? before.length) - before.length);
    return { answer: { text, replaced }, said: text, by: "model" };
  };
}

function refusalPort(
  assistant: Available<AssistantAbility>,
  materials: (one: SuiteCase) => MaterialDeps,
): CasePorts["refuse"] {
  if ("absent" in assistant) return () => Promise.resolve({ notRun: assistant.absent });
  return async (one, signal) => {
    const { prompt, material } = one;
    const document =
      material === undefined ? undefined : await documentOf(material, {}, materials(one), signal);
    const { text } = await collect(assistant.runtime.generate(chatRequest(prompt, document), signal));
    return { answer: { text }, said: text, by: "model" };
  };
}
