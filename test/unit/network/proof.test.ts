import assert from "node:assert/strict";
import { newNonce, newToken, proofBytes, proofOf, proves } from "../../../server/src/network/proof";

const token = newToken();
const nonces = { window: newNonce(), engine: newNonce() };
const proof = proofOf(token, "window", nonces);

describe("network/proof", () => {
  it("proves that the token is held", () => {
    assert.equal(proof.length, proofBytes);
    assert.equal(proves(proof, token, "window", nonces), true);
  });

  const lies: readonly (readonly [string, boolean])[] = [
    ["another token", proves(proof, newToken(), "window", nonces)],
    ["an empty token", proves(proofOf("", "window", nonces), token, "window", nonces)],
    ["the other side's proof", proves(proofOf(token, "engine", nonces), token, "window", nonces)],
    ["an earlier connection's proof", proves(proof, token, "window", { ...nonces, engine: newNonce() })],
    ["numbers exchanged", proves(proof, token, "window", { window: nonces.engine, engine: nonces.window })],
    ["half a proof", proves(proof.subarray(0, 16), token, "window", nonces)],
    ["the token itself", proves(Buffer.from(token, "hex"), token, "window", nonces)],
  ];
  for (const [name, accepted] of lies) it(`does not take ${name}`, () => assert.equal(accepted, false));

  it("makes tokens that nobody guesses", () => {
    assert.match(token, /^[0-9a-f]{64}$/);
    assert.notEqual(newToken(), token);
  });
});
