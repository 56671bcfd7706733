/** What people do with findings after a review: decide about them, and take the report away. */
import { localDay } from "../node/clock";
import { docxCopies } from "../node/docxCopies";
import { changeTriage } from "../node/triageFiles";
import { type ReadPorts } from "../documents/readFile";
import { createDeciding } from "./deciding";
import { type Reviewing } from "./reviewing";
import { createReportSaving } from "./savingReports";
import { type Workspace } from "./workspace";

export interface FindingWorkDeps {
  readonly reviewing: Reviewing;
  readonly workspace: Workspace;
  readonly readers: ReadPorts;
  /** Decisions are read again. */
  reload(): void;
}

export function createFindingWork({ reviewing, workspace, readers, reload }: FindingWorkDeps) {
  return {
    decide: createDeciding({
      ...{ reviewing, reload, today: localDay, change: changeTriage },
      folderOf: (uri) => workspace.folderOf(uri),
      trusted: () => workspace.trusted(),
    }),
    saveReport: createReportSaving({
      last: reviewing.last,
      root: () => workspace.folders()[0],
      copies: (input, signal) => docxCopies(input, readers, signal),
    }),
  };
}
