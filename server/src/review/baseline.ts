/** Findings that were there before: only new ones fail. Counts for people, hashes for matching; no text. Pure. */
import { type Finding } from "../protocol";
import { t } from "../util/l10n";
import { openFindings } from "./packSet";

interface BaselineEntry {
  readonly count: number;
  /** Sorted; `evidence context` of each finding. */
  readonly findings: readonly string[];
}

/** By file (relative to the folder of the run) and rule. */
export interface Baseline {
  readonly files: Readonly<Record<string, Readonly<Record<string, BaselineEntry>>>>;
}

/** Findings of the baseline that are no more. */
export interface Gone {
  readonly file: string;
  readonly rule: string;
  readonly count: number;
}

export interface BaselineContext {
  /** A finding's file as the baseline names it. */
  readonly pathOf: (finding: Finding) => string;
  /** This run has looked for the rule in the file: what the baseline says of others stays. */
  readonly looked: (file: string, rule: string) => boolean;
}

export interface Compared {
  /** Those of the baseline are marked `known`. */
  readonly findings: readonly Finding[];
  readonly gone: readonly Gone[];
}

const keyOf = ({ fingerprint }: Finding) => `${fingerprint?.evidence ?? ""} ${fingerprint?.context ?? ""}`;
const evidenceOf = (key: string) => key.split(" ")[0] ?? "";

/** The same text in the same place first, then the same text with something changed around it. */
export function compareWith(
  baseline: Baseline,
  findings: readonly Finding[],
  { pathOf, looked }: BaselineContext,
): Compared {
  const left = remaining(baseline);
  const known = new Set<Finding>();
  const match = (same: (key: string, finding: Finding) => boolean) => {
    for (const finding of openFindings(findings)) {
      const keys = left.get(placeKey(pathOf(finding), finding.rule));
      if (known.has(finding) || keys === undefined) continue;
      const at = keys.findIndex((key) => same(key, finding));
      if (at < 0) continue;
      keys.splice(at, 1);
      known.add(finding);
    }
  };
  match((key, finding) => key === keyOf(finding));
  match((key, { fingerprint }) => evidenceOf(key) === fingerprint?.evidence);
  return {
    findings: findings.map((finding) => (known.has(finding) ? { ...finding, known: true } : finding)),
    gone: [...left].flatMap(([key, keys]) => {
      const [file = "", rule = ""] = key.split("\u0000");
      return keys.length === 0 || !looked(file, rule) ? [] : [{ file, rule, count: keys.length }];
    }),
  };
}

const placeKey = (file: string, rule: string) => `${file}\u0000${rule}`;

function remaining({ files }: Baseline): Map<string, string[]> {
  const left = new Map<string, string[]>();
  for (const [file, rules] of Object.entries(files))
    for (const [rule, { findings }] of Object.entries(rules)) left.set(placeKey(file, rule), [...findings]);
  return left;
}

/** What is open now; of files where the run has not looked, what was known before. What is gone is left out. */
export function nextBaseline(
  before: Baseline | undefined,
  findings: readonly Finding[],
  { pathOf, looked }: BaselineContext,
): Baseline {
  const files = new Map<string, Map<string, string[]>>();
  for (const [file, rules] of Object.entries(before?.files ?? {})) {
    const kept = Object.entries(rules).filter(([rule]) => !looked(file, rule));
    if (kept.length > 0)
      files.set(file, new Map(kept.map(([rule, { findings: keys }]) => [rule, [...keys]])));
  }
  for (const finding of openFindings(findings)) {
    const file = pathOf(finding);
    const rules = files.get(file) ?? new Map<string, string[]>();
    const known = rules.get(finding.rule) ?? [];
    const key = keyOf(finding);
    // What was kept of a rule that was not judged everywhere may be found again.
    rules.set(finding.rule, known.includes(key) ? known : [...known, key]);
    files.set(file, rules);
  }
  return { files: sorted(files, (rules) => sorted(rules, entryOf)) };
}

const entryOf = (keys: readonly string[]): BaselineEntry => ({
  count: keys.length,
  findings: [...keys].sort(),
});

function sorted<V, W>(map: ReadonlyMap<string, V>, each: (value: V) => W): Record<string, W> {
  const entries = [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  // A file or rule may be called `__proto__`.
  return Object.fromEntries(entries.map(([key, value]) => [key, each(value)]));
}

export const writeBaseline = ({ files }: Baseline): string =>
  `${JSON.stringify({ hanare: 1, files }, null, 2)}\n`;

/** Throws an `Error` with a message for the user. */
export function readBaseline(text: string): Baseline {
  const content = parsed(text);
  if (isRecord(content) && content["hanare"] === 1 && isRecord(content["files"])) {
    const files = content["files"];
    if (Object.values(files).every((rules) => isRecord(rules) && Object.values(rules).every(isEntry)))
      return { files: files as Baseline["files"] };
  }
  throw new Error(t("it is no baseline of Hanare. Write it again with --write-baseline"));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    // Said by the caller, with what to do.
    return undefined;
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isEntry = (value: unknown) =>
  isRecord(value) &&
  Array.isArray(value["findings"]) &&
  value["findings"].every((key) => typeof key === "string");
