/** Which cases and models can be measured, and how the command line is asked for it: plain data. */
import { type ModelEntry } from "../../server/src/protocol";
import { type Translate } from "./translate";

export interface ModelItem {
  /** The entry's name. */
  readonly label: string;
  readonly description: string;
  readonly picked: boolean;
}

/** Models of this computer; servers are measured from a shell, where it is said what may be sent to them. */
export function modelItems(
  models: readonly ModelEntry[],
  inUse: readonly string[],
  t: Translate,
): readonly ModelItem[] {
  return models
    .filter(({ endpoint }) => endpoint === undefined)
    .map(({ name, lora = [] }) => {
      const words = [
        ...(inUse.includes(name) ? [t("in use")] : []),
        ...(lora.length > 0 ? [t("with an adapter")] : []),
      ];
      return { label: name, description: words.join(", "), picked: inUse.includes(name) };
    });
}

export interface Measured {
  /** File of a suite; absent: the cases that come with Hanare. */
  readonly suite?: string;
  /** Names of entries. */
  readonly models: readonly string[];
  /** Without ending: the last result and its report get theirs. */
  readonly result: string;
  /** BCP 47, of the editor. */
  readonly language: string;
}

/** What stands behind the script. */
export const evalArguments = ({ suite, models, result, language }: Measured): readonly string[] => [
  ...["eval", ...(suite === undefined ? [] : [suite])],
  ...models.flatMap((name) => ["--model", name]),
  ...["--keep", `${result}.json`, "--format", "markdown", "--output", reportOf(result)],
  ...["--language", language.startsWith("ja") ? "ja" : "en"],
];

export const reportOf = (result: string): string => `${result}.md`;

/** What answers now: the product's version, for it brings prompts and templates, and the models. */
export interface Answering {
  readonly version: string;
  readonly models: readonly AnsweringModel[];
}

export interface AnsweringModel {
  readonly name: string;
  /** When it is known: another file under the same name is another model. */
  readonly sha256?: string;
}

/** Whether a kept result is of another version, or not of one of the models. Undefined for what is no result. */
export function isOutdated(text: string, { version, models }: Answering): boolean | undefined {
  const last = parsed(text);
  if (last === undefined || typeof last["version"] !== "string" || !Array.isArray(last["runs"]))
    return undefined;
  const measured = last["runs"].flatMap(
    (run: { model?: Partial<AnsweringModel> } | null) => run?.model ?? [],
  );
  const isMeasured = ({ name, sha256 }: AnsweringModel) =>
    measured.some(
      (model) =>
        model.name === name &&
        (sha256 === undefined || model.sha256 === undefined || model.sha256 === sha256),
    );
  return last["version"] !== version || !models.every(isMeasured);
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
