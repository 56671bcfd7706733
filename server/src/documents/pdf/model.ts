/** The text of a page as geometry. A page is upright: x from its left, y from its top, in points. */
import { type Rule } from "./rules";

/** A stretch of text of one font and size. */
export interface Run {
  readonly text: string;
  readonly x: number;
  /** Of the baseline. */
  readonly y: number;
  readonly width: number;
  /** Of the font. */
  readonly size: number;
  readonly bold: boolean;
  /** Its place in the order in which the file draws. */
  readonly order: number;
}

/** Runs beside each other without a wide gap: a line of a column, or a cell. */
export interface Segment {
  /** From left to right. */
  readonly runs: readonly Run[];
  readonly x: number;
  readonly right: number;
  readonly y: number;
  /** Of most of its characters. */
  readonly size: number;
  readonly text: string;
  readonly bold: boolean;
  /** Its cells, when it is a ruled table. */
  readonly table?: readonly (readonly string[])[];
}

/** Segments on one baseline, from left to right. */
export interface Row {
  readonly segments: readonly Segment[];
  readonly y: number;
  readonly size: number;
}

/** Text of one direction of a page, turned so that it runs from left to right. */
export interface Frame {
  /** Degrees that its direction is turned clockwise on the page: 0, 90 (also of vertical writing), 180, 270, or odd. */
  readonly angle: number;
  readonly runs: readonly Run[];
  readonly rules: readonly Rule[];
}

/** What becomes a block of the document. */
export type Part =
  | { readonly kind: "text"; readonly lines: readonly Segment[]; readonly column: Column }
  | { readonly kind: "table"; readonly rows: readonly (readonly string[])[] };

export interface Column {
  readonly left: number;
  readonly right: number;
}

export const rightOf = ({ x, width }: { readonly x: number; readonly width: number }): number => x + width;
