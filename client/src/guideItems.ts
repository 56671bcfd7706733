/** The guides in `docs/` and for whom they are, as plain data. */
import { type Translate } from "./translate";

export interface GuideItem {
  readonly label: string;
  readonly detail: string;
  /** Below `docs/`, without language and ending. */
  readonly file: string;
}

export const guides = (t: Translate): readonly GuideItem[] => [
  {
    label: t("User guide"),
    detail: t("The first hour, step by step, and every task after it. No code knowledge is needed."),
    file: "user-guide",
  },
  {
    label: t("Administrator guide"),
    detail: t("Roll-out across an air gap, managed settings, places, updates, support."),
    file: "administrator-guide",
  },
  {
    label: t("Rule pack guide"),
    detail: t("From a regulation to rules with examples that are tested."),
    file: "rule-pack-guide",
  },
  {
    label: t("Auditor guide"),
    detail: t("What Hanare promises, and how to check it without trusting it."),
    file: "auditor-guide",
  },
  {
    label: t("Locked workstations"),
    detail: t("What is said when something is blocked, why, and what to ask the administrator for."),
    file: "workstations",
  },
  {
    label: t("Models"),
    detail: t("Choose, import, allow and carry them; licences, sizes and memory."),
    file: "models",
  },
];
