/** Where and how a document takes a `hanare-ignore` comment for a finding (design 4.4). */
import { type Range, type TextEdit } from "vscode-languageserver/node";
import { type SourceDocument } from "../documents/document";
import { t } from "../util/l10n";
import { indexLines } from "../util/lines";

type Marks = readonly [open: string, close: string];

const byLanguage: ReadonlyMap<string, Marks> = new Map(
  (
    [
      [
        "typescript typescriptreact javascript javascriptreact java kotlin scala groovy swift dart c cpp csharp go rust php jsonc scss less",
        ["// ", ""],
      ],
      [
        "python ruby perl r shellscript powershell yaml toml dockerfile makefile properties terraform",
        ["# ", ""],
      ],
      ["sql plsql lua", ["-- ", ""]],
      ["ini", ["; ", ""]],
      ["vb", ["' ", ""]],
      ["bat", ["rem ", ""]],
      ["latex tex", ["% ", ""]],
      ["css", ["/* ", " */"]],
      ["html xml vue markdown rmd quarto", ["<!-- ", " -->"]],
      ["mdx", ["{/* ", " */}"]],
      ["plaintext", ["", ""]],
    ] as const
  ).flatMap(([languages, marks]) =>
    languages.split(" ").map((language): [string, Marks] => [language, marks]),
  ),
);

/** The reason stands in angle brackets until the author writes it: until then the comment has no effect. */
const directive = (rule: string, [open, close]: Marks) =>
  `${open}hanare-ignore ${rule} -- <${t("why the rule does not apply here")}>${close}`;

const delimiter = /^(?:---|\+\+\+)[ \t]*$/;

/**
 * The edit that adds the comment: on a line of its own above the finding, in Markdown at the end of its line,
 * where it neither splits a paragraph nor a table. Undefined where the language has no comments, or a comment
 * would land inside a string or a front matter's delimiter.
 */
export function ignoreComment(document: SourceDocument, range: Range, rule: string): TextEdit | undefined {
  const marks = byLanguage.get(document.languageId);
  if (!marks) return undefined;
  const lines = indexLines(document.text);
  const { line } = range.start;
  const text = lines.textOf(line);
  const comment = directive(rule, marks);
  if (document.format === "markdown") {
    if (delimiter.test(text)) return undefined;
    const end = { line, character: text.trimEnd().length };
    return { range: { start: end, end }, newText: `${end.character === 0 ? "" : " "}${comment}` };
  }
  const start = lines.startOf(line);
  const inString = document.blocks.some(
    ({ kind, span }) => kind === "string" && span.start < start && start < span.end,
  );
  if (inString) return undefined;
  const indent = /^[ \t\u3000]*/u.exec(text)?.[0] ?? "";
  const lineBreak = /\r\n|\n|\r/.exec(document.text)?.[0] ?? "\n";
  const above = { line, character: 0 };
  return { range: { start: above, end: above }, newText: `${indent}${comment}${lineBreak}` };
}
