/** What a worksheet's part says, before it is laid out. */
import { type Area } from "./cellNames";

export interface Cell {
  readonly row: number;
  readonly column: number;
  /** As the cell shows it, not empty. */
  readonly text: string;
  /** A number, a date or a truth value. */
  readonly numeric: boolean;
  readonly style: number;
  readonly hidden: boolean;
}

export interface ColumnRange {
  readonly from: number;
  readonly to: number;
  /** In characters of the standard font. */
  readonly width: number | undefined;
  readonly hidden: boolean;
}

/** Cells whose value cannot be shown, by what is wrong with them. */
export interface Faults {
  /** `#REF!` and its like. */
  readonly errors: FaultList;
  /** Formulas that no program has computed. */
  readonly uncomputed: FaultList;
  /** Pointing at a text that the file does not have. */
  readonly dangling: FaultList;
}

export interface FaultList {
  readonly count: number;
  /** Names of the first of them. */
  readonly cells: readonly string[];
}

export interface SheetData {
  /** The part is a worksheet; of anything else there are no cells. */
  readonly isSheet: boolean;
  /** By row, then by column. */
  readonly cells: readonly Cell[];
  /** True when the sheet has more cells than were taken. */
  readonly cut: boolean;
  readonly columns: readonly ColumnRange[];
  readonly defaultWidth: number;
  readonly merges: readonly Area[];
  /** First cells (`cellKey`) of merged areas that are wider than a column. */
  readonly wide: ReadonlySet<number>;
  /** Rows with text that are hidden, ascending. */
  readonly hiddenRows: readonly number[];
  /** First rows of filters and rows above which the sheet is frozen. */
  readonly headerRows: ReadonlySet<number>;
  readonly margins: readonly Margin[];
  readonly faults: Faults;
}

export interface Margin {
  readonly part: "header" | "footer";
  readonly text: string;
}

const mostNamed = 5;

export class FaultCounter implements FaultList {
  count = 0;
  readonly cells: string[] = [];

  add(cell: string): void {
    if (this.cells.length < mostNamed) this.cells.push(cell);
    this.count++;
  }
}
