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

/** What answers now: the product's version, for it brings prompts and templates, and the names of models. */
export interface Answering {
  readonly version: string;
  readonly models: readonly string[];
}

/** Whether a kept result is of another version, or lacks one of the models. Undefined for what is no result. */
export function isOutdated(text: string, { version, models }: Answering): boolean | undefined {
  const last = parsed(text);
  if (last === undefined || typeof last["version"] !== "string" || !Array.isArray(last["runs"]))
    return undefined;
  const measured = new Set(
    last["runs"].map((run: { model?: { name?: unknown } } | null) => run?.model?.name),
  );
  return last["version"] !== version || models.some((name) => !measured.has(name));
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
