import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { hanare } from "../support/commandLine";
import { p, wordFile } from "../support/officeSamples/wordFile";
import { startServer } from "../support/harness";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";
import { type DecideRequest, type ReviewRequest, type SaveReportRequest } from "../../server/src/protocol";
import { verifyRecord } from "../../server/src/review/audit/verify";
import { type CodeAction, type CodeLens } from "vscode-languageserver-protocol";

const tls = "const agent = new Agent({ rejectUnauthorized: false });\n";
const pack = (approvals: number) => `hanare: 1
pack: { id: own, version: 1.0.0, title: Own, waiver: { approvals: ${approvals} } }
rules:
  - { id: OWN-1, severity: high, message: Say when, match: { any: [{ regex: 適宜 }] } }
`;

describe("CLI: what leaves a review", () => {
  let folder: TemporaryFolder;
  beforeEach(async () => {
    folder = await temporaryFolder();
    await folder.write("src/a.ts", tls);
    await folder.write("docs/a.md", "# 手順\n\n弁を適宜閉める。\n");
    await folder.write("own.yaml", pack(1));
  });
  afterEach(() => folder.remove());

  const run = (line: string) => hanare(line.split(" "), { cwd: folder.path });
  const text = (name: string) => readFile(path.join(folder.path, name), "utf8");
  const bytes = async (name: string) => new Uint8Array(await readFile(path.join(folder.path, name)));

  for (const [format, expected] of [
    ["html", /<!DOCTYPE html>[^]*SC-TLS-NODE/],
    ["oscal", /"assessment-results"[^]*SC-TLS-NODE/],
    ["csv", /^\ufeffNo\.,Document,[^]*src\/a\.ts/],
  ] as const)
    it(`writes ${format}, the same bytes twice`, async () => {
      const [first, second] = await Promise.all([
        run(`review src --format ${format}`),
        run(`review src --format ${format}`),
      ]);
      assert.equal(first?.code, 1);
      assert.match(first?.out ?? "", expected);
      assert.equal(first?.out, second?.out);
    });

  it("writes an Excel file", async () => {
    assert.equal((await run("review src --format xlsx --output list.xlsx")).code, 1);
    const sheet = strFromU8(
      unzipSync(await bytes("list.xlsx"))["xl/worksheets/sheet1.xml"] ?? new Uint8Array(),
    );
    assert.match(sheet, /SC-TLS-NODE/);
  });

  it("writes copies of Word files with comments and leaves the originals alone", async () => {
    const word = wordFile(p("弁を適宜閉める。"));
    await folder.write("docs/b.docx", word);
    const single = await run("review docs/b.docx --rules own.yaml --format docx --output copy.docx");
    assert.equal(single.code, 1, single.err);
    const comments = strFromU8(unzipSync(await bytes("copy.docx"))["word/comments.xml"] ?? new Uint8Array());
    assert.match(comments, /OWN-1/);
    const several = await run("review docs --rules own.yaml --format docx --output copies");
    assert.match(several.err, /in no copy: 1/);
    assert.deepEqual(await bytes("copies/docs/b.hanare.docx"), await bytes("copy.docx"));
    assert.deepEqual(await bytes("docs/b.docx"), word);
    const onto = await run("review docs/b.docx --rules own.yaml --format docx --output docs/b.docx");
    assert.equal(onto.code, 2);
    assert.match(onto.err, /is the document itself/);
    assert.deepEqual(await bytes("docs/b.docx"), word);
  });

  it("fails for new findings only, and says what is gone", async () => {
    const write = await run("review src --baseline base.json --write-baseline");
    assert.equal(write.code, 0, write.out);
    assert.equal((await run("review src --baseline base.json")).code, 0);
    await folder.write("src/b.ts", tls);
    const more = await run("review src --baseline base.json");
    assert.equal(more.code, 1);
    assert.match(more.out, /New since the baseline: 1\. Gone: 0\./);
    await folder.write("src/a.ts", "const a = 1;\n");
    assert.match((await run("review src --baseline base.json")).out, /New since the baseline: 1\. Gone: 1\./);
    assert.match((await run("review docs --baseline base.json")).out, /Gone: 0\./);
    assert.doesNotMatch(await text("base.json"), /rejectUnauthorized/);
  });

  it("keeps in a baseline what only a model can judge, when none was asked", async () => {
    const judged = "  - { id: OWN-2, severity: high, message: M, judge: { violation: Text } }\n";
    await folder.write("own.yaml", pack(1) + judged);
    const known = { "docs/a.md": { "OWN-2": { count: 1, findings: ["a b"] } } };
    await folder.write("base.json", JSON.stringify({ hanare: 1, files: known }));
    const review = "review docs --rules own.yaml --baseline base.json";
    assert.match((await run(`${review} --model off`)).out, /Gone: 0\./);
    await run(`${review} --write-baseline`);
    const { files } = JSON.parse(await text("base.json")) as { readonly files: typeof known };
    assert.deepEqual(files["docs/a.md"]["OWN-2"], known["docs/a.md"]["OWN-2"]);
    assert.deepEqual(Object.keys(files["docs/a.md"]), ["OWN-1", "OWN-2"]);
  });

  it("says that a record of decisions cannot be used", async () => {
    await folder.write(".hanare/triage.json", "{ broken");
    const review = await run("review docs --rules own.yaml --fail-on critical");
    assert.equal(review.code, 4, review.out);
    assert.match(review.out, /triage\.json/);
  });

  it("keeps decisions until the text changes, with four eyes", async () => {
    const list = await run("findings list docs --rules own.yaml");
    const id = /^([0-9a-f]{12}) {2}Not handled/.exec(list.out)?.[1] ?? "none";
    const decide = `findings decide ${id} docs --rules own.yaml --verdict falsePositive --by Sato --reason defined`;
    assert.equal((await run(decide)).code, 0);
    const waiting = await run("review docs --rules own.yaml");
    assert.equal(waiting.code, 1);
    assert.match(
      waiting.out,
      /False positive: defined \(Sato, \d{4}-\d\d-\d\d\) ⏎ 0 of 1 others have agreed\. · Waiting for approval/,
    );
    const alone = await run(`findings approve ${id} docs --rules own.yaml --by SATO`);
    assert.equal(alone.code, 2);
    assert.match(alone.err, /somebody else must agree/);
    assert.equal((await run(`findings approve ${id} docs --rules own.yaml --by Suzuki`)).code, 0);
    const excused = await run("review docs/a.md --rules own.yaml");
    assert.equal(excused.code, 0, excused.out);
    assert.match(excused.out, /Excused by a decision: 1/);
    assert.doesNotMatch(await text(".hanare/triage.json"), /適宜/);
    await folder.write("docs/a.md", "# 手順\n\n弁を適宜開ける。\n");
    assert.equal((await run("review docs --rules own.yaml")).code, 1);
  });

  it("finds in a folder what it finds in the folder above: paths in rules and packs count from there", async () => {
    const rule =
      "  - { id: OWN-9, severity: low, message: M, applies: { include: ['docs/**'] }, match: { any: [{ regex: 弁 }] } }";
    const head = "hanare: 1\npack: { id: own, version: 1.0.0, title: T }\nrules:\n";
    await folder.write("own.yaml", `${head}${rule}\n`);
    for (const where of [".", "docs", "docs/a.md"])
      assert.match(
        (await run(`review ${where} --rules own.yaml`)).out,
        /docs\/a\.md:3:1: low \[OWN-9\]/,
        where,
      );
    await folder.write(".hanare/rules/own.yaml", `${head}${rule}\n`);
    assert.match((await run("review docs")).out, /\[OWN-9\]/);
  });

  it("says which rules need a model, and calls the review incomplete only where somebody requires them", async () => {
    const judged = "  - { id: OWN-2, severity: high, message: M, judge: { violation: Text } }\n";
    await folder.write("own.yaml", pack(1).replace("適宜", "随時") + judged);
    const review = "review docs --rules own.yaml";
    const plain = await run(review);
    assert.equal(plain.code, 0, plain.out);
    assert.match(plain.out, /were not judged \(1\): own OWN-2\. No model is set up/);
    assert.doesNotMatch(plain.out, /Nothing was left out/);
    const json = JSON.parse((await run(`${review} --format json`)).out) as {
      readonly coverage: { readonly unjudged: readonly { readonly rules: readonly string[] }[] };
    };
    assert.deepEqual(json.coverage.unjudged[0]?.rules, ["own OWN-2"]);
    const required = await run(`${review} --require-judge`);
    assert.equal(required.code, 4, required.out);
    assert.match(required.out, /Their judgement is required: the review is incomplete/);
    await folder.write(
      "own.yaml",
      (pack(1) + judged).replace("title: Own", "title: Own, gate: { required: true }"),
    );
    assert.equal((await run(`${review} --fail-on critical`)).code, 4);
  });

  it("tells what a repository's own files silence, and with --untrusted nothing of them counts", async () => {
    await folder.write(
      ".hanare/rules/own.yaml",
      "hanare: 1\npack: { id: evil, version: 1.0.0, title: E, extends: [hanare.secure-coding] }\nrules:\n  - { id: SC-TLS-NODE, enabled: false }\n",
    );
    await folder.write("src/dist/c.ts", tls);
    const silenced = await run("review src");
    assert.equal(silenced.code, 0, silenced.out);
    assert.match(silenced.out, /Switched off by rule pack evil\.\n {4}- \S+ SC-TLS-NODE/);
    assert.match(silenced.out, /hanare\.review\.exclude says\.\n {4}- src\/dist\//);
    await folder.write("src/b.ts", `// hanare-ignore SC-TLS-NODE -- test server\n${tls}`);
    const strict = await run("review src --untrusted");
    assert.equal(strict.code, 1);
    assert.equal((strict.out.match(/\[SC-TLS-NODE\]/g) ?? []).length, 2, strict.out);
    assert.match(strict.out, /not used \(--untrusted\)\.\n {4}- \.hanare\/rules\/own\.yaml/);
  });

  it("records reviews in a chain that can be checked, signed, and not changed unseen", async () => {
    const first = await run("review src --audit audit.jsonl --format html --output report.html");
    const head = /Head of the audit record: ([0-9a-f]{64})/.exec(first.err)?.[1] ?? "none";
    assert.ok((await text("report.html")).includes(head));
    const holds = await run(`audit verify audit.jsonl --head ${head}`);
    assert.deepEqual([holds.code, /Holds: 1 reviews/.test(holds.out)], [0, true]);
    const second = await run("review src --audit audit.jsonl");
    const last = /Head of the audit record: ([0-9a-f]{64})/.exec(second.err)?.[1] ?? "none";
    assert.equal((await run(`audit verify audit.jsonl --head ${last}`)).code, 0);
    const earlier = await run(`audit verify audit.jsonl --head ${head}`);
    assert.equal(earlier.code, 0);
    assert.match(earlier.out, /were added later/);
    assert.equal((await run(`audit verify audit.jsonl --head ${"0".repeat(64)}`)).code, 1);

    const keys = generateKeyPairSync("ed25519");
    await folder.write("key.pem", String(keys.privateKey.export({ type: "pkcs8", format: "pem" })));
    await folder.write("public.pem", String(keys.publicKey.export({ type: "spki", format: "pem" })));
    assert.equal((await run("audit sign audit.jsonl --key key.pem")).code, 0);
    const signed = await run("audit verify audit.jsonl --public-key public.pem");
    assert.equal(signed.code, 0);
    assert.match(signed.out, /Signed: the lines up to \d+; not signed: 0\./);

    await folder.write("audit.jsonl.lock", "");
    const busy = await run("review src --audit audit.jsonl");
    assert.equal(busy.code, 2);
    assert.match(busy.err, /being written by another review/);
    await rm(path.join(folder.path, "audit.jsonl.lock"));
    await run("review src --audit audit.jsonl");
    const more = await run("audit verify audit.jsonl --public-key public.pem");
    assert.equal(more.code, 0);
    assert.match(more.out, /not signed: [1-9]\d*\./);

    const record = await text("audit.jsonl");
    assert.doesNotMatch(record, /rejectUnauthorized/);
    await folder.write("audit.jsonl", record.replace('"severity":"high"', '"severity":"low"'));
    const changed = await run(`audit verify audit.jsonl --head ${last}`);
    assert.equal(changed.code, 1, changed.out);
    assert.match(changed.out, /Line \d+ was changed/);
    assert.equal((await run("audit verify audit.jsonl --public-key public.pem")).code, 1);
    const goesOn = await run("review src --audit audit.jsonl");
    assert.equal(goesOn.code, 2);
    assert.match(goesOn.err, /no audit record that holds/);
  });
});

describe("server: decisions and saved reports", () => {
  it("records a decision, excuses the finding, and saves the report with it", async () => {
    const folder = await temporaryFolder();
    await folder.write("src/a.ts", tls);
    const server = await startServer({ folders: [folder.uri], decisions: true });
    try {
      const uri = folder.uriOf("src/a.ts");
      const send = <R>(method: string, params: object) => server.connection.sendRequest<R>(method, params);
      await assert.rejects(
        send("hanare/saveReport", { format: "html", when: "2026-04-01" }),
        /Nothing has been reviewed/,
      );
      await server.open(uri, "typescript", tls);
      const [diagnostic] = await server.diagnosticsOf(uri, 1);
      assert.ok(diagnostic);
      const [lens] = await send<CodeLens[]>("textDocument/codeLens", { textDocument: { uri } });
      assert.equal(lens?.command?.title, "Hanare findings: 1 (high 1)");
      const actions = await send<CodeAction[]>("textDocument/codeAction", {
        textDocument: { uri },
        range: diagnostic.range,
        context: { diagnostics: [diagnostic] },
      });
      const mark = actions.find(({ title }) => title === "Mark as false positive…");
      const [target] = (mark?.command?.arguments ?? []) as readonly {
        readonly id: string;
        readonly uri: string;
      }[];
      assert.equal(mark?.command?.command, "hanare.decide");
      const { findings } = await send<ReviewRequest.Result>("hanare/review", { uris: [folder.uri] });
      assert.equal(findings[0]?.id, target?.id);

      const cleared = server.diagnostics.next(
        (params) => params.uri === uri && params.diagnostics.length === 0,
        true,
      );
      const decision = { verdict: "falsePositive", reason: "test server" };
      const answer = await send<DecideRequest.Result>("hanare/decide", { ...target, by: "佐藤", decision });
      assert.deepEqual(
        answer.findings.map(({ status, decision: known }) => [status, known?.state]),
        [["suppressed", "inForce"]],
      );
      await cleared;
      const saved = await send<SaveReportRequest.Result>("hanare/saveReport", {
        format: "html",
        when: "2026-04-01",
      });
      const html = Buffer.from(saved.files[0]?.content ?? "", "base64").toString("utf8");
      assert.match(html, /Excused findings[^]*False positive: test server/);
      const bundle = await send<SaveReportRequest.Result>("hanare/saveReport", {
        format: "audit",
        when: "2026-04-01T09:00:00Z",
      });
      const [report, record] = bundle.files.map(({ content }) =>
        Buffer.from(content, "base64").toString("utf8"),
      );
      const verified = verifyRecord(record ?? "");
      assert.ok("head" in verified, JSON.stringify(verified));
      assert.ok(report?.includes(verified.head));
      assert.match(record ?? "", /"type":"decision"[^]*test server/);
      await assert.rejects(send("hanare/decide", { uri, id: "none", by: "x", decision }), /no longer there/);
    } finally {
      await server.stop();
      await folder.remove();
    }
  });
});
