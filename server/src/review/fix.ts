/** Changes a rule offers; the user decides. */
import { type SourceDocument } from "../documents/document";
import { type FindingFix } from "../protocol";
import { type Language, t } from "../util/l10n";
import { type Violation } from "./matchRule";
import { type Rule } from "./rules";

/** Undefined when the rule offers none for this violation. The new text has the document's line breaks. */
export function fixFor(
  rule: Rule,
  violation: Violation,
  { document, language }: { readonly document: SourceDocument; readonly language: Language },
): FindingFix | undefined {
  const { fix } = rule;
  if (fix === undefined || (fix.kind === "insert") !== (violation.missing !== undefined)) return undefined;
  const text = fix.text[language];
  if (fix.kind === "insert") return insertion(rule, text, { document, language });
  const source = document.text.slice(violation.span.start, violation.span.end);
  const newText = expand(text, source, violation.groups);
  return {
    title: fix.title?.[language] ?? (newText === "" ? t("Remove this text") : t("Replace with {0}", newText)),
    range: document.rangeOf(violation.span),
    newText,
  };
}

/** `$&`, `$<name>` and `$$` as in JavaScript; a group that took no part is empty. */
function expand(template: string, whole: string, groups: Readonly<Record<string, string>>): string {
  return template.replace(
    /\$(?:([$&])|<([^>]+)>)/g,
    (_, sign: string | undefined, name: string | undefined) => {
      if (sign === "$") return "$";
      return sign === "&" ? whole : (groups[name ?? ""] ?? "");
    },
  );
}

function insertion(
  rule: Rule,
  text: string,
  { document, language }: { readonly document: SourceDocument; readonly language: Language },
): FindingFix {
  const lineBreak = /\r\n|\n|\r/.exec(document.text)?.[0] ?? "\n";
  const body = text.trim().replace(/\r\n|\n|\r/g, lineBreak);
  const { start, end } = insertionPoint(rule, document);
  const atEnd = start === document.text.length;
  const newText = atEnd
    ? `${gap(document.text, lineBreak)}${body}${lineBreak}`
    : `${body}${lineBreak}${lineBreak}`;
  return {
    title: rule.fix?.title?.[language] ?? t("Add the missing part"),
    range: document.rangeOf({ start, end }),
    newText,
  };
}

/** After the first heading's section intro means before the second heading; without one, the end. */
function insertionPoint(rule: Rule, { text, blocks }: SourceDocument) {
  const second = blocks.filter(({ kind }) => kind === "heading")[1];
  const at = rule.fix?.at === "start" && second !== undefined ? second.span.start : text.length;
  return { start: at, end: at };
}

/** One empty line before the new part. */
function gap(text: string, lineBreak: string): string {
  if (text === "" || /(?:\r\n|\n|\r){2}$/.test(text)) return "";
  return /[\r\n]$/.test(text) ? lineBreak : lineBreak + lineBreak;
}
