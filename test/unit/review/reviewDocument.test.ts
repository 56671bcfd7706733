import assert from "node:assert/strict";
import { readText } from "../../../server/src/documents/read";
import { loadPacks } from "../../../server/src/review/pack";
import { reviewDocument } from "../../../server/src/review/reviewDocument";

interface Case {
  readonly rules: string;
  readonly text: string;
  readonly languageId?: string;
  readonly path?: string;
  readonly pack?: string;
}

function review({ rules, text, languageId = "markdown", path = "docs/a.md", pack = "" }: Case) {
  const yaml = `hanare: 1\npack: { id: p, version: 1.0.0, title: T${pack} }\nrules:\n${rules}`;
  const { packs, problems } = loadPacks([{ id: "p", uri: "file:///p.yaml", text: yaml }]);
  assert.deepEqual(problems, []);
  const document = readText({ uri: `file:///w/${path}`, languageId, text });
  return reviewDocument(document, { packs, path, today: "2026-04-01", language: "ja" });
}
const rule = (match: string, more = "") =>
  `  - { id: R, severity: low, message: "M {match}", match: ${match}${more} }\n`;
/** `line:character-line:character text` of each finding. */
const places = (item: Case) =>
  review(item).findings.map(
    ({ anchor: { start, end }, evidence }) =>
      `${start.line}:${start.character}-${end.line}:${end.character} ${evidence}`,
  );

describe("scopes", () => {
  const text =
    "# 一\r\n\r\n同意なく第三者に提供する。\r\n\r\n## 二\r\n\r\n同意を得て、**第三者**に提供する。\r\n";
  const inScope = (scope: string) =>
    rule("{ any: [{ regex: 第三者 }], none: [{ regex: 同意を得 }] }", `, applies: { scope: ${scope} }`);
  for (const [scope, expected] of [
    ["file", []],
    ["section", ["2:4-2:7 第三者"]],
    ["paragraph", ["2:4-2:7 第三者"]],
    ["line", ["2:4-2:7 第三者"]],
    ["comment", []],
  ] as const) {
    it(`${scope} in a document`, () => assert.deepEqual(places({ rules: inScope(scope), text }), expected));
  }

  const code = 'const a = "foo"; // foo\nfoo(`foo`);\n';
  for (const [scope, expected] of [
    ["comment", ["0:20-0:23 foo"]],
    ["string", ["0:11-0:14 foo", "1:5-1:8 foo"]],
    ["code", ["1:0-1:3 foo"]],
    ["file", ["0:11-0:14 foo", "0:20-0:23 foo", "1:0-1:3 foo", "1:5-1:8 foo"]],
  ] as const) {
    it(`${scope} in code`, () => {
      const rules = rule("{ any: [{ regex: foo }] }", `, applies: { scope: ${scope} }`);
      assert.deepEqual(places({ rules, text: code, languageId: "typescript" }), expected);
    });
  }

  it("sees words through Markdown marks and line breaks", () => {
    const rules = rule("{ any: [{ terms: [as needed, 必要に応じて] }] }", ", applies: { scope: paragraph }");
    assert.deepEqual(places({ rules, text: "- **必要**に応じて\n\nOil it as\nneeded.\n" }), [
      "0:4-0:12 必要**に応じて",
      "2:7-3:6 as\nneeded",
    ]);
  });
});

describe("match", () => {
  for (const [name, match, text, expected] of [
    ["any of several", "{ any: [{ regex: b }, { terms: [c] }] }", "a b c", ["0:2-0:3 b", "0:4-0:5 c"]],
    ["overlapping matches are one", "{ any: [{ regex: abc }, { regex: bcd }] }", "xabcdx", ["0:1-0:5 abcd"]],
    ["all must hold", "{ any: [{ regex: a }], all: [{ regex: z }] }", "a b", []],
    ["all alone", "{ all: [{ regex: a }, { regex: b }] }", "b a", ["0:2-0:3 a"]],
    [
      "near on the same line",
      "{ any: [{ regex: '\\d{3}', near: { terms: [番号] } }] }",
      "番号 123\n456",
      ["0:3-0:6 123"],
    ],
    [
      "near on lines before",
      "{ any: [{ regex: '\\d{3}', near: { terms: [番号], lines: 1 } }] }",
      "番号\n123\n456",
      ["1:0-1:3 123"],
    ],
    [
      "near in a table's header",
      "{ any: [{ regex: '\\d{3}', near: { terms: [番号] } }] }",
      "| 番号 |\n| --- |\n| x |\n| 123 |\n",
      ["3:2-3:5 123"],
    ],
    ["notNear", "{ any: [{ regex: '\\d{3}', notNear: { terms: [例] } }] }", "例 123\n456", ["1:0-1:3 456"]],
    ["entropy", "{ any: [{ regex: '[a-z]{8}', entropy: 2.5 }] }", "aaaabbbb abcdefgh", ["0:9-0:17 abcdefgh"]],
    [
      "a missing heading",
      "{ required: [{ heading: 緊急連絡先 }] }",
      "前書き\n\n# 手順\n\n緊急連絡先は別紙\n",
      ["2:0-2:4 # 手順"],
    ],
    [
      "a heading with a number",
      "{ required: [{ heading: ^緊急連絡先$ }] }",
      "# 手順\n\n## 3.2 緊急連絡先\n",
      [],
    ],
    [
      "a missing text",
      "{ required: [{ regex: 改訂履歴 }, { terms: [承認者] }] }",
      "# 手順\n改訂履歴\n",
      ["0:0-0:4 # 手順"],
    ],
    ["nothing is missing in an empty file", "{ required: [{ regex: x }] }", "\n", []],
    ["required only where all holds", "{ all: [{ regex: 手順 }], required: [{ regex: x }] }", "# 規則\n", []],
  ] as const) {
    it(name, () => assert.deepEqual(places({ rules: rule(match), text }), expected));
  }

  for (const [name, applies, languageId, path, expected] of [
    ["language", "languages: [python]", "markdown", "a.md", 0],
    ["include", "include: ['docs/**']", "markdown", "docs/x/a.md", 1],
    ["include elsewhere", "include: ['docs/**']", "markdown", "src/a.md", 0],
    ["exclude", "exclude: ['**/archive/**']", "markdown", "docs/archive/a.md", 0],
    ["a dot folder", "include: ['**/*.md']", "markdown", ".github/a.md", 1],
    ["a file outside every folder", "include: ['**/*手順*']", "markdown", "/tmp/点検手順.md", 1],
  ] as const) {
    it(`applies: ${name}`, () => {
      const rules = rule("{ any: [{ regex: x }] }", `, applies: { ${applies} }`);
      assert.equal(review({ rules, text: "x", languageId, path }).findings.length, expected);
    });
  }

  it("does not run judge and ast rules", () => {
    const rules = rule("{ any: [{ regex: x }] }", ", judge: { violation: v }");
    assert.deepEqual(review({ rules, text: "x" }).findings, []);
  });

  it("says when a pattern is too costly for a text, and reviews the rest", () => {
    const rules = `${rule("{ any: [{ regex: '(a*)(?!b)\\1c' }] }")}  - { id: S, severity: low, message: S, match: { any: [{ regex: z }] } }\n`;
    const { findings, skipped } = review({ rules, text: `c${"a".repeat(40_000)}z`, languageId: "plaintext" });
    assert.deepEqual(
      findings.map((finding) => finding.rule),
      ["S"],
    );
    assert.equal(skipped.length, 1);
    assert.match(skipped[0]?.why ?? "", /Rule R could not be checked/);
  });

  it("masks secrets in the evidence of every rule and in messages", () => {
    const secret =
      "  - { id: S, severity: high, message: '{match}', mask: true, match: { any: [{ regex: 'pw=(?<value>\\w+)' }] } }\n";
    const { findings } = review({
      rules: rule("{ any: [{ regex: '.*' }] }") + secret,
      text: "x pw=hunter2 y",
    });
    assert.deepEqual(
      findings.map(({ evidence, message }) => [evidence, message]),
      [
        ["x pw=******** y", "M x pw=******** y"],
        ["pw=********", "********"],
      ],
    );
  });
});

describe("fixes", () => {
  for (const [name, match, fix, text, newText] of [
    [
      "replace with groups",
      "{ any: [{ regex: '(?<head>x=)0' }] }",
      "{ replace: '$<head>1 $& $$' }",
      "x=0",
      "x=1 x=0 $",
    ],
    ["remove", "{ any: [{ regex: ' -k' }] }", "{ replace: '' }", "curl -k", ""],
    [
      "insert at the end with the file's line breaks",
      "{ required: [{ regex: 履歴 }] }",
      '{ insert: "## 履歴\\n\\n表\\n" }',
      "# 手順\r\n\r\n本文",
      "\r\n\r\n## 履歴\r\n\r\n表\r\n",
    ],
    [
      "insert before the second heading",
      "{ required: [{ regex: 履歴 }] }",
      "{ insert: 履歴, at: start }",
      "# 手順\n\n## 一\n",
      "履歴\n\n",
    ],
  ] as const) {
    it(name, () => {
      const { findings } = review({ rules: rule(match, `, fix: ${fix}`), text });
      assert.equal(findings[0]?.fix?.newText, newText);
    });
  }
});

describe("suppression", () => {
  const rules = rule("{ any: [{ regex: bad }] }");
  const ts = (text: string, pack = "") =>
    review({ rules, text, languageId: "typescript", path: "a.ts", pack });
  const brief = (findings: ReturnType<typeof ts>["findings"]) =>
    findings.map(({ rule: id, status, anchor }) => `${anchor.start.line} ${id} ${status}`);

  for (const [name, text, expected, pack] of [
    ["same line", "bad(); // hanare-ignore R -- 検証用", ["0 R suppressed"], ""],
    ["line before", "// hanare-ignore R -- reason\nbad();", ["1 R suppressed"], ""],
    [
      "line before, past an empty line and another directive",
      "// hanare-ignore R -- a\n/* hanare-ignore X -- b */\n\nbad();",
      ["1 hanare.suppression confirmed", "3 R suppressed"],
      "",
    ],
    [
      "not two lines before",
      "// hanare-ignore R -- reason\nok();\nbad();",
      ["0 hanare.suppression confirmed", "2 R confirmed"],
      "",
    ],
    ["no reason", "bad(); // hanare-ignore R", ["0 R confirmed", "0 hanare.suppression confirmed"], ""],
    [
      "the placeholder is no reason",
      "bad(); // hanare-ignore R -- <reason>",
      ["0 R confirmed", "0 hanare.suppression confirmed"],
      "",
    ],
    ["no rule", "bad(); // hanare-ignore -- why", ["0 R confirmed", "0 hanare.suppression confirmed"], ""],
    [
      "expired",
      "bad(); // hanare-ignore R -- why (佐藤, until 2026-03-31)",
      ["0 R confirmed", "0 hanare.suppression confirmed"],
      "",
    ],
    ["last day", "bad(); // hanare-ignore R -- why (佐藤, until 2026-04-01)", ["0 R suppressed"], ""],
    [
      "no day of the calendar",
      "bad(); // hanare-ignore R -- why (佐藤, until 2027-02-30)",
      ["0 R confirmed", "0 hanare.suppression confirmed"],
      "",
    ],
    ["unused", "ok(); // hanare-ignore R -- why", ["0 hanare.suppression confirmed"], ""],
    [
      "two rules",
      "bad(); // hanare-ignore R, Q -- why",
      ["0 R suppressed", "0 hanare.suppression confirmed"],
      "",
    ],
    [
      "a comment that talks about it is none",
      "bad(); // write hanare-ignore R -- why here",
      ["0 R confirmed"],
      "",
    ],
    [
      "a word in a doc comment is none",
      "/** `hanare-ignore R -- why` hides it. */\nbad();",
      ["1 R confirmed"],
      "",
    ],
    ["a line of a block comment", "/*\n * hanare-ignore R -- why\n */ bad();", ["2 R suppressed"], ""],
    ["in a string it is none", 'bad("// hanare-ignore R -- why");', ["0 R confirmed"], ""],
    [
      "owner asked and missing",
      "bad(); // hanare-ignore R -- why",
      ["0 R confirmed", "0 hanare.suppression confirmed"],
      ", suppression: { require: [owner, until] }",
    ],
    [
      "owner and day given",
      "bad(); // hanare-ignore R -- why (法務部, until 2027-03-31)",
      ["0 R suppressed"],
      ", suppression: { require: [owner, until] }",
    ],
    [
      "full width brackets",
      "bad(); // hanare-ignore R -- 検証（法務部、2027-03-31まで）",
      ["0 R suppressed"],
      ", suppression: { require: [owner, until] }",
    ],
  ] as const) {
    it(name, () => assert.deepEqual(brief(ts(text, pack).findings), expected));
  }

  for (const [name, languageId, text] of [
    ["Markdown", "markdown", "<!-- hanare-ignore R -- example -->\n\nbad\n"],
    ["a Markdown code block", "markdown", "```sh\nbad # hanare-ignore R -- example\n```\n"],
    ["Python", "python", "bad()  # hanare-ignore R -- example\n"],
    ["SQL", "sql", "-- hanare-ignore R -- example\nselect bad;\n"],
    ["CSS", "css", "/* hanare-ignore R -- example */\n.bad {}\n"],
    ["YAML", "yaml", "a: bad # hanare-ignore R -- example\n"],
    ["a batch file", "bat", "rem hanare-ignore R -- example\nbad\n"],
    ["MDX", "mdx", "{/* hanare-ignore R -- example */}\n\nbad\n"],
    ["INI", "ini", "; hanare-ignore R -- example\na=bad\n"],
    ["Visual Basic", "vb", "' hanare-ignore R -- example\nbad\n"],
    ["plain text", "plaintext", "hanare-ignore R -- example\nbad\n"],
  ] as const) {
    it(`in the comment syntax of ${name}`, () => {
      const { findings } = review({ rules, text, languageId });
      assert.deepEqual(
        findings.map(({ status }) => status),
        ["suppressed"],
      );
      assert.equal(findings[0]?.suppression?.reason, "example");
    });
  }

  it("keeps reason, owner and day, and drops the fix", () => {
    const withFix = rule("{ any: [{ regex: bad }] }", ", fix: { replace: good }");
    const text = "bad(); // hanare-ignore R -- 移行中 -- 秋まで (佐藤, until 2026-10-01)";
    const [finding] = review({ rules: withFix, text, languageId: "typescript" }).findings;
    assert.deepEqual(finding?.suppression, {
      reason: "移行中 -- 秋まで",
      owner: "佐藤",
      until: "2026-10-01",
    });
    assert.equal(finding?.fix, undefined);
  });
});
