/** Rules that compare files: what manuals and code say of one fact, and a manual in two languages. */
import assert from "node:assert/strict";
import { compilePair } from "../../../../server/src/review/cross/pairs";
import { defaultSettings, type Finding } from "../../../../server/src/protocol";
import { createReviewer, type ReviewDeps, type Reviewer } from "../../../../server/src/review/handler";
import { loadPacks } from "../../../../server/src/review/pack";
import { decide, type Decision } from "../../../../server/src/review/triage";
import { testRules } from "../../../../server/src/review/ruleTests";
import { readText } from "../../../../server/src/documents/read";

type Files = Readonly<Record<string, string>>;
const never = new AbortController().signal;
const settings = { ...defaultSettings.review, packs: ["p"] };

const packText = (rules: string) => `hanare: 1\npack: { id: p, version: 1.0.0, title: T }\nrules:\n${rules}`;

function reviewerOf(rules: string, files: Files, more: Partial<ReviewDeps> = {}): Reviewer {
  const deps: ReviewDeps = {
    shippedPacks: async () => [{ id: "p", uri: "file:///p.yaml", text: packText(rules) }],
    packFile: async () => Promise.reject(new Error("none")),
    packsIn: async () => [],
    trusted: () => true,
    today: () => "2026-04-01",
    folderOf: () => "file:///w",
    async *walk() {
      yield* Object.keys(files).map((path) => `file:///w/${path}`);
    },
    openDocument: async () => undefined,
    readBytes: async (uri) => new TextEncoder().encode(files[uri.slice("file:///w/".length)] ?? ""),
    readFormat: async () => Promise.reject(new Error("none")),
    ...more,
  };
  return createReviewer(deps);
}

async function review(rules: string, files: Files) {
  const result = await reviewerOf(rules, files).reviewFiles(
    ["file:///w"],
    () => settings,
    () => undefined,
    never,
  );
  assert.deepEqual(result.packProblems, []);
  return result;
}

/** `path: evidence <- path: evidence of the other place`. */
const shown = ({ uri, evidence, related = [] }: Finding) =>
  `${uri.slice(10)}: ${evidence} <- ${related.map((one) => `${one.uri.slice(10)}: ${one.evidence}`).join(", ")}`;

const retention = `
  - id: KEEP
    severity: high
    message: "Retention differs: {detail}"
    consistency:
      facts:
        - { languages: [markdown], regex: '(?<key>ログ|帳票)の保存期間[はを]?(?<value>[^。\\n]{1,10})' }
        - { include: ["src/**"], regex: '(?<key>ログ)?retentionDays\\s*=\\s*(?<value>[\\d_* ]+)', unit: 日 }
`;
const keyless = retention.replaceAll("(?<key>ログ|帳票)の", "").replace("(?<key>ログ)?", "");

describe("what two files say differently", () => {
  it("is shown with what another rule calls personal masked", async () => {
    const rules = `
  - id: PHONE
    severity: high
    message: "{match}"
    mask: true
    match: { any: [{ regex: '0\\d{2}-\\d{4}-\\d{4}' }] }
  - id: SAME
    severity: high
    message: "Differs: {detail}"
    consistency:
      compare: text
      facts: [{ regex: '連絡先は(?<value>[\\d-]+)' }]
`;
    const files = { "docs/a.md": "連絡先は090-1234-5678\n", "docs/b.md": "連絡先は080-8765-4321\n" };
    const { findings } = await review(rules, files);
    assert.ok(findings.some(({ rule, related = [] }) => rule === "SAME" && related.length === 1));
    assert.doesNotMatch(JSON.stringify(findings), /090-1234|1234-5678|8765-4321/);
  });
});

describe("consistency", () => {
  for (const [name, rules, files, expected] of [
    [
      "finds code that keeps data for another time than the manual says",
      keyless,
      { "docs/a.md": "# 規程\n\n保存期間は90日。\n", "src/a.ts": "const retentionDays = 30;\n" },
      ["src/a.ts: retentionDays = 30 <- docs/a.md: 保存期間は90日"],
    ],
    [
      "takes the same value in other words",
      keyless,
      {
        "docs/a.md": "保存期間は九十日。\n",
        "docs/b.md": "保存期間は2160時間。\n",
        "src/a.ts": "retentionDays = 9 * 10",
      },
      [],
    ],
    [
      "takes 12か月 for 1年 and does not take 3か月 for 90日",
      keyless,
      { "a.md": "保存期間は1年。\n", "b.md": "保存期間は12か月。\n", "c.md": "保存期間は365日。\n" },
      ["c.md: 保存期間は365日 <- a.md: 保存期間は1年, b.md: 保存期間は12か月"],
    ],
    [
      "finds the one that most others contradict",
      keyless,
      { "a.md": "保存期間は30日。\n", "b.md": "保存期間は90日。\n", "src/c.ts": "retentionDays = 90\n" },
      ["a.md: 保存期間は30日 <- b.md: 保存期間は90日, src/c.ts: retentionDays = 90"],
    ],
    [
      "compares what is about the same thing only",
      retention,
      { "a.md": "ログの保存期間は30日。\n\n帳票の保存期間は7年。\n", "b.md": "帳票の保存期間は10年。\n" },
      ["b.md: 帳票の保存期間は10年 <- a.md: 帳票の保存期間は7年"],
    ],
    [
      "finds two places of one file",
      keyless,
      { "a.md": "保存期間は30日。\n\n保存期間は31日。\n" },
      ["a.md: 保存期間は31日 <- a.md: 保存期間は30日"],
    ],
  ] as const)
    it(name, async () => {
      const { findings } = await review(rules, files);
      assert.deepEqual(findings.map(shown), expected);
    });

  it("believes the authority, however many say otherwise", async () => {
    const rules = keyless.replace("unit: 日 }", "unit: 日, authority: true }");
    const files = {
      "a.md": "保存期間は90日。\n",
      "b.md": "保存期間は90日。\n",
      "src/c.ts": "retentionDays = 30\n",
    };
    const { findings } = await review(rules, files);
    assert.deepEqual(
      findings.map(({ uri }) => uri),
      ["file:///w/a.md", "file:///w/b.md"],
    );
    assert.equal(
      findings[0]?.message,
      "Retention differs: “は90日” here, “30” in src/c.ts".replace("“は", "“"),
    );
  });

  it("keeps an exception with its reason", async () => {
    const { findings } = await review(keyless, {
      "a.md": "保存期間は90日。\n",
      "src/a.ts": "// hanare-ignore KEEP -- test data\nconst retentionDays = 30;\n",
    });
    assert.deepEqual(
      findings.map(({ status, rule }) => `${rule} ${status}`),
      ["KEEP suppressed"],
    );
  });

  it("tells while typing what the files of the last review contradict", async () => {
    const reviewer = reviewerOf(keyless, {
      "a.md": "保存期間は90日。\n",
      "src/a.ts": "retentionDays = 90\n",
    });
    await reviewer.reviewFiles(
      ["file:///w"],
      () => settings,
      () => undefined,
      never,
    );
    const typed = readText({
      uri: "file:///w/src/a.ts",
      languageId: "typescript",
      text: "retentionDays = 30\n",
    });
    const { findings } = await reviewer.reviewDocument(typed, settings, never);
    assert.deepEqual(findings.map(shown), ["src/a.ts: retentionDays = 30 <- a.md: 保存期間は90日"]);
  });

  it("knows a difference again, and what was decided about it, after a review and while typing", async () => {
    const text = "retentionDays = 30\n";
    let decisions: readonly Decision[] = [];
    const triage = async () => ({ decisions, problems: [] });
    const reviewer = reviewerOf(keyless, { "a.md": "保存期間は90日。\n", "src/a.ts": text }, { triage });
    const found = async () => {
      const { findings } = await reviewer.reviewFiles(
        ["file:///w"],
        () => settings,
        () => undefined,
        never,
      );
      return findings;
    };
    const [finding] = await found();
    assert.match(finding?.id ?? "", /^[0-9a-f]{12}$/);
    assert.equal(finding?.status, "confirmed");
    const decision = { verdict: "falsePositive", by: "佐藤", on: "2026-04-01", reason: "試験用" } as const;
    decisions = decide([], { finding, path: "src/a.ts" }, decision);
    reviewer.reloadDecisions();
    const typed = readText({ uri: "file:///w/src/a.ts", languageId: "typescript", text });
    const { findings } = await reviewer.reviewDocument(typed, settings, never);
    for (const list of [findings, await found()])
      assert.deepEqual(
        list.map(({ id, status }) => ({ id, status })),
        [{ id: finding.id, status: "suppressed" }],
      );
  });

  it("runs as a rule's test, with files beside the example", () => {
    const text = packText(
      `${keyless}    tests:\n      violation: [{ path: a.md, language: markdown, text: 保存期間は90日。, quote: retentionDays = 30, with: [{ path: src/a.ts, text: retentionDays = 30 }] }]\n` +
        `      ok: [{ path: a.md, language: markdown, text: 保存期間は90日。, with: [{ path: src/a.ts, text: retentionDays = 90 }] }]\n`,
    );
    const { packs, problems } = loadPacks([{ id: "p", uri: "file:///p.yaml", text }]);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      packs.flatMap((pack) => testRules(pack)),
      [],
    );
  });
});

const parity = `
  - id: PAIR
    severity: medium
    message: "The translation differs: {detail}"
    parity: { pairs: [{ left: "docs/ja/**", right: "docs/en/**" }, { left: "**/*.ja.md", right: "**/*.md" }] }
`;
const ja =
  "# 点検\n\n## 準備\n\n**警告:** 感電のおそれ。\n\n1. 電源を切る。\n2. 30分待つ。\n\n## 記録\n\n3か月保管する。\n";
const en =
  "# Check\n\n## Before\n\n**WARNING:** Electric shock.\n\n1. Switch it off.\n2. Wait 30 minutes.\n\n## Record\n\nKeep it for three months.\n";

describe("parity", () => {
  for (const [name, english, expected] of [
    ["takes a true translation", en, []],
    ["finds another number", en.replace("30 minutes", "20 minutes"), ["“20 minutes” here, “30分” there"]],
    ["finds a step too few", en.replace("1. Switch it off.\n2.", "1."), ["steps: 1 here, 2 there"]],
    ["finds a warning too few", en.replace("**WARNING:** ", ""), ["warnings: 0 here, 1 there"]],
    ["finds a section that is missing", en.slice(0, en.indexOf("## Record")), ["a section is missing: 記録"]],
    [
      "finds a section that is new",
      `${en}\n## Annex\n\nMore in 5 files.\n`,
      ["the other document has no such section"],
    ],
    ["finds another level", en.replace("## Record", "### Record"), ["heading level 3 here, 2 there"]],
    [
      "finds a number that is only there",
      en.replace("Keep it", "Keep it in 2 folders"),
      ["“2” is only here"],
    ],
  ] as const)
    it(name, async () => {
      const { findings, coverage } = await review(parity, { "docs/ja/a.md": ja, "docs/en/a.md": english });
      assert.deepEqual(
        findings.map(({ message }) => message.replace("The translation differs: ", "")),
        expected,
      );
      for (const { uri, related } of findings) {
        assert.equal(uri, "file:///w/docs/en/a.md");
        if (!expected[0]?.startsWith("the other")) assert.equal(related?.[0]?.uri, "file:///w/docs/ja/a.md");
      }
      assert.deepEqual(coverage.skipped, []);
    });

  it("names a document whose other language was not reviewed", async () => {
    const { coverage } = await review(parity, { "README.ja.md": ja });
    assert.match(coverage.skipped[0]?.why ?? "", /not compared with README\.md/);
  });

  for (const [left, right, path, expected] of [
    ["docs/ja/**", "docs/en/**", "docs/ja/x/a.md", "docs/en/x/a.md"],
    ["**/*.ja.md", "**/*.md", "x/y/a.ja.md", "x/y/a.md"],
    ["**/*.ja.md", "**/*.md", "README.ja.md", "README.md"],
    ["*/ja/*.md", "*/en/*.md", "m/ja/a.md", "m/en/a.md"],
    ["docs/ja/**", "docs/en/**", "src/a.md", undefined],
  ] as const)
    it(`${left} and ${right}: ${path}`, () => assert.equal(compilePair(left, right)?.left(path), expected));

  it("refuses globs that do not belong together", () => {
    assert.equal(compilePair("docs/ja/**", "docs/en/*"), undefined);
    assert.equal(compilePair("ja.md", "en.md"), undefined);
  });
});
