/** One line above a document that says how many findings it has; it leads to the report. */
import { type CodeLens, type CodeLensParams, type Diagnostic } from "vscode-languageserver/node";
import { canonicalUri } from "../documents/uris";
import { type DiagnosticData, originalUriOf, reviewFileCommand, severities } from "../protocol";
import { severityName } from "../review/report/coverage";
import { t } from "../util/l10n";
import { diagnosticSource } from "./diagnosticOf";

export interface SummaryLensDeps {
  /** The editor has the command that a lens runs. */
  readonly shown: boolean;
  /** Lenses are to be asked for again. */
  refresh(): void;
}

export interface SummaryLens {
  /** What is shown of a document (canonical URI) from now on. */
  published(uri: string, items: readonly Diagnostic[]): void;
  lenses(params: CodeLensParams): readonly CodeLens[];
}

export function createSummaryLens({ shown, refresh }: SummaryLensDeps): SummaryLens {
  const titles = new Map<string, string>();
  return {
    published(uri, items) {
      const known = titles.get(uri);
      // Once it is there it stays: a line that comes and goes would make the text jump while one types.
      const none = known === undefined ? undefined : t("Hanare findings: none");
      const title = shown ? (titleOf(items) ?? none) : undefined;
      if (title === undefined || title === known) return;
      titles.set(uri, title);
      refresh();
    },
    lenses({ textDocument }) {
      const uri = canonicalUri(originalUriOf(textDocument.uri));
      const title = titles.get(uri);
      if (title === undefined) return [];
      const at = { line: 0, character: 0 };
      const command = { title, command: reviewFileCommand, arguments: [uri] };
      return [{ range: { start: at, end: at }, command }];
    },
  };
}

/** The gravest first; undefined without a finding. */
function titleOf(items: readonly Diagnostic[]): string | undefined {
  const own = items.filter(({ source }) => source === diagnosticSource);
  if (own.length === 0) return undefined;
  const counts = [...severities]
    .reverse()
    .map((severity) => ({
      severity,
      count: own.filter(({ data }) => (data as DiagnosticData | undefined)?.severity === severity).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${severityName(severity)} ${count}`);
  return t("Hanare findings: {0} ({1})", own.length, counts.join(", "));
}
