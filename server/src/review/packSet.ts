/** The packs that hold for a folder's settings today: read once, compiled once. */
import { type Syntax } from "../documents/syntax/port";
import { type Finding, type ReviewSettings, type Skipped } from "../protocol";
import { type Language, language, t } from "../util/l10n";
import { captureNames } from "./matchers/ast";
import { checkedPacks } from "./checkedPacks";
import { hashOf } from "./memory";
import { hashOf as packHash, type PackProblem, type PackSource } from "./packFile";
import { relativePath } from "./paths";
import { type PackInfo, type Rule, type RuleInfo, type RulePack } from "./rules";
import { packRule } from "./packCheck";
import { suppressionRule } from "./suppress";

export interface PackPorts {
  /** Every pack that ships with the product. */
  shippedPacks(): Promise<readonly PackSource[]>;
  /**
   * The YAML file a setting names: absolute, `~`, or relative to `folder` (URI of the workspace folder); or a URI that
   * `packsIn` answered.
   * Rejects with a message for the user when it cannot be read.
   */
  packFile(path: string, folder: string | undefined): Promise<PackSource>;
  /** URIs of the packs that a folder (a URI) keeps in `.hanare/rules`; most folders have none. Never rejects. */
  packsIn(folder: string): Promise<readonly string[]>;
  /** False: the workspace may not choose rule packs; its files are not even read. */
  trusted(): boolean;
  /** Compiles the queries of `ast` rules; without it they find nothing and say so. */
  readonly syntax?: Syntax;
}

export interface PackSet {
  readonly packs: readonly RulePack[];
  readonly problems: readonly string[];
  /** Of everything in the packs and settings that decides what is found. */
  readonly hash: string;
  /** Pack files of the user's that were read, and what is wrong in them. */
  readonly files: readonly { readonly uri: string; readonly problems: readonly PackProblem[] }[];
  /** Rules that somebody switched off or changed: said in every report. */
  readonly notes: readonly Skipped[];
}

export interface PackPlace {
  /** URI of the workspace folder. */
  readonly folder: string | undefined;
  /** Packs of the folders that a document lies in, outermost first. */
  readonly own: readonly string[];
}

export async function readPackSet(
  settings: ReviewSettings,
  { folder, own }: PackPlace,
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
  const found = await readOwn(own, folder, ports);
  problems.push(...found.problems);
  const users = [...files, ...found.sources.filter(({ uri }) => !files.some((file) => file.uri === uri))];
  const wanted = [...active, ...found.sources.map(({ id }) => id)];
  const loaded = await checkedPacks([...shipped, ...users], wanted, ports.syntax);
  return {
    packs: loaded.packs.map((pack) => ({
      ...withoutRules(pack, settings.disabledRules),
      ...(shipped.some(({ uri }) => uri === pack.uri) ? { shipped: true as const } : {}),
    })),
    problems: [...problems, ...loaded.problems.map(({ message }) => message)],
    hash: hashOf([[...shipped, ...users].map(packHash), active, settings.disabledRules, language()]),
    files: users.map(({ uri }) => ({ uri, problems: loaded.problems.filter((one) => one.uri === uri) })),
    notes: ruleNotes(loaded.packs, settings.disabledRules),
  };
}

/** A rule that looks at nothing any more finds nothing: whoever reads a report must see that. */
function ruleNotes(packs: readonly RulePack[], disabled: readonly string[]): readonly Skipped[] {
  const off = new Set(disabled);
  const note = (where: string, why: string): Skipped => ({ where, why, textless: true });
  return [
    ...packs.flatMap(({ id, rules }) =>
      rules
        .filter((rule) => off.has(rule.id))
        .map((rule) =>
          note(`${id} ${rule.id}`, t("Switched off by the setting {0}.", "hanare.review.disabledRules")),
        ),
    ),
    ...packs.flatMap(({ changes }) =>
      changes.map(({ rule, of, by, off: isOff }) =>
        isOff
          ? note(`${of} ${rule}`, t("Switched off by rule pack {0}.", by))
          : note(`${rule} (${of})`, t("Changed by rule pack {0}.", by)),
      ),
    ),
  ];
}

/** The packs in `.hanare/rules`, by their path; in a workspace that is not trusted only that they are there. */
async function readOwn(
  own: readonly string[],
  folder: string | undefined,
  ports: PackPorts,
): Promise<{ readonly sources: readonly PackSource[]; readonly problems: readonly string[] }> {
  const sources: PackSource[] = [];
  const problems: string[] = [];
  for (const uri of own) {
    const id = relativePath(folder, uri);
    if (!ports.trusted()) problems.push(untrusted(id));
    else {
      const result = await readFile(uri, folder, ports);
      if ("problem" in result) problems.push(result.problem);
      else sources.push({ ...result.source, id, uri });
    }
  }
  return { sources, problems };
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
        // Nobody waits yet for rules of the future; rules that have ended may be missed.
        ...(from !== undefined && today < from ? { textless: true as const } : {}),
      })),
  };
}

export function ruleInfos(packs: readonly RulePack[], language: Language): readonly RuleInfo[] {
  const infos = packs.flatMap((pack) =>
    pack.rules.map((rule): RuleInfo => ({
      id: rule.id,
      pack: pack.id,
      packVersion: pack.version,
      severity: rule.severity,
      title: rule.title?.[language] ?? rule.id,
      message: plain(rule, language),
      help: rule.help?.[language] ?? plain(rule, language),
      refs: rule.refs,
      ...(rule.mask ? { mask: true } : {}),
    })),
  );
  return [...infos, suppressionInfo(), packInfo()];
}

function plain({ message, ast }: Rule, language: Language): string {
  const names = ["match", "missing", "detail", ...(ast === undefined ? [] : captureNames(ast))];
  return names.reduce((text, name) => text.replaceAll(`{${name}}`, "…"), message[language]);
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

function packInfo(): RuleInfo {
  const text = t(
    "A rule pack that cannot be used as it stands, or an example of it that does not hold. Until it is mended, the pack's other rules are checked without it.",
  );
  return {
    ...{ id: packRule, pack: "hanare", packVersion: "1.0.0", severity: "medium" as const },
    ...{ title: t("Rule pack with an error"), message: text, help: text, refs: [] },
  };
}

/** Findings that count: an excused one does not. */
export const openFindings = (findings: readonly Finding[]) =>
  findings.filter(({ status }) => status !== "suppressed");
