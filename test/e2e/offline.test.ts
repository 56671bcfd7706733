/** Promise P1: the suite runs where nothing beyond loopback can be reached. */
import assert from "node:assert/strict";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { skip } from "../support/skip";
import { readEnvironment } from "./support/environment";

function outcomeOf(host: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host, port: 443 });
    socket.once("connect", () => resolve("connected"));
    socket.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
}

describe("network of the e2e suite", () => {
  before(function () {
    const { offline } = readEnvironment();
    if (!offline.proved) skip(this, offline.reason);
  });

  it("has the loopback interface and no other", () => {
    assert.deepEqual(Object.keys(networkInterfaces()), ["lo"]);
  });

  it("has no route to any other host", async () => {
    // 192.0.2.1 and 2001:db8:: are reserved for documentation: nobody answers there anyway.
    assert.equal(await outcomeOf("192.0.2.1"), "ENETUNREACH");
    assert.equal(await outcomeOf("2001:db8::1"), "ENETUNREACH");
  });
});
