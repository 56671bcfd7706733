import assert from "node:assert/strict";
import { createParcels } from "../../../../server/src/model/engine/parcels";
import { type GenerateChunk } from "../../../../server/src/model/runtime";

const text = (words: string): GenerateChunk => ({ type: "text", text: words });
const usage = { promptTokens: 1, reusedTokens: 0, generatedTokens: 1, waitMs: 0, promptMs: 0, generateMs: 0 };
const end: GenerateChunk = { type: "end", reason: "eos", usage };

/** What is sent of chunks that come at these milliseconds. */
function sent(chunks: readonly (readonly [at: number, chunk: GenerateChunk])[], flushed = false) {
  let time = 0;
  const told: string[] = [];
  const send = (chunk: GenerateChunk) => told.push(`${time} ${chunk.type === "end" ? "end" : chunk.text}`);
  const parcels = createParcels(send, () => time);
  for (const [at, chunk] of chunks) {
    time = at;
    parcels.emit(chunk);
  }
  if (flushed) parcels.flush();
  return told;
}

describe("model/engine/parcels", () => {
  it("sends the first text at once, and quick tokens together", () => {
    const quick = ["a", "b", "c", "d", "e"].map((words, at) => [100 + at * 20, text(words)] as const);
    assert.deepEqual(sent([...quick, [190, end]]), ["100 a", "160 bcd", "190 e", "190 end"]);
  });

  it("sends slow tokens as they come", () => {
    assert.deepEqual(
      sent([
        [0, text("a")],
        [60, text("b")],
        [130, text("c")],
      ]),
      ["0 a", "60 b", "130 c"],
    );
  });

  it("keeps reasoning and answer apart", () => {
    const chunks = [
      [0, text("a")],
      [1, text("b")],
      [2, { type: "reasoning", text: "c" }],
      [3, end],
    ] as const;
    assert.deepEqual(sent(chunks), ["0 a", "2 b", "3 c", "3 end"]);
  });

  it("leaves nothing behind when it is asked for all", () => {
    assert.deepEqual(
      sent([
        [0, text("a")],
        [1, text("b")],
      ]),
      ["0 a"],
    );
    assert.deepEqual(
      sent(
        [
          [0, text("a")],
          [1, text("b")],
        ],
        true,
      ),
      ["0 a", "1 b"],
    );
  });
});
