/** Which files a rule, or a part of it, looks at. */
import picomatch from "picomatch/posix";
import { type SourceDocument } from "../documents/document";

export interface WhereText {
  readonly languages?: readonly string[];
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}

export function compileWhere({ languages, include, exclude }: WhereText) {
  const included = include === undefined ? () => true : globsOf(include);
  const excluded = exclude === undefined ? () => false : globsOf(exclude);
  return {
    ...(languages === undefined ? {} : { languages: new Set(languages) }),
    matchesPath: (path: string) => included(path) && !excluded(path),
  };
}

/** Compiled when a path is first asked about: most rules are for languages that nobody opens. */
function globsOf(globs: readonly string[]): (path: string) => boolean {
  let compiled: ((path: string) => boolean) | undefined;
  return (path) => (compiled ??= picomatch([...globs], { dot: true }))(path);
}

/** A rule for prose means the text that people read, whichever program it was written with. */
export const languagesOf = ({ languageId, placeOf }: SourceDocument): readonly string[] =>
  placeOf === undefined ? [languageId] : [languageId, "markdown", "plaintext"];
