/** What begins with `..` in reStructuredText: directives, footnotes, targets, substitutions, comments. */
import { cutLine, dedent, indentedEnd, isBlank, type Line, spanOfLines } from "../textLines";
import { type Frame, type RstReader } from "./readRst";
import { csvRows, listRows } from "./tables";

interface Directive {
  readonly name: string;
  /** Its name in the source. */
  readonly title: Line;
  readonly argument: readonly Line[];
  readonly options: ReadonlyMap<string, Line>;
  readonly content: readonly Line[];
}

const names = (list: string) => new Set(list.split(" "));
const admonitions = names("note warning caution danger attention error hint important tip");
const code = names(
  "code code-block sourcecode parsed-literal math doctest testcode testsetup testoutput prompt console productionlist graphviz digraph graph uml mermaid raw highlight-block",
);
/** Settings, lists of other pages, and text that is made elsewhere. */
const silent = names(
  "contents sectnum toctree index meta role default-role highlight include literalinclude target-notes header footer default-domain currentmodule module py:module py:currentmodule tabularcolumns automodule autoclass autofunction bibliography",
);
/** Their argument is a condition or a class, no text. */
const wordless = names(
  "only ifconfig container class cssclass rst-class compound epigraph highlights pull-quote tabs tab-set grid",
);

/** Reads the construct that begins at `at`; answers the index behind it. */
export function explicitMarkup(reader: RstReader, lines: readonly Line[], at: number, frame: Frame): number {
  const line = lines[at];
  if (line === undefined) return at + 1;
  const mark = /^\.\.[ \t]*/.exec(line.text)?.[0].length ?? 2;
  const first = cutLine(line, mark);
  // An empty comment takes nothing that stands behind an empty line.
  if (first.text.trim() === "" && isBlank(lines[at + 1])) return at + 1;
  const end = indentedEnd(lines, at + 1);
  const body = dedent(lines.slice(at + 1, end));
  const note = /^\[(?:\d+|#[\w.-]*|\*|[\p{L}\d][\p{L}\d._-]*)\](?:[ \t]+|$)/u.exec(first.text);
  const named = /^((?:[\p{L}\d][\p{L}\d:.+_-]{0,60}))[ \t]?::(?:[ \t]+|$)/u.exec(first.text);
  if (/^(?:_[^:]|__:|_`|\|[^|]+\|[ \t]+[\p{L}-]+::)/u.test(first.text)) return end;
  if (note !== null)
    reader.read([cutLine(first, note[0].length), ...body], {
      ...frame,
      depth: frame.depth + 1,
      place: { part: "footnote" },
    });
  else if (named !== null)
    directive(
      reader,
      divided(cutLine(first, 0, named[1]?.length), cutLine(first, named[0].length), body),
      frame,
    );
  else {
    const own = lines.slice(at, end);
    const { start, end: stop } = spanOfLines(own);
    reader.writer.push("comment", { start, end: stop }, (builder) => builder.copy(first.start, stop));
  }
  return end;
}

/** Argument, then options, then after an empty line the content. */
function divided(title: Line, first: Line, body: readonly Line[]): Directive {
  const isOption = (line: Line | undefined) => line !== undefined && /^:[\w-]+:(?:\s|$)/.test(line.text);
  let at = 0;
  const argument = isBlank(first) ? [] : [first];
  while (at < body.length && !isBlank(body[at]) && !isOption(body[at])) at += 1;
  argument.push(...body.slice(0, at));
  const options = new Map<string, Line>();
  let last = "";
  for (; at < body.length && !isBlank(body[at]); at += 1) {
    const line = body[at];
    if (line === undefined) break;
    const [whole = "", name] = /^:([\w-]+):[ \t]*/.exec(line.text) ?? [];
    if (name !== undefined) options.set((last = name), cutLine(line, whole.length));
    else if (last === "") break;
  }
  return { name: title.text.toLowerCase(), title, argument, options, content: body.slice(at) };
}

function directive(reader: RstReader, found: Directive, frame: Frame): void {
  const { name, title, argument, options, content } = found;
  const inner: Frame = { ...frame, depth: frame.depth + 1 };
  const all = [...argument, ...content];
  if (admonitions.has(name)) {
    const end = title.end;
    reader.labelled(
      {
        start: title.start,
        end: end + 2,
        fill: (builder) => {
          builder.copy(title.start, end);
          builder.put(": ", { start: end, end: end + 2 });
        },
      },
      all,
      inner,
    );
  } else if (code.has(name))
    reader.code(name === "math" ? all : content.some((line) => !isBlank(line)) ? content : []);
  else if (silent.has(name)) return;
  else if (name === "image" || name === "figure" || name.endsWith("-figure")) {
    const alt = options.get("alt");
    if (alt !== undefined) reader.text([alt], inner);
    reader.read(content, inner);
  } else if (!table(reader, found, inner)) {
    if (!wordless.has(name)) reader.text(argument, inner);
    reader.read(content, inner);
  }
}

function table(reader: RstReader, { name, argument, options, content }: Directive, frame: Frame): boolean {
  if (name !== "table" && name !== "list-table" && name !== "csv-table") return false;
  reader.text(argument, frame);
  const headers = Number(options.get("header-rows")?.text ?? "0") || 0;
  const separator = options.get("delim")?.text.trim() ?? ",";
  const delimiter = /^tab$/i.test(separator)
    ? "\t"
    : /^space$/i.test(separator)
      ? " "
      : (separator[0] ?? ",");
  const header = options.get("header");
  if (header !== undefined) reader.table(csvRows([header], { delimiter, headers: 1 }));
  if (name === "table") reader.read(content, frame);
  else if (name === "list-table") reader.table(listRows(dedent(content), headers));
  else reader.table(csvRows(content, { delimiter, headers }));
  return true;
}
