/** The little of a language's syntax that completion has to know; everything else is the model's business. */

export interface Syntax {
  readonly lineComments: readonly string[];
  readonly blockComment?: readonly [open: string, close: string];
  /** String marks that may span lines, longest first. */
  readonly longStrings: readonly string[];
  /** Marks of strings that end on their line. */
  readonly quotes: string;
  /** Blocks end by indentation alone. */
  readonly indentation: boolean;
  /** Written language: no brackets to balance, one paragraph a line. */
  readonly prose: boolean;
  /** A line that ends like this opens a block. */
  readonly opener: RegExp;
  /** Comment lines that no mark begins: a column or a word does. */
  readonly commentLine?: RegExp;
}

const bracketOpener = /[{([]$|=>$/u;
const wordOpener = /[{([]$|(?:^|[^\p{L}\p{N}_])(?:then|do|begin|else|as|loop|is)$/iu;
const colonOpener = /[{([:]$/u;

const quotes = `"'`;

const cLike: Syntax = {
  lineComments: ["//"],
  blockComment: ["/*", "*/"],
  longStrings: ["`"],
  quotes,
  indentation: false,
  prose: false,
  opener: bracketOpener,
};
const hash: Syntax = { ...cLike, lineComments: ["#"], longStrings: [] };
const python: Syntax = {
  lineComments: ["#"],
  longStrings: ['"""', "'''"],
  quotes,
  indentation: true,
  prose: false,
  opener: colonOpener,
};
const sql: Syntax = { ...cLike, lineComments: ["--"], longStrings: [], opener: wordOpener };
const words: Syntax = {
  lineComments: ["#"],
  longStrings: [],
  quotes,
  indentation: false,
  prose: false,
  opener: wordOpener,
};
const markup: Syntax = {
  lineComments: [],
  blockComment: ["<!--", "-->"],
  longStrings: [],
  quotes,
  indentation: false,
  prose: false,
  opener: /[^/]>$|[{([]$/u,
};
const prose: Syntax = {
  lineComments: [],
  longStrings: [],
  quotes,
  indentation: false,
  prose: true,
  opener: /(?!)/u,
};

const keyed: Syntax = { ...words, opener: bracketOpener };

const table = new Map<string, Syntax>(
  Object.entries({
    python,
    yaml: { ...python, longStrings: [] },
    dockercompose: { ...python, longStrings: [] },
    shellscript: words,
    ruby: words,
    elixir: words,
    julia: words,
    powershell: { ...hash, blockComment: ["<#", "#>"] as const },
    perl: hash,
    r: hash,
    terraform: hash,
    makefile: { ...keyed, quotes: "" },
    dockerfile: keyed,
    ini: keyed,
    properties: { ...keyed, quotes: "" },
    toml: { ...keyed, longStrings: ['"""', "'''"] },
    bat: { ...keyed, lineComments: ["::"], quotes: `"`, commentLine: /^\s*@?rem\b/iu },
    css: { ...cLike, lineComments: [], longStrings: [] },
    php: { ...cLike, lineComments: ["//", "#"], longStrings: [] },
    java: { ...cLike, longStrings: ['"""'] },
    kotlin: { ...cLike, longStrings: ['"""'] },
    scala: { ...cLike, longStrings: ['"""'] },
    swift: { ...cLike, longStrings: ['"""'] },
    csharp: { ...cLike, longStrings: ['"""'] },
    c: { ...cLike, longStrings: [] },
    cpp: { ...cLike, longStrings: [] },
    // `'` begins a lifetime more often than a character.
    rust: { ...cLike, longStrings: [], quotes: `"` },
    sql,
    plsql: sql,
    lua: { ...words, lineComments: ["--"] },
    vb: { ...words, lineComments: ["'"], quotes: `"` },
    // In fixed format the seventh column makes a comment.
    cobol: { ...words, lineComments: ["*>"], commentLine: /^.{6}[*\/]/u },
    html: markup,
    xml: markup,
    markdown: prose,
    plaintext: prose,
    latex: prose,
    restructuredtext: prose,
  }),
);

/** Of an LSP language id; an unknown language is taken for one with C's comments and brackets. */
export function syntaxOf(languageId: string): Syntax {
  return table.get(languageId.toLowerCase()) ?? cLike;
}
