import assert from "node:assert/strict";
import { baseOf, policyOf } from "../../../server/src/model/http/endpoint";
import { defaultSettings, type EngineSettings } from "../../../server/src/protocol";
import { readEndpoint } from "../../../server/src/settings/endpoint";

const places = { home: "/home/hana", platform: "linux" } as const;

describe("settings/endpoint", () => {
  const good: readonly [raw: unknown, value: unknown][] = [
    ["http://127.0.0.1:8080", { url: "http://127.0.0.1:8080" }],
    [" http://localhost:11434/v1 ", { url: "http://localhost:11434/v1" }],
    ["http://[::1]:8080", { url: "http://[::1]:8080" }],
    ["https://llm.example.jp", { url: "https://llm.example.jp" }],
    [
      { url: "https://llm.example.jp/nim", model: "m", ca: "~/ca.pem" },
      { url: "https://llm.example.jp/nim", model: "m", ca: "/home/hana/ca.pem" },
    ],
    [
      { url: "https://a.example", clientCert: "~/me.pem", clientKey: "/etc/me.key" },
      { url: "https://a.example", clientCert: "/home/hana/me.pem", clientKey: "/etc/me.key" },
    ],
  ];
  for (const [raw, value] of good)
    it(`takes ${JSON.stringify(raw)}`, () => assert.deepEqual(readEndpoint(raw, places), { value }));

  const wrong: readonly [raw: unknown, problem: RegExp][] = [
    [3, /not a URL and not a group/],
    [["http://127.0.0.1"], /not a URL and not a group/],
    ["127.0.0.1:8080", /not a URL such as/],
    ["", /not a URL such as/],
    ["ftp://127.0.0.1", /not a URL such as/],
    ["file:///etc/passwd", /not a URL such as/],
    [{ url: 3 }, /not a URL such as/],
    [{}, /not a URL such as/],
    ["http://llm.example.jp:8080", /llm\.example\.jp:8080 is another computer.*https/],
    ["http://127.0.0.2", /another computer/],
    ["http://127.0.0.1.example.jp", /another computer/],
    ["https://llm.example.jp/?key=1", /query/],
    ["https://llm.example.jp/#a", /query/],
    [{ url: "http://127.0.0.1", tls: false }, /tls is not a key of endpoint\. Known keys: url, model, ca/],
    [{ url: "http://127.0.0.1", rejectUnauthorized: false }, /rejectUnauthorized is not a key/],
    [{ url: "http://127.0.0.1", model: "" }, /not the name of a model/],
    [{ url: "https://a.example", ca: "ca.pem" }, /endpoint\.ca: "ca\.pem" is not the full path/],
    [{ url: "https://a.example", ca: 3 }, /endpoint\.ca: 3/],
    [
      { url: "https://a.example", clientKey: "me.key" },
      /endpoint\.clientKey: "me\.key" is not the full path/,
    ],
    [{ url: "https://a.example", clientCert: "/me.pem" }, /clientCert and clientKey belong together/],
  ];
  for (const [raw, problem] of wrong)
    it(`refuses ${JSON.stringify(raw)}`, () => {
      const checked = readEndpoint(raw, places);
      assert.match("problem" in checked ? checked.problem : "", problem);
    });

  it("does not repeat a password", () => {
    const checked = readEndpoint("https://user:s3cret@llm.example.jp", places);
    assert.match("problem" in checked ? checked.problem : "", /user or password/);
    assert.doesNotMatch(JSON.stringify(checked), /s3cret/);
  });

  it("finds the same addresses below however the URL was written", () =>
    assert.deepEqual(
      ["http://a:1", "http://a:1/", "http://a:1/v1", "http://a:1/v1/", "http://a:1/nim/v1"].map(baseOf),
      ["http://a:1", "http://a:1", "http://a:1", "http://a:1", "http://a:1/nim"],
    ));

  it("tells the gate of servers that have a role, and of no other", () => {
    const settings: EngineSettings = {
      ...defaultSettings,
      models: [
        { name: "used", endpoint: { url: "http://127.0.0.1:8080" } },
        { name: "unused", endpoint: { url: "http://127.0.0.1:9090" } },
        { name: "file", path: "/m.gguf" },
      ],
      model: { completion: "file", assistant: "used", embedding: "" },
      network: { mode: "allowlist", allow: ["a.example"], ca: "" },
    };
    assert.deepEqual(policyOf(settings), {
      mode: "allowlist",
      allow: ["a.example"],
      endpoints: [{ host: "127.0.0.1", port: 8080 }],
    });
    const unused = settings.models.find(({ name }) => name === "unused")?.endpoint;
    assert.ok(unused, "the settings have a server without a role");
    const { endpoints } = policyOf({ ...settings, routing: [{ endpoint: "unused" }] });
    assert.equal(endpoints.length, 2);
  });
});
