import assert from "node:assert/strict";
import { createStopScan, createTokenText } from "../../../../server/src/model/engine/textStream";

describe("model/engine/textStream", () => {
  it("emits whole characters only", () => {
    const bytes = new TextEncoder().encode("離れ🏠a");
    const decoder = new TextDecoder();
    const textOf = createTokenText<number>((tokens) => decoder.decode(Uint8Array.from(tokens)));
    const pieces = [...bytes].map((byte) => textOf(byte));
    assert.deepEqual(pieces.filter(Boolean), ["離", "れ", "🏠", "a"]);
  });

  it("forgets the bytes of a character when something else comes next", () => {
    const textOf = createTokenText<number>((tokens) => new TextDecoder().decode(Uint8Array.from(tokens)));
    const [first = 0, second = 0] = new TextEncoder().encode("離");
    assert.deepEqual(
      [first, second].map((byte) => textOf(byte)),
      ["", ""],
    );
    textOf.restart();
    assert.equal(textOf("{".charCodeAt(0)), "{");
  });

  it("does not wait for ever for a character that never completes", () => {
    const textOf = createTokenText<number>((tokens) => "\uFFFD".repeat(tokens.length));
    assert.deepEqual([1, 2, 3, 4].map(textOf), ["", "", "", "\uFFFD\uFFFD\uFFFD\uFFFD"]);
  });

  const cases = [
    { stops: ["\n"], pieces: ["return ", "a + b;\n}"], text: "return a + b;", stopped: true },
    { stops: ["</s>"], pieces: ["a <", "/", "b"], text: "a </b", stopped: false },
    { stops: ["</s>"], pieces: ["a <", "/s", "> b"], text: "a ", stopped: true },
    { stops: ["。\n", "。"], pieces: ["終わり", "。", "\n次"], text: "終わり", stopped: true },
    { stops: [], pieces: ["a", "b"], text: "ab", stopped: false },
    { stops: ["xx"], pieces: ["ax"], text: "ax", stopped: false },
  ];
  for (const { stops, pieces, text, stopped } of cases) {
    it(`stops ${JSON.stringify(stops)} in ${JSON.stringify(pieces)}`, () => {
      const scan = createStopScan(stops);
      let got = "";
      let ended = false;
      for (const piece of pieces) {
        if (ended) break;
        const next = scan.push(piece);
        got += next.text;
        ended = next.stopped;
      }
      if (!ended) got += scan.rest();
      assert.deepEqual({ got, ended }, { got: text, ended: stopped });
    });
  }
});
