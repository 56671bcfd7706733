/** The packs that hold for a folder's settings today: read once, compiled once. */
import { type Finding, type ReviewSettings, type Skipped } from "../protocol";
import { type Language, t } from "../util/l10n";
import { loadPacks } from "./pack";
import { type PackSource } from "./packFile";
import { type PackInfo, type RuleInfo, type RulePack } from "./rules";
import { suppressionRule } from "./suppress";

export interface PackPorts {
  /** Every pack that ships with the product. */
  shippedPacks(): Promise<readonly PackSource[]>;
  /**
   * The YAML file a setting names: absolute, `~`, or relative to `folder` (URI of the workspace folder).
   * Rejects with a message for the user when it cannot be read.
   */
  packFile(path: string, folder: string | undefined): Promise<PackSource>;
  /** False: the workspace may not choose rule packs; its files are not even read. */
  trusted(): boolean;
}

export interface PackSet {
  readonly packs: readonly RulePack[];
  readonly problems: readonly string[];
}

export async function readPackSet(
  settings: ReviewSettings,
  folder: string | undefined,
  ports: PackPorts,
): Promise<PackSet> {
  const problems: string[] = [];
  const shipped = await readShipped(ports, problems);
  const files: PackSource[] = [];
  for (const name of new Set(settings.packs.filter((pack) => !shipped.some(({ id }) => id === pack)))) {
    // A bare word is a misspelled id, not a file: `loadPacks` says so.
    if (!isFileName(name)) continue;
    if (!ports.trusted()) problems.push(untrusted(name));
    else {
      const result = await readFile(name, folder, ports);
      if ("problem" in result) problems.push(result.problem);
      else files.push(result.source);
    }
  }
  const read = new Set(files.map(({ id }) => id));
  const active = settings.packs.filter((name) => read.has(name) || !isFileName(name));
  const loaded = loadPacks([...shipped, ...files], active);
  return {
    packs: loaded.packs.map((pack) => withoutRules(pack, settings.disabledRules)),
    problems: [...problems, ...loaded.problems.map(({ message }) => message)],
  };
}

async function readShipped(ports: PackPorts, problems: string[]): Promise<readonly PackSource[]> {
  try {
    return await ports.shippedPacks();
  } catch (error) {
    problems.push(
      t("The rule packs that come with Hanare cannot be read: {0}. Install Hanare again.", reasonOf(error)),
    );
    return [];
  }
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

const isFileName = (name: string) => /[\\/]|\.ya?ml$/i.test(name);

function untrusted(name: string): string {
  return t(
    "Rule pack {0} was not loaded: this workspace is not trusted. Trust the workspace to use its rule packs.",
    name,
  );
}

async function readFile(
  name: string,
  folder: string | undefined,
  ports: PackPorts,
): Promise<{ readonly source: PackSource } | { readonly problem: string }> {
  try {
    const source = await ports.packFile(name, folder);
    return { source: { ...source, id: name } };
  } catch (error) {
    const reason = reasonOf(error);
    return {
      problem: t('Rule pack {0} cannot be read: {1}. Check the setting "hanare.review.packs".', name, reason),
    };
  }
}

function withoutRules(pack: RulePack, disabled: readonly string[]): RulePack {
  const off = new Set(disabled);
  return { ...pack, rules: pack.rules.filter(({ id }) => !off.has(id)) };
}

/** Packs whose days include `today`, and what is said about the others. */
export function effectivePacks(
  packs: readonly RulePack[],
  today: string,
): { readonly packs: readonly RulePack[]; readonly skipped: readonly Skipped[] } {
  const holds = ({ effective: { from, until } }: RulePack) =>
    (from === undefined || from <= today) && (until === undefined || today <= until);
  return {
    packs: packs.filter(holds),
    skipped: packs
      .filter((pack) => !holds(pack))
      .map(({ id, effective: { from, until } }) => ({
        where: id,
        why: t(
          "The rule pack holds from {0} until {1}; it was not checked today.",
          from ?? "…",
          until ?? "…",
        ),
      })),
  };
}

/** Rules that need what this version does not have; what becomes of rules for a model, its stage says. */
export function unjudgedRules(packs: readonly RulePack[]): readonly Skipped[] {
  return packs.flatMap(({ id: pack, rules }) =>
    rules
      .filter(({ unjudged }) => unjudged === "ast")
      .map(({ id }) => ({
        where: `${pack} ${id}`,
        why: t("Not judged in this version: the rule needs a syntax tree query. Check it by hand."),
      })),
  );
}

export function ruleInfos(packs: readonly RulePack[], language: Language): readonly RuleInfo[] {
  const infos = packs.flatMap((pack) =>
    pack.rules.map((rule): RuleInfo => ({
      id: rule.id,
      pack: pack.id,
      packVersion: pack.version,
      severity: rule.severity,
      title: rule.title?.[language] ?? rule.id,
      message: plain(rule.message[language]),
      help: rule.help?.[language] ?? plain(rule.message[language]),
      refs: rule.refs,
      ...(rule.mask ? { mask: true } : {}),
    })),
  );
  return [...infos, suppressionInfo()];
}

export const packInfos = (packs: readonly RulePack[], language: Language): readonly PackInfo[] =>
  packs.map(({ id, version, title, effective, owner, approver, sha256 }) => ({
    id,
    version,
    title: title[language],
    ...effective,
    ...(owner === undefined ? {} : { owner }),
    ...(approver === undefined ? {} : { approver }),
    sha256,
  }));

const plain = (message: string) => message.replaceAll("{match}", "…").replaceAll("{missing}", "…");

function suppressionInfo(): RuleInfo {
  const text = t(
    "A hanare-ignore comment without a reason, past its last day or without use. Every exception must say why, and end when it is no longer needed.",
  );
  return {
    id: suppressionRule,
    pack: "hanare",
    packVersion: "1.0.0",
    severity: "medium",
    title: t("Exception that does not hold"),
    message: text,
    help: text,
    refs: [],
  };
}

/** Findings that count: an excused one does not. */
export const openFindings = (findings: readonly Finding[]) =>
  findings.filter(({ status }) => status !== "suppressed");
