import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { hanare } from "../support/commandLine";
import { writeRecurrentHeader, writeTinyModel } from "../support/ggufWriter";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

const tls = "const agent = new Agent({ rejectUnauthorized: false });\n";

const consistency = `  - id: KEEP
    severity: high
    message: "Retention differs: {detail}"
    consistency:
      facts:
        - { languages: [markdown], regex: '保存期間は(?<value>[^。と]+)' }
        - { languages: [typescript], regex: 'retentionDays = (?<value>[0-9]+)', unit: day }
`;

const judgePack = `hanare: 1
pack: { id: own, version: 1.0.0, title: Own }
rules:
  - id: OWN-1
    severity: low
    message: M
    judge: { violation: The sentence is BAD. }
    tests: { violation: [A BAD one., Another BAD one.], ok: [A good one., Another good one.] }
`;

describe("CLI", () => {
  let folder: TemporaryFolder;
  before(async () => {
    folder = await temporaryFolder();
    await folder.write("bad/a.ts", tls);
    await folder.write("clean/a.ts", "const a = 1;\n");
    await folder.write("partial/a.docx", "PK");
    await folder.write("mixed/a.ts", tls);
    await folder.write("mixed/a.docx", "PK");
    await folder.write("manual.md", "# 手順\n\n保管庫の鍵は課長が管理し、貸し出すたびに記録簿へ記入する。\n");
    await folder.write("tests/note.md", "");
    await folder.write("judged/a.md", "# Manual\n\nThere is no line of BAD here.\n");
    await folder.write("own.yaml", judgePack);
    await folder.write("fake.gguf", "this is no model");
    const head = "hanare: 1\npack: { id: own, version: 1.0.0, title: Own }\nrules:\n";
    const rule =
      "  - { id: OWN-1, severity: high, title: No foo, message: M, match: { any: [{ regex: foo }] }";
    await folder.write("packs/good.yaml", `${head}${rule}, tests: { violation: [a foo], ok: [bar] } }\n`);
    await folder.write("packs/bad.yml", `${head}${rule}, tests: {\n    violation: [bar] } }\n`);
    await folder.write("own/.hanare/rules/own.yaml", `${head}${rule} }\n`);
    await folder.write("own/a.md", "foo\n");
    await folder.write("law.md", "# 規程\n\n## 第1条（保存）\n\n文書は5年間保存しなければならない。\n");
    await folder.write("law2.md", "# 規程\n\n## 第1条（保存）\n\n文書は10年間保存しなければならない。\n");
    const limit = (years: number) => `文書は${years}年間保存しなければならない。`;
    await folder.write(
      "table.md",
      `| 条 | 改正後 | 改正前 |\n|---|---|---|\n| 第1条 | ${limit(10)} | ${limit(5)} |\n`,
    );
    await folder.write(
      "rules/own.md",
      "# 細則\n\n## 第2条（期間）\n\n文書は倉庫に5年間保存しなければならない。\n",
    );
    const slots = "slots: [{ title: 鍵, words: [鍵] }]\n";
    await folder.write("templates/keys.yaml", `id: keys\ntitle: Keys\n${slots}`);
    await folder.write("templates/bad.yaml", `id: keys\ntitle: 5\n${slots}`);
    await folder.write("differs/.hanare/rules/keep.yaml", `${head}${consistency}`);
    await folder.write("differs/a.md", "保存期間は90日とする。\n");
    await folder.write("differs/src/a.ts", "const retentionDays = 30;\n");
  });
  after(() => folder.remove());

  const run = (args: readonly string[], interrupt = false) => hanare(args, { cwd: folder.path, interrupt });

  const cases: readonly [args: string, code: number, out: RegExp, err: RegExp][] = [
    ["review clean", 0, /Files reviewed: 1 of 1/, /^$/],
    ["review bad", 1, /bad\/a\.ts:1:27: high \[SC-TLS-NODE\]/, /^$/],
    ["review bad --fail-on critical", 0, /SC-TLS-NODE/, /^$/],
    ["review partial", 4, /a\.docx/, /^$/],
    ["review mixed", 1, /SC-TLS-NODE/, /^$/],
    ["review bad --rules hanare.personal-data", 0, /Files reviewed: 1 of 1/, /^$/],
    ["review bad --rules none.yaml", 4, /./, /none\.yaml cannot be read: the file does not exist/],
    ["review judged --rules own.yaml", 0, /not judged \(1\): own OWN-1\. No model is set up/, /^$/],
    ["review judged --rules own.yaml --require-judge", 4, /required: the review is incomplete/, /^$/],
    ["review judged --rules own.yaml --model off", 0, /own OWN-1\. The model is switched off/, /^$/],
    ["review judged --rules own.yaml --model fake.gguf", 3, /^$/, /fake\.gguf/],
    ["review bad --format json", 1, /^\{[\s\S]*"SC-TLS-NODE"[\s\S]*\}\n$/, /^$/],
    ["review bad --format sarif --offline", 1, /"version": "2\.1\.0"/, /^$/],
    ["review bad --format doc", 2, /^$/, /doc.*text, json, sarif, html, markdown, oscal, csv, xlsx, docx/],
    ["review bad --format xlsx", 2, /^$/, /--format xlsx needs --output/],
    ["review bad --sarif-suppressed hide", 2, /^$/, /hide.*mark, omit/],
    ["review bad --date someday", 2, /^$/, /someday is not a day/],
    ["review bad --baseline none.json", 2, /^$/, /none\.json does not exist. Make it with --write-baseline/],
    ["review bad --write-baseline", 2, /^$/, /needs --baseline/],
    ["audit verify none.jsonl", 2, /^$/, /none\.jsonl does not exist/],
    ["review bad --fail-on grave", 2, /^$/, /info, low, medium, high, critical/],
    ["review nosuch", 2, /^$/, /nosuch does not exist/],
    ["review", 2, /^$/, /path is missing/],
    ["review bad --output none/report.txt", 2, /^$/, /cannot be written/],
    ["review bad --bogus", 2, /^$/, /There is no option --bogus/],
    ["bogus", 2, /^$/, /There is no command bogus/],
    ["", 2, /^$/, /Usage: hanare/],
    ["--help", 0, /Exit codes: 0 clean/, /^$/],
    ["--version", 0, /^\d+\.\d+\.\d+\n$/, /^$/],
    ["rules test packs/good.yaml", 0, /Examples that hold: 2 of 2/, /^$/],
    ["rules test packs", 1, /packs\/bad\.yml:5: \[OWN-1\] nothing is found/, /^$/],
    ["rules test nosuch.yaml", 2, /^$/, /nosuch\.yaml cannot be read/],
    ["rules test hanare.manuals", 0, /Examples that hold/, /^$/],
    ["rules list", 0, /SC-TLS-NODE \(high\)/, /^$/],
    ["rules list packs/good.yaml --format json", 0, /"id": "OWN-1"/, /^$/],
    ["rules explain own-1 packs/good.yaml", 0, /# OWN-1: No foo[\s\S]*a foo/, /^$/],
    ["rules explain NOSUCH", 2, /^$/, /There is no rule NOSUCH/],
    ["rules import law.md", 0, /enabled: false[\s\S]*control: law 第1条/, /Draft rules: 1 \(required 1/],
    ["rules import manual.md", 2, /^$/, /no clause that demands/],
    ["review own", 1, /a\.md:1:1: high \[OWN-1\]/, /^$/],
    ["review own --rules hanare.manuals", 0, /No findings/, /^$/],
    ["review differs", 1, /src\/a\.ts:1:7: high \[KEEP\].*30.*90日[\s\S]*↔ .*a\.md:1:1/, /^$/],
    ["review bad --bogus --language ja", 2, /^$/, /--bogus というオプションはありません/],
    ["summarize manual.md", 0, /保管庫の鍵は課長が管理し.*manual\.md#L3/, /^$/],
    ["summarize manual.md --format json", 0, /^\{[\s\S]*"tier": "extractive"/, /^$/],
    ["summarize manual.md --format html", 0, /^<!DOCTYPE html>[\s\S]*保管庫の鍵は課長が管理し/, /^$/],
    ["summarize manual.md --format docx", 2, /^$/, /docx is no text: name a file with --output/],
    ["summarize manual.md --reading all", 2, /^$/, /sentences, whole/],
    ["summarize manual.md --length huge", 2, /^$/, /short, medium, long/],
    ["summarize manual.md --template manual", 0, /## Records[\s\S]*manual\.md#L3/, /^$/],
    [
      "summarize manual.md --template minutes",
      0,
      /Template: Minutes[\s\S]*## Decisions\n\nNot stated in the document\./,
      /^$/,
    ],
    ["summarize manual.md --template templates/keys.yaml", 0, /## 鍵\n\n- 保管庫の鍵は課長が管理し/, /^$/],
    [
      "summarize manual.md --template templates/bad.yaml",
      2,
      /^$/,
      /templates\/bad\.yaml, line 2: title must be a text/,
    ],
    ["summarize manual.md --template none.yaml", 2, /^$/, /none\.yaml does not exist/],
    ["summarize manual.md --template poem", 2, /^$/, /auto, general, minutes/],
    [
      "summarize --against law.md law2.md",
      0,
      /Changed: 1 [\s\S]*\*\*Changed\*\* · .*5年間 becomes 10年間/,
      /^$/,
    ],
    ["summarize --against law.md law.md", 0, /The versions say the same/, /^$/],
    ["summarize --against law.md law2.md --format csv", 0, /^\ufeffNo\.,Article,New text,Old text/, /^$/],
    [
      "summarize --against law.md law2.md --format docx",
      2,
      /^$/,
      /docx is no text: name a file with --output/,
    ],
    [
      "summarize manual.md law.md",
      0,
      /# Documents at a glance: 2[\s\S]*## 規程 \(law\.md\)\n\n- 文書は5年間保存/,
      /^0\/2 manual\.md\n1\/2 law\.md\n2\/2 \n$/,
    ],
    [
      "summarize partial own",
      4,
      /# Documents at a glance: 1[\s\S]*## Not read\n\n- partial\/a\.docx: .*damaged/,
      /Not everything was read/,
    ],
    [
      "summarize --against law.md law2.md --affects rules --affects partial",
      4,
      /Affected rules: 細則 第2条（期間） \(has the old figure, .*5年間/,
      /Not everything was read; the comparison/,
    ],
    ["summarize law.md --affects rules", 2, /^$/, /--affects needs --against/],
    ["summarize --changes law.md", 2, /^$/, /law\.md has no table whose head/],
    [
      "summarize --changes table.md --affects rules",
      0,
      /## 第1条[\s\S]*5年間 becomes 10年間[\s\S]*Affected rules: 細則 第2条（期間）/,
      /^$/,
    ],
    ["summarize --against law.md law2.md manual.md", 2, /^$/, /name one/],
    ["summarize --against nosuch.md manual.md", 2, /^$/, /nosuch\.md does not exist/],
    ["summarize nosuch.md", 2, /^$/, /nosuch\.md does not exist/],
    ["summarize partial/a.docx", 4, /^$/, /a\.docx: The file is damaged/],
    ["summarize manual.md --model fake.gguf", 3, /^$/, /fake\.gguf/],
    ["complete bad/a.ts --line 1 --character 1", 2, /^$/, /--model/],
    ["complete bad/a.ts --line 0 --character 1 --model fake.gguf", 2, /^$/, /--line must be/],
    ["complete bad/a.ts --line 99 --character 1 --model fake.gguf", 2, /^$/, /there is no line 99/],
    ["complete bad/a.ts --line 1 --character 1 --model fake.gguf", 3, /^$/, /fake\.gguf/],
    [
      "search 保管庫の鍵 --in manual.md",
      0,
      /^manual\.md:3: 手順\n {4}> 保管庫の鍵は課長が管理し.*\n$/,
      /^1 of 1 files were searched\n$/,
    ],
    ["search 保管庫の鍵 --in manual.md --format json", 0, /^\{[\s\S]*"tier": "words"/, /1 of 1 files/],
    [
      "search rejectUnauthorized --in .",
      4,
      /bad\/a\.ts:1[\s\S]*> const agent/,
      /a\.docx: The file is damaged/,
    ],
    ["search 天気予報 --in manual.md", 1, /^$/, /Nothing was found/],
    ["search 鍵 --in nosuch", 2, /^$/, /nosuch does not exist/],
    ["search 鍵", 2, /^$/, /--in <path> is missing/],
    ["search ？ --in manual.md", 2, /^$/, /must hold the words/],
    ["search 鍵 --in manual.md --limit 0", 2, /^$/, /--limit must be a whole number from 1 to 1000/],
    ["search 鍵 --in manual.md --model fake.gguf", 3, /^$/, /fake\.gguf/],
    ["models inspect fake.gguf", 3, /^$/, /fake\.gguf/],
    ["models inspect nosuch.gguf", 3, /^$/, /nosuch\.gguf/],
    ["models list clean", 0, /^$/, /No GGUF file was found/],
    ["models list", 4, /^$/, /fake\.gguf/],
    ["models import fake.gguf", 3, /^$/, /fake\.gguf/],
    ["models page", 0, /^codestral\tCodestral\tMistral AI$/m, /^/],
    ["models page gemma-3-4b", 0, /^# Gemma 3\n/, /^/],
    ["models page gpt", 2, /^$/, /The catalogue has no gpt/],
    ["models choose --memory 16GB --role completion", 0, /^1\. \S.*\n {3}about \d.* of memory/, /^/],
    ["models choose --memory 16 --vram 8 --json", 0, /"tokensPerSecond": \d/, /^/],
    ["models choose --memory 16 --refused", 0, /^Codestral 22B v0\.1: It is not made/m, /^/],
    ["models choose --memory 0.5GB", 1, /Not to be used here/, /No model of the catalogue/],
    ["models choose --memory much", 2, /^$/, /--memory must be a size such as 16GB/],
    ["models choose --prefer mine", 2, /^$/, /--prefer cannot be mine/],
    ["models plan nosuch.gguf", 3, /^$/, /nosuch\.gguf/],
    ["models plan fake.gguf --memory much", 2, /^$/, /--memory must be a size such as 16GB/],
    ["models choose --licence mine", 2, /^$/, /--licence cannot be mine/],
    [
      "models profiles",
      0,
      /16 GB of memory, no GPU\n {2}code completion: Qwen2\.5-Coder 1\.5B Q4_K_M, about/,
      /^/,
    ],
    ["models verify fake.gguf", 2, /^$/, /--sha256 <hash> is missing/],
    ["models verify fake.gguf --sha256 12ab", 2, /^$/, /needs 64 hexadecimal digits, not “12ab”/],
    [`models verify fake.gguf --sha256 ${"0".repeat(64)}`, 3, /^$/, /fake\.gguf/],
  ];
  for (const [args, code, out, err] of cases)
    it(`hanare ${args} exits with ${code}`, async () => {
      const result = await run(args.split(" ").filter((arg) => arg !== ""));
      assert.equal(result.code, code, result.err + result.out);
      assert.match(result.out, out);
      assert.match(result.err, err);
    });

  it("tells a file that is another one from one that cannot be read", async () => {
    const file = await writeTinyModel(path.join(folder.path, "tests/other.gguf"));
    const verify = (sha256: string) => run(["models", "verify", "tests/other.gguf", "--sha256", sha256]);
    const sha256 = createHash("sha256")
      .update(await readFile(file))
      .digest("hex");
    const holds = await verify(sha256.toUpperCase());
    assert.deepEqual([holds.code, holds.out], [0, `${sha256}  tests/other.gguf\n`]);
    const another = await verify("0".repeat(64));
    assert.equal(another.code, 1, another.err);
    assert.match(
      another.out,
      new RegExp(`^Does not hold: other\\.gguf is not the expected .*${sha256}.*\n$`),
    );
  });

  it("tests a model, tells how fast it is here, and remembers what the test said", async () => {
    await writeTinyModel(path.join(folder.path, "tests/tiny.gguf"));
    const tested = await run(["models", "inspect", "--test", "tests/tiny.gguf"]);
    assert.equal(tested.code, 3, tested.err);
    assert.match(
      tested.out,
      /\nCompletion: suited - .*\nCompletion test: failed, 0 of 3 .*\n {2}typescript-line: wrote "/s,
    );
    assert.match(tested.out, /\nSpeed here: [\d.]+ tokens\/s read, [\d.]+ tokens\/s written\n$/);
    const later = await run(["models", "inspect", "tests/tiny.gguf"]);
    assert.equal(later.code, 0);
    assert.match(later.out, /\nCompletion test: failed, 0 of 3 /);
  });

  it("plans a model before it is loaded: context, memory, layers and speed, and 1 where it does not fit", async () => {
    await writeTinyModel(path.join(folder.path, "tests/planned.gguf"));
    const plan = (...more: readonly string[]) => run(["models", "plan", "tests/planned.gguf", ...more]);
    const fits = await plan("--memory", "8GB", "--vram", "1GB", "--kv-cache", "q8_0");
    assert.equal(fits.code, 0, fits.err);
    assert.match(
      fits.out,
      /^Context length: code completion 4096 tokens, .* 8192 tokens \(q8_0\)\nWeights: .*\nCache: .*\nWorking memory: /,
    );
    assert.match(
      fits.out,
      /\nOn the GPU: (\d+) of \1 layers\nExpected speed: about \d+ tokens\/s written, .*\nIt needs /,
    );
    const small = await plan("--memory", "0.01GB", "--role", "assistant", "--format", "json");
    assert.equal(small.code, 1);
    const told = JSON.parse(small.out) as { fits: boolean; contexts: object; advice: string };
    assert.deepEqual([told.fits, told.contexts], [false, { assistant: 8192 }]);
    assert.match(told.advice, /^It needs .* but only 11 MB is free\. /);
  });

  it("does not complete with a model that failed its test, and does not test what can never complete", async () => {
    await writeTinyModel(path.join(folder.path, "tests/plain.gguf"), { fim: false });
    const args = ["complete", "bad/a.ts", "--line", "1", "--character", "1", "--model", "tests/plain.gguf"];
    const refused = await run(args);
    assert.deepEqual([refused.code, refused.out], [3, ""]);
    assert.match(refused.err, /plain cannot fill in code, and failed the test .*\(0 of 3\).*Qwen2\.5-Coder/);
    await writeRecurrentHeader(path.join(folder.path, "tests/plamo2.gguf"));
    const recurrent = await run(["models", "inspect", "--test", "tests/plamo2.gguf"]);
    assert.equal(recurrent.code, 0, recurrent.err);
    assert.match(recurrent.err, /There is nothing to test: .*recurrent/);
  });

  it("does not ask a model that failed the exam of the pack, says so, and remembers it", async () => {
    await writeTinyModel(path.join(folder.path, "tests/judge.gguf"));
    const args = ["review", "judged", "--rules", "own.yaml", "--model", "tests/judge.gguf"];
    const first = await run(args);
    assert.equal(first.code, 4, first.err);
    assert.match(first.err, /Examining judge in rule pack own: 4 examples/);
    assert.match(
      first.out,
      /Judge rules not asked: judge failed the exam of rule pack own\. It ended after 1 of 4 examples \(0 right\)/,
    );
    const second = await run([...args, "--audit", "record.jsonl"]);
    assert.ok(second.out.startsWith(first.out), second.out);
    assert.ok(!second.err.includes("Examining"), second.err);
    const record = await readFile(path.join(folder.path, "record.jsonl"), "utf8");
    assert.match(record, /"model":\{"name":"judge","sha256":"[0-9a-f]{64}","prompts":"[0-9a-f]+"\}/);
    assert.match(record, /"judged":\{"model":"judge"/);
  });

  it("writes a report to a file and nothing to standard output", async () => {
    const result = await run(["review", "bad", "--output", "report.md", "--format", "markdown"]);
    assert.deepEqual([result.code, result.out], [1, ""]);
    assert.match(result.err, /Written: .*report\.md/);
    const holding = await folder.holding("rejectUnauthorized", ".");
    assert.equal(holding.filter((file) => file.endsWith("report.md")).length, 1);
  });

  it("gives the same bytes for the same files, in another process", async () => {
    const [first, second] = await Promise.all([
      run(["review", "bad", "mixed"]),
      run(["review", "bad", "mixed"]),
    ]);
    assert.equal(first?.out, second?.out);
  });

  it("remembers of a review where rules hit, and reports the same from it", async () => {
    const first = await run(["review", "bad", "own", "clean"]);
    const stored = await readFile(path.join(folder.path, ".cache/hanare/review/memory.json"), "utf8");
    assert.match(stored, /SC-TLS-NODE/);
    assert.doesNotMatch(stored, /rejectUnauthorized|foo/);
    const second = await run(["review", "bad", "own", "clean"]);
    assert.deepEqual([second.code, second.out], [first.code, first.out]);
  });

  it("ends on Ctrl+C with 130 and without half a result", async () => {
    const result = await run(["summarize", "manual.md", "--model", "fake.gguf"], true);
    assert.deepEqual([result.code, result.out], [130, ""]);
    assert.match(result.err, /Stopped/);
  });
});
