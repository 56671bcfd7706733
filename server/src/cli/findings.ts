/** `hanare findings list|decide|approve`: decisions about findings, kept in the folder's `.hanare/triage.json`. */
import { platform } from "../node/files";
import { localDay } from "../node/clock";
import { changeTriage } from "../node/triageFiles";
import { uriOf } from "../documents/uris";
import { type Finding, verdicts } from "../protocol";
import { relativePath } from "../review/paths";
import { placeText, stateName } from "../review/report/words";
import { severityName } from "../review/report/coverage";
import { approve, decide } from "../review/triage";
import { triagePath } from "../review/triageFile";
import { t } from "../util/l10n";
import { printableLine } from "../util/printable";
import { choice, type CommonOptions } from "./options";
import { reviewPaths, type Reviewed } from "./review";
import { exitCodes, UsageError, type ExitCode, type Terminal } from "./terminal";

interface RuleOptions extends CommonOptions {
  readonly rules?: readonly string[];
}

export interface DecideOptions extends RuleOptions {
  readonly verdict: string;
  readonly by: string;
  readonly reason: string;
  readonly due?: string;
  readonly owner?: string;
}

export async function listFindings(
  terminal: Terminal,
  paths: readonly string[],
  options: RuleOptions,
): Promise<ExitCode> {
  const { result } = await reviewPaths(terminal, paths, options);
  const cwd = uriOf(terminal.cwd, platform);
  const lines = result.findings.map((finding) => {
    const { id = "", uri, severity, rule, message } = finding;
    const place = `${relativePath(cwd, uri)} (${placeText(finding)})`;
    const line = `${id}  ${stateName(finding)}  ${place}: ${severityName(severity)} [${rule}] ${message}`;
    return `${printableLine(line)}\n`;
  });
  terminal.out(lines.length === 0 ? `${t("No findings.")}\n` : lines.join(""));
  return exitCodes.clean;
}

export async function decideFinding(
  terminal: Terminal,
  [id, ...paths]: readonly string[],
  options: DecideOptions,
): Promise<ExitCode> {
  const { by, reason, due, owner } = options;
  const verdict = choice("--verdict", options.verdict, verdicts);
  const { finding, folder } = await findingOf(terminal, id ?? "", { paths, options });
  const place = { finding, path: relativePath(folder, finding.uri) };
  const text = { verdict, by, reason, on: localDay(), ...(due && { due }), ...(owner && { owner }) };
  await changeTriage(folder, (decisions) => decide(decisions, place, text));
  terminal.note(t("Recorded in {0}.", triagePath));
  return exitCodes.clean;
}

export async function approveFinding(
  terminal: Terminal,
  [id, ...paths]: readonly string[],
  options: RuleOptions & { readonly by: string },
): Promise<ExitCode> {
  const { folder } = await findingOf(terminal, id ?? "", { paths, options });
  const signature = { by: options.by, on: localDay() };
  await changeTriage(folder, (decisions) => approve(decisions, id ?? "", signature));
  terminal.note(t("Recorded in {0}.", triagePath));
  return exitCodes.clean;
}

interface Where {
  readonly paths: readonly string[];
  readonly options: RuleOptions;
}

/** The finding is made again: nobody decides about what is not there. */
async function findingOf(
  terminal: Terminal,
  id: string,
  { paths, options }: Where,
): Promise<{ readonly finding: Finding; readonly folder: string }> {
  const { result, recordFolderOf }: Reviewed = await reviewPaths(terminal, paths, options);
  const finding = result.findings.find((one) => one.id === id);
  const folder = finding && recordFolderOf(finding.uri);
  if (finding === undefined || folder === undefined)
    throw new UsageError(t("There is no finding {0} here. hanare findings list shows those there are.", id));
  return { finding, folder };
}
