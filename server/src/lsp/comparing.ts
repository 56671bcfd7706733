/** Two versions of a document in the editor: what changed, and the same as a file. */
import { type SourceDocument } from "../documents/document";
import {
  type CompareRequest,
  type Comparison,
  type ComparisonFormat,
  type SaveComparisonRequest,
} from "../protocol";
import { compareDocuments } from "../summarize/compare/compare";
import { writeComparison } from "../summarize/compare/writers";
import { nameOf } from "../documents/title";
import { t } from "../util/l10n";
import { type Host } from "./host";

export interface ComparingDeps {
  readonly host: Host;
  load(uri: string, signal: AbortSignal): Promise<SourceDocument>;
}

const extensions: Readonly<Record<ComparisonFormat, string>> = {
  docx: "docx",
  xlsx: "xlsx",
  csv: "csv",
  markdown: "md",
  json: "json",
};

export function createComparing({ host, load }: ComparingDeps) {
  async function compareUris(
    { oldUri, newUri }: Pick<CompareRequest.Params, "oldUri" | "newUri">,
    signal: AbortSignal,
  ): Promise<Comparison> {
    const old = await load(oldUri, signal);
    const fresh = await load(newUri, signal);
    signal.throwIfAborted();
    return compareDocuments(old, fresh);
  }
  return {
    compare: async (params: CompareRequest.Params, signal: AbortSignal): Promise<Comparison> => {
      const progress = host.progress(params.workDoneToken, t("Comparing the versions"));
      try {
        return await compareUris(params, signal);
      } finally {
        progress.end();
      }
    },
    saveComparison: async (
      params: SaveComparisonRequest.Params,
      signal: AbortSignal,
    ): Promise<SaveComparisonRequest.Result> => {
      const content = writeComparison(await compareUris(params, signal), params.format);
      const base = nameOf(params.newUri).replace(/\.[^.]*$/, "");
      return {
        name: `${base}-${t("new and old")}.${extensions[params.format]}`,
        content: Buffer.from(content).toString("base64"),
      };
    },
  };
}
