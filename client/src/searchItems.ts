/** What the search shows for what the server answered: rows of a quick pick, as plain data. */
import { type SearchCoverage, type SearchPassage } from "../../server/src/protocol";
import { inARow, type Translate } from "./translate";

/** What picking a row does. */
export type SearchAction =
  | { readonly kind: "open"; readonly passage: SearchPassage }
  /** Lists what was not read. */
  | { readonly kind: "unread" }
  /** Goes on reading after it was stopped. */
  | { readonly kind: "read" }
  | { readonly kind: "none" };

export interface SearchItem {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly action: SearchAction;
}

const baseName = (path: string) => path.split(/[\\/]/).at(-1) ?? path;

/** `nameOf`: the path of a file as the user knows it. */
export function passageItem(
  passage: SearchPassage,
  nameOf: (uri: string) => string,
  t: Translate,
): SearchItem {
  const path = nameOf(passage.uri);
  const place = passage.place ?? t("Line {0}", passage.range.start.line + 1);
  return {
    label: passage.headings.length === 0 ? baseName(path) : passage.headings.join(" › "),
    description: [path, place, ...(passage.mark === undefined ? [] : [passage.mark])].join(" · "),
    detail: passage.snippet,
    action: { kind: "open", passage },
  };
}

/** What was read, said at the end of every answer (promise P3); picking it lists what was not. */
export function coverageItem(coverage: SearchCoverage, t: Translate): SearchItem {
  const { files, read, unread, leftOut, complete, reading } = coverage;
  const searched = t("{0} of {1} files were searched", read, files);
  const room = leftOut === 0 ? "" : t("{0} files were left out: the index is full.", leftOut);
  if (reading !== undefined)
    return {
      label: t("$(sync~spin) Reading: {0} of {1} files", reading.done, reading.total),
      detail: t("More may be found when all of them are read."),
      action: { kind: "none" },
    };
  if (!complete && leftOut === 0)
    return {
      label: t("$(warning) Reading was stopped; {0} files were searched", read),
      detail: t("Pick this row to read the rest."),
      action: { kind: "read" },
    };
  if (unread === 0)
    return {
      label: leftOut === 0 ? `$(check) ${searched}` : `$(warning) ${searched}`,
      ...(room === "" ? {} : { detail: room }),
      action: { kind: "none" },
    };
  return {
    label: `$(warning) ${searched}`,
    detail: inARow(room, t("Pick this row to see what could not be read, and why.")),
    action: { kind: "unread" },
  };
}

/** The same above the list, where it is seen whatever the list shows. */
export const coverageTitle = (title: string, coverage: SearchCoverage, t: Translate): string =>
  `${title} · ${coverageItem(coverage, t).label.replace(/^\$\([\w~-]+\) /u, "")}`;

/** A row where there is no passage. */
export function emptyItem(query: string, { reading }: SearchCoverage, t: Translate): SearchItem | undefined {
  if (query.trim() === "" || reading !== undefined) return undefined;
  return {
    label: t("Nothing was found."),
    detail: t("Passages are found by their words. Try fewer or other words."),
    action: { kind: "none" },
  };
}
