/** What can be done with a document or a folder, in the order in which people reach for it. */
import { type Translate } from "../translate";

export interface Task {
  readonly label: string;
  /** Says what happens to somebody who sees the word for the first time. */
  readonly tooltip: string;
  /** Name of a product icon. */
  readonly icon: string;
  readonly command: string;
}

const isWordFile = (name: string) => /\.do[ct][xm]$/iu.test(name);

export function documentTasks(name: string, t: Translate): readonly Task[] {
  const copy: Task = {
    label: t("Save a corrected Word copy"),
    tooltip: t("Writes a copy with tracked changes; the original stays as it is."),
    icon: "save-as",
    command: "hanare.saveCorrectedCopy",
  };
  return [
    {
      label: t("Summarize"),
      tooltip: t("The key sentences, each with a link to its place."),
      icon: "list-selection",
      command: "hanare.summarize",
    },
    {
      label: t("Review"),
      tooltip: t("Checks the document against the rules, and lists what to look at."),
      icon: "checklist",
      command: "hanare.reviewFile",
    },
    {
      label: t("Proofread"),
      tooltip: t("Finds slips, mixed spellings and styles."),
      icon: "whole-word",
      command: "hanare.proofread",
    },
    {
      label: t("Ask"),
      tooltip: t("Answers a question from this document."),
      icon: "comment-discussion",
      command: "hanare.ask",
    },
    {
      label: t("Compare with an older version"),
      tooltip: t("What was added, removed and changed, as a table of new and old clauses."),
      icon: "diff",
      command: "hanare.compareVersions",
    },
    {
      label: t("Draft a manual from it"),
      tooltip: t("A manual or procedure by template; each sentence names its source, each gap is marked."),
      icon: "edit",
      command: "hanare.draft",
    },
    ...(isWordFile(name) ? [copy] : []),
  ];
}

export function folderTasks(t: Translate): readonly Task[] {
  return [
    {
      label: t("Summarize all documents"),
      tooltip: t("A few sentences of each document."),
      icon: "list-selection",
      command: "hanare.summarizeFolder",
    },
    {
      label: t("Review all files"),
      tooltip: t("Checks every file against the rules, and lists what to look at."),
      icon: "checklist",
      command: "hanare.reviewFolder",
    },
    {
      label: t("Search"),
      tooltip: t("Lists the passages of the folder's documents that answer."),
      icon: "search",
      command: "hanare.searchDocuments",
    },
    {
      label: t("Ask"),
      tooltip: t("Answers a question from the folder's documents."),
      icon: "comment-discussion",
      command: "hanare.ask",
    },
  ];
}
