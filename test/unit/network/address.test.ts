import assert from "node:assert/strict";
import {
  allowedHost,
  knownAddresses,
  permits,
  shownTarget,
  targetOf,
  type NetworkPolicy,
} from "../../../server/src/network/address";

describe("network/address", () => {
  const entries: readonly [entry: string, expected: ReturnType<typeof allowedHost>][] = [
    ["llm.example.jp", { host: "llm.example.jp" }],
    ["LLM.Example.JP:8443", { host: "llm.example.jp", port: 8443 }],
    [" 10.0.0.7:80 ", { host: "10.0.0.7", port: 80 }],
    ["[fd00::7]:443", { host: "fd00::7", port: 443 }],
    ["推論.example.jp", { host: "xn--lorv57i.example.jp" }],
    // What a URL makes of a number is what is connected to.
    ["0x7f.1:9", { host: "127.0.0.1", port: 9 }],
    ["", undefined],
    ["*", undefined],
    ["*.example.jp", undefined],
    ["https://llm.example.jp", undefined],
    ["llm.example.jp/v1", undefined],
    ["user@llm.example.jp", undefined],
    ["llm.example.jp:0", undefined],
    ["llm.example.jp:70000", undefined],
    ["a b", undefined],
    ["fd00::7", undefined],
  ];
  for (const [entry, expected] of entries)
    it(`hanare.network.allow: ${JSON.stringify(entry)}`, () => {
      const { host, port } = allowedHost(entry) ?? {};
      if (expected === undefined) return assert.equal(host, undefined);
      assert.equal(port, expected.port);
      if (!entry.startsWith("推論")) return assert.equal(host, expected.host);
      assert.match(host ?? "", /^xn--[a-z0-9-]+\.example\.jp$/);
    });

  const endpoints = ["http://127.0.0.1:8080", "http://localhost:11434", "https://llm.example.jp"].map((url) =>
    targetOf(new URL(url)),
  );
  const offline: NetworkPolicy = { mode: "offline", allow: ["llm.example.jp", "10.0.0.7:80"], endpoints };
  const listed: NetworkPolicy = { ...offline, mode: "allowlist" };
  const targets: readonly [url: string, offline: boolean, allowlist: boolean][] = [
    ["http://127.0.0.1:8080/v1/models", true, true],
    ["http://localhost:11434", true, true],
    // The same machine, but nobody configured it.
    ["http://127.0.0.1:8081", false, false],
    ["http://localhost:8080", false, false],
    ["http://[::1]:8080", false, false],
    // Not loopback as it is meant here.
    ["http://127.0.0.2:8080", false, false],
    ["http://0.0.0.0:8080", false, false],
    ["http://[::ffff:127.0.0.1]:8080", false, false],
    ["http://localhost.example.jp:8080", false, false],
    // A configured endpoint alone permits nothing beyond this machine.
    ["https://llm.example.jp", false, true],
    ["https://llm.example.jp:8443", false, true],
    ["https://llm.example.jp.:443", false, false],
    ["https://evil.llm.example.jp", false, false],
    ["http://10.0.0.7:80", false, true],
    ["http://10.0.0.7:81", false, false],
  ];
  for (const [url, inOffline, inAllowlist] of targets)
    it(`${url}: ${inOffline ? "offline too" : inAllowlist ? "when listed" : "never"}`, () => {
      const target = targetOf(new URL(url));
      assert.deepEqual([permits(offline, target), permits(listed, target)], [inOffline, inAllowlist]);
    });

  it("needs a name service for names only, and never for localhost", () => {
    assert.deepEqual(["localhost", "127.0.0.1", "::1", "llm.example.jp", "fd00::1"].map(knownAddresses), [
      ["127.0.0.1", "::1"],
      ["127.0.0.1"],
      ["::1"],
      undefined,
      ["fd00::1"],
    ]);
  });

  it("shows where a URL leads, with the scheme's port", () =>
    assert.deepEqual(
      ["https://a.example", "http://a.example", "http://[::1]:8080"].map((url) =>
        shownTarget(targetOf(new URL(url))),
      ),
      ["a.example:443", "a.example:80", "[::1]:8080"],
    ));
});
