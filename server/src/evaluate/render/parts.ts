/** A report as parts that every format can write: headings, paragraphs, lists and tables of plain text. */

export type Part =
  | { readonly kind: "heading"; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | {
      readonly kind: "table";
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    };

export const heading = (level: 1 | 2 | 3, text: string): Part => ({ kind: "heading", level, text });
export const paragraph = (text: string): Part => ({ kind: "paragraph", text });
export const list = (items: readonly string[]): readonly Part[] =>
  items.length === 0 ? [] : [{ kind: "list", items }];
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): readonly Part[] =>
  rows.length === 0 ? [] : [{ kind: "table", head, rows }];
