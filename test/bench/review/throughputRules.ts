/** The 150 rules of the throughput bench: one set of regular expressions that every program of the contest reads. */

export interface BenchRule {
  readonly id: string;
  readonly regex: string;
  readonly languages: readonly string[];
}

const code = (
  "eval exec md5 sha1 crc32 rc4 des_ecb strcpy gets system popen pickle marshal innerHTML outerHTML document\\.write " +
  'setTimeout\\(\\s*" dangerouslySetInnerHTML verify\\s*=\\s*False rejectUnauthorized:\\s*false NODE_TLS_REJECT_UNAUTHORIZED ' +
  "ssl\\._create_unverified_context yaml\\.load subprocess\\.call os\\.system child_process Math\\.random random\\.random " +
  'tempfile\\.mktemp chmod\\s+777 0o777 AKIA[0-9A-Z]{16} ghp_[A-Za-z0-9]{36} -----BEGIN\\s+PRIVATE password\\s*=\\s*"[^"]{6,40}" ' +
  'secret\\s*=\\s*"[^"]{6,40}" token\\s*=\\s*"[^"]{6,40}" api[_-]?key\\s*=\\s*"[^"]{6,40}" ' +
  "http://[a-z0-9.-]{3,60} ftp://[a-z0-9.-]{3,60} telnet:// SELECT\\s+\\*\\s+FROM DROP\\s+TABLE TODO FIXME XXX HACK debugger " +
  "console\\.debug print_r var_dump alert\\( confirm\\( 127\\.0\\.0\\.1:[0-9]{4,5}"
).split(" ");

const manuals = (
  "適宜 原則として なるべく 随時 必要に応じて 適切に 十分に 速やかに 可能な限り 極力 等を 等の など 場合によっては しかるべき " +
  "as\\s+appropriate if\\s+necessary etc\\. TBD and/or as\\s+soon\\s+as\\s+possible where\\s+applicable normally usually generally " +
  "サーバ[^ー] ユーザ[^ー] コンピュータ[^ー] プリンタ[^ー] フォルダ[^ー] ブラウザ[^ー] 下さい 出来る 有る 無い 事が 時は 為に 及び又は " +
  "[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{4} 0[0-9]{1,3}-[0-9]{2,4}-[0-9]{4} [a-z0-9.]{2,30}@[a-z0-9.]{2,30} マイナンバー 個人番号 口座番号 " +
  "保存期間は?[0-9]{1,3}日 責任を負わない 一切 絶対に 完全に 安全です 保証します"
).split(" ");

/** Letters and numbers that make the lists up to 150: documents' numbers and identifiers that must not be left. */
const filler = (count: number) =>
  Array.from(
    { length: count },
    (_, index) => `REF-${String.fromCharCode(65 + (index % 26))}${index}-[0-9]{3,6}`,
  );

export function benchRules(): readonly BenchRule[] {
  const half = (list: readonly string[], prefix: string, languages: readonly string[]) =>
    [...list, ...filler(75 - list.length)]
      .slice(0, 75)
      .map((regex, index) => ({ id: `${prefix}-${index + 1}`, regex, languages }));
  return [
    ...half(code, "CODE", ["typescript", "python"]),
    ...half(manuals, "DOC", ["markdown", "plaintext"]),
  ];
}

export const packYaml = (rules: readonly BenchRule[]): string =>
  `hanare: 1\npack: { id: bench.throughput, version: 1.0.0, title: Throughput }\nrules:\n${rules
    .map(
      ({ id, regex, languages }) =>
        `  - id: ${id}\n    severity: low\n    message: Found {match}.\n    applies: { languages: [${languages.join(", ")}] }\n    match: { any: [{ regex: ${JSON.stringify(regex)} }] }\n`,
    )
    .join("")}`;

export const semgrepYaml = (rules: readonly BenchRule[]): string =>
  `rules:\n${rules
    .filter(({ id }) => id.startsWith("CODE"))
    .map(
      ({ id, regex, languages }) =>
        `  - id: ${id}\n    severity: LOW\n    message: found\n    languages: [${languages.join(", ")}]\n    pattern-regex: ${JSON.stringify(regex)}\n`,
    )
    .join("")}`;
