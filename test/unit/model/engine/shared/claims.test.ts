import assert from "node:assert/strict";
import { parseClaim, renderClaim } from "../../../../../server/src/model/engine/shared/claims";

const token = "ab".repeat(32);
const claim = { pid: 4711, token, address: "/home/u/s/engines/k1/0123.s" };
const text = renderClaim(claim);

describe("model/engine/shared/claims", () => {
  it("reads what it writes, on Windows too", () => {
    assert.deepEqual(parseClaim(3, text), { number: 3, ...claim });
    const pipe = { ...claim, address: "\\\\.\\pipe\\hanare-0123" };
    assert.deepEqual(parseClaim(1, renderClaim(pipe)), { number: 1, ...pipe });
  });

  const broken: readonly (readonly [string, string])[] = [
    ["nothing", ""],
    ["a beginning", text.slice(0, 20)],
    ["all but the last byte", text.slice(0, -1)],
    ["a token that is too short", text.replace(token, token.slice(2))],
    ["no process", text.replace("4711", "")],
    ["more than a claim", `${text}more\n`],
  ];
  for (const [name, content] of broken)
    it(`is not whole with ${name}`, () => assert.deepEqual(parseClaim(3, content), { number: 3 }));
});
