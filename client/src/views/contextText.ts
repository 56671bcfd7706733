/** The list of what a suggestion was made from, in words. */
import { type CompletionContextRequest, type ContextSource } from "../../../server/src/protocol";
import { type Translate } from "../translate";

type Used = NonNullable<CompletionContextRequest.Result>;
type Piece = Used["pieces"][number];

export interface ContextItem {
  readonly label: string;
  readonly description: string;
  /** What opens when it is picked; absent for the document's own lines. */
  readonly piece?: Piece;
}

function reason(source: ContextSource, t: Translate): string {
  switch (source) {
    case "copied":
      return t("copied lately");
    case "edited":
      return t("edited lately");
    case "visited":
      return t("visited lately");
    case "definition":
      return t("defined here");
    case "similar":
      return t("similar code");
  }
}

/** `10-32`, counted from one as the editor shows lines. A range that ends where a line begins ends before it. */
export function linesText({ start, end }: Piece["range"]): string {
  const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  return last === start.line ? `${start.line + 1}` : `${start.line + 1}-${last + 1}`;
}

/** The document's own lines first, then the parts of other files in the order the model read them. */
export function contextItems(
  used: Used,
  nameOf: (uri: string) => string,
  t: Translate,
): readonly ContextItem[] {
  const own: ContextItem = {
    label: t("$(file) This document"),
    description: t("{0} lines before and {1} lines after the cursor", used.linesBefore, used.linesAfter),
  };
  const others = used.pieces.map((piece): ContextItem => ({
    label: `$(file-code) ${nameOf(piece.uri)}:${linesText(piece.range)}`,
    description: t("{0}, {1} tokens", reason(piece.source, t), piece.tokens),
    piece,
  }));
  return [own, ...others];
}

/** What stands above the list. */
export function contextTitle({ pieces }: Used, t: Translate): string {
  return pieces.length === 0
    ? t("The last suggestion was made from this document alone")
    : t("The last suggestion was made from this document and {0} parts of other files", pieces.length);
}
