import assert from "node:assert/strict";
import {
  type CompareRequest,
  type SaveComparisonRequest,
  type SaveSummaryRequest,
  type Summary,
  type SummaryTemplatesRequest,
} from "../../server/src/protocol";
import { startServer, type TestServer } from "../support/harness";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

const manual = [
  "# 個人情報取扱手順",
  "",
  "## 目的",
  "",
  "この手順は、窓口で受け付けた個人情報を取得から廃棄まで安全に取り扱うための方法を定める。",
  "",
  "## 保管",
  "",
  "申込書は、受け付けた日から30日以内に施錠した保管庫へ移さなければならない。",
  "保管庫の鍵は課長が管理し、貸し出すたびに記録簿に氏名と時刻を書く。",
  "",
].join("\r\n");

describe("server: summary", () => {
  let server: TestServer;
  let folder: TemporaryFolder;
  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(async () => {
    await server.stop();
    await folder.remove();
  });
  const summarize = (params: object) => server.connection.sendRequest<Summary>("hanare/summarize", params);

  it("quotes a Japanese manual by heading, every sentence with the lines it stands on", async () => {
    server = await startServer({ folders: [folder.uri], locale: "ja" });
    const uri = folder.uriOf("手順.md");
    await server.open(uri, "markdown", manual);
    const summary = await summarize({ uri, length: "long", workDoneToken: "s1" });
    assert.deepEqual(
      [summary.title, summary.tier, summary.stopped],
      ["個人情報取扱手順", "extractive", false],
    );
    const sentences = summary.sections.flatMap((section) => section.sentences);
    assert.ok(sentences.length > 0);
    const lines = manual.split("\r\n");
    for (const { text, citations } of sentences)
      for (const { range, quote } of citations) {
        assert.equal(lines[range.start.line]?.slice(range.start.character, range.end.character), quote);
        assert.equal(text, quote);
      }
    const kinds = server.progress.received.map(({ value }) => value.kind);
    assert.deepEqual([kinds[0], kinds.at(-1)], ["begin", "end"]);
  });

  it("makes files of a summary, named after the document", async () => {
    server = await startServer({ folders: [folder.uri], locale: "ja" });
    const uri = folder.uriOf("手順.md");
    await server.open(uri, "markdown", manual);
    const summary = await summarize({ uri });
    for (const [format, beginning] of [
      ["docx", "PK"],
      ["html", "<!DOCTYPE html>"],
    ] as const) {
      const { name, content } = await server.connection.sendRequest<SaveSummaryRequest.Result>(
        "hanare/saveSummary",
        { summary, format },
      );
      assert.equal(name, `手順-要約.${format}`);
      assert.equal(Buffer.from(content, "base64").toString("latin1", 0, beginning.length), beginning);
    }
  });

  it("reads a Shift_JIS file from disk that is not open, and follows the length setting", async () => {
    const sjis = Uint8Array.from([0x96, 0xe9, 0x8a, 0xd4, 0x82, 0xcc, 0x8b, 0x4b, 0x91, 0xa5, 0x81, 0x42]); // 夜間の規則。
    await folder.write("old.txt", sjis);
    server = await startServer({ folders: [folder.uri], settings: { "": { summary: { length: "short" } } } });
    const summary = await summarize({ uri: folder.uriOf("old.txt") });
    assert.equal(summary.sourceSentences, 1);
    assert.deepEqual(summary.unread, []);
  });

  it("fills a template of the user's own, says what is wrong with another, and lists both kinds", async () => {
    await folder.write(
      "own.yaml",
      "id: keys\ntitle: 鍵\nslots: [{ title: 鍵の管理, words: [鍵] }, { title: 罰則, words: [罰] }]\n",
    );
    const settings = { "": { summary: { templates: ["own.yaml", "none.yaml"] } } };
    server = await startServer({ folders: [folder.uri], locale: "ja", settings });
    const uri = folder.uriOf("手順.md");
    await server.open(uri, "markdown", manual);
    const summary = await summarize({ uri, template: "keys" });
    assert.deepEqual(
      summary.sections.map(({ headings, sentences, notStated }) => [
        headings[0],
        sentences.length,
        notStated,
      ]),
      [
        ["鍵の管理", 1, undefined],
        ["罰則", 0, true],
      ],
    );
    assert.match(summary.unread.map(({ why }) => why).join(), /none\.yaml/);
    const { templates, problems } = await server.connection.sendRequest<SummaryTemplatesRequest.Result>(
      "hanare/summaryTemplates",
      { uri },
    );
    assert.deepEqual(
      templates.slice(0, 3).map(({ title }) => title),
      ["鍵", "一般", "議事録"],
    );
    assert.equal(problems.length, 1);
  });

  it("tells what changed since an older version, open or not, and writes the table of new and old clauses", async () => {
    server = await startServer({ folders: [folder.uri], locale: "ja" });
    await folder.write("旧.md", manual);
    const newUri = folder.uriOf("手順.md");
    await server.open(newUri, "markdown", manual.replace("30日以内", "14日以内"));
    const versions = { oldUri: folder.uriOf("旧.md"), newUri };
    const { changes } = await server.connection.sendRequest<CompareRequest.Result>(
      "hanare/compare",
      versions,
    );
    assert.deepEqual(
      changes.map(({ kind, clause, details }) => [kind, clause, ...details.map(({ text }) => text)]),
      [["changed", "保管", "30日以内 → 14日以内"]],
    );
    for (const [format, start] of [
      ["docx", "PK"],
      ["xlsx", "PK"],
      ["csv", "\ufeffNo."],
    ] as const) {
      const { name, content } = await server.connection.sendRequest<SaveComparisonRequest.Result>(
        "hanare/saveComparison",
        { ...versions, format },
      );
      assert.equal(name, `手順-新旧対照表.${format}`);
      assert.ok(Buffer.from(content, "base64").toString("utf8").startsWith(start), format);
    }
    await assert.rejects(
      server.connection.sendRequest("hanare/compare", { ...versions, oldUri: folder.uriOf("gone.md") }),
      /gone\.md/,
    );
  });

  it("names the clauses of a folder of rules that a change touches, and what of it was not read", async () => {
    server = await startServer({ folders: [folder.uri], locale: "ja" });
    await folder.write("旧.md", manual);
    const newUri = folder.uriOf("手順.md");
    await server.open(newUri, "markdown", manual.replace("30日以内", "14日以内"));
    const rule =
      "# 細則\n\n## 保管の期限\n\n申込書は、受け付けた日から30日以内に保管庫へ移す。\n\n## 休憩\n\n正午から取る。\n";
    await folder.write("規程/細則.md", rule);
    await folder.write("規程/壊れた.docx", "PK\u0003\u0004 no archive");
    const wider = { oldUri: folder.uriOf("旧.md"), newUri, rules: [folder.uriOf("規程")] };
    const found = await server.connection.sendRequest<CompareRequest.Result>("hanare/compare", {
      ...wider,
      workDoneToken: "rules",
    });
    assert.deepEqual(
      [found.rules, found.affected?.map(({ title, clause, why }) => [title, clause, ...why])],
      [1, [["細則", "保管の期限", "figure"]]],
    );
    assert.deepEqual(
      found.unread.map(({ where }) => where),
      ["規程/壊れた.docx"],
    );
    const table = await server.connection.sendRequest<SaveComparisonRequest.Result>("hanare/saveComparison", {
      ...wider,
      format: "csv",
    });
    assert.match(
      Buffer.from(table.content, "base64").toString("utf8"),
      /影響を受ける社内規程[\s\S]*細則 保管の期限/,
    );
  });

  const refusals: readonly [what: string, uri: (folder: TemporaryFolder) => string, message: RegExp][] = [
    ["a file that is gone", ({ uriOf }) => uriOf("gone.md"), /gone\.md does not exist/],
    ["a folder", ({ uri }) => uri, /is a folder/],
    [
      "an untitled document that is closed",
      () => "untitled:Untitled-9",
      /neither an open document nor a file/,
    ],
    ["a Word document", ({ uriOf }) => uriOf("a.docx"), /a\.docx: The file is damaged/],
  ];
  for (const [what, uri, message] of refusals)
    it(`says why ${what} is not summarised`, async () => {
      server = await startServer();
      await folder.write("a.docx", "PK");
      await assert.rejects(summarize({ uri: uri(folder) }), message);
    });

  it("summarises an untitled document", async () => {
    server = await startServer();
    await server.open("untitled:Untitled-1", "markdown", manual);
    assert.ok((await summarize({ uri: "untitled:Untitled-1" })).sections.length > 0);
  });
});
