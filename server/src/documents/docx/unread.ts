/** Counts what of a Word or OpenDocument file is no text, or is not to be read. */
import { type Skipped } from "../../protocol";
import { t } from "../../util/l10n";
import { type Picture, pictureSkips } from "../pictures";

export type UnreadKind = "deleted" | "object" | "chart" | "drawing" | "inserted" | "symbol" | "nested";

export interface Unread {
  count(kind: UnreadKind): void;
  picture(look: Picture): void;
  /** While it reads, `pictureHere` counts pictures that look so: what a drawing says of all that is in it. */
  within(look: Picture, read: () => void): void;
  pictureHere(): void;
  /** In the user's language, one entry a kind. */
  entries(): readonly Skipped[];
}

const sentences: Readonly<Record<UnreadKind, (count: number) => string>> = {
  deleted: (count) =>
    count === 1
      ? t("1 deleted passage is not read (tracked changes).")
      : t("{0} deleted passages are not read (tracked changes).", count),
  object: (count) =>
    count === 1 ? t("1 embedded object is not read.") : t("{0} embedded objects are not read.", count),
  chart: (count) => (count === 1 ? t("1 chart is not read.") : t("{0} charts are not read.", count)),
  drawing: (count) => (count === 1 ? t("1 diagram is not read.") : t("{0} diagrams are not read.", count)),
  inserted: (count) =>
    count === 1 ? t("1 inserted document is not read.") : t("{0} inserted documents are not read.", count),
  symbol: (count) =>
    count === 1
      ? t("1 character of a symbol font is shown as □.")
      : t("{0} characters of symbol fonts are shown as □.", count),
  nested: (count) =>
    count === 1 ? t("1 note inside a note is not read.") : t("{0} notes inside notes are not read.", count),
};

export function unreadCounts(): Unread {
  const counts = new Map<UnreadKind, number>();
  const pictures: Picture[] = [];
  const around: Picture[] = [];
  return {
    count: (kind) => void counts.set(kind, (counts.get(kind) ?? 0) + 1),
    picture: (look) => void pictures.push(look),
    within(look, read) {
      around.push(look);
      read();
      around.pop();
    },
    pictureHere: () => void pictures.push(around.at(-1) ?? { description: "" }),
    entries: () => {
      const where = t("The whole document");
      return [
        ...[...counts].map(([kind, count]) => ({ where, why: sentences[kind](count) })),
        ...pictureSkips(where, pictures),
      ];
    },
  };
}
