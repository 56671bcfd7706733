import assert from "node:assert/strict";
import { serverEvents } from "../../bench/peers/serverEvents";
import { figure, spread, table } from "../../bench/report/format";

describe("bench report", () => {
  const figures: readonly (readonly [number, string])[] = [
    [0, "0"],
    [0.00712, "0.00712"],
    [0.951, "0.951"],
    [1.239, "1.24"],
    [53.14, "53.1"],
    [8124.4, "8124"],
    [-2.5, "-2.50"],
  ];
  for (const [value, text] of figures) it(`${value} as ${text}`, () => assert.equal(figure(value), text));

  const spreads = [
    { value: undefined, expected: "-" },
    { value: { median: 2, min: 2, max: 2, count: 1 }, expected: "2.00 ms" },
    { value: { median: 20, min: 10, max: 300, count: 3 }, expected: "20.0 ms (10.0–300)" },
  ];
  for (const { value, expected } of spreads)
    it(`spread ${expected}`, () => assert.equal(spread(value, "ms"), expected));

  it("aligns the columns of a table by their widest cell", () => {
    assert.equal(
      table([
        ["", "ours"],
        ["load", "1"],
        ["b", ""],
      ]),
      "      ours\nload     1\nb",
    );
  });

  it("reads events that arrive in pieces, a character in two among them", async () => {
    const stop = { content: "", stop: true };
    const text = `data: {"content":"離れ","stop":false}\n\n: comment\ndata: ${JSON.stringify(stop)}\n\n`;
    const bytes = new TextEncoder().encode(text);
    async function* pieces() {
      for (let at = 0; at < bytes.length; at += 10) yield bytes.subarray(at, at + 10);
    }
    const events = [];
    for await (const event of serverEvents(pieces())) events.push(event);
    assert.deepEqual(events, [{ content: "離れ", stop: false }, stop]);
  });
});
