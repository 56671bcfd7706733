import assert from "node:assert/strict";
import { createGate, isLocalPath, OfflineError, remoteTarget } from "../../../server/src/network/gate";

describe("network/gate", () => {
  it("refuses everything else in the process by name and counts it", () => {
    const told: string[] = [];
    const gate = createGate("offline", (target) => told.push(target));
    assert.throws(() => gate.refuse("models.example:443"), {
      name: "OfflineError",
      code: "ERR_HANARE_OFFLINE",
      message: /models\.example:443/,
    });
    assert.throws(() => gate.refuse("b"), OfflineError);
    assert.deepEqual([gate.refusals(), gate.connections(), told], [2, 0, ["models.example:443", "b"]]);
  });

  const signal = new AbortController().signal;
  const target = { host: "llm.example.jp", port: 443 };

  it("refuses a host that the policy does not permit before its name is looked up", async () => {
    const gate = createGate("offline");
    await assert.rejects(gate.connect(target, signal), /offline.*llm\.example\.jp:443/);
    gate.apply({ mode: "allowlist", allow: ["other.example.jp"], endpoints: [target] });
    await assert.rejects(
      gate.connect(target, signal),
      /llm\.example\.jp:443 is not in hanare\.network\.allow/,
    );
    assert.deepEqual([gate.mode, gate.refusals(), gate.connections()], ["allowlist", 2, 0]);
  });

  it("tells when another policy holds", () => {
    const gate = createGate("offline");
    let told = 0;
    gate.onChange(() => (told += 1));
    gate.apply({ mode: "allowlist", allow: [], endpoints: [] });
    assert.equal(told, 1);
  });

  const targets: readonly [args: readonly unknown[], target: string | undefined][] = [
    [[443, "example.com"], "example.com:443"],
    [[80], "localhost:80"],
    [["443", "example.com"], "example.com:443"],
    [[{ host: "example.com", port: 443 }], "example.com:443"],
    [[{ port: 443 }], "localhost:443"],
    [[[{ host: "10.0.0.1", port: 1 }, null]], "10.0.0.1:1"],
    [["/run/user/1000/hanare.sock"], undefined],
    [[{ path: "/tmp/a.sock" }], undefined],
    [["\\\\.\\pipe\\hanare"], undefined],
    [["\\\\?\\pipe\\hanare"], undefined],
    [["\\\\server\\pipe\\hanare"], "\\\\server\\pipe\\hanare"],
    [[{ path: "//server/pipe/x" }], "//server/pipe/x"],
  ];
  for (const [args, target] of targets)
    it(`connect(${JSON.stringify(args)}) reaches ${target ?? "this machine only"}`, () =>
      assert.equal(remoteTarget(args), target));

  it("tells a pipe of this machine from one of another", () =>
    assert.deepEqual(["\\\\.\\pipe\\a", "\\\\nas\\pipe\\a", "/a"].map(isLocalPath), [true, false, true]));
});
