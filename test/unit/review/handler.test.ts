import assert from "node:assert/strict";
import { zipSync } from "fflate";
import { isIncomplete } from "../../../server/src/review/report/coverage";
import { viewBuilder } from "../../../server/src/documents/viewBuilder";
import { readText } from "../../../server/src/documents/read";
import { defaultSettings, type ReviewSettings } from "../../../server/src/protocol";
import { createReviewer, type ReviewDeps } from "../../../server/src/review/handler";
import { createMemory } from "../../../server/src/review/memory";
import { RequestError } from "../../../server/src/util/requestError";

const pack = (id: string, rules: string, more = "") => ({
  id,
  uri: `file:///packs/${id}.yaml`,
  text: `hanare: 1\npack: { id: ${id}, version: 1.0.0, title: T${more} }\nrules:\n${rules}`,
});
const rule = (id: string, regex: string) =>
  `  - { id: ${id}, severity: high, message: M, match: { any: [{ regex: ${regex} }] } }\n`;
const settings: ReviewSettings = { ...defaultSettings.review, packs: ["p"] };
const files: Readonly<Record<string, string | Uint8Array | Error>> = {
  "file:///w/a.md": "bad",
  "file:///w/b.doc": Uint8Array.of(1, 0, 2),
  "file:///w/c.png": "bad",
  "file:///w/d.txt": new Uint8Array([0, 1, 2, 0]),
  "file:///w/e.md": new Error("EACCES"),
  "file:///w/f.ts": "const ok = 1;",
};

function reviewer(over: Partial<ReviewDeps> = {}) {
  const read: string[] = [];
  const deps: ReviewDeps = {
    shippedPacks: async () => [pack("p", rule("R", "bad")), pack("q", rule("Q", "ok"))],
    packFile: async () => pack("own", rule("F", "bad")),
    packsIn: async () => [],
    trusted: () => true,
    today: () => "2026-04-01",
    folderOf: () => "file:///w",
    async *walk(uri) {
      if (uri === "file:///w/gone") throw new Error("ENOENT");
      yield* Object.keys(files).filter((file) => file.startsWith(uri));
    },
    openDocument: async () => undefined,
    async readBytes(uri) {
      read.push(uri);
      const content = files[uri] ?? new Error("ENOENT");
      if (content instanceof Error) throw content;
      return typeof content === "string" ? new TextEncoder().encode(content) : content;
    },
    readFormat: async () => {
      const builder = viewBuilder();
      builder.heading(1, "Rules");
      builder.paragraph("Never bad.", { page: 2 });
      return { ...builder.finish(), unread: [{ where: "Page 3", why: "A picture without text." }] };
    },
    ...over,
  };
  return { ...createReviewer(deps), read };
}
const never = new AbortController().signal;
const quiet = () => undefined;

describe("reviewFiles", () => {
  it("accounts for every file: reviewed, or skipped with a reason", async () => {
    const progress: string[] = [];
    const { reviewFiles } = reviewer();
    const result = await reviewFiles(
      ["file:///w"],
      () => settings,
      (...step) => progress.push(step.join(" ")),
      never,
    );
    assert.deepEqual(
      result.findings.map(({ uri, rule: id }) => `${uri} ${id}`),
      ["file:///w/a.md R"],
    );
    const { files: count, reviewed, rules, skipped } = result.coverage;
    assert.deepEqual({ count, reviewed, rules }, { count: 6, reviewed: 2, rules: 1 });
    assert.deepEqual(
      skipped.map(({ where }) => where),
      ["b.doc", "c.png", "d.txt", "e.md"],
    );
    for (const { why } of skipped) assert.match(why, /\.$/, "a sentence");
    assert.deepEqual(progress.slice(1), [
      "0 6 a.md",
      "1 6 b.doc",
      "2 6 c.png",
      "3 6 d.txt",
      "4 6 e.md",
      "5 6 f.ts",
      "6 6 ",
    ]);
    assert.deepEqual(
      result.rules.map(({ id }) => id),
      ["R", "hanare.suppression", "hanare.pack"],
    );
  });

  it("gives the same bytes twice", async () => {
    const run = async () =>
      JSON.stringify(await reviewer().reviewFiles(["file:///w"], () => settings, quiet, never));
    assert.equal(await run(), await run());
  });

  it("takes the open editor's text before the file's", async () => {
    const open = readText({ uri: "file:///w/f.ts", languageId: "typescript", text: "bad();" });
    const { reviewFiles, read } = reviewer({
      openDocument: async (uri) => (uri === open.uri ? open : undefined),
    });
    const { findings } = await reviewFiles(["file:///w/f.ts"], () => settings, quiet, never);
    assert.equal(findings.length, 1);
    assert.deepEqual(read, []);
  });

  it("reviews a file once that is named twice, and reports a path that does not exist", async () => {
    const uris = ["file:///w/a.md", "file:///w/a.md", "file:///w/gone"];
    const { findings, coverage } = await reviewer().reviewFiles(uris, () => settings, quiet, never);
    assert.equal(findings.length, 1);
    assert.deepEqual(
      coverage.skipped.map(({ where }) => where),
      ["gone"],
    );
  });

  it("goes on when a file vanishes between the list and its reading, and gives the reader's own advice", async () => {
    const own = reviewer({
      async readBytes(uri) {
        if (uri === "file:///w/a.md") throw new RequestError("not-readable", "a.md has 900 MB. Split it.");
        if (uri === "file:///w/e.md") throw new Error("ENOENT");
        return new TextEncoder().encode("bad");
      },
    });
    const { coverage } = await own.reviewFiles(["file:///w"], () => settings, quiet, never);
    const why = (file: string) => coverage.skipped.find(({ where }) => where === file)?.why ?? "";
    assert.equal(why("a.md"), "a.md has 900 MB. Split it.");
    assert.match(why("e.md"), /^Cannot be read \(ENOENT\)\. Check/);
    assert.ok(coverage.reviewed > 0);
  });

  it("returns what was done when it is stopped, and counts the rest as skipped", async () => {
    const abort = new AbortController();
    const stop = (done: number, total: number) => total > 0 && done === 1 && abort.abort();
    const { findings, coverage } = await reviewer().reviewFiles(
      ["file:///w"],
      () => settings,
      stop,
      abort.signal,
    );
    assert.equal(findings.length, 1);
    assert.deepEqual([coverage.files, coverage.reviewed, coverage.skipped.length], [6, 1, 5]);
    assert.match(coverage.skipped.at(-1)?.why ?? "", /stopped/);
  });

  it("names rules that are not judged and packs out of their days", async () => {
    const sources = [
      pack("p", "  - { id: J, severity: low, message: M, judge: { violation: v } }\n"),
      pack("old", rule("O", "bad"), ", effective: { until: 2026-03-31 }"),
      pack("new", rule("N", "bad"), ", effective: { from: 2026-05-01 }"),
    ];
    const packs = ["p", "old", "new"];
    const { coverage, findings } = await reviewer({ shippedPacks: async () => sources }).reviewFiles(
      ["file:///w/a.md"],
      () => ({ ...settings, packs }),
      quiet,
      never,
    );
    assert.deepEqual(findings, []);
    assert.deepEqual(
      coverage.skipped.map(({ where, textless }) => [where, textless]),
      [
        ["old", undefined],
        ["new", true],
      ],
    );
    assert.deepEqual(
      coverage.unjudged?.map(({ rules }) => rules),
      [["p J"]],
    );
    assert.equal(coverage.rules, 0);
  });

  it("names what the settings and the user's packs leave out, and calls that no gap", async () => {
    const overlay = pack("own", "  - { id: R, enabled: false }\n  - { id: Q, severity: info }\n");
    const text = overlay.text.replace("title: T", "title: T, extends: [p, q]");
    const { reviewFiles } = reviewer({
      shippedPacks: async () => [
        pack("p", rule("R", "bad")),
        pack("q", rule("Q", "ok")),
        pack("s", rule("S", "x")),
      ],
      packFile: async () => ({ ...overlay, text }),
      async *walk(uri, { onExcluded }) {
        onExcluded("file:///w/node_modules", true);
        onExcluded("file:///w/secret.md", false);
        yield `${uri}/a.md`;
      },
    });
    const own = { ...settings, packs: ["p", "q", "s", "rules/own.yaml"], disabledRules: ["S"] };
    const { coverage, findings } = await reviewFiles(["file:///w"], () => own, quiet, never);
    assert.deepEqual(findings, []);
    assert.deepEqual(
      coverage.skipped.map(({ where, why, textless }) => [where, why, textless]),
      [
        ["node_modules/", "Left out, as the setting hanare.review.exclude says.", true],
        ["secret.md", "Left out, as the setting hanare.review.exclude says.", true],
        ["s S", "Switched off by the setting hanare.review.disabledRules.", true],
        ["p R", "Switched off by rule pack own.", true],
        ["Q (q)", "Changed by rule pack own.", true],
      ],
    );
    assert.equal(isIncomplete(coverage, []), false);
  });

  const decided = (over: Partial<ReviewDeps>) => {
    const triage = async () => ({ decisions: [forged], problems: [] });
    return reviewer({ triage, ...over }).reviewFiles(["file:///w/a.md"], () => settings, quiet, never);
  };
  const forged = {
    ...{ id: "0".repeat(12), file: "a.md", rule: "R", evidence: "e", context: "c" },
    ...{ verdict: "falsePositive" as const, by: "x", on: "2026-04-01", reason: "r", approvals: [] },
  };

  for (const over of [{ trusted: () => false }, { ignoreExceptions: true }] as const)
    it(`says that decisions are there and do not count: ${JSON.stringify(Object.keys(over))}`, async () => {
      const { coverage, findings } = await decided(over);
      assert.equal(findings[0]?.status, "confirmed");
      assert.deepEqual(
        coverage.skipped.map(({ where, textless }) => [where, textless]),
        [[".hanare/triage.json", true]],
      );
      assert.match(coverage.skipped[0]?.why ?? "", /not trusted excuse nothing\. Not used: 1\./);
      assert.equal(isIncomplete(coverage, []), false);
    });

  it("says so of files that are remembered as quiet, too", async () => {
    const own = reviewer({
      triage: async () => ({ decisions: [forged], problems: [] }),
      ignoreExceptions: true,
      memory: createMemory(),
    });
    const once = async () =>
      (await own.reviewFiles(["file:///w/f.ts"], () => settings, quiet, never)).coverage.skipped;
    const first = await once();
    assert.equal(first.length, 1);
    assert.deepEqual(await once(), first);
  });

  it("says that no rule looked at a file that calls itself a rule pack", async () => {
    const readBytes = async () => new TextEncoder().encode("hanare: 1\n# bad\n");
    async function* walk() {
      yield "file:///w/hidden.yaml";
    }
    const { reviewFiles } = reviewer({ readBytes, walk });
    const { findings, coverage } = await reviewFiles(["file:///w"], () => settings, quiet, never);
    assert.ok(findings.every(({ rule: id }) => id === "hanare.pack"));
    assert.deepEqual(
      coverage.skipped.map(({ where, textless }) => [where, textless]),
      [["hidden.yaml", true]],
    );
    assert.match(coverage.skipped[0]?.why ?? "", /no rule looked at its text/);
  });

  it("obeys no comment in the text where exceptions do not count", async () => {
    const readBytes = async () => new TextEncoder().encode("<!-- hanare-ignore R -- because -->\nbad\n");
    const review = (over: Partial<ReviewDeps>) =>
      reviewer({ readBytes, ...over }).reviewFiles(["file:///w/a.md"], () => settings, quiet, never);
    assert.deepEqual(
      (await review({})).findings.map(({ status }) => status),
      ["suppressed"],
    );
    assert.deepEqual(
      (await review({ ignoreExceptions: true })).findings.map(({ status }) => status),
      ["confirmed"],
    );
  });

  it("is made where review is switched off while one writes, because it was asked for", async () => {
    const off = { ...settings, enabled: false };
    const { findings, coverage } = await reviewer().reviewFiles(["file:///w/a.md"], () => off, quiet, never);
    assert.deepEqual([findings.length > 0, coverage.skipped], [true, []]);
  });

  for (const [name, textless] of [
    ["icon.png", true],
    ["font.woff2", true],
    ["scan.tif", undefined],
    ["archive.zip", undefined],
    ["規程.docx", undefined],
  ] as const) {
    it(`names ${name} as left out, ${textless ? "but nothing is missing" : "and as a gap"}`, async () => {
      const walk = async function* () {
        yield `file:///w/${name}`;
      };
      const { coverage } = await reviewer({ walk }).reviewFiles(["file:///w"], () => settings, quiet, never);
      assert.deepEqual(
        coverage.skipped.map((item) => [item.where, item.textless]),
        [[name, textless]],
      );
      assert.equal(isIncomplete(coverage, []), textless !== true);
    });
  }
});

describe("a file that is no text", () => {
  const docx = zipSync({ "[Content_Types].xml": new Uint8Array(), "word/document.xml": new Uint8Array() });
  const uri = "file:///w/docs/規程.docx";
  const fixing = (languages: string) =>
    `  - { id: R, severity: high, message: M, applies: { languages: [${languages}] }, match: { any: [{ regex: bad }] }, fix: { replace: good } }\n`;
  async function found(languages: string) {
    const { reviewFiles } = reviewer({
      shippedPacks: async () => [pack("p", fixing(languages))],
      walk: async function* () {
        yield uri;
      },
      readBytes: async () => docx,
    });
    return reviewFiles([uri], () => settings, quiet, never);
  }

  it("is reviewed in its view: a place in words, no fix, and what was left out named with the file", async () => {
    const { findings, coverage } = await found("docx");
    const [finding] = findings;
    assert.deepEqual(
      [findings.length, finding?.place, finding?.anchor.start, finding?.fix],
      [1, "Page 2 · “Never bad.”", { line: 2, character: 6 }, undefined],
    );
    assert.deepEqual(coverage.skipped, [{ where: "docs/規程.docx: Page 3", why: "A picture without text." }]);
    assert.equal(isIncomplete(coverage, []), true);
  });

  for (const [languages, count] of [
    ["docx", 1],
    ["markdown", 1],
    ["plaintext, typescript", 1],
    ["typescript", 0],
    ["pdf", 0],
  ] as const)
    it(`rules for ${languages}: ${count}`, async () => {
      assert.equal((await found(languages)).findings.length, count);
    });
});

describe("rule packs of the settings", () => {
  const document = readText({ uri: "file:///w/a.md", languageId: "markdown", text: "bad ok" });
  for (const [name, over, own, ids, problem] of [
    ["a shipped pack", {}, { packs: ["q"] }, ["Q"], undefined],
    ["a pack of the workspace", {}, { packs: ["p", "rules/own.yaml"] }, ["F", "R"], undefined],
    [
      "an untrusted workspace",
      { trusted: () => false },
      { packs: ["p", "rules/own.yaml"] },
      ["R"],
      /own\.yaml was not loaded.*not trusted/,
    ],
    [
      "a file that is not there",
      { packFile: async () => Promise.reject(new Error("ENOENT")) },
      { packs: ["p", "./x.yml"] },
      ["R"],
      /x\.yml cannot be read: ENOENT/,
    ],
    [
      "an installation without its packs",
      { shippedPacks: async () => Promise.reject(new Error("ENOENT")) },
      { packs: ["rules/own.yaml"] },
      ["F"],
      /that come with Hanare cannot be read: ENOENT/,
    ],
    ["a misspelled name", {}, { packs: ["p", "hanare.personal"] }, ["R"], /no rule pack "hanare\.personal"/],
    ["a rule switched off", {}, { packs: ["p", "q"], disabledRules: ["R"] }, ["Q"], undefined],
    ["review switched off", {}, { enabled: false }, [], undefined],
  ] as const) {
    it(name, async () => {
      const result = await reviewer(over).reviewDocument(document, { ...settings, ...own }, never);
      assert.deepEqual(result.findings.map(({ rule: id }) => id).sort(), ids);
      if (problem === undefined) assert.deepEqual(result.packProblems, []);
      else assert.match(result.packProblems.join("\n"), problem);
    });
  }

  it("are read once, and again after reloadPacks", async () => {
    let reads = 0;
    const shippedPacks = async () => {
      reads += 1;
      return [pack("p", rule("R", "bad"))];
    };
    const one = reviewer({ shippedPacks });
    await one.reviewDocument(document, settings, never);
    await one.reviewDocument(document, settings, never);
    assert.equal(reads, 1);
    one.reloadPacks();
    await one.reviewDocument(document, settings, never);
    assert.equal(reads, 2);
  });

  it("throws the signal's reason when aborted", async () => {
    await assert.rejects(reviewer().reviewDocument(document, settings, AbortSignal.abort()), {
      name: "AbortError",
    });
  });
});
