/** OSCAL 1.1 assessment results: observations, a finding for each rule, and the documents they are about. */
import { type Finding } from "../../protocol";
import { t } from "../../util/l10n";
import { uuidOf } from "../../util/uuid";
import { relativePath } from "../paths";
import {
  coverageSentence,
  gapsTitle,
  isWhole,
  judgedLines,
  leftOut,
  notesTitle,
  type SkippedGroup,
  unjudgedLines,
} from "./coverage";
import { type ReportContext, type ReportWriter } from "./index";
import { judgementText, markOf, placeText, relatedText } from "./words";

/** Made once, at random; every UUID of a report is derived from it and from what it names. */
const namespace = "5f1a2c9e-7a35-4d0e-9b61-0a8b2e6f4c17";
const properties = "urn:hanare:oscal";
const version = "1.1.2";

export const writeOscal: ReportWriter = (report, context) => {
  const { findings, coverage } = report;
  const id = (...parts: readonly string[]) => uuidOf(namespace, parts.join("\u0000"));
  const at = instant(context.when);
  const observed = findings.map((finding, index) => ({
    finding,
    path: relativePath(context.root, finding.uri),
    uuid: id("observation", content([finding, index])),
  }));
  const documents = [...new Set(observed.map(({ path }) => path))];
  const whole = content([findings, coverage, context.packs, context.tool, context.model ?? null, at]);
  const result = {
    uuid: id("result", whole),
    title: t("Review report"),
    description: coverageSentence(coverage),
    start: at,
    props: [prop("tool", `${context.tool.name} ${context.tool.version}`), ...modelProps(context)],
    "reviewed-controls": { "control-selections": [{ "include-all": {} }] },
    ...(observed.length === 0
      ? {}
      : { observations: observed.map((one) => observation(one, { id, at, root: context.root })) }),
    ...(observed.length === 0 ? {} : { findings: ruleFindings(observed, context, id) }),
    remarks: remarks(report, context),
  };
  const mark = markOf(context);
  const results = {
    uuid: id("assessment", whole),
    metadata: {
      title: t("Review report"),
      "last-modified": at,
      version: context.tool.version,
      "oscal-version": version,
      // OSCAL's own name for it.
      ...(mark === undefined ? {} : { props: [{ name: "marking", value: mark }] }),
    },
    "import-ap": { href: "#", remarks: "The review was made without an OSCAL assessment plan." },
    results: [result],
    ...(documents.length === 0
      ? {}
      : {
          "back-matter": {
            resources: documents.map((path) => ({
              uuid: id("document", path),
              title: path,
              rlinks: [{ href: encodeURI(path) }],
            })),
          },
        }),
  };
  return `${JSON.stringify({ "assessment-results": results }, null, 2)}\n`;
};

interface Observed {
  readonly finding: Finding;
  readonly path: string;
  readonly uuid: string;
}
type Id = (...parts: readonly string[]) => string;

const content = (value: unknown) => JSON.stringify(value);
const prop = (name: string, value: string) => ({ name, ns: properties, value });

/** OSCAL wants an instant; a report without a date says that it has none. */
const unknownTime = "1970-01-01T00:00:00Z";

function instant(when: string | undefined): string {
  if (when === undefined) return unknownTime;
  if (/^\d{4}-\d\d-\d\d$/.test(when)) return `${when}T00:00:00Z`;
  const time = Date.parse(when);
  return Number.isNaN(time) ? unknownTime : new Date(time).toISOString();
}

const modelProps = ({ model, head }: ReportContext) => [
  ...(model === undefined
    ? []
    : [
        prop("model", model.name),
        ...(model.sha256 === undefined ? [] : [prop("model-sha256", model.sha256)]),
      ]),
  ...(head === undefined ? [] : [prop("audit-head", head)]),
];

function observation(
  { finding, path, uuid }: Observed,
  { id, at, root }: { readonly id: Id; readonly at: string; readonly root: string | undefined },
) {
  const { rule, message, evidence, source, status, fingerprint } = finding;
  return {
    uuid,
    title: rule,
    description: message,
    props: [
      prop("severity", finding.severity),
      prop("status", status),
      prop("source", source),
      ...(fingerprint === undefined ? [] : [prop("fingerprint", fingerprint.context)]),
    ],
    methods: ["TEST"],
    types: ["finding"],
    subjects: [{ "subject-uuid": id("document", path), type: "resource", title: path }],
    "relevant-evidence": [
      {
        href: `#${id("document", path)}`,
        description: [placeText(finding), evidence].filter((part) => part.trim() !== "").join(": "),
      },
      ...(finding.related ?? []).map((one) => ({ description: relatedText(one, root) })),
    ],
    collected: at,
  };
}

/** One a rule: satisfied only where everything it found is excused. */
function ruleFindings(observed: readonly Observed[], { rules }: ReportContext, id: Id) {
  const byRule = new Map<string, Observed[]>();
  for (const one of observed) byRule.set(one.finding.rule, [...(byRule.get(one.finding.rule) ?? []), one]);
  return [...byRule].map(([rule, group]) => {
    const open = group.filter(({ finding }) => finding.status !== "suppressed");
    const info = rules.find((one) => one.id === rule);
    const first = group[0]?.finding;
    const clauses = (info?.refs ?? first?.refs ?? []).map(({ control }) => control);
    return {
      uuid: id("finding", rule, ...group.map(({ uuid }) => uuid)),
      title: info?.title ?? rule,
      description: info?.message ?? first?.message ?? rule,
      ...(clauses.length === 0 ? {} : { props: clauses.map((clause) => prop("clause", clause)) }),
      target: {
        type: "objective-id",
        "target-id": token(rule),
        ...(first === undefined ? {} : { title: judgementText(first) }),
        status: {
          state: open.length > 0 ? "not-satisfied" : "satisfied",
          reason: open.length > 0 ? "fail" : "other",
        },
      },
      "related-observations": group.map(({ uuid }) => ({ "observation-uuid": uuid })),
    };
  });
}

/** The form of OSCAL's tokens. */
const token = (text: string) => text.replace(/[^\p{L}\p{N}.\-_]/gu, "-").replace(/^(?![\p{L}_])/u, "_");

function remarks({ coverage }: Parameters<ReportWriter>[0], { packProblems, when }: ReportContext): string {
  const { gaps, gapCount, notes, noteCount } = leftOut(coverage);
  const listed = (title: string, groups: readonly SkippedGroup[]) =>
    groups.length === 0 ? [] : [title, ...groups.map(({ why, where }) => `${why} (${where.join(", ")})`)];
  return [
    ...(when === undefined ? [t("The review was given no date; the times in this file mean nothing.")] : []),
    ...judgedLines(coverage),
    ...unjudgedLines(coverage),
    ...packProblems,
    ...listed(gapsTitle(gapCount), gaps),
    ...(isWhole(coverage, packProblems) ? [t("Nothing was left out.")] : []),
    ...listed(notesTitle(noteCount), notes),
  ].join("\n\n");
}
