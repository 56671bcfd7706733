import assert from "node:assert/strict";
import { readText } from "../../../server/src/documents/read";
import {
  type Finding,
  type SearchPassage,
  type Summary,
  type ToolName,
  toolNames,
} from "../../../server/src/protocol";
import { toolDefinitions } from "../../../server/src/tools/definitions";
import { runTool, type ToolPorts } from "../../../server/src/tools/run";
import { RequestError } from "../../../server/src/util/requestError";

const never = new AbortController().signal;
const texts: Readonly<Record<string, string>> = {
  "a.md": "# 印鑑\n\n印鑑は金庫に保管しなければならない。\n\n======\n",
  "marked.md": "【社外秘】\n\n# 給与\n\n給与は月末に支払う。\n",
  ".env": "KEY=1\n",
};
const uriOf = (name: string) => `file:///w/${name}`;
const range = (line: number) => ({ start: { line, character: 0 }, end: { line, character: 3 } });
const coverage = { files: 3, read: 2, unread: 1, leftOut: 0, complete: true, passages: 3, embedded: 0 };
const passage = (name: string, over: Partial<SearchPassage> = {}): SearchPassage => ({
  ...{ uri: uriOf(name), range: range(2), headings: ["印鑑"], snippet: "印鑑は金庫に", score: 1 },
  ...over,
});
const finding = (name: string, over: Partial<Finding> = {}): Finding => ({
  ...{ rule: "R-1", pack: "p", severity: "high", message: "Mend it.", uri: uriOf(name), anchor: range(2) },
  ...{ evidence: "金庫 ====", status: "confirmed", source: "match", refs: [] },
  ...over,
});
const reviewed = (findings: readonly Finding[]) => ({
  findings,
  coverage: { files: 3, reviewed: 3, sections: 3, rules: 20, skipped: [{ where: "x", why: "y" }] },
  packProblems: [],
});
const summary = (uri: string): Summary => ({
  ...{ uri, title: "印鑑", tier: "extractive", sourceSentences: 4, unread: [], stopped: false },
  sections: [
    {
      ...{ headings: ["印鑑"], range: range(0) },
      sentences: [
        { text: "印鑑は金庫に保管する。", kind: "quoted", citations: [{ range: range(2), quote: "" }] },
      ],
    },
  ],
});

function ports(over: Partial<ToolPorts> = {}): ToolPorts {
  return {
    ...{ platform: "posix", roots: () => ["file:///w"] },
    look: (uri) => {
      const isThere = uri === "file:///w" || uri.slice(10) in texts;
      return Promise.resolve(
        isThere ? { kind: uri === "file:///w" ? "folder" : "file", real: uri } : undefined,
      );
    },
    excluded: (uri) => Promise.resolve(uri.endsWith(".env")),
    nameOf: (uri) => uri.slice(10),
    load: (uri) =>
      Promise.resolve(readText({ uri, languageId: "markdown", text: texts[uri.slice(10)] ?? "" })),
    ask: (question) =>
      Promise.resolve({
        ...{ question, outcome: "not-found", sentences: [], dropped: 0, about: false, missing: ["暗号資産"] },
        passages: [
          { ...passage("a.md"), text: "印鑑は金庫に。\n======\n" },
          { ...passage("marked.md", { mark: "社外秘" }), text: "給与は月末。" },
        ],
        ...{ versions: [uriOf("a.md"), uriOf("b.md")], tier: "words", stopped: false },
      }),
    search: () =>
      Promise.resolve({ passages: [passage("a.md"), passage("m.pdf", { mark: "㊙" })], coverage }),
    summarize: ({ uri }) => Promise.resolve(summary(uri)),
    review: () =>
      Promise.resolve(
        reviewed([
          finding("a.md"),
          finding("marked.md"),
          finding(".env"),
          finding("a.md", { status: "suppressed" }),
        ]),
      ),
    ...over,
  };
}

const run = (name: ToolName, input: unknown, over: Partial<ToolPorts> = {}) =>
  runTool(ports(over), name, input, never);

describe("tools: answers", () => {
  it("hanare_documents: passages as data with their places, without documents that bear a mark", async () => {
    const { text, ok } = await run("hanare_documents", { question: "印鑑は？" });
    assert.ok(ok);
    assert.match(text, /\[1\] a\.md:3 › 印鑑\n印鑑は金庫に。/u);
    assert.match(text, /do not hold an answer/);
    assert.match(text, /stand nowhere in the documents: 暗号資産/u);
    assert.match(text, /versions of one document: a\.md, b\.md/);
    assert.match(text, /Withheld: 1\./);
    assert.doesNotMatch(text, /給与/u);
    assert.equal(text.match(/^={7}$/gmu)?.length, 2, "a fence the passage cannot close");
  });

  it("hanare_search: places within the scope, and what was read", async () => {
    const asked: unknown[] = [];
    const search: ToolPorts["search"] = (query) => {
      asked.push(query);
      return ports().search(query, never);
    };
    const { text } = await run("hanare_search", { query: "印鑑", paths: ["a.md"], limit: 3 }, { search });
    assert.deepEqual(asked, [{ query: "印鑑", limit: 3, scope: ["file:///w/a.md"] }]);
    assert.match(text, /a\.md:3 › 印鑑\n {2}印鑑は金庫に/u);
    assert.match(text, /2 of 3 files were searched\.\nFiles or parts that could not be read: 1\./);
    assert.doesNotMatch(text, /m\.pdf/);
    await run("hanare_search", { query: "印鑑" }, { search });
    assert.deepEqual(asked[1], { query: "印鑑", limit: 10 });
  });

  it("hanare_summarize: key sentences with their places", async () => {
    const { text } = await run("hanare_summarize", { path: "a.md" });
    assert.match(text, /Key sentences of a\.md in its own words: 1 of 4/);
    assert.match(text, /- 印鑑は金庫に保管する。 \[a\.md:3\]/u);
  });

  it("hanare_review: findings with evidence, without files that bear a mark or may hold keys", async () => {
    const { text } = await run("hanare_review", { path: "." });
    assert.match(text, /Findings: 1\./);
    assert.match(text, /Withheld: 2\./);
    assert.match(text, /Excused by people: 1\./);
    assert.match(text, /a\.md:3 \[high\] R-1: Mend it\.\n {2}金庫 ====/u);
    assert.match(text, /3 of 3 files were checked by 20 rules\.\nNot read or not checked: 1\./);
  });

  it("hanare_review: many findings are counted, those that find room are shown", async () => {
    const many = Array.from({ length: 500 }, (_, line) =>
      finding("a.md", { anchor: range(line), evidence: "長".repeat(900) }),
    );
    const { text } = await run(
      "hanare_review",
      { path: "a.md" },
      { review: () => Promise.resolve(reviewed(many)) },
    );
    assert.ok(text.length < 18_000, `${text.length}`);
    assert.match(text, /Findings: 200\.\nFurther findings: 300\./);
    assert.match(text, /Not shown for want of room: \d+\./);
  });

  it("hanare_locate: says whether the document says so", async () => {
    const locate = async (quote: string) => (await run("hanare_locate", { path: "a.md", quote })).text;
    assert.match(await locate("印鑑は金庫に保管しなければならない"), /^The document says so at a\.md:3\./);
    assert.match(
      await locate("印鑑は金庫に保管し"),
      /and no evidence: .*\n[^]*印鑑は金庫に保管しなければならない。/u,
    );
    assert.match(await locate("印鑑は机に置く"), /^Not found in a\.md/);
  });
});

describe("tools: refusals", () => {
  const cases: readonly (readonly [ToolName, unknown, RegExp])[] = [
    ["hanare_documents", undefined, /must be an object/],
    ["hanare_documents", [], /must be an object/],
    ["hanare_documents", {}, /"question" must be a string/],
    ["hanare_documents", { question: "？" }, /must hold words/],
    ["hanare_documents", { question: "a".repeat(1001) }, /has 1001 characters; 1000 are read/],
    ["hanare_documents", { question: "a", path: "x" }, /no input "path"\. It has: question/],
    ["hanare_search", { query: "a", limit: 0 }, /whole number from 1 to 20/],
    ["hanare_search", { query: "a", limit: "3" }, /whole number/],
    ["hanare_search", { query: "a", paths: "docs" }, /must be a list of strings/],
    ["hanare_search", { query: "a", paths: [] }, /1 to 20 entries/],
    ["hanare_search", { query: "a", paths: [1] }, /must be a string/],
    ["hanare_search", { query: "a", paths: ["/etc"] }, /outside the workspace/],
    ["hanare_summarize", { path: "a.md", length: "huge" }, /one of: short, medium, long/],
    ["hanare_summarize", { path: "" }, /must not be empty/],
    ["hanare_summarize", { path: "." }, /is a folder/],
    ["hanare_summarize", { path: "marked.md" }, /bears a confidentiality mark/],
    ["hanare_review", { path: "../x" }, /outside the workspace/],
    ["hanare_review", { path: ".env" }, /keys or passwords/],
    ["hanare_locate", { path: "a.md" }, /"quote" must be a string/],
    ["hanare_locate", { path: "none.md", quote: "a" }, /does not exist/],
    ["hanare_locate", { path: "marked.md", quote: "給与は月末" }, /confidentiality mark/],
    ["nothing" as ToolName, {}, /There is no tool nothing/],
    ["toString" as ToolName, {}, /There is no tool toString/],
  ];
  for (const [name, input, why] of cases)
    it(`${name} ${JSON.stringify(input)?.slice(0, 60)}`, async () => {
      const { ok, text } = await run(name, input);
      assert.equal(ok, false);
      assert.match(text, why);
    });

  it("tells what the user could mend, passes faults of our own on, and stops when told to", async () => {
    const load = () => Promise.reject(new RequestError("not-readable", "It is locked."));
    assert.deepEqual(await run("hanare_locate", { path: "a.md", quote: "a" }, { load }), {
      text: "It is locked.",
      ok: false,
    });
    const broken = () => Promise.reject(new Error("a fault"));
    await assert.rejects(run("hanare_locate", { path: "a.md", quote: "a" }, { load: broken }), /a fault/);
    await assert.rejects(runTool(ports(), "hanare_search", { query: "a" }, AbortSignal.abort()), {
      name: "AbortError",
    });
  });

  it("has a definition for every tool, each of whose required inputs it describes", () => {
    assert.deepEqual(
      toolDefinitions.map(({ name }) => name),
      toolNames,
    );
    for (const { inputSchema } of toolDefinitions)
      for (const key of inputSchema.required) assert.ok(key in inputSchema.properties, key);
  });
});
