/** Texts from the command line to a server on another machine: only where option, rules and marks say so. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import path from "node:path";
import { hanare } from "../support/commandLine";
import { root } from "../support/harness";
import { bodyOf, ended, httpServer, said, sse, type TestHttpServer } from "../support/lyingServer";
import { skip } from "../support/skip";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

const fixture = (name: string) => path.join(root, "test/fixtures/tls", name);
const canary = "カナリア手当";
const marked = `公開\n\n# 圧力計\n\n圧力計は本館の地下にある。窓口は 03-1234-5678 である。\n`;
const unmarked = `# 手当\n\n${canary}は月額3,000円とする。\n`;

describe("cli: a server on another machine", function () {
  this.timeout(120_000);
  let folder: TemporaryFolder;
  let house: TestHttpServer;
  let bodies: string[];

  before(function () {
    // To Hanare, 127.0.0.2 is any host; only Linux has it without being told.
    if (process.platform !== "linux") skip(this, "only Linux answers at 127.0.0.2");
  });
  beforeEach(async () => {
    folder = await temporaryFolder();
    bodies = [];
    const secure = createServer({
      key: readFileSync(fixture("house.key")),
      cert: readFileSync(fixture("house.pem")),
    });
    house = await httpServer(
      (request, response) => {
        if (request.url === "/v1/models") {
          response.writeHead(200, { "content-type": "application/json" });
          response.end(JSON.stringify({ data: [{ id: "m", owned_by: "test" }] }));
          return;
        }
        if (request.url !== "/v1/chat/completions") {
          response.writeHead(404, { "content-type": "application/json" }).end("{}");
          return;
        }
        void bodyOf(request).then((body) => {
          bodies.push(JSON.stringify(body));
          const messages = body["messages"] as readonly { readonly content: string }[];
          const text = JSON.stringify({ text: messages.at(-1)?.content ?? "" });
          response.writeHead(200, sse).end(said(text) + ended);
        });
      },
      secure,
      "127.0.0.2",
    );
    await folder.write("marked.md", marked);
    await folder.write("unmarked.md", unmarked);
  });
  afterEach(async () => {
    await house.close();
    await folder.remove();
  });

  const rule = { endpoint: "dept", marks: ["公開"] };
  async function run(args: readonly string[], routing: readonly object[] = [rule]) {
    const url = `https://127.0.0.2:${house.port}`;
    const settings = {
      "hanare.network.mode": "allowlist",
      "hanare.network.allow": ["127.0.0.2"],
      "hanare.models": [{ name: "dept", endpoint: { url, ca: fixture("houseCa.pem") } }],
      "hanare.routing": routing,
    };
    const file = await folder.write("settings.json", JSON.stringify(settings));
    return hanare(args, { cwd: folder.path, env: { HANARE_SETTINGS: file } });
  }
  const sending = ["--model", "dept", "--allow-sending", "dept"];
  const ask = ["ask", "圧力計はどこにあるか", "marked.md"];

  it("gets nothing, not even a connection, unless the option names it", async () => {
    for (const more of [[], ["--allow-sending", "other"], ["--allow-sending", "https://127.0.0.2"]]) {
      const { code, err } = await run([...ask, "--model", "dept", ...more]);
      assert.equal(code, 3, err);
      assert.match(err, /Nothing was sent to dept.*--allow-sending dept.*HANARE_SETTINGS/);
    }
    assert.equal(house.connections(), 0);
  });

  it("gets nothing offline, whatever the settings and the option say", async () => {
    const { code, err } = await run([...ask, ...sending, "--offline"]);
    assert.equal(code, 3, err);
    assert.match(err, /may not be connected to/);
    assert.equal(house.connections(), 0);
  });

  it("gets nothing without a rule", async () => {
    const { code, err } = await run([...ask, ...sending], []);
    assert.equal(code, 3, err);
    assert.match(err, /no rule of hanare\.routing/);
    assert.deepEqual(bodies, []);
  });

  it("gets what a rule lets go, masked, and the user is told what goes where", async () => {
    const { code, out, err } = await run([...ask, ...sending]);
    assert.equal(code, 0, err);
    assert.match(out, /本館の地下/u);
    assert.match(err, /Sending to dept: \d+ characters at first, [1-9]\d* places masked/);
    const texts = bodies.filter((body) => body.includes("圧力計"));
    assert.ok(texts.length > 0);
    assert.doesNotMatch(texts.join("\n"), /03-1234-5678|\/marked\.md/);
    assert.match(texts.join("\n"), /telephone|電話番号/u);
  });

  it("may be named by its address, and is found among the settings with its certificates", async () => {
    const origin = `https://127.0.0.2:${house.port}`;
    const { code, err } = await run(["summarize", "marked.md", "--model", origin, "--allow-sending", origin]);
    assert.equal(code, 0, err);
    assert.ok(bodies.some((body) => body.includes("圧力計")));
  });

  it("gets nothing of a document without a mark", async () => {
    for (const args of [
      ["summarize", "unmarked.md"],
      ["ask", "手当はいくらか", "unmarked.md"],
      ["draft", "unmarked.md"],
    ]) {
      const { err } = await run([...args, ...sending]);
      assert.doesNotMatch(err, /fault of its own|Sending to/, err);
    }
    assert.ok(bodies.length > 0, "its tests were asked");
    assert.doesNotMatch(bodies.join("\n"), new RegExp(canary, "u"));
  });

  it("is measured on shipped suites, and on one's own by the rules for evaluations", async () => {
    const shipped = await run(["eval", ...sending, "--only", "refuse", "--format", "json"]);
    assert.ok([0, 1, 4].includes(shipped.code ?? -1), shipped.err);
    const { runs } = JSON.parse(shipped.out) as {
      runs: { failure?: string; cases: { outcome: string }[] }[];
    };
    assert.equal(runs[0]?.failure, undefined);
    assert.ok((runs[0]?.cases.length ?? 0) > 0);
    assert.ok(runs[0]?.cases.every(({ outcome }) => outcome !== "not-run"));
    bodies.length = 0;
    await folder.write(
      "own.yaml",
      `hanare-suite: 1\nid: own\ntitle: Own\ncases:\n  - { id: a, kind: refuse, prompt: "${canary}", refusal: true }\n`,
    );
    const own = ["eval", "own.yaml", ...sending, "--format", "json"];
    const refused = await run(own);
    assert.match(refused.out, /Words of your own go to a server only by a rule/);
    assert.doesNotMatch(bodies.join("\n"), new RegExp(canary, "u"));
    const allowed = await run(own, [{ ...rule, tasks: ["evaluation", "ask"] }]);
    assert.doesNotMatch(allowed.out, /only by a rule/);
    assert.match(bodies.join("\n"), new RegExp(canary, "u"));
  });
});
