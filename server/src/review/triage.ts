/** What people decided about findings: kept by hashes, so that a decision ends when the text changes. Pure. */
import {
  type Finding,
  type FindingDecision,
  type Fingerprint,
  type Severity,
  type Signature,
  type Verdict,
} from "../protocol";
import { t } from "../util/l10n";
import { RequestError } from "../util/requestError";
import { sha256 } from "../util/sha256";
import { idOf } from "./identity";
import { type RulePack } from "./rules";

/** One record of `.hanare/triage.json`. The only text in it is the user's own note. */
export interface Decision extends Signature, Fingerprint {
  /** Of the finding. */
  readonly id: string;
  /** Relative to the workspace folder. */
  readonly file: string;
  readonly rule: string;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly due?: string;
  readonly owner?: string;
  readonly approvals: readonly Approval[];
}

/** Somebody agreed to the decision as it was then: to another reason or day nobody has agreed. */
export interface Approval extends Signature {
  /** `contentOf` the decision. */
  readonly of?: string;
}

export interface Triage {
  readonly decisions: readonly Decision[];
  /** Why a record was not used, for the user. */
  readonly problems: readonly string[];
}

/** What a person enters. */
export interface DecisionText extends Signature {
  readonly verdict: Verdict;
  readonly reason: string;
  readonly due?: string;
  readonly owner?: string;
}

export interface TriageContext {
  /** Of the document, relative to its workspace folder. */
  readonly path: string;
  /** YYYY-MM-DD. */
  readonly today: string;
}

/** The findings with what was decided about them; what is excused becomes `suppressed`. */
export function applyDecisions(
  findings: readonly Finding[],
  decisions: readonly Decision[],
  context: TriageContext,
): readonly Finding[] {
  const own = new Map(
    decisions.filter(({ file }) => file === context.path).map((decision) => [decision.id, decision] as const),
  );
  if (own.size === 0) return findings;
  return findings.map((finding) => {
    const decision = own.get(finding.id ?? "");
    return decision === undefined ? finding : decided(finding, decision, context);
  });
}

function decided(finding: Finding, decision: Decision, context: TriageContext): Finding {
  const { verdict, by, on, reason, due, owner } = decision;
  const state = stateOf(finding, decision, context);
  const approvals = approvalsOf(decision).map((one) => ({ by: one.by, on: one.on }));
  const known: FindingDecision = {
    ...{ verdict, by, on, reason },
    ...(due === undefined ? {} : { due }),
    ...(owner === undefined ? {} : { owner }),
    ...{ approvals, state },
  };
  if (state !== "inForce" || finding.status === "suppressed") return { ...finding, decision: known };
  const suppression = { reason, owner: by, ...(due === undefined ? {} : { until: due }) };
  return { ...withoutFix(finding), status: "suppressed", suppression, decision: known };
}

const withoutFix = ({ fix: _fix, ...finding }: Finding): Finding => finding;

function stateOf(
  { waiver = {} }: Finding,
  decision: Decision,
  { today }: TriageContext,
): FindingDecision["state"] {
  const { verdict, due } = decision;
  if (verdict === "fixed") return "stillFound";
  if (due === undefined ? verdict === "acceptedRisk" && waiver.until === true : due < today) return "ended";
  if (verdict === "toFix") return "open";
  return approvalsOf(decision).length < (waiver.approvals ?? 0) ? "waiting" : "inForce";
}

/** What a pack asks of an exception from a rule: `Finding.waiver`. */
export function waiverOf({ approvals, suppression }: RulePack, severity: Severity): Pick<Finding, "waiver"> {
  const others = severity === "high" || severity === "critical" ? approvals : 0;
  if (others === 0 && !suppression.until) return {};
  return {
    waiver: {
      ...(others === 0 ? {} : { approvals: others }),
      ...(suppression.until ? { until: true as const } : {}),
    },
  };
}

/** The same person in another spelling is no second person. */
const personOf = (name: string) =>
  name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s\p{C}・.,、]+/gu, "");

/** Each person once, never who made the decision, and only of those who saw it as it is. */
function approvalsOf(decision: Decision): readonly Approval[] {
  const content = contentOf(decision);
  const people = new Set(["", personOf(decision.by)]);
  return decision.approvals.filter(({ by, of }) => {
    const person = personOf(by);
    if (of !== content || people.has(person)) return false;
    people.add(person);
    return true;
  });
}

const contentOf = ({ id, file, rule, verdict, by, on, reason, due, owner }: Decision): string =>
  sha256(JSON.stringify([id, file, rule, verdict, by, on, reason, due ?? null, owner ?? null])).slice(0, 32);

/** A new decision about a finding takes the place of an older one, with its approvals. */
export function decide(
  decisions: readonly Decision[],
  { finding, path }: { readonly finding: Finding; readonly path: string },
  text: DecisionText,
): readonly Decision[] {
  const { fingerprint } = finding;
  if (fingerprint === undefined)
    throw new RequestError("not-accepted", t("This finding cannot be decided on. Review the file again."));
  check(text, finding);
  const { verdict, by, on, reason, due, owner } = text;
  const decision: Decision = {
    id: idOf(path, finding.rule, fingerprint),
    ...{ file: path, rule: finding.rule, verdict, by: by.trim(), on, reason: reason.trim() },
    ...(due === undefined ? {} : { due }),
    ...(owner === undefined ? {} : { owner }),
    approvals: [],
    ...fingerprint,
  };
  return [...decisions.filter((other) => !same(other, decision)), decision].sort(byPlace);
}

const same = (a: Decision, b: Decision) => a.id === b.id && a.file === b.file;

const byPlace = (a: Decision, b: Decision) =>
  a.file < b.file ? -1 : a.file > b.file ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;

function check({ by, reason, due, verdict }: DecisionText, { waiver }: Finding): void {
  if (by.trim() === "") throw new RequestError("not-accepted", t("Say who decides."));
  if (reason.trim() === "") throw new RequestError("not-accepted", t("Say why: a decision needs a reason."));
  if (due !== undefined && !isDay(due))
    throw new RequestError("not-accepted", t("{0} is not a day. Write it as YYYY-MM-DD.", due));
  if (due === undefined && verdict === "acceptedRisk" && waiver?.until === true)
    throw new RequestError(
      "not-accepted",
      t("The rule pack asks for the last day on which a risk is accepted. Give it as YYYY-MM-DD."),
    );
}

export function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
  );
}

/** Four eyes: who decided cannot agree, and nobody can agree twice. */
export function approve(
  decisions: readonly Decision[],
  id: string,
  { by, on }: Signature,
): readonly Decision[] {
  const decision = decisions.find((one) => one.id === id);
  if (decision === undefined)
    throw new RequestError("not-accepted", t("Nothing has been decided about finding {0} yet.", id));
  if (by.trim() === "") throw new RequestError("not-accepted", t("Say who agrees."));
  if (personOf(by) === personOf(decision.by))
    throw new RequestError(
      "not-accepted",
      t("{0} made this decision, so somebody else must agree to it.", decision.by),
    );
  if (approvalsOf(decision).some((one) => personOf(one.by) === personOf(by)))
    throw new RequestError("not-accepted", t("{0} has agreed already; another person must.", by.trim()));
  const own = { by: by.trim(), on, of: contentOf(decision) };
  const agreed = { ...decision, approvals: [...approvalsOf(decision), own] };
  return decisions.map((one) => (one === decision ? agreed : one));
}
