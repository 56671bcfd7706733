/** Packs of folders, packs while they are written, and the pages of rules. */
import assert from "node:assert/strict";
import japanese from "../../../media/schemas/rulepack.ja.json";
import schema from "../../../media/schemas/rulepack.schema.json";
import { readText } from "../../../server/src/documents/read";
import { defaultSettings } from "../../../server/src/protocol";
import { createReviewer, type ReviewDeps } from "../../../server/src/review/handler";
import { loadPacks } from "../../../server/src/review/pack";
import { checkPack, isPackDocument, packFindings } from "../../../server/src/review/packCheck";
import { completePack, hoverPack } from "../../../server/src/review/packEditing";
import { type PackSet } from "../../../server/src/review/packSet";
import { rulePage } from "../../../server/src/review/rulePage";
import { setLanguage } from "../../../server/src/util/l10n";

const never = new AbortController().signal;
const settings = { ...defaultSettings.review, packs: [] };
const packText = (id: string, rules: string) =>
  `hanare: 1\npack: { id: ${id}, version: 1.0.0, title: T }\nrules:\n${rules}`;
const rule = (id: string, regex: string) =>
  `  - { id: ${id}, severity: high, message: M, match: { any: [{ regex: '${regex}' }] } }\n`;

function reviewerOf(over: Partial<ReviewDeps> = {}) {
  const own: Readonly<Record<string, string>> = {
    "file:///w/.hanare/rules/a.yaml": packText("outer", rule("OUTER", "bad")),
    "file:///w/x/.hanare/rules/b.yaml": packText("inner", rule("INNER", "bad")),
    "file:///w/z/.hanare/rules/c.yaml": packText("broken", rule("BROKEN", "(")),
  };
  const listed: string[] = [];
  const deps: ReviewDeps = {
    shippedPacks: async () => [],
    packFile: async (uri) => ({ id: uri, uri, text: own[uri] ?? "" }),
    packsIn: async (folder) => {
      listed.push(folder);
      return Object.keys(own).filter((uri) => uri.startsWith(`${folder}/.hanare/`));
    },
    trusted: () => true,
    today: () => "2026-04-01",
    folderOf: () => "file:///w",
    async *walk() {},
    openDocument: async () => undefined,
    readBytes: async () => new Uint8Array(),
    readFormat: async () => Promise.reject(new Error("none")),
    ...over,
  };
  const reviewer = createReviewer(deps);
  const review = (path: string, text = "bad") =>
    reviewer.reviewDocument(
      readText({ uri: `file:///w/${path}`, languageId: "yaml", text }),
      settings,
      never,
    );
  return { review, listed, reviewer };
}

describe("packs in .hanare/rules", () => {
  for (const [path, rules] of [
    ["a.md", ["OUTER"]],
    ["x/a.md", ["INNER", "OUTER"]],
    ["x/deep/er/a.md", ["INNER", "OUTER"]],
    ["y/a.md", ["OUTER"]],
  ] as const)
    it(`hold for ${path}: ${rules.join(", ")}`, async () => {
      const { findings } = await reviewerOf().review(path);
      assert.deepEqual(findings.map((one) => one.rule).sort(), rules);
    });

  it("are looked for once in each folder, and again after a change", async () => {
    const { review, listed, reviewer } = reviewerOf();
    await review("x/a.md");
    await review("x/b.md");
    assert.deepEqual(listed, ["file:///w", "file:///w/x"]);
    reviewer.reloadPacks();
    await review("x/b.md");
    assert.equal(listed.length, 4);
  });

  it("are not read in a workspace that is not trusted, and that is said", async () => {
    const read: string[] = [];
    const { review } = reviewerOf({
      trusted: () => false,
      packFile: async (uri) => {
        read.push(uri);
        return { id: uri, uri, text: "" };
      },
    });
    const { findings, packProblems } = await review("x/a.md");
    assert.deepEqual([findings, read], [[], []]);
    assert.match(
      packProblems.join(),
      /\.hanare\/rules\/a\.yaml was not loaded: this workspace is not trusted/,
    );
  });

  it("tell where they are wrong", async () => {
    const files: PackSet["files"][number][] = [];
    const { review } = reviewerOf({ onPackFiles: (all) => void files.push(...all) });
    await review("z/a.md");
    const [, broken] = files;
    assert.equal(broken?.uri, "file:///w/z/.hanare/rules/c.yaml");
    const [finding] = packFindings(broken?.problems ?? []);
    assert.equal(finding?.anchor.start.line, 3);
    assert.match(finding?.message ?? "", /^rule BROKEN is left out: invalid regular expression/);
  });

  it("are no documents whose examples are findings", async () => {
    const { findings } = await reviewerOf().review(
      ".hanare/rules/a.yaml",
      packText("outer", rule("OUTER", "bad")),
    );
    assert.deepEqual(findings, []);
  });
});

describe("checkPack", () => {
  const document = (text: string, path = "rules.yaml") =>
    readText({ uri: `file:///w/${path}`, languageId: "yaml", text });
  for (const [name, text, path, expected] of [
    ["a pack by its first key", "# ours\n\nhanare: 1\npack: {}\n", "x.yaml", true],
    ["a pack by its place", "", ".hanare/rules/x.yaml", true],
    ["other YAML", "services:\n  hanare: 1\n", "x.yaml", false],
    ["text that talks about packs", "hanare: 1\n", "x.md", false],
  ] as const)
    it(`knows ${name}`, () => {
      const { uri, text: own } = document(text, path);
      const languageId = path.endsWith(".md") ? "markdown" : "yaml";
      assert.equal(isPackDocument(readText({ uri, languageId, text: own })), expected);
    });

  it("shows errors and examples that do not hold at their lines", async () => {
    const text = packText(
      "p",
      `${rule("A", "(")}${rule("B", "bad").replace(" }\n", ", tests: {\n    violation: [good],\n    ok: [fine, bad] } }\n")}`,
    );
    const source = { id: "p", uri: "file:///w/rules.yaml", text };
    const { problems, tests } = await checkPack(source, { others: [] });
    const findings = packFindings(problems, document(text));
    assert.deepEqual(
      findings.map(({ anchor, message }) => `${anchor.start.line} ${message.slice(0, 40)}`),
      [
        "3 rule A is left out: invalid regular expr",
        "5 The example does not hold: nothing is fo",
        '6 The example does not hold: "bad" is foun',
      ],
    );
    assert.deepEqual(
      tests.map(({ rule: { id }, examples, failures }) => [id, examples, failures.length]),
      [["B", 3, 2]],
    );
  });

  it("knows the rules of the pack that it extends", async () => {
    const base = { id: "base", uri: "file:///base.yaml", text: packText("base", rule("A", "bad")) };
    const text =
      "hanare: 1\npack: { id: p, version: 1.0.0, title: T, extends: [base] }\nrules:\n  - { id: A, severity: low }\n";
    const source = { id: "p", uri: "file:///p.yaml", text };
    assert.deepEqual((await checkPack(source, { others: [base] })).problems, []);
    assert.match((await checkPack(source, { others: [] })).problems[0]?.reason ?? "", /no rule pack "base"/);
  });
});

describe("a pack while it is written", () => {
  const text = [
    "hanare: 1",
    "pack:",
    "  id: acme",
    "  ",
    "rules:",
    "  - id: A",
    "    severity: ",
    "    match:",
    "      any:",
    "        - ",
    "        - regex: x",
    "          ",
    "    applies: { scope: ",
    "    ",
    "  - id: B",
    "    tests:",
    "      ",
    "    match: { any: [{ ",
    "",
  ];
  const labels = (line: number, character = (text[line] ?? "").length) =>
    completePack(text, line, character).map(({ label }) => label);

  for (const [name, line, has, hasNot] of [
    ["keys of the pack", 3, ["version", "title", "extends"], ["id", "severity"]],
    ["values of severity", 6, ["info", "critical"], ["id"]],
    ["kinds of matchers in a list", 9, ["regex", "terms", "order", "count"], ["severity"]],
    ["further keys of a matcher", 11, ["near", "notNear", "flags"], ["regex", "severity"]],
    ["values in braces", 12, ["file", "section", "line"], ["include"]],
    ["further keys of a rule", 13, ["message", "fix", "consistency"], ["id", "severity", "match"]],
    ["keys of tests", 16, ["violation", "ok"], ["id"]],
    ["keys in nested braces", 17, ["regex", "check"], ["any", "id"]],
    ["top level keys", 18, [], ["hanare", "pack", "regex"]],
  ] as const)
    it(`suggests ${name}`, () => {
      const found = labels(line);
      for (const label of has) assert.ok(found.includes(label), `${label} in ${found.join()}`);
      for (const label of hasNot) assert.ok(!found.includes(label), `${label} not in ${found.join()}`);
    });

  it("says what a key means and which values it has", () => {
    assert.match(hoverPack(text, 6, 6)?.text ?? "", /How grave.*`critical`/s);
    assert.match(hoverPack(text, 10, 11)?.text ?? "", /JavaScript pattern/);
    assert.match(hoverPack(text, 12, 16)?.text ?? "", /The unit that/);
    assert.equal(hoverPack(text, 2, 7), undefined);
  });
});

describe("the texts of a pack's keys", () => {
  after(() => void setLanguage("en"));

  function descriptions(schema: unknown): readonly string[] {
    if (Array.isArray(schema)) return schema.flatMap(descriptions);
    if (typeof schema !== "object" || schema === null) return [];
    return Object.entries(schema).flatMap(([key, value]) =>
      key === "description" && typeof value === "string" ? [value] : descriptions(value),
    );
  }

  it("are all there in Japanese, and none for a key that is no more", () => {
    assert.deepEqual(Object.keys(japanese), [...new Set(descriptions(schema))]);
    for (const text of Object.values(japanese))
      assert.match(text, /[\p{Script=Hiragana}\p{Script=Katakana}]/u);
  });

  it("say what a key means in its place: a gate's `required` is none of a match", () => {
    const lines = [
      "hanare: 1",
      "pack:",
      "  gate:",
      "    required: true",
      "rules:",
      "  - id: R",
      "    match:",
      "      required: []",
    ];
    const hovers = () => [hoverPack(lines, 3, 6)?.text ?? "", hoverPack(lines, 7, 8)?.text ?? ""] as const;
    const [gate, match] = hovers();
    assert.match(gate, /is incomplete/);
    assert.match(match, /^Parts the document must have/);
    setLanguage("ja");
    assert.match(hovers()[0], /^true：.*不完全とします/);
    assert.match(hovers()[1], /^文書に必要な部分です/);
  });
});

describe("rulePage", () => {
  it("says what a model is asked, and leaves no placeholder in the message", () => {
    const text = packText(
      "p",
      "  - id: R\n    severity: high\n    message: '{value} in {match}.'\n    judge: { violation: It is bad., compliant: It is good., exceptions: [On Sundays], sections: 3 }\n",
    );
    const [pack] = loadPacks([{ id: "p", uri: "file:///p.yaml", text }]).packs;
    const [own] = pack?.rules ?? [];
    assert.ok(pack && own);
    const page = rulePage(own, pack, "en");
    for (const part of [
      "… in ….",
      "## What a model is asked\n\n- Violation: It is bad.\n- Compliant: It is good.\n- Exception: On Sundays",
      "At most 3 sections",
    ])
      assert.ok(page.includes(part), `${part} in ${page}`);
  });

  it("says what to do and why, with examples, clauses and how to make an exception", () => {
    const text = packText(
      "p",
      "  - id: R\n    severity: high\n    title: No foo\n    message: Remove {match}.\n    help: Foo is bad.\n    match: { any: [{ regex: foo }] }\n" +
        "    refs: [{ control: 第27条, url: 'https://example.com' }]\n    tests: { violation: ['a foo'], ok: [bar] }\n",
    );
    const [pack] = loadPacks([{ id: "p", uri: "file:///p.yaml", text }]).packs;
    const [own] = pack?.rules ?? [];
    assert.ok(pack && own);
    const page = rulePage(own, pack, "en");
    for (const part of [
      "# R: No foo",
      "Remove ….",
      "Foo is bad.",
      "```\na foo\n```",
      "[第27条](https://example.com)",
      "hanare-ignore R -- <reason>",
    ])
      assert.ok(page.includes(part), `${part} in ${page}`);
  });
});
