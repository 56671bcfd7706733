import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { seal, unseal } from "../../../server/src/node/traceFiles";

const key = randomBytes(32);
const name = "1800000000000-0a0b0c0d.trace";
const text = "利用者の文章 😀";

describe("traces: sealed", () => {
  it("opens with its key under its name", () => assert.equal(unseal(seal(text, name, key), name, key), text));

  it("holds nothing that can be read, and is another file each time", () => {
    const [one, other] = [seal(text, name, key), seal(text, name, key)];
    assert.equal(one.includes(Buffer.from("利用者")), false);
    assert.equal(one.equals(other), false);
  });

  const broken: readonly (readonly [string, (bytes: Buffer) => readonly [Buffer, string, Uint8Array]])[] = [
    ["with another key", (bytes) => [bytes, name, randomBytes(32)]],
    ["under another name", (bytes) => [bytes, name.replace("0a", "0b"), key]],
    ["cut short", (bytes) => [bytes.subarray(0, bytes.length - 1), name, key]],
    ["without a head", (bytes) => [bytes.subarray(10), name, key]],
    ["empty", () => [Buffer.alloc(0), name, key]],
    [
      "with one bit changed",
      (bytes) => {
        bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
        return [bytes, name, key];
      },
    ],
  ];
  for (const [why, change] of broken)
    it(`does not open ${why}`, () => assert.equal(unseal(...change(seal(text, name, key))), undefined));
});
