/** `hanare proofread PATH…` */
import { access, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { type SourceDocument } from "../documents/document";
import { pathOf, uriOf } from "../documents/uris";
import { unreadByName } from "../documents/readFile";
import { loadFile, platform, walk } from "../node/files";
import { termPath, termsAt } from "../node/termFiles";
import { createTokenizerWorker } from "../node/tokenizerWorker";
import { openWordFile } from "../node/wordFiles";
import { correctionsOf } from "../proofread/corrections";
import { houseStyle } from "../proofread/houseStyle";
import { type Proofread, proofread, type ProofreadOptions } from "../proofread/proofread";
import { reportText } from "../proofread/words";
import { defaultSettings, proofStyles, type ProofreadReport } from "../protocol";
import { t } from "../util/l10n";
import { RequestError } from "../util/requestError";
import { choice, deliver, type CommonOptions } from "./options";
import { readerOf } from "./reader";
import { exitCodes, UsageError, type ExitCode, type Terminal } from "./terminal";

export interface ProofreadCommandOptions extends CommonOptions {
  readonly style: string;
  /** File of the user's list of terms. */
  readonly terms?: string;
  readonly format: string;
  readonly output?: string;
  readonly writeCopy?: boolean;
}

interface Checked {
  readonly file: string;
  readonly document: SourceDocument;
  readonly result: Proofread;
}

/** Files that a folder is searched for: running text, not code or tables of data. */
const documents = /\.(?:md|markdown|txt|rst|adoc|asciidoc|html?|docx|docm|odt|pdf|pptx)$/i;

async function filesOf(terminal: Terminal, given: string): Promise<readonly string[]> {
  const file = path.resolve(terminal.cwd, given);
  const info = await stat(file).catch(() => undefined);
  if (info === undefined) throw new UsageError(t("{0} does not exist. Check the name.", given));
  if (!info.isDirectory()) return [file];
  const found: string[] = [];
  const options = { exclude: defaultSettings.review.exclude, onExcluded: () => undefined };
  for await (const uri of walk(uriOf(file, platform), options, terminal.signal))
    if (documents.test(uri) && unreadByName(uri) === undefined) found.push(pathOf(uri, platform) ?? "");
  return found.sort();
}

async function optionsOf(terminal: Terminal, options: ProofreadCommandOptions) {
  const style = choice("--style", options.style, proofStyles);
  const name = options.terms ?? defaultSettings.proofread.terms;
  const file = termPath(name, uriOf(terminal.cwd, platform), terminal.home);
  const { list, problems } = await termsAt(file, name);
  for (const problem of problems) terminal.note(problem);
  return { chosen: { style: houseStyle(style, list), disabled: [] } satisfies ProofreadOptions, problems };
}

export async function proofreadFiles(
  terminal: Terminal,
  paths: readonly string[],
  options: ProofreadCommandOptions,
): Promise<ExitCode> {
  const format = choice("--format", options.format, ["text", "json"]);
  const { chosen, problems } = await optionsOf(terminal, options);
  const reader = readerOf(terminal);
  const tokenizer = createTokenizerWorker({
    script: path.join(terminal.bundles, "tokenizer.js"),
    log: terminal.note,
  });
  const checked: Checked[] = [];
  let unread = problems.length > 0;
  try {
    for (const given of paths)
      for (const file of await filesOf(terminal, given)) {
        const document = await loadFile(file, terminal.signal, reader).catch((error: unknown) => {
          if (!(error instanceof RequestError)) throw error;
          terminal.note(error.message);
          return undefined;
        });
        if (document === undefined) unread = true;
        else
          checked.push({
            file,
            document,
            result: await proofread(document, chosen, tokenizer.tokenize, terminal.signal),
          });
      }
  } finally {
    await tokenizer.dispose();
  }
  await deliver(
    terminal,
    format === "json" ? asJson(terminal, checked) : asText(terminal, checked),
    options.output,
  );
  if (options.writeCopy === true) await writeCopies(terminal, checked, reader);
  if (checked.some(({ result }) => result.findings.length > 0)) return exitCodes.findings;
  const incomplete = checked.some(({ result }) => result.skipped.some(({ textless }) => textless !== true));
  return unread || incomplete ? exitCodes.incomplete : exitCodes.clean;
}

const nameOf = ({ cwd }: Terminal, file: string) => {
  const relative = path.relative(cwd, file);
  return relative.startsWith("..") ? file : relative;
};

const reportOf = ({ findings, sentences, skipped }: Proofread): ProofreadReport => ({
  findings: findings.map(({ span: _, ...finding }) => finding),
  ...{ sentences, skipped, problems: [] },
});

const asText = (terminal: Terminal, checked: readonly Checked[]) =>
  `${checked.map(({ file, result }) => reportText(reportOf(result), nameOf(terminal, file))).join("\n")}\n`;

const asJson = (terminal: Terminal, checked: readonly Checked[]) => {
  const files = checked.map(({ file, result }) => {
    const { findings, sentences, skipped } = reportOf(result);
    return { file: nameOf(terminal, file), findings, sentences, skipped };
  });
  return `${JSON.stringify({ files }, null, 2)}\n`;
};

/** Beside each Word file; nothing that is there already is written over. */
async function writeCopies(
  terminal: Terminal,
  checked: readonly Checked[],
  reader: ReturnType<typeof readerOf>,
): Promise<void> {
  for (const { file, document, result } of checked) {
    if (document.format !== "docx") {
      terminal.note(
        t("{0} is no Word file. Only of those is a copy with tracked changes made.", nameOf(terminal, file)),
      );
      continue;
    }
    const corrections = correctionsOf(result.findings);
    if (corrections.length === 0) continue;
    const target = file.replace(/(\.[^.]+)$/, ".proofread$1");
    if (await isThere(target))
      throw new UsageError(t("{0} is there already. Move it away or delete it, then try again.", target));
    const word = await openWordFile(document.uri, reader, terminal.signal);
    const { bytes, applied, left } = await word.copy(corrections, new Date().toISOString(), terminal.signal);
    await writeFile(target, bytes, { flag: "wx" });
    terminal.note(t("Written: {0}", target));
    terminal.note(
      t("{0} corrections as tracked changes, {1} could not be put in.", applied.length, left.length),
    );
  }
}

const isThere = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  );
