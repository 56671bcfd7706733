/** The packs that ship: they load without a complaint, and their own examples hold. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readText } from "../../server/src/documents/read";
import { defaultSettings } from "../../server/src/protocol";
import { builtPack } from "../../server/src/review/builtPack";
import { loadPacks } from "../../server/src/review/pack";
import { reviewDocument } from "../../server/src/review/reviewDocument";
import { type Rule } from "../../server/src/review/rules";
import { testRules } from "../../server/src/review/ruleTests";
import { builtPacks, packFiles } from "../support/shippedPacks";

const sources = builtPacks();
const { packs, problems } = loadPacks(sources);

function review(path: string, languageId: string, text: string) {
  const document = readText({ uri: `file:///w/${path}`, languageId, text });
  return reviewDocument(document, { packs, path, today: "2026-04-01", language: "en" });
}

describe("shipped rule packs", function () {
  // Every rule, its examples, and long files of every kind.
  this.timeout(60_000);
  it("load without a problem; the settings name general ones, and industries are opt-in", () => {
    assert.deepEqual(problems, []);
    const ids = packs.map(({ id }) => id).sort();
    assert.deepEqual(ids, sources.map(({ id }) => id).sort());
    const parts = loadPacks(sources, defaultSettings.review.packs).packs.flatMap(({ rules }) => rules);
    const off = packs.flatMap(({ rules }) => rules).filter(({ id }) => !parts.some((rule) => rule.id === id));
    assert.deepEqual([...new Set(off.map(({ id }) => id.slice(0, 2)))].sort(), ["FN", "MD", "MF"]);
  });

  it("are built as their YAML reads, the hash included: run npm run build where this fails", () => {
    assert.deepEqual(JSON.parse(readFileSync("dist/packs.json", "utf8")), packFiles().map(builtPack));
  });

  it("are at least 150 rules that need no model", () => {
    const rules = packs.flatMap((pack) => pack.rules);
    assert.ok(rules.filter(({ unjudged }) => unjudged === undefined).length >= 150);
  });

  it("each load alone, so that a setting may name a part", () => {
    for (const { id } of sources) {
      const parts = sources.filter((source) => source.id === id || source.id.startsWith(`${id}.`));
      const alone = loadPacks(parts, [id]);
      assert.deepEqual(alone.problems, [], id);
      assert.ok((alone.packs[0]?.rules.length ?? 0) > 0, id);
    }
  });

  it("have rule ids that are unique over all packs", () => {
    const ids = packs.flatMap(({ rules }) => rules.map(({ id }) => id));
    assert.deepEqual(ids, [...new Set(ids)]);
  });

  for (const pack of packs) {
    describe(pack.id, () => {
      it("finds what its examples say and nothing in the good ones", () => {
        assert.deepEqual(testRules(pack), []);
      });
      for (const rule of pack.rules) it(`${rule.id} is complete`, () => complete(rule));
    });
  }

  it("are checked to the end on long files of every kind", () => {
    const texts = [
      [
        "src/b.tsx",
        "typescriptreact",
        'const q = `SELECT a FROM t WHERE b = ${A}`;\nconst r = "UPDATE t SET" + x;\n',
      ],
      [
        "A.java",
        "java",
        'String s = "SELECT a FROM t WHERE b = ?" + WHERE;\ntry { run(a, b); } catch (E e) { throw e; }\n',
      ],
      ["A.cs", "csharp", 'var s = $"SELECT a FROM t {A}";\nnew Random().Next();\n'],
      ["a.bas", "vb", 's = "SELECT a FROM t WHERE b = ?"\nOn Error GoTo Failed\n'],
      ["a.go", "go", 'q := fmt.Sprintf("SELECT a FROM %s", t)\nrand.Read(b)\n'],
      [
        "a.sql",
        "sql",
        "UPDATE t SET a = 1 WHERE b = 2;\nGRANT SELECT ON t TO r;\nDELETE FROM t WHERE a = 1;\n",
      ],
      ["a.pkb", "plsql", "EXECUTE IMMEDIATE 'DELETE FROM t WHERE a = :1' USING b;\nv := a || 'b' || c;\n"],
      ["A.cbl", "cobol", "           STRING A B INTO C.\n           EXEC SQL UPDATE T SET A = 1 END-EXEC.\n"],
      ["a.tf", "terraform", 'ingress {\n  from_port = 443\n  cidr_blocks = ["10.0.0.0/8"]\n}\n'],
      [
        "manual/a.md",
        "markdown",
        "# 退院サマリー\n\n1. 温度を20 ℃に保つ。個人情報を渡す。\n- ボルトを締める。\n\n| 氏名 | 確認記録 |\n| --- | --- |\n| a | 7年 |\n\n",
      ],
      [
        "src/a.ts",
        "typescript",
        'const password = read("password");\nconsole.log(password.length, { a: 1 });\n',
      ],
      ["app.py", "python", "logger.info('row %s', row)\nrequests.get(url, verify=True)\n"],
      ["docs/点検手順.txt", "plaintext", "# 点検手順\n\npassword の変更は curl で行う。バルブを閉める。\n\n"],
      ["a.yaml", "yaml", "services:\n  db:\n    password: ${DB}\n"],
      ["a.csv", "plaintext", "山田太郎,03-1234-5678,4539487103625978,4830291\n"],
    ] as const;
    for (const [path, languageId, text] of texts) {
      const { skipped } = review(path, languageId, text.repeat(Math.ceil(60_000 / text.length)));
      // Rules with tree queries need grammars: test/integration/astRules.test.ts.
      const queries = packs.flatMap(({ rules }) => rules.filter(({ ast }) => ast?.languages.has(languageId)));
      assert.equal(skipped.length, queries.length, path);
      for (const { id } of queries)
        assert.ok(
          skipped.some(({ why }) => why.includes(`Rule ${id} `)),
          id,
        );
    }
  });

  it("say nothing about an ordinary README", () => {
    const text = "# Tool\n\nInstall it, set `PASSWORD` as needed.\n\n```sh\ncurl https://host/tool\n```\n";
    assert.deepEqual(review("README.md", "markdown", text).findings, []);
  });

  it("show no secret in any finding", () => {
    const secrets = ["4821 3907 5611", "4539487103625977", "Tr0ub4dor&3", "AKIAQ7TN4ZK2WLPX5RBD"];
    const text = [
      "マイナンバー 4821 3907 5611",
      "card 4539487103625977",
      'password = "Tr0ub4dor&3"',
      'key: "AKIAQ7TN4ZK2WLPX5RBD"',
    ].join("\n");
    const { findings } = review("a.txt", "plaintext", text);
    const rules = [...new Set(findings.map(({ rule }) => rule))];
    assert.deepEqual(rules, ["PD-MYNUMBER", "PD-CARD", "SC-PASSWORD", "SC-TOKEN"]);
    for (const secret of secrets) assert.ok(!JSON.stringify(findings).includes(secret), secret);
  });
});

function complete(rule: Rule): void {
  // Rules that wait for a model or a syntax tree bring their own examples with them.
  const least = rule.unjudged === undefined ? 2 : 1;
  assert.ok(rule.tests.violation.length >= least, "examples of a violation");
  assert.ok(rule.tests.ok.length >= least, "examples without one");
  assert.ok(rule.help !== undefined, "why, with a good and a bad example");
  assert.ok(rule.refs.length > 0, "a clause it stands on");
  assert.notEqual(rule.message.ja, rule.message.en, "both languages");
  assert.match(rule.message.ja, /\p{Script=Hiragana}/u);
  assert.ok(rule.title !== undefined, "a title");
}
