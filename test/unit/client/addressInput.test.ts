import assert from "node:assert/strict";
import { addressProblem, hashProblem, nameIn } from "../../../client/src/addressInput";
import { english } from "../../support/translate";

describe("address of a model while it is typed", () => {
  it("is whole and ends in a file", () => {
    const right = ["https://a.jp/m/x.gguf", " https://a.jp/x.GGUF?v=1 ", "http://127.0.0.1:8000/x.gguf"];
    const wrong = [
      "",
      "a.gguf",
      "https://a.jp",
      "https://a.jp/x.zip",
      "ftp://a.jp/x.gguf",
      "https:///x.gguf",
    ];
    assert.deepEqual(
      [...right, ...wrong].map((value) => addressProblem(value, english) === undefined),
      [...right.map(() => true), ...wrong.map(() => false)],
    );
  });

  it("has a name without what may be a secret", () =>
    assert.equal(nameIn(" https://a.jp/m/x.gguf?token=1#y "), "x.gguf"));

  it("comes with a hash unless a list decides", () => {
    const hash = "0F".repeat(32);
    assert.equal(hashProblem(`sha256:${hash}`, false, english), undefined);
    assert.equal(hashProblem(hash.match(/../gu)?.join(" ") ?? "", false, english), undefined);
    assert.equal(hashProblem("", true, english), undefined);
    assert.match(hashProblem("", false, english) ?? "", /64/);
    assert.match(hashProblem(`${hash}0`, true, english) ?? "", /64/);
  });
});
