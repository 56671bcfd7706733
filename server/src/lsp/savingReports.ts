/** The last review as a file, for the editor to save where the user says. */
import { type SaveReportRequest } from "../protocol";
import { type DocxCopy, type DocxInput } from "../node/docxCopies";
import { product } from "../util/product";
import { type ReviewResult } from "../review/handler";
import { writers } from "../review/report";
import { judgedBy } from "../review/report/coverage";
import { t } from "../util/l10n";
import { RequestError } from "../util/requestError";

export interface ReportSavingDeps {
  last(): ReviewResult | undefined;
  /** Folder that the report names files relative to. */
  root(): string | undefined;
  copies(
    input: DocxInput,
    signal: AbortSignal,
  ): Promise<{ readonly copies: readonly DocxCopy[]; readonly problems: readonly string[] }>;
}

const extensions: Readonly<Record<Exclude<SaveReportRequest.Params["format"], "docx">, string>> = {
  html: "html",
  xlsx: "xlsx",
  csv: "csv",
  markdown: "md",
  json: "json",
  sarif: "sarif",
  oscal: "oscal.json",
};

export function createReportSaving({ last, root, copies }: ReportSavingDeps) {
  return async (
    { format, when }: SaveReportRequest.Params,
    signal: AbortSignal,
  ): Promise<SaveReportRequest.Result> => {
    const result = last();
    if (result === undefined)
      throw new RequestError("not-found", t("Nothing has been reviewed in this window yet."));
    if (format === "docx") return wordCopies(result, when, signal);
    const folder = root();
    const { findings, coverage, rules, packs, packProblems } = result;
    const context = {
      ...{ tool: product, rules, packs, packProblems, when },
      ...judgedBy(coverage),
      ...(folder && { root: folder }),
    };
    const written = writers[format]({ findings, coverage }, context);
    const content = (typeof written === "string" ? Buffer.from(written) : Buffer.from(written)).toString(
      "base64",
    );
    return { files: [{ name: `hanare-review.${extensions[format]}`, content }], problems: [] };
  };

  async function wordCopies({ files, findings, rules }: ReviewResult, when: string, signal: AbortSignal) {
    const made = await copies({ files, findings, rules, when }, signal);
    signal.throwIfAborted();
    const names = new Map<string, number>();
    const written = made.copies.map(({ uri, bytes }) => {
      const base = decodeURIComponent(uri.split("/").at(-1) ?? "").replace(/(\.[^.]+)$/, ".hanare$1");
      const count = (names.get(base) ?? 0) + 1;
      names.set(base, count);
      const name = count === 1 ? base : base.replace(/(\.[^.]+)$/, `-${count}$1`);
      return { name, content: Buffer.from(bytes).toString("base64") };
    });
    return { files: written, problems: made.problems };
  }
}
