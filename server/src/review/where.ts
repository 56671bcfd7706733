/** Which files a rule, or a part of it, looks at. */
import picomatch from "picomatch/posix";
import { type SourceDocument } from "../documents/document";

export interface WhereText {
  readonly languages?: readonly string[];
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}

export function compileWhere({ languages, include, exclude }: WhereText) {
  const included = include === undefined ? () => true : picomatch([...include], { dot: true });
  const excluded = exclude === undefined ? () => false : picomatch([...exclude], { dot: true });
  return {
    ...(languages === undefined ? {} : { languages: new Set(languages) }),
    matchesPath: (path: string) => included(path) && !excluded(path),
  };
}

/** A rule for prose means the text that people read, whichever program it was written with. */
export const languagesOf = ({ languageId, placeOf }: SourceDocument): readonly string[] =>
  placeOf === undefined ? [languageId] : [languageId, "markdown", "plaintext"];
