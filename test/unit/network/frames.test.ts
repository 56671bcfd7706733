import assert from "node:assert/strict";
import { ByteQueue, createFrameReader, frameOf, largestMessage } from "../../../server/src/network/frames";

const messages: readonly unknown[] = [
  { call: "typing" },
  { call: "count", id: 1, text: "離れ 🏠 \u0000" },
  { ids: new Map([["<|fim|>", 7]]), vector: Float32Array.of(0.5, -1), budget: Infinity, absent: undefined },
  "",
  "x".repeat(70_000),
];

function readIn(pieces: readonly Buffer[]): readonly unknown[] {
  const queue = new ByteQueue();
  const read = createFrameReader(queue);
  return pieces.flatMap((piece) => {
    queue.push(piece);
    return read();
  });
}

function cut(bytes: Buffer, size: number): readonly Buffer[] {
  const count = Math.ceil(bytes.length / size);
  return Array.from({ length: count }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
}

describe("network/frames", () => {
  const bytes = Buffer.concat(messages.map(frameOf));
  for (const size of [1, 3, 4, 1000, bytes.length])
    it(`reads what was written, in pieces of ${size} bytes`, () =>
      assert.deepEqual(readIn(cut(bytes, size)), messages));

  it("reads nothing of a message that is not whole", () =>
    assert.deepEqual(readIn([frameOf("whole"), frameOf("half").subarray(0, -1)]), ["whole"]));

  const foul: readonly (readonly [string, Buffer])[] = [
    ["a length beyond the bound", Buffer.from([0xff, 0xff, 0xff, 0xff])],
    ["a body that is no value", Buffer.from([0, 0, 0, 4, 1, 2, 3, 4])],
    ["an empty body", Buffer.from([0, 0, 0, 0])],
  ];
  for (const [name, piece] of foul) it(`throws at ${name}`, () => assert.throws(() => readIn([piece])));

  it("does not write what the other side would refuse", () =>
    assert.throws(() => frameOf(Buffer.alloc(largestMessage + 1)), RangeError));

  it("keeps nothing of bytes that were taken", () => {
    const queue = new ByteQueue();
    queue.push(Buffer.from("ab"));
    queue.push(Buffer.from("cd"));
    assert.deepEqual(
      [queue.take(5), queue.peek(1), queue.take(3), queue.take(1), queue.take(1)].map((taken) =>
        taken?.toString(),
      ),
      [undefined, "a", "abc", "d", undefined],
    );
  });
});
