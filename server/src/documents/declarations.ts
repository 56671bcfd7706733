/** Where functions and classes begin, by the form of their line: enough to divide a file for a summary. */

export interface Declaration {
  /** Offset of the first character of the declaration in its line, and the end of that line's text. */
  readonly start: number;
  readonly end: number;
  /** 1 for what stands at the margin, 2 and 3 for what stands inside it. */
  readonly level: number;
  /** Where its body ends; `Infinity` where only a grammar could tell. */
  readonly until: number;
}

interface Form {
  readonly pattern: RegExp;
  /** Deepest level that is a heading of its own. */
  readonly depth: number;
}

const word = String.raw`[\p{L}_$][\p{L}\p{N}_$]*`;
const rx = (source: string, flags = "u") => new RegExp(source, flags);
const modifiers =
  "(?:public|private|protected|internal|static|final|abstract|virtual|override|sealed|async|readonly|export|default|declare|partial|synchronized|unsafe|extern|inline|constexpr|open|suspend|data|const|get|set)";
const scriptForm = rx(
  String.raw`^(?:${modifiers}\s+)*(?:function\s*\*?\s*${word}|(?:class|interface|enum|namespace)\s+${word}|type\s+${word}\s*(?:<[^=]*>)?\s*=|(?:const|let|var)\s+${word}\s*(?::[^=]+)?=\s*(?:async\s*)?(?:function\b|\([^;]*$|\([^;]*?\)\s*(?::[^=;]+)?=>|${word}\s*=>|<))|^(?:${modifiers}\s+|\*|#)*(?!if\b|for\b|while\b|switch\b|catch\b|return\b|function\b|await\b|new\b|else\b|do\b|with\b)${word}\s*(?:<[^>]*>)?\([^;]*\)\s*(?::[^{;]+)?\{\s*$`,
);
const cForm = rx(
  String.raw`^(?:${modifiers}\s+)*(?:class|interface|enum|struct|record|namespace|union|trait|object|protocol|extension)\s+${word}|^(?:template\s*<.*>\s*)?(?!if\b|for\b|while\b|switch\b|catch\b|return\b|else\b|new\b|throw\b|using\b|do\b|lock\b|delete\b)[\p{L}_@~][\p{L}\p{N}_<>\[\],.:*&?~ \t@]*[ \t*&]~?[\p{L}_][\p{L}\p{N}_:~]*\s*\([^;]*(?:\)[^;=]*)?\{?\s*$|^(?:${modifiers}\s+)*fun\s+`,
);

const forms: Readonly<Record<string, Form>> = {
  ...same("typescript typescriptreact javascript javascriptreact vue", { pattern: scriptForm, depth: 2 }),
  ...same("java csharp kotlin scala groovy swift dart c cpp cuda-cpp", { pattern: cForm, depth: 3 }),
  python: { pattern: /^(?:async\s+)?(?:def|class)\s+/u, depth: 2 },
  go: { pattern: /^(?:func\b|type\s+)/u, depth: 1 },
  rust: {
    pattern:
      /^(?:pub(?:\([^)]*\))?\s+)?(?:async\s+|unsafe\s+|const\s+)*(?:fn|struct|enum|trait|impl|mod|union)\b/u,
    depth: 2,
  },
  php: { pattern: rx(String.raw`^(?:${modifiers}\s+)*(?:function|class|interface|trait|enum)\s+`), depth: 2 },
  ruby: { pattern: /^(?:def|class|module)\s+/u, depth: 2 },
  perl: { pattern: /^(?:sub|package)\s+/u, depth: 1 },
  lua: { pattern: /^(?:local\s+)?function\s+/u, depth: 1 },
  shellscript: { pattern: /^(?:function\s+[\w-]+|[\w-]+\s*\(\)\s*\{?\s*$)/u, depth: 1 },
  powershell: { pattern: /^(?:function|filter|class|enum|workflow)\s+/iu, depth: 2 },
  ...same("sql plsql", {
    pattern: /^(?:create|alter)\s+|^(?:procedure|function|package)\s+/iu,
    depth: 2,
  }),
  cobol: {
    pattern: /^[\p{L}\p{N}-]+(?:\s+(?:DIVISION|SECTION))?\s*\.\s*$|^(?:PROGRAM-ID|FUNCTION-ID)\./iu,
    depth: 1,
  },
  ...same("vb vba vbs", {
    pattern:
      /^(?:(?:public|private|friend|protected|shared|static|overrides|overridable|async|partial|default)\s+)*(?:sub|function|property|class|module|structure|interface|enum|type)\s+/iu,
    depth: 2,
  }),
  ...same("terraform hcl", {
    pattern: /^(?:resource|data|module|variable|output|provider|locals|terraform)\b/u,
    depth: 1,
  }),
  dockerfile: { pattern: /^FROM\s+/iu, depth: 1 },
  makefile: { pattern: /^[\w.-]+\s*:(?!=)/u, depth: 1 },
  ini: { pattern: /^\[[^\]]+\]/u, depth: 1 },
  toml: { pattern: /^\[+[^\]]+\]+/u, depth: 1 },
};

function same(ids: string, form: Form): Readonly<Record<string, Form>> {
  return Object.fromEntries(ids.split(" ").map((id) => [id, form]));
}

/** Lines longer than this are generated code. */
export const longestLine = 400;

/** `code` is the file with comments and strings blanked out, offsets unchanged. */
export function declarationsIn(code: string, languageId: string): readonly Declaration[] {
  const form = forms[languageId];
  if (form === undefined) return [];
  const found: Declaration[] = [];
  const indents: number[] = [];
  for (const match of code.matchAll(/[^\r\n]+/g)) {
    const line = languageId === "cobol" ? match[0].replace(/^.{6} /u, "       ") : match[0];
    if (line.length > longestLine) continue;
    const text = line.trimStart();
    const indent = line.length - text.length;
    if (!form.pattern.test(text.trimEnd())) continue;
    if (languageId === "cobol" && indent > 10) continue;
    while ((indents.at(-1) ?? -1) >= indent) indents.pop();
    const level = indents.length + 1;
    if (level > form.depth || (level === 1 && indent > 8)) continue;
    indents.push(indent);
    found.push({
      start: match.index + indent,
      end: match.index + line.trimEnd().length,
      level,
      until: Infinity,
    });
  }
  return found;
}
