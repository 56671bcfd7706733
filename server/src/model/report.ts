/** What a GGUF file is and what Hanare may use it for, told without loading it. */
import { type FimSetting, type ModelReport } from "../protocol";
import { t } from "../util/l10n";
import { formatSize } from "../util/size";
import { type EmbeddingAbility, embeddingOf } from "./embeddingModels";
import { engineFault } from "./engineFaults";
import { chooseFim, type FimDecision, fimInputOf } from "./fim";
import { nonTextArchitectures } from "./fimFamilies";
import { trainedContext } from "./fitMemory";
import { type GgufHeader, numberOf, textOf } from "./gguf";
import { shown } from "./ggufErrors";
import { readModelHeader, requireModel } from "./ggufFile";
import { fileTypes } from "./ggufTypes";

export interface ModelAbilities {
  readonly completion: FimDecision;
  readonly assistant: ModelReport["assistant"];
  readonly embedding: EmbeddingAbility;
}

/** Rejects with ModelError `model-file`, or with the signal's reason. `path` is absolute. */
export async function inspectModel(path: string, signal?: AbortSignal): Promise<ModelReport> {
  const header = await readModelHeader(path, { tokens: true }, signal);
  requireModel(header);
  return reportOf(header, path);
}

/** Needs a header that was read with its tokens. */
export function reportOf(header: GgufHeader, path: string): ModelReport {
  const { completion, assistant, embedding } = abilitiesOf(header);
  const license = textOf(header.metadata, "general.license");
  return {
    path,
    name: shown(textOf(header.metadata, "general.name") ?? header.file),
    architecture: shown(header.architecture),
    size: header.size,
    quantization: quantizationOf(header),
    contextLength: trainedContext(header),
    ...(license !== undefined && { license: shown(license) }),
    completion: { able: completion.able, reason: completion.reason },
    assistant,
    embedding: { able: embedding.able, reason: embedding.reason },
  };
}

/** What the loader asks of a model: may it complete, with which template, and may it answer questions? */
export function abilitiesOf(header: GgufHeader, fim: FimSetting = "auto"): ModelAbilities {
  const fault = engineFault(header);
  if (fault !== undefined) {
    const no = { able: "no", reason: fault } as const;
    return { completion: no, assistant: no, embedding: no };
  }
  return {
    completion: chooseFim(fimInputOf(header), fim),
    assistant: assistantOf(header),
    embedding: embeddingOf(header),
  };
}

function assistantOf(header: GgufHeader): ModelReport["assistant"] {
  const { metadata, architecture, file } = header;
  const name = shown(textOf(metadata, "general.name") ?? file);
  if (nonTextArchitectures.has(architecture))
    return { able: "no", reason: t("{0} ({1}) does not write text.", name, architecture) };
  if (textOf(metadata, "tokenizer.chat_template") !== undefined)
    return { able: "yes", reason: t("{0} has a chat template.", name) };
  const names = [name, textOf(metadata, "general.finetune") ?? "", file].join(" ");
  if (/(^|[-_. ])(instruct|chat|it)([-_. ]|$)/i.test(names))
    return {
      able: "yes",
      reason: t("{0} is a chat model by its name; it has no chat template of its own.", name),
    };
  return {
    able: "no",
    reason: t(
      "{0} has no chat template: it continues text, but does not follow instructions. Choose an instruct model for summaries and reviews.",
      name,
    ),
  };
}

/** The name the file gives itself, otherwise the type that most of its weights have. */
export function quantizationOf(header: GgufHeader): string {
  const named = fileTypes.get(numberOf(header.metadata, "general.file_type") ?? -1);
  if (named !== undefined) return named;
  const bytes = new Map<string, number>();
  for (const tensor of header.tensors) bytes.set(tensor.type, (bytes.get(tensor.type) ?? 0) + tensor.bytes);
  return [...bytes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? t("unknown");
}

/** For the terminal, one fact a line, in the user's language. */
export function renderModelReport(report: ModelReport): string {
  const able = {
    yes: t("suited"),
    unsure: t("perhaps suited"),
    continuation: t("before the cursor only"),
    no: t("not suited"),
  };
  const rows: readonly (readonly [string, string | undefined])[] = [
    [t("Model"), report.name],
    [t("File"), report.path],
    [t("Architecture"), report.architecture],
    [t("Size"), formatSize(report.size)],
    [t("Quantization"), report.quantization],
    [t("Context length"), t("{0} tokens", report.contextLength)],
    [t("License"), report.license ?? t("not stated in the file")],
    ["SHA-256", report.sha256],
    [t("Completion"), `${able[report.completion.able]} - ${report.completion.reason}`],
    [t("Summary and review"), `${able[report.assistant.able]} - ${report.assistant.reason}`],
    [t("Search by meaning"), `${able[report.embedding.able]} - ${report.embedding.reason}`],
  ];
  return rows
    .filter(([, value]) => value !== undefined)
    .map(([label, value]) => `${label}: ${value}\n`)
    .join("");
}
