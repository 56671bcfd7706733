/** Copies of the reviewed Word files with comments: read again, annotated, and written beside nothing else. */
import { readFile as readDocument, type ReadPorts } from "../documents/readFile";
import { type Finding } from "../protocol";
import { type ReviewedFile } from "../review/handler";
import { annotateDocx } from "../review/report/docx/annotate";
import { type RuleInfo } from "../review/rules";
import { t } from "../util/l10n";
import { sha256 } from "../util/sha256";
import { readUri } from "./files";

export interface DocxCopy {
  readonly uri: string;
  readonly bytes: Uint8Array;
}

export interface DocxInput {
  readonly files: readonly ReviewedFile[];
  readonly findings: readonly Finding[];
  readonly rules: readonly RuleInfo[];
  readonly when?: string;
  /** URI of the folder that comments name other files relative to. */
  readonly root?: string;
}

export const isWordFile = (uri: string): boolean => /\.(?:docx|docm|dotx|dotm)$/i.test(uri);

/** One copy a Word file; `problems` say why one is missing. */
export async function docxCopies(
  { files, findings, rules, when, root }: DocxInput,
  ports: ReadPorts,
  signal: AbortSignal,
): Promise<{ readonly copies: readonly DocxCopy[]; readonly problems: readonly string[] }> {
  const masked = new Set(rules.filter(({ mask }) => mask === true).map(({ id }) => id));
  const copies: DocxCopy[] = [];
  const problems: string[] = [];
  for (const { uri, sha256: reviewed } of files.filter((file) => isWordFile(file.uri))) {
    const bytes = await readUri(uri, signal);
    const read = await readDocument(uri, bytes, signal, ports);
    signal.throwIfAborted();
    const name = uri.split("/").at(-1) ?? uri;
    if (sha256(bytes) !== reviewed) {
      problems.push(t("{0} has changed since the review. Review it again.", decodeURIComponent(name)));
    } else if ("document" in read && read.document.format === "docx") {
      const own = findings.filter((finding) => finding.uri === uri);
      const { document } = read;
      const more = { ...(when === undefined ? {} : { when }), ...(root === undefined ? {} : { root }) };
      const input = { bytes, document, findings: own, masked, ...more };
      copies.push({ uri, bytes: await annotateDocx(input, ports, signal) });
    }
  }
  return { copies, problems };
}
