/** What a pack names under `check` of a whole document's form. */
import { type SourceDocument } from "../../documents/document";
import { type Hit, type Structure } from "../matchers/structure";
import { abbreviationHits } from "./abbreviations";
import { numberingHits } from "./numbering";
import { referenceHits } from "./references";
import { modalityHits, styleHits } from "./wording";

export const documentChecks = ["numbering", "references", "abbreviations", "modality", "style"] as const;
export type DocumentCheck = (typeof documentChecks)[number];

export interface CheckOptions {
  readonly allow: readonly string[];
}

const finders: Readonly<
  Record<DocumentCheck, (document: SourceDocument, options: CheckOptions) => readonly Hit[]>
> = {
  numbering: numberingHits,
  references: referenceHits,
  abbreviations: abbreviationHits,
  modality: modalityHits,
  style: styleHits,
};

/** The document as a whole is looked at; hits outside the unit are left out. */
export function documentCheck(name: DocumentCheck, options: CheckOptions): Structure {
  return {
    hits: ({ span: unit }, document) =>
      finders[name](document, options).filter(({ span }) => unit.start <= span.start && span.end <= unit.end),
  };
}

export const isDocumentCheck = (name: string): name is DocumentCheck =>
  (documentChecks as readonly string[]).includes(name);
