/** A finding as the editor's Problems view shows it. */
import {
  DiagnosticSeverity,
  type Diagnostic,
  type DiagnosticRelatedInformation,
} from "vscode-languageserver/node";
import { statusNote } from "../review/report/coverage";
import { type DiagnosticData, type Finding, type RelatedPlace, type Severity, viewUriOf } from "../protocol";

export const diagnosticSource = "Hanare";

/** No finding is a hint: the Problems view leaves hints out, and nothing is silently left out (promise P3). */
const severityOf: Readonly<Record<Severity, DiagnosticSeverity>> = {
  critical: DiagnosticSeverity.Error,
  high: DiagnosticSeverity.Error,
  medium: DiagnosticSeverity.Warning,
  low: DiagnosticSeverity.Information,
  info: DiagnosticSeverity.Information,
};

export function diagnosticOf(finding: Finding): Diagnostic {
  const note = statusNote(finding);
  const href = finding.refs.find((reference) => reference.url !== undefined)?.url;
  const data: DiagnosticData = {
    rule: finding.rule,
    severity: finding.severity,
    ...(finding.id === undefined ? {} : { id: finding.id }),
    ...(finding.place === undefined ? {} : { place: finding.place }),
    ...(finding.waiver?.approvals === undefined ? {} : { fourEyes: true as const }),
    ...(finding.fix ? { fix: finding.fix } : {}),
  };
  return {
    range: finding.anchor,
    severity: severityOf[finding.severity],
    code: finding.rule,
    ...(href === undefined ? {} : { codeDescription: { href } }),
    source: diagnosticSource,
    message: note === "" ? finding.message : `${finding.message} (${note})`,
    ...(finding.related === undefined ? {} : { relatedInformation: finding.related.map(relatedOf) }),
    data,
  };
}

/** Of a file without lines, the place is one of its view. */
function relatedOf({ uri, anchor, place, evidence }: RelatedPlace): DiagnosticRelatedInformation {
  const shown = place === undefined ? uri : viewUriOf(uri);
  const message = place === undefined ? evidence : `${place}: ${evidence}`;
  return { location: { uri: shown, range: anchor }, message };
}

/** Findings that a reader of Problems should see: suppressed ones are in the report only. */
export function diagnosticsOf(findings: readonly Finding[]): readonly Diagnostic[] {
  return findings.filter((finding) => finding.status !== "suppressed").map(diagnosticOf);
}
