/** Tasks on code, drafts and commit messages of a suite, as the editor does them. */
import { runCodeTask } from "../codeTasks/handler";
import { commitMessage } from "../commitMessage/handler";
import { type SourceDocument } from "../documents/document";
import { readText } from "../documents/read";
import { builtInTemplates } from "../draft/builtIn";
import { createDrafter } from "../draft/handler";
import { type CaseKind, type CaseOf, type Material } from "../evaluate/cases";
import { type CasePorts, type Reply } from "../evaluate/ports";
import { type AssistantAbility } from "../model/capabilities";
import { type CodeTaskResult, type Draft } from "../protocol";
import { bytesOf, documentOf, type MaterialDeps, suiteRoot } from "./evalDocuments";
import { type Available } from "./evalPorts";

/** What answers one case. */
export interface WorkDeps extends MaterialDeps {
  readonly assistant: Available<AssistantAbility>;
}

type Work = "code" | "draft" | "commit";
type Port<K extends CaseKind> = (one: CaseOf<K>, deps: WorkDeps, signal: AbortSignal) => Promise<Reply<K>>;

const abilityOf =
  ({ assistant }: WorkDeps) =>
  () =>
    "absent" in assistant ? undefined : assistant;

const code: Port<"code"> = async ({ task, material }, deps, signal) => {
  if ("absent" in deps.assistant) return { notRun: deps.assistant.absent };
  const document = await documentOf(material, {}, deps, signal);
  const result = await runCodeTask(
    {
      assistant: abilityOf(deps),
      read: (source) => readText(source, deps.reader.syntax),
      // The code of a case stands in no project: tests are for the framework that is usual in its language.
      project: () => Promise.resolve([]),
    },
    { task, document, selection: { start: 0, end: document.text.length } },
    () => undefined,
    signal,
  );
  if (result.kind !== "refused")
    return { answer: { text: textOf(result) }, said: textOf(result), by: "model" };
  const { why, answer = "" } = result;
  return { answer: { text: answer, refused: why }, said: answer, by: "model" };
};

const textOf = (result: Exclude<CodeTaskResult, { readonly kind: "refused" }>): string =>
  result.kind === "edit" ? result.after : result.text;

const draft: Port<"draft"> = async ({ template, materials }, deps, signal) => {
  const documents = await allOf(materials, deps, signal);
  const task = { documents, template: builtInTemplates[template], unread: [] };
  const made = await createDrafter({ assistant: abilityOf(deps) }).draft(task, () => undefined, signal);
  signal.throwIfAborted();
  const text = wordsOf(made);
  return { answer: { text }, said: text, by: made.model === undefined ? "rules" : "model" };
};

async function allOf(materials: readonly Material[], deps: MaterialDeps, signal: AbortSignal) {
  const documents: SourceDocument[] = [];
  for (const material of materials) documents.push(await documentOf(material, {}, deps, signal));
  return documents;
}

/** What the draft says, without its links and the lists that stand around it. */
const wordsOf = ({ parts }: Draft): string =>
  parts
    .flatMap(({ title, groups, confirm }) => [
      title,
      ...groups.flatMap(({ heading = "", statements }) => [
        ...(heading === "" ? [] : [heading]),
        ...statements.flatMap(({ text, confirm: asked, code: own = [] }) => [text, ...own, ...asked]),
      ]),
      ...confirm,
    ])
    .join("\n");

const commit: Port<"commit"> = async ({ material }, deps, signal) => {
  const diff = new TextDecoder().decode(bytesOf(material, deps));
  const input = { diff, untracked: [], recent: [], root: suiteRoot };
  const { message, tier } = await commitMessage({ assistant: abilityOf(deps) }, input, signal);
  return { answer: { text: message }, said: message, by: tier === "worded" ? "model" : "rules" };
};

/** `depsOf`: files and model of a case's suite. */
export const workPorts = (depsOf: (one: CaseOf<Work>) => WorkDeps): Pick<CasePorts, Work> => ({
  code: (one, signal) => code(one, depsOf(one), signal),
  draft: (one, signal) => draft(one, depsOf(one), signal),
  commit: (one, signal) => commit(one, depsOf(one), signal),
});
