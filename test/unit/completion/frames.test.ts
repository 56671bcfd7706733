import assert from "node:assert/strict";
import { type ContextPiece } from "../../../server/src/completion/context/piece";
import { type FrameRequest, createFrames } from "../../../server/src/completion/frames";
import { holeAt } from "../../../server/src/completion/hole";
import { parse } from "../../support/cursor";
import { scriptedRuntime } from "../../support/scriptedRuntime";
import { never, settings } from "./bench";

const runtime = scriptedRuntime(() => "");

function setUp(anchored = true) {
  const gathered: string[] = [];
  const frames = createFrames({
    budget: () => ({ prefix: 400, suffix: 100, context: 200, middle: 200 }),
    gather: ({ uri }, budget) => {
      gathered.push(`${uri} ${budget}`);
      const piece: ContextPiece = {
        source: "edited",
        uri: "file:///other.ts",
        path: `other${gathered.length}.ts`,
        lines: { start: 0, end: 1 },
        text: "x",
      };
      return Promise.resolve([piece]);
    },
    anchored,
  });
  const request = (marked: string, uri = "a", fingerprint = "f"): FrameRequest => {
    const { text, offset } = parse(marked);
    const hole = holeAt(text, offset, "typescript");
    return { uri, hole, fingerprint, runtime, settings, count: (piece) => runtime.countTokens(piece) };
  };
  const of = (...args: Parameters<typeof request>) => frames.of(request(...args), never);
  return { of, frames, gathered, request };
}

describe("frames", () => {
  it("stay the same object while keys are typed in one place", async () => {
    const { of, gathered } = setUp();
    const first = await of("a();\n|\nb();");
    for (const typed of ["r", "ret", "return x", "return x;\n  y("]) {
      const next = await of(`a();\n${typed}|\nb();`);
      assert.equal(next.frame, first.frame);
      assert.equal(next.middle, typed);
    }
    assert.deepEqual(gathered, ["a 200"]);
  });

  it("keep the other files while the window's start stays, wherever in the file the cursor goes", async () => {
    const { of, gathered } = setUp();
    const first = await of("a();\n|\nb();\nc();");
    const below = await of("a();\n\nb();\nc|();");
    assert.notEqual(below.frame, first.frame);
    assert.equal(below.frame.files, first.frame.files);
    assert.equal(gathered.length, 1);
  });

  it("read other files anew after a switch, when the window moves, and when model or settings change", async () => {
    const { of, gathered } = setUp();
    await of("a|");
    await of("b|", "b");
    await of("a|");
    await of("a|", "a", "g");
    const long = "const before = 1;\n".repeat(600);
    await of(`${long}|`, "a", "g");
    assert.deepEqual(gathered, ["a 200", "b 200", "a 200", "a 200", "a 200"]);
  });

  it("read other files anew when the user comes back from another document, excluded ones too", async () => {
    const { of, frames, gathered } = setUp();
    const first = await of("a();\n|\n");
    frames.leaveFor("a");
    assert.equal((await of("a();\n|\n")).frame, first.frame);
    frames.leaveFor(".env");
    const back = await of("a();\n|\n");
    assert.notEqual(back.frame, first.frame);
    assert.equal(gathered.length, 2);
  });

  it("are made anew on demand, with the same other files", async () => {
    const { of, frames, gathered, request } = setUp();
    await of("a();\n|\n");
    const typed = "a();\nb();\nc();\n|\n";
    const renewed = await frames.renew(request(typed), never);
    assert.equal(renewed.middle, "");
    assert.equal((await of(typed)).frame, renewed.frame);
    assert.equal(frames.last("a"), renewed.frame);
    assert.equal(gathered.length, 1);
  });

  it("end at the cursor without anchors", async () => {
    const { of } = setUp(false);
    const { frame, middle } = await of("a();\nret|\n");
    assert.deepEqual([frame.window.prefix, middle], ["a();\nret", ""]);
  });

  it("leave nothing behind when aborted", async () => {
    const { frames, request } = setUp();
    const controller = new AbortController();
    const made = frames.of(request("a|"), controller.signal);
    controller.abort();
    await assert.rejects(made, controller.signal.reason as Error);
    assert.equal(frames.last("a"), undefined);
  });
});
