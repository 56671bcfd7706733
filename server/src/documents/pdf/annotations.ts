/** What lies on a page beside its text: comments, the values of form fields, attached files. */
import { t } from "../../util/l10n";

export interface PageNotes {
  readonly comments: readonly string[];
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  readonly attachments: number;
}

interface Annotation {
  readonly subtype?: string;
  readonly contentsObj?: { readonly str?: string };
  readonly titleObj?: { readonly str?: string };
  readonly fieldName?: string;
  readonly fieldValue?: unknown;
  readonly alternativeText?: string;
  readonly hidden?: boolean;
  readonly checkBox?: boolean;
  readonly radioButton?: boolean;
  readonly pushButton?: boolean;
  readonly password?: boolean;
  readonly inReplyTo?: string;
}

/** Popups show the text of another; links and fields have texts for the voice. */
const silent = new Set(["Popup", "Link", "Widget", "FileAttachment"]);

export function pageNotes(annotations: readonly unknown[]): PageNotes {
  const all = annotations as readonly Annotation[];
  return {
    comments: all.flatMap((annotation) => {
      const text = annotation.contentsObj?.str?.trim() ?? "";
      return silent.has(annotation.subtype ?? "") || text === "" ? [] : [`${markOf(annotation)} ${text}`];
    }),
    fields: all.flatMap((annotation) => fieldOf(annotation)),
    attachments: all.filter(({ subtype }) => subtype === "FileAttachment").length,
  };
}

function markOf({ titleObj }: Annotation): string {
  const author = titleObj?.str?.trim() ?? "";
  return author === "" ? t("[Comment]") : t("[Comment by {0}]", author);
}

function fieldOf(annotation: Annotation): PageNotes["fields"] {
  const { subtype, fieldName, fieldValue, alternativeText, pushButton, password } = annotation;
  if (subtype !== "Widget" || pushButton === true || password === true) return [];
  const name = (alternativeText ?? "").trim() || (fieldName ?? "").trim();
  const value = valueOf(annotation, fieldValue);
  return value === "" ? [] : [{ name, value }];
}

function valueOf({ checkBox, radioButton }: Annotation, value: unknown): string {
  const texts = (Array.isArray(value) ? (value as readonly unknown[]) : [value])
    .filter((one): one is string => typeof one === "string")
    .map((one) => one.trim());
  const text = texts.join(", ");
  return (checkBox === true || radioButton === true) && /^(?:Off)?$/.test(text) ? "" : text;
}
