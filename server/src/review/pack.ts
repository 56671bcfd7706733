/** Rule packs: files to compiled rules. A pack or rule that cannot be used is reported, the others run. */
import { sha256 } from "../util/sha256";
import {
  type PackFile,
  type PackProblem,
  packProblem,
  type PackSource,
  readPackFile,
  type RuleText,
} from "./packFile";
import { type Syntax } from "../documents/syntax/port";
import { both, compileRule } from "./compileRule";
import { type Complain } from "./matchers";
import { defaultGate, type Rule, type RuleChange, type RulePack } from "./rules";
import { t } from "../util/l10n";

export interface LoadedPacks {
  /** In the order of `active`. */
  readonly packs: readonly RulePack[];
  readonly problems: readonly PackProblem[];
}

/**
 * `sources`: every pack there is; `active`: the packs to check, by `PackSource.id` or by the id in the
 * file (default: all). Packs that are only extended need not be active. `check`: what a grammar says of a query.
 * Pure; messages in the user's language.
 */
export function loadPacks(
  sources: readonly PackSource[],
  active?: readonly string[],
  check?: Syntax["check"],
): LoadedPacks {
  const problems: PackProblem[] = [];
  const files: PackFile[] = [];
  const unusable = new Set<string>();
  for (const source of sources) {
    const result = readPackFile(source);
    if ("file" in result) files.push(result.file);
    // A pack that is not asked for may be broken without a word.
    else if (active === undefined || active.includes(source.id)) problems.push(...result.problems);
    if (!("file" in result)) unusable.add(source.id);
  }
  const find = (name: string) =>
    files.find(({ source }) => source.id === name) ?? files.find(({ content }) => content.pack.id === name);
  const chosen: PackFile[] = [];
  for (const name of active ?? sources.map(({ id }) => id)) {
    const file = find(name);
    if (file !== undefined && !chosen.includes(file)) chosen.push(file);
    else if (file === undefined && !unusable.has(name)) problems.push(unknownPack(name));
  }
  const report = (problem: PackProblem) => void problems.push(problem);
  const packs = chosen.map((file) => compilePack(file, { find, report, check }));
  return { packs: withoutDuplicates(packs, chosen), problems };
}

function unknownPack(name: string): PackProblem {
  const message = t(
    'There is no rule pack "{0}". Correct its name in the setting "hanare.review.packs", or give the path of a YAML file.',
    name,
  );
  return { uri: "", line: 0, message, reason: message };
}

interface Origin {
  readonly rule: RuleText;
  readonly file: PackFile;
  readonly index: number;
  /** The pack whose rule it changes. */
  readonly over?: PackFile;
}
type Find = (name: string) => PackFile | undefined;
type Report = (problem: PackProblem) => void;

interface Compiling {
  readonly find: Find;
  readonly report: Report;
  readonly check: Syntax["check"] | undefined;
}

function compilePack(file: PackFile, { find, report, check }: Compiling): RulePack {
  const { pack } = file.content;
  const origins = [...overlaid(file, { find, report, path: [] }).values()];
  const rules = origins.flatMap(({ rule, file: owner, index }): readonly Rule[] => {
    if (rule.enabled === false) return [];
    let usable = true;
    const complain: Complain = (path, reason) => {
      usable = false;
      const line = owner.lineOf(["rules", index, ...path]);
      report(packProblem(owner.source, line, t("rule {0} is left out: {1}", rule.id, reason)));
    };
    const compiled = compileRule(rule, complain, owner.source.built === undefined ? check : undefined);
    const lineOf = (...path: readonly (string | number)[]) => owner.lineOf(["rules", index, ...path]);
    return usable && compiled !== undefined ? [located(compiled, owner.source.uri, lineOf)] : [];
  });
  const { from, until } = pack.effective ?? {};
  const { owner, approver } = pack;
  const require = pack.suppression?.require ?? [];
  return {
    id: pack.id,
    version: pack.version,
    title: both(pack.title),
    uri: file.source.uri,
    effective: { ...(from == null ? {} : { from }), ...(until == null ? {} : { until }) },
    ...(owner === undefined ? {} : { owner }),
    ...(approver === undefined ? {} : { approver }),
    approvals: pack.waiver?.approvals ?? 0,
    sha256: hashOf(file, origins),
    suppression: { owner: require.includes("owner"), until: require.includes("until") },
    ...(pack.gate === undefined ? {} : { gate: gateOf(pack.gate) }),
    judgeRequired: pack.gate?.required === true,
    rules,
    switchedOff: origins.filter(({ rule }) => rule.enabled === false).map(({ rule }) => rule.id),
    changes: origins.flatMap(changeOf),
  };
}

/** What a shipped pack changes in another one is the product's own. */
function changeOf({ rule, file, over }: Origin): readonly RuleChange[] {
  if (over === undefined || file.source.built !== undefined) return [];
  const [of, by] = [over.content.pack.id, file.content.pack.id];
  return [{ rule: rule.id, of, by, off: rule.enabled === false }];
}

const gateOf = ({ precision, recall }: NonNullable<PackFile["content"]["pack"]["gate"]>) => ({
  precision: precision ?? defaultGate.precision,
  recall: recall ?? defaultGate.recall,
});

/** The rule with the lines it and its examples stand in. */
function located(rule: Rule, uri: string, lineOf: (...path: readonly (string | number)[]) => number): Rule {
  const examples = (kind: "violation" | "ok") =>
    rule.tests[kind].map((example, index) => ({ ...example, line: lineOf("tests", kind, index) }));
  const tests = { violation: examples("violation"), ok: examples("ok") };
  return { ...rule, origin: { uri, line: lineOf("id") }, tests };
}

/** Of the file as it is, where it extends nothing, so that anybody can compare it. */
function hashOf(file: PackFile, origins: readonly Origin[]): string {
  const own = file.hash;
  const others = new Set(origins.filter((origin) => origin.file !== file).map((origin) => origin.file));
  if (others.size === 0) return own;
  return sha256([own, ...[...others].map(({ hash }) => hash).sort()].join("\n"));
}

interface Extension {
  readonly find: Find;
  readonly report: Report;
  /** Packs on the way here, against circles. */
  readonly path: readonly string[];
}

/** Rules of the extended packs first, changed by the pack's own rules of the same id. */
function overlaid(file: PackFile, { find, report, path }: Extension): ReadonlyMap<string, Origin> {
  const { pack, rules } = file.content;
  const merged = new Map<string, Origin>();
  const trail = [...path, pack.id];
  for (const [index, name] of (pack.extends ?? []).entries()) {
    const base = find(name);
    const line = file.lineOf(["pack", "extends", index]);
    if (base === undefined) {
      report(packProblem(file.source, line, t('there is no rule pack "{0}" to extend', name)));
    } else if (trail.includes(base.content.pack.id)) {
      report(packProblem(file.source, line, t('"{0}" extends itself in a circle', name)));
    } else {
      for (const [id, origin] of overlaid(base, { find, report, path: trail })) merged.set(id, origin);
    }
  }
  const own = new Set<string>();
  for (const [index, rule] of rules.entries()) {
    if (own.has(rule.id)) {
      const line = file.lineOf(["rules", index, "id"]);
      report(
        packProblem(file.source, line, t("the rule id {0} is used twice; the first one counts", rule.id)),
      );
      continue;
    }
    own.add(rule.id);
    const base = merged.get(rule.id);
    const over = base?.over ?? base?.file;
    merged.set(rule.id, { rule: { ...base?.rule, ...rule }, file, index, ...(over && { over }) });
  }
  return merged;
}

/** A pack and one that extends it may both be active: a rule runs once, as the extending pack has it. */
function withoutDuplicates(packs: readonly RulePack[], files: readonly PackFile[]): readonly RulePack[] {
  const extended = new Set(files.flatMap(({ content }) => content.pack.extends ?? []));
  const byRank = [...packs].sort((a, b) => Number(extended.has(a.id)) - Number(extended.has(b.id)));
  const owner = new Map<string, string>();
  for (const pack of byRank) {
    for (const id of [...pack.rules.map((rule) => rule.id), ...pack.switchedOff]) {
      if (!owner.has(id)) owner.set(id, pack.id);
    }
  }
  return packs.map((pack) => ({ ...pack, rules: pack.rules.filter(({ id }) => owner.get(id) === pack.id) }));
}
