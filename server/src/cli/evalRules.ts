/** The rules that review cases name or bring along, found before anything is run. */
import { type Syntax } from "../documents/syntax/port";
import { type ReviewCase, type SuiteCase } from "../evaluate/cases";
import { shippedPacks } from "../node/packFiles";
import { checkedPacks } from "../review/checkedPacks";
import { type PackSource } from "../review/packFile";
import { type Rule, type RulePack } from "../review/rules";
import { t } from "../util/l10n";
import { type Terminal } from "./terminal";

export interface SuiteRule {
  readonly rule: Rule;
  readonly pack: RulePack;
}

interface Wanted {
  readonly cases: readonly SuiteCase[];
  /** Packs in the suite's folder. */
  readonly packs: readonly { readonly id: string; readonly text: string }[];
  readonly syntax: Syntax | undefined;
  fault(line: number, reason: string): void;
}

export async function rulesOf(
  terminal: Terminal,
  { cases, packs, syntax, fault }: Wanted,
): Promise<ReadonlyMap<ReviewCase, SuiteRule>> {
  const found = new Map<ReviewCase, SuiteRule>();
  const asked = cases.filter((one) => one.kind === "review");
  if (asked.length === 0) return found;
  const shipped = await shippedPacks(terminal.bundles);
  const own = packs.map(({ id, text }): PackSource => ({ id, uri: `file:///suite/${id}`, text }));
  const sources = [...shipped, ...own];
  const loaded = await checkedPacks(
    sources,
    sources.map(({ id }) => id),
    syntax,
  );
  for (const { message } of loaded.problems) fault(1, message);
  for (const one of asked) {
    const rule =
      typeof one.rule === "string"
        ? ruleNamed(one.rule, loaded.packs)
        : await inlineRule(one, { syntax, fault: (reason) => fault(one.line, reason) });
    if (rule === undefined && typeof one.rule === "string")
      fault(one.line, t("There is no rule {0}. hanare rules list shows what there is.", one.rule));
    const isOfFiles = rule !== undefined && (rule.rule.consistency ?? rule.rule.parity) !== undefined;
    if (isOfFiles) fault(one.line, t("{0} compares files with each other; a case has one.", rule.rule.id));
    else if (rule !== undefined) found.set(one, rule);
  }
  return found;
}

function ruleNamed(id: string, packs: readonly RulePack[]): SuiteRule | undefined {
  for (const pack of packs) {
    const rule = pack.rules.find((one) => one.id.toLowerCase() === id.toLowerCase());
    if (rule !== undefined) return { rule, pack };
  }
  return undefined;
}

/** As a pack of its own, so that it is checked as every rule is; what a case has no use for may be left out. */
async function inlineRule(
  { id, rule }: ReviewCase,
  { syntax, fault }: { readonly syntax: Syntax | undefined; fault(reason: string): void },
): Promise<SuiteRule | undefined> {
  const given = typeof rule === "string" ? {} : rule;
  const name = id.normalize("NFKD").replace(/[^A-Za-z0-9._-]/gu, "");
  const text = JSON.stringify({
    hanare: 1,
    pack: { id: "suite", version: "1.0.0", title: "Suite" },
    rules: [{ id: `CASE-${name}`, severity: "medium", message: id, ...given }],
  });
  const { packs, problems } = await checkedPacks([{ id: "suite", uri: "", text }], ["suite"], syntax);
  for (const { reason } of problems) fault(reason);
  const [pack] = packs;
  const [compiled] = pack?.rules ?? [];
  return pack === undefined || compiled === undefined ? undefined : { rule: compiled, pack };
}
