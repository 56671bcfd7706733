/** SARIF 2.1.0 for code scanning and audit tools. Excused findings carry their reason as a suppression. */
import { type Range } from "vscode-languageserver-types";
import {
  type Coverage,
  type Finding,
  type FindingFix,
  type Reference,
  type RelatedPlace,
  type Severity,
} from "../../protocol";
import { relativePath } from "../paths";
import { type RuleInfo } from "../rules";
import { coverageSentence, isIncomplete, judgedLines, unjudgedLines } from "./coverage";
import { toldFix } from "./fixes";
import { type ReportContext, type ReportWriter } from "./index";
import { clauseRelations, clauseTaxonomy, clausesOf } from "./sarifClauses";
import { markOf } from "./words";

export const writeSarif: ReportWriter = ({ findings, coverage }, context) => {
  const clauses = clausesOf(context.rules);
  const mark = markOf(context);
  const shown =
    context.suppressed === "omit" ? findings.filter(({ status }) => status !== "suppressed") : findings;
  const run = {
    tool: { driver: driver(context, clauses) },
    ...(clauses.length === 0 ? {} : { taxonomies: [clauseTaxonomy(clauses)] }),
    columnKind: "utf16CodeUnits",
    invocations: [invocation(coverage, context)],
    results: shown.map((finding) => result(finding, context)),
    properties: {
      coverage,
      packs: context.packs,
      ...(mark === undefined ? {} : { confidentiality: mark }),
      ...(context.model === undefined ? {} : { model: context.model }),
      ...(context.head === undefined ? {} : { auditHead: context.head }),
      ...(context.gone === undefined ? {} : { goneSinceBaseline: context.gone }),
    },
  };
  const log = { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
  return `${JSON.stringify(log, null, 2)}\n`;
};

const levels: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
  info: "note",
};

/** Code scanning services rank by this number, 0 to 10. */
const securitySeverity: Readonly<Record<Severity, string>> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "3.0",
  info: "1.0",
};

function driver({ tool, rules }: ReportContext, clauses: readonly Reference[]) {
  return {
    name: tool.name,
    semanticVersion: tool.version,
    rules: rules.map((info) => rule(info, clauses)),
    ...(clauses.length === 0
      ? {}
      : { supportedTaxonomies: [{ name: clauseTaxonomy(clauses).name, index: 0 }] }),
  };
}

function rule(info: RuleInfo, clauses: readonly Reference[]) {
  const { id, pack, packVersion, severity, title, message, help, refs } = info;
  const url = refs.find((reference) => reference.url !== undefined)?.url;
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: message },
    help: {
      text: help,
      markdown: [help, ...refs.map((one) => `- ${link(one.control, one.url)}`)].join("\n\n"),
    },
    ...(url === undefined ? {} : { helpUri: url }),
    defaultConfiguration: { level: levels[severity] },
    ...(refs.length === 0 ? {} : { relationships: clauseRelations(refs, clauses) }),
    properties: {
      pack,
      packVersion,
      "security-severity": securitySeverity[severity],
      tags: refs.map(({ control }) => control),
    },
  };
}

const link = (text: string, url: string | undefined) => (url === undefined ? text : `[${text}](${url})`);

/** What was not reviewed is in the log too: a reader of results alone must be able to see it. */
function invocation(coverage: Coverage, { packProblems }: ReportContext) {
  const notes = [
    ...packProblems.map((text) => ({ level: "error", message: { text } })),
    ...coverage.skipped.map(({ where, why, textless }) => ({
      level: textless === true ? "note" : "warning",
      message: { text: `${where}: ${why}` },
    })),
    ...[...unjudgedLines(coverage), ...judgedLines(coverage), coverageSentence(coverage)].map((text) => ({
      level: "note",
      message: { text },
    })),
  ];
  return {
    executionSuccessful: !isIncomplete(coverage, packProblems),
    toolExecutionNotifications: notes,
  };
}

function result(finding: Finding, { rules, root, gone }: ReportContext) {
  const { id, fingerprint, decision } = finding;
  const change = toldFix(finding, rules);
  const ruleIndex = rules.findIndex(({ id }) => id === finding.rule);
  const artifactLocation = artifact(finding.uri, root);
  const related = (finding.related ?? []).map((one) => location(one, artifact(one.uri, root)));
  return {
    ruleId: finding.rule,
    ...(ruleIndex < 0 ? {} : { ruleIndex }),
    level: levels[finding.severity],
    kind: "fail",
    message: { text: finding.message },
    locations: [location(finding, artifactLocation)],
    ...(related.length === 0 ? {} : { relatedLocations: related }),
    ...(fingerprint === undefined
      ? {}
      : { partialFingerprints: { "evidence/v1": fingerprint.evidence, "context/v1": fingerprint.context } }),
    ...(gone === undefined ? {} : { baselineState: finding.known === true ? "unchanged" : "new" }),
    ...(finding.suppression === undefined ? {} : { suppressions: [suppression(finding)] }),
    ...(change === undefined ? {} : { fixes: [fix(change, artifactLocation)] }),
    properties: {
      severity: finding.severity,
      status: finding.status,
      source: finding.source,
      pack: finding.pack,
      ...(id === undefined ? {} : { id }),
      ...(decision === undefined ? {} : { decision }),
      ...(finding.place === undefined ? {} : { place: finding.place, evidence: finding.evidence }),
    },
  };
}

const artifact = (uri: string, root: string | undefined) => ({
  uri: encodeURI(relativePath(root, uri)),
  uriBaseId: "%SRCROOT%",
});

/** A Word file or a PDF has no lines: its place is a logical one, as its readers name it. */
function location({ anchor, place, evidence }: RelatedPlace, artifactLocation: object) {
  if (place !== undefined)
    return { physicalLocation: { artifactLocation }, logicalLocations: [{ fullyQualifiedName: place }] };
  return {
    physicalLocation: { artifactLocation, region: { ...regionOf(anchor), snippet: { text: evidence } } },
  };
}

/** In the text itself, or a decision that is kept beside it. */
function suppression({ suppression: excuse, decision }: Finding) {
  const { reason = "", owner, until } = excuse ?? {};
  const kind = decision?.state === "inForce" ? "external" : "inSource";
  const properties = { ...(owner === undefined ? {} : { owner }), ...(until === undefined ? {} : { until }) };
  return { kind, status: "accepted", justification: reason, properties };
}

function fix({ title, range, newText }: FindingFix, artifactLocation: object) {
  const replacements = [{ deletedRegion: regionOf(range), insertedContent: { text: newText } }];
  return { description: { text: title }, artifactChanges: [{ artifactLocation, replacements }] };
}

/** SARIF counts lines and columns from 1; the end column is the one after the last character. */
function regionOf({ start, end }: Range) {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}
