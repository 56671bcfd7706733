/** The list of findings for spreadsheets. */
import { csvOf } from "../../util/csvLines";
import { tableHead, tableRows } from "./findingsTable";
import { type ReportWriter } from "./index";

export const writeCsv: ReportWriter = (report, context) =>
  csvOf([tableHead(), ...tableRows(report, context)]);
