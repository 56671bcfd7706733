/** The list of findings (指摘一覧表) and the coverage as an Excel workbook. */
import { type Sheet } from "../../../documents/xlsx/sheet";
import { writeWorkbook } from "../../../documents/xlsx/writeWorkbook";
import { type ReviewReport } from "../../../protocol";
import { t } from "../../../util/l10n";
import { coverageSentence, isWhole, judgedLines, leftOut, unjudgedLines } from "../coverage";
import { tableHead, tableRows } from "../findingsTable";
import { type ReportContext, type ReportWriter } from "../index";
import { markOf, stateNames } from "../words";

export const writeXlsx: ReportWriter<Uint8Array> = (report, context) => {
  const mark = markOf(context);
  const sheets = [findingsSheet(report, context), coverageSheet(report, context)];
  return writeWorkbook(sheets.map((sheet) => ({ ...sheet, ...(mark === undefined ? {} : { mark }) })));
};

const findingsSheet = (report: ReviewReport, context: ReportContext): Sheet => ({
  name: t("List of findings"),
  head: tableHead(),
  rows: tableRows(report, context),
  widths: [6, 28, 22, 44, 48, 14, 36, 16, 13, 16],
  choices: stateNames(),
  numbered: true,
});

/** What a reader of the list must know: what was not looked at, and what the list was made with. */
function coverageSheet({ coverage }: ReviewReport, context: ReportContext): Sheet {
  const { tool, when, model, head, packs, packProblems, gone = [] } = context;
  const { gaps, notes } = leftOut(coverage);
  const mark = markOf(context);
  const rows = [
    ...(mark === undefined ? [] : [[t("Confidentiality"), mark]]),
    ...(when === undefined ? [] : [[t("Date"), when]]),
    [t("Made with"), `${tool.name} ${tool.version}`],
    [
      t("Model"),
      model === undefined
        ? t("None: only rules were used.")
        : [model.name, model.sha256 ?? ""].join("\n").trim(),
    ],
    ...packs.map(({ title, id, version, owner, approver }) => [
      t("Rule pack"),
      [`${title} (${id} ${version})`, owner ?? "", approver ?? ""].filter((part) => part !== "").join("\n"),
    ]),
    [
      t("Coverage"),
      [coverageSentence(coverage), ...judgedLines(coverage), ...unjudgedLines(coverage)].join("\n"),
    ],
    ...packProblems.map((problem) => [t("Rule packs that could not be used"), problem]),
    ...gaps.map(({ why, where }) => [t("Left out"), [why, ...where].join("\n")]),
    ...(isWhole(coverage, packProblems) ? [[t("Left out"), t("Nothing was left out.")]] : []),
    ...notes.map(({ why, where }) => [t("Noted"), [why, ...where].join("\n")]),
    ...gone.map(({ file, rule, count }) => [t("Gone since the baseline"), `${file} ${rule}: ${count}`]),
    ...(head === undefined ? [] : [[t("Head of the audit record"), head]]),
  ];
  return { name: t("Coverage"), head: [t("Subject"), t("Content")], rows, widths: [32, 110] };
}
