/** `hanare locate --quote Q FILE`: where a quote stands in a document, and whether it is evidence. */
import path from "node:path";
import { type SourceDocument, type Span } from "../documents/document";
import { type Doubt, locate as locateIn } from "../documents/locate";
import { loadFile } from "../node/files";
import { t } from "../util/l10n";

import { type CommonOptions } from "./options";
import { readerOf } from "./reader";
import { exitCodes, UsageError, type ExitCode, type Terminal } from "./terminal";

export interface LocateOptions extends CommonOptions {
  readonly quote: string;
}

/** In the user's language: why a place is not evidence. */
const reasons: Readonly<Record<Doubt, () => string>> = {
  "cuts-number": () => t("the quote begins or ends inside a number"),
  "cuts-value": () => t("a unit, a limit or the other end of a range is left out beside the quote"),
  "cuts-word": () => t("the quote begins or ends inside a word"),
  turned: () => t("what stands beside the quote negates, limits or weakens it"),
  proviso: () => t("the next sentence limits it"),
  "left-out": () => t("what the ellipsis leaves out changes the meaning"),
  similar: () => t("the document has other words here"),
  differs: () => t("the closest text has other figures, another negation or another obligation"),
  unread: () => t("it stands outside the text that is read: a link, a setting, a comment"),
};

/** One JSON object on standard output; the reason in words on standard error. 0 evidence, 1 anything less. */
export async function locate(terminal: Terminal, file: string, options: LocateOptions): Promise<ExitCode> {
  if (!/[\p{L}\p{N}]/u.test(options.quote))
    throw new UsageError(t("{0} must hold the words to look for.", "--quote"));
  const document = await loadFile(path.resolve(terminal.cwd, file), terminal.signal, readerOf(terminal));
  const { level, status, span, sentence, others, why } = locateIn(options.quote, document);
  const found = {
    level,
    status,
    range: span === undefined ? null : document.rangeOf(span),
    text: textAt(document, span),
    sentence: textAt(document, sentence),
    others,
    ...(why === undefined ? {} : { why }),
    ...placeAt(document, span),
  };
  terminal.out(`${JSON.stringify(found, null, 2)}\n`);
  if (status === "evidence") return exitCodes.clean;
  if (status === "pointer")
    terminal.note(t("Only a place to look at: {0}.", why === undefined ? "" : reasons[why]()));
  else terminal.note(why === undefined ? t("Not found.") : t("Not found: {0}.", reasons[why]()));
  if (document.unread.length > 0)
    terminal.note(t("Parts of the file could not be read; the quote may stand there."));
  return exitCodes.findings;
}

const textAt = ({ text }: SourceDocument, span: Span | undefined) =>
  span === undefined ? null : text.slice(span.start, span.end);

/** Page, slide or cell, of a file that has no lines of its own. */
const placeAt = ({ placeOf }: SourceDocument, span: Span | undefined) =>
  placeOf === undefined || span === undefined ? {} : { place: placeOf(span) };
