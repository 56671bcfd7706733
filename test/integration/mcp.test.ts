/** `hanare mcp` as it is built, driven over its pipes as an agent drives it, well and badly. */
import assert from "node:assert/strict";
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { symlink } from "node:fs/promises";
import path from "node:path";
import { commandLine, hanare } from "../support/commandLine";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

interface Answer {
  readonly id: unknown;
  readonly result?: {
    readonly content?: readonly { readonly text: string }[];
    readonly isError?: boolean;
    readonly tools?: readonly { readonly name: string }[];
    readonly serverInfo?: { readonly name: string };
  };
  readonly error?: { readonly code: number };
}

class Client {
  readonly child: ChildProcessWithoutNullStreams;
  readonly lines: string[] = [];
  err = "";
  #waiting: (() => void)[] = [];

  constructor(cwd: string, args: readonly string[]) {
    this.child = spawn(process.execPath, [commandLine, "mcp", ...args], {
      cwd,
      env: { ...process.env, LC_ALL: "en_US.UTF-8", XDG_CACHE_HOME: path.join(cwd, ".cache") },
    });
    let held = "";
    this.child.stdout.setEncoding("utf8").on("data", (data: string) => {
      const all = (held + data).split("\n");
      held = all.pop() ?? "";
      this.lines.push(...all);
      this.#waiting.splice(0).forEach((tell) => tell());
    });
    this.child.stderr.setEncoding("utf8").on("data", (data: string) => (this.err += data));
  }

  write(message: unknown): void {
    this.child.stdin.write(`${typeof message === "string" ? message : JSON.stringify(message)}\n`);
  }

  request(id: unknown, method: string, params?: object): void {
    this.write({ jsonrpc: "2.0", id, method, params });
  }

  answers = (): readonly Answer[] => this.lines.map((line) => JSON.parse(line) as Answer);

  async answerTo(id: unknown): Promise<Answer> {
    for (;;) {
      const found = this.answers().find((one) => one.id === id);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  async call(id: string, name: string, input: object): Promise<Answer> {
    this.request(id, "tools/call", { name, arguments: input });
    return this.answerTo(id);
  }

  /** Closes its pipe as a client does that is done; the exit code. */
  async close(): Promise<number | null> {
    const closed = new Promise<number | null>((done) => this.child.once("close", done));
    this.child.stdin.end();
    return closed;
  }
}

const text = ({ result }: Answer) => result?.content?.[0]?.text ?? "";

describe("hanare mcp", function () {
  this.timeout(60_000);
  let folder: TemporaryFolder;
  let client: Client;
  before(async () => {
    folder = await temporaryFolder();
    await folder.write(
      "w/docs/印鑑.md",
      "# 印鑑\n\n印鑑は金庫に保管しなければならない。\n\n個人番号: 123456789018\n",
    );
    await folder.write("w/docs/給与.md", "社外秘\n\n# 給与\n\n給与は月末に支払う。\n");
    await folder.write("w/draft/x.md", "# Draft\n\nThe seal is in the drawer.\n");
    await folder.write("w/.env", "PASSWORD=hunter2hunter2\n");
    const outside = await folder.write("outside.md", "# Outside\n\nNobody reads this sentence.\n");
    await symlink(outside, path.join(folder.path, "w", "link.md"));
  });
  beforeEach(async () => {
    client = new Client(folder.path, ["--in", "w", "--exclude", "draft/**"]);
    client.request(0, "initialize", { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: {} });
    await client.answerTo(0);
    client.write({ jsonrpc: "2.0", method: "notifications/initialized" });
  });
  afterEach(() => void client.child.kill());
  after(() => folder.remove());

  it("introduces itself, lists its tools, and ends with its client, with nothing but messages on its output", async () => {
    assert.equal((await client.answerTo(0)).result?.serverInfo?.name, "Hanare");
    client.request("l", "tools/list");
    const names = (await client.answerTo("l")).result?.tools?.map(({ name }) => name) ?? [];
    assert.deepEqual(names.toSorted(), [
      "hanare_documents",
      "hanare_locate",
      "hanare_review",
      "hanare_search",
      "hanare_summarize",
    ]);
    assert.equal(await client.close(), 0);
    assert.equal(client.answers().length, 2);
    assert.match(client.err, /Tools of Hanare for w/);
  });

  const answers: readonly (readonly [string, object, RegExp])[] = [
    ["hanare_documents", { question: "印鑑はどこに保管するか" }, /\[1\] docs\/印鑑\.md:3-5 › 印鑑/u],
    ["hanare_search", { query: "金庫" }, /docs\/印鑑\.md:3[^]*2 of 2 files were searched/u],
    ["hanare_summarize", { path: "docs/印鑑.md" }, /金庫に保管しなければならない。 \[docs\/印鑑\.md:3\]/u],
    ["hanare_review", { path: "w/docs" }, /docs\/印鑑\.md:5 \[\w+\] [^]*2 of 2 files were checked/u],
    ["hanare_locate", { path: "docs/印鑑.md", quote: "金庫に保管しなければならない" }, /docs\/印鑑\.md:3/u],
  ];
  for (const [name, input, expected] of answers)
    it(`${name} answers with file and line, and nothing of what is confidential`, async () => {
      const answer = await client.call("c", name, input);
      assert.equal(answer.result?.isError, undefined, text(answer));
      assert.match(text(answer), expected);
      assert.doesNotMatch(text(answer), /月末|hunter2|drawer/u);
    });

  const refused: readonly (readonly [string, object, RegExp])[] = [
    ["hanare_summarize", { path: "../outside.md" }, /outside the workspace/],
    ["hanare_summarize", { path: "link.md" }, /outside the workspace/],
    ["hanare_summarize", { path: ".env" }, /keys or passwords/],
    ["hanare_summarize", { path: "draft/x.md" }, /hanare\.index\.exclude/],
    ["hanare_summarize", { path: "docs/給与.md" }, /confidentiality mark/],
    ["hanare_locate", { path: "docs/印鑑.md" }, /"quote" must be a string/],
    ["hanare_search", { query: "x", more: 1 }, /no input "more"/],
  ];
  for (const [name, input, why] of refused)
    it(`${name} refuses ${JSON.stringify(input)}`, async () => {
      const answer = await client.call("c", name, input);
      assert.equal(answer.result?.isError, true);
      assert.match(text(answer), why);
    });

  it("survives what is no message, says so, and goes on", async () => {
    client.write("{");
    client.write("[]");
    client.write(`{"jsonrpc":"2.0","id":1,"method":"${"x".repeat(2 * 1024 * 1024)}"}`);
    client.request(2, "resources/list");
    client.request(3, "tools/call", { name: "rm" });
    client.request(4, "ping");
    assert.deepEqual((await client.answerTo(4)).result, {});
    assert.deepEqual(
      client.answers().flatMap(({ error }) => error?.code ?? []),
      [-32700, -32600, -32600, -32601, -32602],
    );
    assert.equal(await client.close(), 0);
  });

  it("does not answer what was cancelled, and answers what comes behind it", async () => {
    client.request("slow", "tools/call", { name: "hanare_review", arguments: { path: "." } });
    client.write({ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: "slow" } });
    const next = await client.call("next", "hanare_search", { query: "金庫" });
    assert.match(text(next), /docs\/印鑑\.md/u);
    assert.equal(await client.close(), 0);
    assert.equal(
      client.answers().some(({ id }) => id === "slow"),
      false,
    );
  });

  it("answers what was asked before its client closed the pipe", async () => {
    client.request("last", "tools/call", { name: "hanare_search", arguments: { query: "金庫" } });
    assert.equal(await client.close(), 0);
    assert.match(text(await client.answerTo("last")), /docs\/印鑑\.md/u);
  });

  it("ends when it is told to", async () => {
    const closed = new Promise<number | null>((done) => client.child.once("close", done));
    client.child.kill("SIGTERM");
    assert.equal(await closed, 130);
  });
});

describe("hanare mcp: its arguments", () => {
  let folder: TemporaryFolder;
  before(async () => (folder = await temporaryFolder()));
  after(() => folder.remove());
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [["mcp"], /Name the folders that may be read: --in/],
    [["mcp", "--in", "none"], /none does not exist/],
    [["mcp", "--in"], /needs a value/],
    [["mcp", "--port", "80"], /no option --port/],
  ];
  for (const [args, why] of cases)
    it(args.join(" "), async () => {
      const { code, out, err } = await hanare(args, { cwd: folder.path });
      assert.deepEqual([code, out], [2, ""]);
      assert.match(err, why);
    });
});
