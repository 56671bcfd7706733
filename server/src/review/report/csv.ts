/** The list of findings for spreadsheets; the confidentiality mark of its documents stands below it. */
import { csvOf } from "../../util/csvLines";
import { tableHead, tableRows } from "./findingsTable";
import { type ReportWriter } from "./index";
import { markOf } from "./words";

export const writeCsv: ReportWriter = (report, context) =>
  csvOf([
    tableHead(),
    ...tableRows(report, context),
    ...[markOf(context) ?? []].flat().map((mark) => tableHead().map((_, at) => (at === 1 ? mark : ""))),
  ]);
