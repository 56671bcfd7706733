/** `hanare rules test|list|explain`: rule packs as their authors and readers meet them. */
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { pathOf, uriOf } from "../documents/uris";
import { loadFile, platform } from "../node/files";
import { packFile, packFilesIn, shippedPacks } from "../node/packFiles";
import { type Syntax } from "../documents/syntax/port";
import { checkedPacks } from "../review/checkedPacks";
import { type LoadedPacks } from "../review/pack";
import { type PackSource } from "../review/packFile";
import { relativePath } from "../review/paths";
import { severityName } from "../review/report/coverage";
import { rulePage } from "../review/rulePage";
import { type Rule, type RulePack } from "../review/rules";
import { exampleLanguages, testRule } from "../review/ruleTests";
import { language, t } from "../util/l10n";
import { importRules, type Modality } from "../review/importRules";
import { choice, type CommonOptions, deliver } from "./options";
import { readerOf } from "./reader";
import { exitCodes, UsageError, type ExitCode, type Terminal } from "./terminal";

export interface RulesOptions extends CommonOptions {
  readonly format?: string;
}

/** Shipped packs by id, files and folders of files by path; none named: all shipped ones and those of this folder. */
async function load(terminal: Terminal, names: readonly string[], syntax?: Syntax): Promise<LoadedPacks> {
  const shipped = await shippedPacks(terminal.bundles);
  const given = names.length > 0 ? names : [...shipped.map(({ id }) => id), ...(await ownPacks(terminal))];
  const files: PackSource[] = [];
  const active: string[] = [];
  for (const name of given) {
    if (shipped.some(({ id }) => id === name)) active.push(name);
    else
      for (const file of await filesOf(terminal, name)) {
        files.push(file);
        active.push(file.id);
      }
  }
  return checkedPacks([...shipped, ...files], active, syntax);
}

const ownPacks = async ({ cwd }: Terminal): Promise<readonly string[]> =>
  (await packFilesIn(uriOf(cwd, platform))).flatMap((uri) => pathOf(uri, platform) ?? []);

async function filesOf(terminal: Terminal, name: string): Promise<readonly PackSource[]> {
  const file = path.resolve(terminal.cwd, name);
  const info = await stat(file).catch(() => undefined);
  const names = info?.isDirectory() === true ? (await readdir(file)).filter(isPack).sort() : [undefined];
  if (names.length === 0) throw new UsageError(t("There is no YAML file in {0}.", name));
  const cwd = uriOf(terminal.cwd, platform);
  return Promise.all(
    names.map(async (one) => {
      const given = one === undefined ? name : path.join(name, one);
      try {
        return await packFile(given, cwd, terminal.home);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new UsageError(t("The rule pack {0} cannot be read: {1}.", given, reason));
      }
    }),
  );
}

const isPack = (name: string) => /\.ya?ml$/i.test(name);

/** Runs the examples of the packs' rules. 1: an example does not hold; 4: a pack or rule could not be used. */
export async function testPacks(terminal: Terminal, names: readonly string[]): Promise<ExitCode> {
  const { syntax } = readerOf(terminal);
  const { packs, problems } = await load(terminal, names, syntax);
  await syntax?.ready(exampleLanguages({ rules: packs.flatMap(({ rules }) => rules) }));
  const results = packs.flatMap(({ rules }) => rules.map((rule) => testRule(rule, syntax)));
  const root = uriOf(terminal.cwd, platform);
  for (const { message } of problems) terminal.note(message);
  for (const { rule, failures } of results)
    for (const { line, reason, text } of failures) {
      const place = `${relativePath(root, rule.origin?.uri ?? "")}:${line ?? rule.origin?.line ?? 1}`;
      terminal.out(`${place}: [${rule.id}] ${reason}\n    > ${oneLine(text)}\n`);
    }
  const ran = results.filter((one) => one.ran);
  const examples = ran.reduce((sum, one) => sum + one.examples, 0);
  const failed = ran.reduce((sum, one) => sum + one.failures.length, 0);
  const untested = ran.filter((one) => one.examples === 0).map(({ rule }) => rule.id);
  const waiting = results.filter((one) => !one.ran).map(({ rule }) => rule.id);
  terminal.out(
    `${t("Rules: {0}. Examples that hold: {1} of {2}.", ran.length, examples - failed, examples)}\n`,
  );
  if (untested.length > 0) terminal.out(`${t("Without examples: {0}", untested.join(", "))}\n`);
  if (waiting.length > 0) terminal.out(`${t("Not run, they need a model: {0}", waiting.join(", "))}\n`);
  if (failed > 0) return exitCodes.findings;
  return problems.length > 0 ? exitCodes.incomplete : exitCodes.clean;
}

const oneLine = (text: string) =>
  text
    .trim()
    .replace(/\s*[\r\n]+\s*/g, " ⏎ ")
    .slice(0, 200);

export async function listRules(
  terminal: Terminal,
  names: readonly string[],
  options: RulesOptions,
): Promise<ExitCode> {
  const format = choice("--format", options.format ?? "text", ["text", "json"]);
  const { packs, problems } = await load(terminal, names);
  for (const { message } of problems) terminal.note(message);
  terminal.out(
    format === "json" ? `${JSON.stringify(packs.map(packJson), null, 2)}\n` : packs.map(packText).join("\n"),
  );
  return problems.length > 0 ? exitCodes.incomplete : exitCodes.clean;
}

const titleOf = ({ title, message }: Rule) => title?.[language()] ?? message[language()];

function packText({ id, version, title, rules }: RulePack): string {
  const lines = rules.map((rule) => `  ${rule.id} (${severityName(rule.severity)}): ${titleOf(rule)}`);
  return `${[`${title[language()]} (${id} ${version})`, ...lines].join("\n")}\n`;
}

function packJson({ id, version, title, uri, effective, rules }: RulePack) {
  return {
    ...{ id, version, title: title[language()], uri, effective },
    rules: rules.map((rule) => ({
      ...{ id: rule.id, severity: rule.severity, title: titleOf(rule), refs: rule.refs },
      ...(rule.unjudged === undefined ? {} : { unjudged: rule.unjudged }),
    })),
  };
}

export interface ImportRulesOptions extends CommonOptions {
  readonly output?: string;
  readonly pack?: string;
}

/** A regulation as a draft pack. 4: parts of the file could not be read. */
export async function importPack(
  terminal: Terminal,
  file: string,
  options: ImportRulesOptions,
): Promise<ExitCode> {
  const full = path.resolve(terminal.cwd, file);
  const document = await loadFile(full, terminal.signal, readerOf(terminal));
  const name = path.basename(full).replace(/\.[^.]+$/, "");
  const plain = name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  const pack = options.pack ?? `draft.${plain === "" ? "rules" : plain}`;
  const { yaml, clauses, others } = importRules(document, { pack, name });
  if (clauses.length === 0)
    throw new UsageError(
      t(
        "{0} has no clause that demands, forbids or recommends something. Choose the regulation itself.",
        file,
      ),
    );
  await deliver(terminal, yaml, options.output);
  const count = (modality: Modality) => clauses.filter((one) => one.modality === modality).length;
  terminal.note(
    t(
      "Draft rules: {0} (required {1}, prohibited {2}, recommended {3}). Paragraphs without a demand: {4}. Every rule is switched off until you remove `enabled: false`.",
      ...[clauses.length, count("required"), count("prohibited"), count("recommended"), others],
    ),
  );
  for (const { where, why } of document.unread) terminal.note(`${where}: ${why}`);
  return document.unread.some(({ textless }) => textless !== true) ? exitCodes.incomplete : exitCodes.clean;
}

/** The help page of one rule as Markdown. */
export async function explainRule(
  terminal: Terminal,
  id: string,
  names: readonly string[],
): Promise<ExitCode> {
  const { packs, problems } = await load(terminal, names);
  for (const { message } of problems) terminal.note(message);
  for (const pack of packs) {
    const rule = pack.rules.find((one) => one.id.toLowerCase() === id.toLowerCase());
    if (rule === undefined) continue;
    terminal.out(rulePage(rule, pack, language()));
    return exitCodes.clean;
  }
  throw new UsageError(t("There is no rule {0}. hanare rules list shows what there is.", id));
}
