import assert from "node:assert/strict";
import { EventOverflow, eventsOf } from "../../../../server/src/model/http/events";

const bytes = (text: string) => new TextEncoder().encode(text);
async function* pieces(...parts: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield await Promise.resolve(typeof part === "string" ? bytes(part) : part);
}
async function all(body: AsyncIterable<Uint8Array>, limits = { event: 100, total: 1000 }) {
  const events: string[] = [];
  for await (const event of eventsOf(body, limits)) events.push(event);
  return events;
}

describe("model/http/events", () => {
  const streams: readonly [what: string, parts: readonly string[], events: readonly string[]][] = [
    ["plain", ["data: a\n\ndata: b\n\n"], ["a", "b"]],
    ["cut anywhere", ["da", "ta: a", "\n", "\ndata", ": b\n\n"], ["a", "b"]],
    ["CRLF", ["data: a\r\n\r\ndata: b\r\n\r\n"], ["a", "b"]],
    ["CRLF cut in two", ["data: a\r", "\n\r", "\ndata: b\r", "\n", "\r\n"], ["a", "b"]],
    ["CR alone", ["data: a\r\rdata: b\r\r"], ["a", "b"]],
    ["no space", ["data:a\n\n"], ["a"]],
    ["one space is the protocol's", ["data:  a\n\n"], [" a"]],
    ["several lines", ["data: a\ndata: b\n\n"], ["a\nb"]],
    ["comments, names and ids", [": ping\n\nevent: x\nid: 1\nretry: 2\ndata: a\n\n"], ["a"]],
    ["an empty value", ["data:\n\ndata\n\n"], ["", ""]],
    ["no blank line at the end", ["data: a\n\ndata: b"], ["a", "b"]],
    ["a byte order mark", ["\uFEFFdata: a\n\n"], ["a"]],
    ["other lines", ["hello\nerror: x\ndatax: y\n\n"], []],
    ["nothing", [], []],
  ];
  for (const [what, parts, events] of streams)
    it(what, async () => assert.deepEqual(await all(pieces(...parts)), events));

  it("puts a character that was cut together again", async () => {
    const text = bytes("data: 漢字\n\n");
    for (let at = 0; at <= text.length; at++)
      assert.deepEqual(await all(pieces(text.slice(0, at), text.slice(at))), ["漢字"]);
  });

  it("reads byte by byte what it reads at once", async () => {
    const text = "data: a\r\n\r\n: c\r\ndata: b\ndata: c\n\ndata: [DONE]\n\n";
    assert.deepEqual(await all(pieces(...text)), await all(pieces(text)));
  });

  it("gives up on a line, an event and a stream that never end", async () => {
    const endless = async function* (part: string) {
      for (;;) yield await Promise.resolve(bytes(part));
    };
    await assert.rejects(all(endless("data: x")), EventOverflow);
    await assert.rejects(all(endless("data: x\n")), EventOverflow);
    await assert.rejects(all(endless(": ping\n\n")), EventOverflow);
    await assert.rejects(all(endless("\n")), EventOverflow);
  });
});
