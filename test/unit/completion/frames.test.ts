import assert from "node:assert/strict";
import { type ContextPiece } from "../../../server/src/completion/context/piece";
import { type Frame, type FrameRequest, createFrames } from "../../../server/src/completion/frames";
import { createHeld } from "../../../server/src/completion/held";
import { holeAt } from "../../../server/src/completion/hole";
import { textOf } from "../../../server/src/completion/smallFrame";
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

  it("begin with the top of a file whose beginning the window does not reach, while that stays", async () => {
    const { of } = setUp();
    const body = "const before = 1;\n".repeat(300);
    const top = 'import { a } from "./a";\n';
    assert.equal((await of(`${top}a|`)).frame.head, "");
    const { frame } = await of(`${top}${body}|\nb();`);
    assert.ok(frame.head.startsWith(top) && frame.window.from > frame.head.length, frame.head);
    const tokens = await runtime.countTokens(frame.head + frame.window.prefix);
    assert.ok(tokens <= 400, `${tokens} tokens`);
    const further = await of(`${top}${body}b();\nc|();`);
    assert.notEqual(further.frame, frame);
    assert.deepEqual([further.frame.window.from, further.frame.head], [frame.window.from, frame.head]);
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

/** Frames on a machine that evaluates 20 tokens a second, by a clock that the test moves. */
function slowly(suffix = 64) {
  let now = 0;
  const held = createHeld(
    () => now,
    () => 20,
  );
  const gathered: string[] = [];
  const piece = { source: "edited", uri: "file:///o.ts", path: "o.ts", lines: { start: 0, end: 9 } } as const;
  const frames = createFrames({
    budget: () => ({ prefix: 192, suffix, context: 96, middle: 200 }),
    gather: ({ uri }) => {
      gathered.push(uri);
      return Promise.resolve([{ ...piece, text: "other();\n".repeat(30) }]);
    },
    anchored: true,
    pace: () => ({ rate: 20, held }),
  });
  const request = (marked: string, uri = "a"): FrameRequest => {
    const { text, offset } = parse(marked);
    const hole = holeAt(text, offset, "typescript");
    return { uri, hole, fingerprint: "f", runtime, settings, count: (each) => runtime.countTokens(each) };
  };
  const evaluate = (frame: Frame) => held.begin(textOf(frame))(true);
  const of = (marked: string, uri?: string) => frames.of(request(marked, uri), never);
  /** Milliseconds until the frame is evaluated. */
  const left = (frame: Frame) => held.missing(textOf(frame)) * 50;
  return { frames, request, of, held, evaluate, left, gathered, pass: (ms: number) => (now += ms) };
}

/** Tokens are taken at more than the scripted model counts; whole frames take four times as long. */
const quickEnough = 5200;

const numbered = (count: number, from = 0) =>
  Array.from({ length: count }, (_, at) => `call(${from + at}, true);\n`).join("");

describe("small frames, on a machine that is too slow", () => {
  const place = `${numbered(100)}|\n${numbered(40, 100)}`;
  const further = `${numbered(40)}|\n${numbered(100, 40)}`;

  it("stand in where a whole one would take too long, for as long as it would", async () => {
    const { of, frames, request, evaluate, left, pass, held } = slowly();
    const first = await of(place);
    assert.equal(first.frame.small, true);
    assert.ok(left(first.frame) <= quickEnough, `${left(first.frame)} ms`);
    assert.ok(first.frame.window.prefix.endsWith("call(99, true);\n"));
    assert.ok(first.frame.window.suffix.startsWith("\ncall(100, true);"));
    assert.equal(frames.last("a"), first.frame);
    evaluate(first.frame);
    const typed = await of(place.replace("|", "call(|"));
    assert.deepEqual([typed.frame, typed.middle], [first.frame, "call("]);
    const { frame: whole } = await frames.renew(request(place), never);
    assert.equal(whole.small, undefined);
    const end = held.begin(textOf(whole));
    pass(1000);
    assert.equal((await of(place)).frame.small, true);
    pass(60_000);
    end(true);
    assert.equal((await of(place)).frame, whole);
    assert.equal(frames.last("a"), whole);
  });

  it("are not made where the whole one is nearly there", async () => {
    const { of, frames, request, held, pass } = slowly();
    const { frame: whole } = await frames.whole(request(place, "b"), never);
    held.begin(textOf(whole));
    pass(21_000);
    assert.equal((await of(place, "b")).frame, whole);
  });

  it("have no more of anything than the settings allow", async () => {
    assert.equal((await slowly(0).of(place)).frame.window.suffix, "");
  });

  it("hold the other files only where these are evaluated", async () => {
    const { of, evaluate, frames, request } = slowly();
    assert.deepEqual((await of(place)).frame.files, []);
    evaluate((await frames.renew(request(place), never)).frame);
    const { frame } = await of(further);
    assert.equal(frame.small, true);
    assert.equal(frame.files.length, 1);
  });

  it("go on from what is evaluated while the user writes on, until there is too much of it", async () => {
    const { of, evaluate, left } = slowly();
    let { frame } = await of(place);
    const { from } = frame.window;
    for (const lines of [3, 6, 9]) {
      evaluate(frame);
      const text = `${numbered(100)}${"x();\n".repeat(lines)}y|\n${"z();\n".repeat(lines)}${numbered(40, 100)}`;
      const next = await of(text);
      assert.notEqual(next.frame, frame);
      assert.equal(next.frame.window.from, from);
      assert.ok(left(next.frame) <= quickEnough, `${left(next.frame)} ms`);
      frame = next.frame;
    }
    evaluate(frame);
    const far = await of(place.replace("|", `${"long(1);\n".repeat(60)}y|`));
    assert.ok(far.frame.window.from > from && left(far.frame) <= quickEnough);
  });

  it("take no file from before that is not among those that may be read now", async () => {
    const { of, evaluate, frames, request, gathered } = slowly();
    evaluate((await frames.renew(request(place), never)).frame);
    assert.equal((await of(place)).frame.files.length, 1);
    const other = frames.renew({ ...request(further), fingerprint: "g" }, never);
    assert.equal((await other).frame.files.length, 1);
    assert.deepEqual(gathered, ["a", "a"]);
    assert.equal((await of(place)).frame.fingerprint, "f");
  });

  it("stay where the user has begun with one, also when the place is looked at once more", async () => {
    const { of, frames, request } = slowly();
    const { frame } = await of(place);
    assert.equal((await frames.whole(request(place), never)).frame, frame);
    assert.equal((await frames.whole(request(further), never)).frame.small, undefined);
  });
});
