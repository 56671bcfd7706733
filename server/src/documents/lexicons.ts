/** The comment and string syntax of each language, by LSP language id. */
import {
  hereDocument,
  type Lexicon,
  nested,
  type Opener,
  quoted,
  rawString,
  template,
  toLineEnd,
  until,
  untilPattern,
} from "./lexer";

const lineComment = (pattern: string): Opener => ({ pattern, kind: "comment", end: toLineEnd });
const blockComment = (pattern: string, close: string): Opener => ({
  pattern,
  kind: "comment",
  end: until(close),
});
const string = (pattern: string, end: Opener["end"]): Opener => ({ pattern, kind: "string", end });

const slashes = lineComment("//[/!]?");
const slashStar = blockComment(String.raw`/\*[*!]?(?!/)|/\*`, "*/");
const double = string('"', quoted('"', { escape: "\\" }));
const single = string("'", quoted("'", { escape: "\\" }));
const sqlSingle = string("'", quoted("'", { escape: "double", multiline: true }));
/** A hash that opens a comment stands at the start of a word. */
const hash = lineComment(String.raw`(?<![\w$\\&'"])#+(?!\{)`);

/** A slash after an operator or at the start of an expression opens a regular expression, not a division. */
const regexLiteral: Opener = {
  pattern: String.raw`(?<=(?:^|[(,=:\[!&|?{};+*%~^<>-]|\b(?:return|typeof|case|in|of))[ \t]{0,40})/(?![/*])(?:[^\\/\[\r\n]|\\.|\[(?:[^\]\\\r\n]|\\.){0,200}\]){1,400}/[dgimsuvy]*`,
  kind: "skip",
  end: (_text, from) => ({ at: from, mark: 0 }),
};
/** `'a'` is a character and `'a` a lifetime. */
const rustCharacter: Opener = {
  pattern: String.raw`'(?:\\[^\r\n]{1,10}?|[^\\'\r\n])'`,
  kind: "skip",
  end: (_text, from) => ({ at: from, mark: 0 }),
};

const cLike: Lexicon = { openers: [slashes, slashStar, double, single] };
const script: Lexicon = {
  openers: [slashes, slashStar, string("`", template), double, single, regexLiteral],
};
const hashOnly: Lexicon = { openers: [hash, double, single] };
const triple = string(String.raw`"""`, quoted('"""', { escape: "\\", multiline: true }));
const withTriple: Lexicon = { openers: [slashes, slashStar, triple, double, single] };
const markup: Lexicon = {
  openers: [
    blockComment("<!--", "-->"),
    string(String.raw`(?<=\w=)"`, until('"')),
    string(String.raw`(?<=\w=)'`, until("'")),
  ],
};
const sql: Lexicon = {
  openers: [
    lineComment("--+"),
    slashStar,
    string("[nN]?[qQ]'[^\\s]", rawString),
    sqlSingle,
    string('"', quoted('"', { escape: "double" })),
  ],
};
const basic: Lexicon = {
  openers: [
    lineComment(String.raw`'|(?<=^[ \t]*|:[ \t]*)REM\b`),
    string('"', quoted('"', { escape: "double" })),
  ],
  ignoreCase: true,
};
const yaml: Lexicon = {
  openers: [
    lineComment(String.raw`(?<=^|\s)#+`),
    string(String.raw`(?<=[:\-\[,{]\s{0,9}|^\s{0,40})"`, quoted('"', { escape: "\\", multiline: true })),
    string(String.raw`(?<=[:\-\[,{]\s{0,9}|^\s{0,40})'`, quoted("'", { escape: "double", multiline: true })),
  ],
};
const ini: Lexicon = { openers: [lineComment(String.raw`(?<=^[ \t]*)[#;!]+`)] };
const css: Lexicon = { openers: [slashStar, double, single] };
const heredoc = string(String.raw`<<[-~]?\s?(?:"[A-Za-z_]\w*"|'[A-Za-z_]\w*'|[A-Za-z_]\w*)`, hereDocument);

const tables: readonly (readonly [string, Lexicon])[] = [
  ["typescript typescriptreact javascript javascriptreact vue", script],
  ["c cuda-cpp objective-c objective-cpp dart json jsonc jsonl json5 bicep proto3 proto", cLike],
  ["java kotlin scala groovy swift", withTriple],
  [
    "cpp",
    {
      openers: [
        slashes,
        slashStar,
        string(String.raw`\b(?:u8|[uUL])?R"[^(\s"]{0,16}\(`, rawString),
        double,
        string(String.raw`(?<![0-9a-fA-F])'`, quoted("'", { escape: "\\" })),
      ],
    },
  ],
  [
    "csharp",
    {
      openers: [
        slashes,
        slashStar,
        triple,
        string(String.raw`\$?@\$?"`, quoted('"', { escape: "double", multiline: true })),
        double,
        single,
      ],
    },
  ],
  ["go", { openers: [slashes, slashStar, string("`", until("`")), double, single] }],
  [
    "rust",
    {
      openers: [
        slashes,
        { ...blockComment(String.raw`/\*[*!]?(?!/)|/\*`, "*/"), end: nested("/*", "*/") },
        string(String.raw`\bb?r#*"`, rawString),
        rustCharacter,
        string('b?"', quoted('"', { escape: "\\", multiline: true })),
      ],
    },
  ],
  [
    "python",
    {
      openers: [
        lineComment("#+"),
        ...['"""', "'''"].map((mark) =>
          string(
            String.raw`\b[rRbBuUfF]{1,2}${mark}|${mark}`,
            quoted(mark, { escape: "\\", multiline: true }),
          ),
        ),
        ...['"', "'"].map((mark) =>
          string(String.raw`\b[rRbBuUfF]{1,2}${mark}|${mark}`, quoted(mark, { escape: "\\" })),
        ),
      ],
    },
  ],
  [
    "php",
    {
      openers: [
        slashes,
        lineComment(String.raw`#+(?!\[)`),
        slashStar,
        string(String.raw`<<<\s?["']?[A-Za-z_]\w*["']?`, hereDocument),
        string('"', quoted('"', { escape: "\\", multiline: true })),
        string("'", quoted("'", { escape: "\\", multiline: true })),
      ],
    },
  ],
  [
    "ruby",
    {
      openers: [
        hash,
        { pattern: "^=begin\\b", kind: "comment", end: untilPattern(/^=end\b/gm) },
        string(String.raw`<<[-~](?:"[A-Za-z_]\w*"|'[A-Za-z_]\w*'|[A-Z_]\w*)`, hereDocument),
        double,
        single,
        regexLiteral,
      ],
    },
  ],
  [
    "shellscript",
    {
      openers: [
        lineComment(String.raw`(?<=^|[\s;(])#+`),
        heredoc,
        string('"', quoted('"', { escape: "\\", multiline: true })),
        string("'", until("'")),
      ],
    },
  ],
  [
    "powershell",
    {
      openers: [
        blockComment("<#", "#>"),
        lineComment(String.raw`(?<=^|[\s;(){}])#+`),
        string('@"(?=[ \\t]*\\r?$)', untilPattern(/^"@/gm)),
        string("@'(?=[ \\t]*\\r?$)", untilPattern(/^'@/gm)),
        string('"', quoted('"', { escape: "`", multiline: true })),
        string("'", quoted("'", { escape: "double", multiline: true })),
      ],
    },
  ],
  ["bat", { openers: [lineComment(String.raw`(?<=^[ \t]*)(?:@?rem\b|::)`)], ignoreCase: true }],
  ["sql plsql", sql],
  [
    "cobol",
    {
      openers: [
        lineComment(String.raw`(?<=^[^\r\n]{6})[*/]|\*>`),
        string('"', quoted('"', { escape: "double" })),
        string("'", quoted("'", { escape: "double" })),
      ],
    },
  ],
  ["vb vba vbs", basic],
  [
    "terraform hcl",
    { openers: [hash, slashes, slashStar, string(String.raw`<<-?[A-Za-z_]\w*`, hereDocument), double] },
  ],
  ["yaml dockercompose", yaml],
  ["html xml svg", markup],
  ["css", css],
  ["scss less", { openers: [slashes, ...css.openers] }],
  ["ini properties", ini],
  [
    "toml",
    {
      openers: [
        lineComment("#+"),
        triple,
        string("'''", until("'''")),
        double,
        string("'", quoted("'", { escape: "none" })),
      ],
    },
  ],
  ["dockerfile makefile", { openers: [lineComment(String.raw`(?<=^[ \t]*)#+`), double, single] }],
  ["perl r coffeescript", hashOnly],
  [
    "lua",
    {
      openers: [
        blockComment(String.raw`--\[\[`, "]]"),
        lineComment("--+"),
        string(String.raw`\[\[`, until("]]")),
        double,
        single,
      ],
    },
  ],
  [
    "haskell elm",
    {
      openers: [
        lineComment("--+"),
        { ...blockComment(String.raw`\{-`, "-}"), end: nested("{-", "-}") },
        double,
      ],
    },
  ],
];

const lexicons = new Map(
  tables.flatMap(([ids, lexicon]) => ids.split(" ").map((id) => [id, lexicon] as const)),
);

/** A language nobody knows has no comments. */
export const lexiconOf = (languageId: string): Lexicon => lexicons.get(languageId) ?? { openers: [] };
