/** SARIF 2.1.0 for code scanning and audit tools. Excused findings carry their reason as a suppression. */
import { type Range } from "vscode-languageserver-types";
import {
  type Coverage,
  type Finding,
  type FindingFix,
  type RelatedPlace,
  type Severity,
} from "../../protocol";
import { relativePath } from "../paths";
import { type RuleInfo } from "../rules";
import { coverageSentence, isIncomplete } from "./coverage";
import { type ReportContext, type ReportWriter } from "./index";

export const writeSarif: ReportWriter = ({ findings, coverage }, context) => {
  const run = {
    tool: { driver: driver(context) },
    columnKind: "utf16CodeUnits",
    invocations: [invocation(coverage, context)],
    results: findings.map((finding) => result(finding, context)),
    properties: { coverage },
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

function driver({ tool, rules }: ReportContext) {
  return { name: tool.name, semanticVersion: tool.version, rules: rules.map(rule) };
}

function rule({ id, pack, packVersion, severity, title, message, help, refs }: RuleInfo) {
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
    ...coverage.skipped.map(({ where, why }) => ({
      level: "warning",
      message: { text: `${where}: ${why}` },
    })),
    { level: "note", message: { text: coverageSentence(coverage) } },
  ];
  return {
    executionSuccessful: !isIncomplete(coverage, packProblems),
    toolExecutionNotifications: notes,
  };
}

function result(finding: Finding, { rules, root }: ReportContext) {
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
    ...(finding.suppression === undefined ? {} : { suppressions: [suppression(finding.suppression)] }),
    ...(finding.fix === undefined ? {} : { fixes: [fix(finding.fix, artifactLocation)] }),
    properties: {
      severity: finding.severity,
      status: finding.status,
      source: finding.source,
      pack: finding.pack,
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

function suppression({ reason, owner, until }: NonNullable<Finding["suppression"]>) {
  const properties = { ...(owner === undefined ? {} : { owner }), ...(until === undefined ? {} : { until }) };
  return { kind: "inSource", status: "accepted", justification: reason, properties };
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
