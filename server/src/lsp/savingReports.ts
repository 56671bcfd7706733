/** The last review as a file, for the editor to save where the user says. */
import { type ReviewReport, type SaveReportRequest } from "../protocol";
import { type DocxCopy, type DocxInput } from "../node/docxCopies";
import { product } from "../util/product";
import { auditRecord } from "../review/audit/record";
import { type ReviewResult } from "../review/handler";
import { promptHash } from "../review/judge/prompt";
import { type ReportContext, writers } from "../review/report";
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

const extensions: Readonly<Record<Exclude<SaveReportRequest.Params["format"], "docx" | "audit">, string>> = {
  html: "html",
  xlsx: "xlsx",
  csv: "csv",
  markdown: "md",
  json: "json",
  sarif: "sarif",
  oscal: "oscal.json",
};

type Saved = SaveReportRequest.Result["files"][number];

const saved = (name: string, content: string | Uint8Array): Saved => ({
  name,
  content: (typeof content === "string" ? Buffer.from(content) : Buffer.from(content)).toString("base64"),
});

type Context = ReportContext & { readonly when: string; readonly files: ReviewResult["files"] };

/** The report and the record of this review alone; `hanare audit verify` says that they belong together. */
function withRecord(report: ReviewReport, context: Context): readonly Saved[] {
  const { model, ...rest } = context;
  const input = { ...rest, ...report, ...(model && { model: { ...model, prompts: promptHash } }) };
  const { text, head } = auditRecord(input);
  return [
    saved("hanare-review.html", writers.html(report, { ...context, head })),
    saved("hanare-audit.jsonl", text),
  ];
}

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
    const { findings, coverage, rules, packs, packProblems, files } = result;
    const context = {
      ...{ tool: product, rules, packs, packProblems, files, when },
      ...judgedBy(coverage),
      ...(folder && { root: folder }),
    };
    const report = { findings, coverage };
    if (format === "audit") return { files: withRecord(report, context), problems: [] };
    const written = writers[format](report, context);
    return { files: [saved(`hanare-review.${extensions[format]}`, written)], problems: [] };
  };

  async function wordCopies({ files, findings, rules }: ReviewResult, when: string, signal: AbortSignal) {
    const folder = root();
    const made = await copies({ files, findings, rules, when, ...(folder && { root: folder }) }, signal);
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
