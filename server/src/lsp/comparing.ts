/** Two versions of a document in the editor: what changed, which rules that touches, and the same as a file. */
import { type SourceDocument } from "../documents/document";
import {
  type CompareRequest,
  type Comparison,
  type ComparisonFormat,
  type ResourceSettings,
  type SaveComparisonRequest,
} from "../protocol";
import { compareDocuments } from "../summarize/compare/compare";
import { type RulePorts, withAffected } from "../summarize/compare/rules";
import { writeComparison } from "../summarize/compare/writers";
import { nameOf } from "../documents/title";
import { t } from "../util/l10n";
import { type Host } from "./host";

export interface ComparingDeps {
  readonly host: Host;
  load(uri: string, signal: AbortSignal): Promise<SourceDocument>;
  settings(uri: string): Promise<ResourceSettings>;
  walk(uri: string, exclude: readonly string[], signal: AbortSignal): AsyncIterable<string>;
}

type Asked = Pick<CompareRequest.Params, "oldUri" | "newUri" | "rules">;

const extensions: Readonly<Record<ComparisonFormat, string>> = {
  docx: "docx",
  xlsx: "xlsx",
  csv: "csv",
  markdown: "md",
  json: "json",
};

export function createComparing({ host, load, settings, walk }: ComparingDeps) {
  /** What the user looks at: a folder of rules is not read again to save it. */
  let last: { readonly key: string; readonly comparison: Comparison } | undefined;

  async function compareUris(
    { oldUri, newUri, rules }: Asked,
    progress: RulePorts["progress"],
    signal: AbortSignal,
  ): Promise<Comparison> {
    const old = await load(oldUri, signal);
    const fresh = await load(newUri, signal);
    signal.throwIfAborted();
    const comparison = compareDocuments(old, fresh);
    if (rules === undefined) return comparison;
    const { index } = await settings(newUri);
    signal.throwIfAborted();
    const ports: RulePorts = {
      ...{ load, progress, nameOf: nameBelow(rules) },
      walk: (uri, inner) => walk(uri, index.exclude, inner),
    };
    return withAffected(comparison, rules, ports, signal);
  }

  return {
    compare: async (params: CompareRequest.Params, signal: AbortSignal): Promise<Comparison> => {
      const progress = host.progress(params.workDoneToken, t("Comparing the versions"));
      try {
        const comparison = await compareUris(
          params,
          (done, total, uri) => progress.report(done / total, nameOf(uri)),
          signal,
        );
        last = { key: keyOf(params), comparison };
        return comparison;
      } finally {
        progress.end();
      }
    },
    saveComparison: async (
      params: SaveComparisonRequest.Params,
      signal: AbortSignal,
    ): Promise<SaveComparisonRequest.Result> => {
      const comparison =
        last?.key === keyOf(params) ? last.comparison : await compareUris(params, () => undefined, signal);
      const content = writeComparison(comparison, params.format);
      const base = nameOf(params.newUri).replace(/\.[^.]*$/, "");
      return {
        name: `${base}-${t("new and old")}.${extensions[params.format]}`,
        content: Buffer.from(content).toString("base64"),
      };
    },
  };
}

const keyOf = ({ oldUri, newUri, rules }: Asked) => JSON.stringify([oldUri, newUri, rules]);

/** From the chosen folder's own name on. */
const nameBelow = (roots: readonly string[]) => (uri: string) => {
  const root = roots.find((folder) => uri.startsWith(`${folder}/`));
  if (root === undefined) return nameOf(uri);
  const segments = uri.slice(root.lastIndexOf("/") + 1).split("/");
  return segments.map(nameOf).join("/");
};
