/** Text that looks like a secret is never given to a model as context: it would come back in suggestions. */

const shapes: readonly RegExp[] = [
  /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/u,
  /(?<![A-Za-z0-9])(?:AKIA|ASIA)[0-9A-Z]{16}(?![0-9A-Za-z])/u,
  /(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{50,}|glpat-[\w-]{20,})/u,
  /(?<![A-Za-z0-9])(?:xox[abprs]-[A-Za-z0-9-]{10,}|AIza[\w-]{35}|sk-[A-Za-z0-9_-]{32,}|sk_live_[A-Za-z0-9]{16,})/u,
  /(?<![\w-])eyJ[\w-]{16,}\.eyJ[\w-]{16,}\.[\w-]{16,}/u,
  // A password in an address.
  /(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@"'`$<{]{1,100}:[^\s:/@"'`$<{]{3,200}@[^\s/]/iu,
];

const name = String.raw`(?:pass(?:word|wd|phrase|code)?|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?|パスワード|暗証番号|秘密鍵|トークン)`;
/** The name may be the end of a longer one: `dbPassword`, `DB_PASSWORD`, `管理者パスワード`. */
const assignment = String.raw`${name}["'\]]{0,2}[ \t]{0,20}(?::=|=>|[:=：＝])[ \t]{0,20}`;
const quotedValue = new RegExp(
  `${assignment}(?:[bBrRuUfFN]?)(["'\`])(?<value>[^"'\`\\r\\n]{4,400})\\1`,
  "giu",
);
const bareValue = new RegExp(
  `${assignment}(?<value>[^\\s"'\`;,(){}\\[\\]<>]{4,400})[ \\t]*(?:[#;].*)?$`,
  "gimu",
);

/** Says that there is none: a reference, a template, a mask, a name of something, a sentence. */
const placeholder =
  /^(?:[*x•●＊.?_-]+|\$.*|%.*|<.*|\{.*|.*\$\{.*|.*\{\{.*|(?:your|my|example|sample|dummy|fake|change|placeholder|todo|none|null|nil|undefined|true|false|string|test$|password$|passwd$|secret$|token$|str$|bytes$).*)$/iu;
const sentence = /\s\S+\s/u;

/** Files whose values are written without quotation marks. */
const plainValues =
  /\.(?:ya?ml|properties|ini|conf|cfg|config|toml|env|sh|bash|zsh|ps1|bat|cmd|tf|tfvars|txt|md)$/iu;

/**
 * True for key blocks, tokens in the known forms, and a password or key written out as a value. `path` tells
 * whether values may stand without quotation marks. It rather finds too much than too little: a piece left
 * out costs a little quality.
 */
export function looksSecret(text: string, path: string): boolean {
  if (shapes.some((shape) => shape.test(text))) return true;
  const patterns = plainValues.test(path) ? [quotedValue, bareValue] : [quotedValue];
  return patterns.some((pattern) =>
    [...text.matchAll(pattern)].some(({ groups }) => isValue(groups?.["value"] ?? "")),
  );
}

const isValue = (value: string) => !placeholder.test(value) && !sentence.test(value);
