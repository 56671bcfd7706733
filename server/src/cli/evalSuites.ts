/** The suites of one call, with everything their cases need: what is wrong is told before a model is loaded. */
import path from "node:path";
import { type Syntax } from "../documents/syntax/port";
import { type CaseKind, materialsOf, type ReviewCase, type SuiteCase } from "../evaluate/cases";
import { type AskedCase } from "../evaluate/run";
import { readSuite, type Suite } from "../evaluate/suite";
import { besideSuite, shippedSuite, shippedSuites, type SuiteOnDisk, suiteFile } from "../node/suiteFiles";
import { t } from "../util/l10n";
import { RequestError } from "../util/requestError";
import { sha256 } from "../util/sha256";
import { rulesOf, type SuiteRule } from "./evalRules";
import { type Terminal, UsageError } from "./terminal";

export interface LoadedSuite {
  readonly suite: Suite;
  /** The chosen cases. */
  readonly cases: readonly AskedCase[];
  /** Bytes of the files that they name, by the paths in the suite. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly rules: ReadonlyMap<ReviewCase, SuiteRule>;
  /** It comes with Hanare, and so does every text in it. */
  readonly shipped?: true;
}

/** Bytes of all files that a suite's cases name. */
const mostBytes = 64 << 20;

export interface SuiteChoice {
  /** Kinds of cases; absent: all. */
  readonly only?: readonly CaseKind[];
  readonly syntax: Syntax | undefined;
}

/** Rejects with a `UsageError` that names every fault with its line. No name: the suites that come with Hanare. */
export async function loadSuites(
  terminal: Terminal,
  names: readonly string[],
  choice: SuiteChoice,
): Promise<readonly LoadedSuite[]> {
  const shipped = await shippedSuites(terminal.bundles);
  const loaded: LoadedSuite[] = [];
  const problems: string[] = [];
  for (const name of names.length === 0 ? shipped : names) {
    const source = shipped.includes(name)
      ? await shippedSuite(name, terminal.bundles, terminal.signal)
      : await suiteFile({ name, file: path.resolve(terminal.cwd, name) }, terminal.signal);
    const read = readSuite(source);
    if ("problems" in read) problems.push(...read.problems);
    else {
      const suite = await withFiles(terminal, { source, suite: read.suite, problems }, choice);
      loaded.push(shipped.includes(name) ? { ...suite, shipped: true } : suite);
    }
  }
  const ids = loaded.map(({ suite }) => suite.id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) problems.push(t("Two suites have the id {0}. Name one of them.", twice));
  if (problems.length > 0) throw new UsageError(problems.join("\n"));
  const asked = loaded.filter(({ cases }) => cases.length > 0);
  if (asked.length === 0) throw new UsageError(t("The suites have no case of the kind that --only names."));
  return asked;
}

interface Loading {
  readonly source: SuiteOnDisk;
  readonly suite: Suite;
  /** Grows. */
  readonly problems: string[];
}

async function withFiles(
  terminal: Terminal,
  { source, suite, problems }: Loading,
  { only, syntax }: SuiteChoice,
): Promise<LoadedSuite> {
  const files = new Map<string, Uint8Array>();
  let bytes = 0;
  const fault = (line: number, reason: string) =>
    problems.push(t("{0}, line {1}: {2}", suite.name, line, reason));
  const load = async (file: string, line: number) => {
    if (files.has(file)) return;
    try {
      const content = await besideSuite(source.folder, file, terminal.signal);
      bytes += content.length;
      if (bytes > mostBytes) fault(line, t("The suite's files have more than {0} MB.", mostBytes >> 20));
      else files.set(file, content);
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      fault(line, error.message);
    }
  };
  const chosen = suite.cases.filter(({ kind }) => only === undefined || only.includes(kind));
  for (const one of chosen)
    for (const material of materialsOf(one)) if ("file" in material) await load(material.file, one.line);
  for (const pack of suite.packs) await load(pack, 1);
  const rules = await rulesOf(terminal, { cases: chosen, packs: packTexts(suite, files), syntax, fault });
  const cases = chosen.map((one) => ({ suite: suite.id, one, sha256: hashOf(one, { files, rules }) }));
  return { suite, cases, files, rules };
}

const packTexts = ({ packs }: Suite, files: ReadonlyMap<string, Uint8Array>) =>
  packs.flatMap((id) => {
    const content = files.get(id);
    return content === undefined ? [] : [{ id, text: new TextDecoder().decode(content) }];
  });

/** Of what is written, of the files, and of the rule's pack: a mended rule is another measurement. */
function hashOf(one: SuiteCase, { files, rules }: Pick<LoadedSuite, "files" | "rules">): string {
  const contents = materialsOf(one).map((material) =>
    "file" in material ? sha256(files.get(material.file) ?? "") : "",
  );
  const pack = one.kind === "review" ? (rules.get(one)?.pack.sha256 ?? "") : "";
  return sha256([one.sha256, pack, ...contents].join("\n"));
}
