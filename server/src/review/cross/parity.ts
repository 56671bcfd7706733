/** Two documents that must say the same in two languages: the first difference of each section. */
import { type Finding, type Skipped } from "../../protocol";
import { t } from "../../util/l10n";
import { type ParityPart, type Rule } from "../rules";
import { type Shape, type Skeleton } from "./facts";
import { equalValues, placeOf } from "./statements";

export interface ParityResult {
  readonly findings: readonly Finding[];
  readonly skipped: readonly Skipped[];
}

/** Findings stand in the `right` document, the place in the `left` one beside them. */
export function differences(rule: Rule, skeletons: readonly Skeleton[]): ParityResult {
  const byPath = new Map(skeletons.map((one) => [one.path, one]));
  const findings: Finding[] = [];
  const skipped: Skipped[] = [];
  for (const left of skeletons) {
    if (left.counterpart === undefined) continue;
    const right = byPath.get(left.counterpart);
    if (right !== undefined) findings.push(...compared(rule, left, right));
    else {
      const why = t(
        "Rule {0}: not compared with {1}, which was not among the reviewed files.",
        rule.id,
        left.counterpart,
      );
      skipped.push({ where: left.path, why, textless: true });
    }
  }
  return { findings, skipped };
}

function compared(rule: Rule, left: Skeleton, right: Skeleton): readonly Finding[] {
  const parts = rule.parity?.compare ?? new Set<ParityPart>();
  const pairs = aligned(left.sections, right.sections);
  const findings: Finding[] = [];
  let last = right.sections[0];
  for (const [one, other] of pairs) {
    last = other ?? last;
    const place = other ?? last;
    if (place === undefined) continue;
    const found = one && other ? difference(one, other, parts) : missing(one, parts);
    if (found === undefined) continue;
    const { detail, at = place.draft, beside = one?.draft } = found;
    const message = at.message.replaceAll("{detail}", () => detail);
    findings.push({ ...at, message, ...(beside === undefined ? {} : { related: [placeOf(beside)] }) });
  }
  return findings;
}

interface Difference {
  readonly detail: string;
  readonly at?: Finding;
  readonly beside?: Finding;
}

function missing(one: Shape | undefined, parts: ReadonlySet<ParityPart>): Difference | undefined {
  if (!parts.has("headings")) return undefined;
  if (one === undefined) return { detail: t("the other document has no such section") };
  return { detail: t("a section is missing: {0}", one.draft.evidence.replace(/^#+\s*/, "")) };
}

const names = () => [t("danger notices"), t("warnings"), t("cautions")] as const;

function difference(one: Shape, other: Shape, parts: ReadonlySet<ParityPart>): Difference | undefined {
  if (parts.has("headings") && one.level !== other.level)
    return { detail: t("heading level {0} here, {1} there", other.level, one.level) };
  if (parts.has("steps") && one.steps !== other.steps)
    return { detail: t("steps: {0} here, {1} there", other.steps, one.steps) };
  if (parts.has("warnings"))
    for (const [index, name] of names().entries()) {
      const [here, there] = [other.warnings[index] ?? 0, one.warnings[index] ?? 0];
      if (here !== there) return { detail: t("{0}: {1} here, {2} there", name, here, there) };
    }
  return parts.has("numbers") ? numberDifference(one, other) : undefined;
}

/** Figures of one side that the other states in no form; numbers in words stand for figures, but need not. */
function numberDifference(one: Shape, other: Shape): Difference | undefined {
  const lost = (from: Shape, to: Shape) =>
    from.values.find(
      ({ value }) => /\d/.test(value.text) && !to.values.some((known) => equalValues(value, known.value)),
    );
  const [here, there] = [lost(other, one), lost(one, other)];
  if (here !== undefined && there !== undefined) {
    const detail = t("“{0}” here, “{1}” there", here.draft.evidence, there.draft.evidence);
    return { detail, at: here.draft, beside: there.draft };
  }
  if (here !== undefined) return { detail: t("“{0}” is only here", here.draft.evidence), at: here.draft };
  if (there === undefined) return undefined;
  return { detail: t("“{0}” is missing", there.draft.evidence), beside: there.draft };
}

type Pair = readonly [Shape | undefined, Shape | undefined];

/** Sections in order; where their number differs, those are paired whose levels make the longest common row. */
function aligned(left: readonly Shape[], right: readonly Shape[]): readonly Pair[] {
  if (left.length === right.length) return left.map((one, index) => [one, right[index]]);
  const lengths = commonRows(left, right);
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  const pairs: Pair[] = [];
  let [i, j] = [0, 0];
  while (i < left.length && j < right.length) {
    const [one, other] = [left[i], right[j]];
    if (one !== undefined && other !== undefined && alike(one, other) && at(i, j) === at(i + 1, j + 1) + 1) {
      pairs.push([one, other]);
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) pairs.push([left[i++], undefined]);
    else pairs.push([undefined, right[j++]]);
  }
  return [
    ...pairs,
    ...left.slice(i).map((one): Pair => [one, undefined]),
    ...right.slice(j).map((one): Pair => [undefined, one]),
  ];
}

/** Same level and steps, and no sign that they are about different things. */
function alike(one: Shape, other: Shape): boolean {
  if (one.level !== other.level || one.steps !== other.steps) return false;
  const shared = one.values.filter(({ value }) =>
    other.values.some((known) => equalValues(value, known.value)),
  );
  return shared.length * 2 >= Math.min(one.values.length, other.values.length);
}

/** `[i][j]`: the longest common row of what follows. Documents have few sections. */
function commonRows(left: readonly Shape[], right: readonly Shape[]): readonly (readonly number[])[] {
  const rows = Array.from({ length: left.length + 1 }, () => new Array<number>(right.length + 1).fill(0));
  for (let i = left.length - 1; i >= 0; i -= 1)
    for (let j = right.length - 1; j >= 0; j -= 1) {
      const [one, other, row] = [left[i], right[j], rows[i]];
      if (one === undefined || other === undefined || row === undefined) continue;
      row[j] = alike(one, other)
        ? (rows[i + 1]?.[j + 1] ?? 0) + 1
        : Math.max(rows[i + 1]?.[j] ?? 0, row[j + 1] ?? 0);
    }
  return rows;
}
