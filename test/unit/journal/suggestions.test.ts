import assert from "node:assert/strict";
import { type JournalEvent } from "../../../server/src/journal/event";
import { createSuggestions, type Shown } from "../../../server/src/journal/suggestions";
import { type TakenWords } from "../../../server/src/journal/takenWords";

const uri = "file:///w/a.ts";

/** An editor with one document, a clock that is set by hand, and what was recorded. */
function setUp(before: string, after = "") {
  const recorded: JournalEvent[] = [];
  const taken: TakenWords[] = [];
  const timers: { readonly at: number; readonly run: () => void; off: boolean }[] = [];
  let text: string | undefined = before + after;
  let clock = 0;
  const suggestions = createSuggestions({
    time: () => clock,
    after(milliseconds, run) {
      const timer = { at: clock + milliseconds, run, off: false };
      timers.push(timer);
      return () => (timer.off = true);
    },
    text: () => text,
    model: () => ({ model: "coder" }),
    record: (event) => recorded.push(event),
    onTaken: (words) => taken.push(words),
  });
  const show = (said: string, id = 1, replaced = 0) => {
    const start = (text ?? "").length - after.length;
    const shown: Shown = {
      ...{ uri, language: "typescript", text: text ?? "", latency: 80 },
      items: [{ id, text: said, start, end: start + replaced }],
    };
    suggestions.shown(shown);
  };
  /** What stood from start to end gives way to `typed`. */
  const edit = (typed: string, start = (text ?? "").length - after.length, end = start) => {
    text = (text ?? "").slice(0, start) + typed + (text ?? "").slice(end);
    suggestions.changed(uri, [{ start, end, length: typed.length }]);
  };
  const pass = (milliseconds: number) => {
    clock += milliseconds;
    for (const timer of timers.filter(({ at, off }) => at <= clock && !off)) {
      timer.off = true;
      timer.run();
    }
  };
  const close = () => {
    text = undefined;
    suggestions.closed(uri);
  };
  const seen = () =>
    recorded.map((event) => {
      if (event.kind === "accepted")
        return `${event.taking} ${event.characters}${event.again ? " again" : ""}`;
      return event.kind === "retained" ? `after ${event.after}: ${event.share}` : event.kind;
    });
  return { suggestions, recorded, taken, show, edit, pass, close, seen };
}

describe("journal: what becomes of a suggestion", () => {
  it("is shown once, however often the same place asks, and taken whole", () => {
    const { suggestions, recorded, show, edit, seen } = setUp("const a = ", ";\n");
    show("sum(b, c)");
    show("sum(b, c) + d", 2);
    edit("sum(b, c) + d");
    suggestions.accepted(2);
    suggestions.accepted(2);
    assert.deepEqual(seen(), ["shown", "whole 13"]);
    assert.deepEqual(recorded[0], {
      ...{ kind: "shown", time: 0, model: "coder", language: "typescript", whole: 80, characters: 9 },
    });
  });

  it("knows words and lines that were taken from letters that were typed", () => {
    const { suggestions, show, edit, seen } = setUp("x", "");
    show("alpha beta\ngamma delta");
    edit("alpha");
    edit(" ");
    edit("beta");
    edit("\ngamma");
    show(" delta", 2);
    edit(" delta");
    suggestions.accepted(2);
    assert.deepEqual(seen(), ["shown", "word 5", "line 4 again", "line 6 again", "whole 6 again"]);
  });

  it("goes on while its own letters are typed, and counts what was typed to the end as nothing", () => {
    const { show, edit, seen } = setUp("");
    show("ab");
    edit("a");
    show("b", 2);
    edit("b");
    show("else", 3);
    assert.deepEqual(seen(), ["shown", "shown"]);
  });

  it("is dismissed by other letters, by another place, by closing", () => {
    const typed = setUp("x");
    typed.show("abc");
    typed.edit("z");
    assert.deepEqual(typed.seen(), ["shown", "dismissed"]);
    const left = setUp("x");
    left.show("abc");
    left.edit("\n", 0);
    assert.deepEqual(left.seen(), ["shown", "dismissed"]);
    const closed = setUp("x");
    closed.show("abc");
    closed.close();
    assert.deepEqual(closed.seen(), ["shown", "dismissed"]);
  });

  it("is taken when it stands for the rest of the line, too", () => {
    const { suggestions, show, edit, seen } = setUp("foo(", ");");
    show("a, b);", 1, 2);
    edit("a, b);", 4, 6);
    suggestions.accepted(1);
    assert.deepEqual(seen(), ["shown", "whole 6"]);
  });

  it("says after 30 seconds and 5 minutes how much is left, wherever it has moved", () => {
    const { suggestions, show, edit, pass, seen } = setUp("const a = ", ";\n");
    show("sum(b, c)");
    edit("sum(b, c)");
    suggestions.accepted(1);
    edit("// 合計\n", 0);
    pass(30_000);
    edit("", 16, 25);
    pass(270_000);
    assert.deepEqual(seen().slice(0, 3), ["shown", "whole 9", "after 30: 1"]);
    assert.match(seen()[3] ?? "", /^after 300: 0(\.[0-3]\d*)?$/);
    pass(1_000_000);
    assert.equal(seen().length, 4);
  });

  it("tells the words that were taken, and after 5 minutes those that stand in their place", () => {
    const { suggestions, taken, show, edit, pass } = setUp("const a = ", ";\n");
    show("sum(b, c)");
    edit("sum(b, c)");
    suggestions.accepted(1);
    pass(30_000);
    edit("d", 17, 18);
    pass(270_000);
    assert.deepEqual(taken, [
      { uri, words: "sum(b, c)" },
      { uri, words: "sum(b, c)", standing: { text: "sum(b, d)", share: 0.89 } },
    ]);
  });

  it("tells a part up to where it was taken, and nothing later of what stands unchanged", () => {
    const parts = setUp("x", "");
    parts.show("alpha beta\ngamma");
    parts.edit("alpha beta");
    parts.pass(400_000);
    assert.deepEqual(parts.taken, [{ uri, words: "alpha beta" }]);
    const whole = setUp("x", "");
    whole.show("alpha");
    whole.edit("alpha");
    whole.suggestions.accepted(1);
    whole.pass(400_000);
    assert.deepEqual(whole.taken, [{ uri, words: "alpha" }]);
  });

  it("says nothing of a document that was closed, and nothing after the end", () => {
    const closed = setUp("");
    closed.show("abc");
    closed.edit("abc");
    closed.suggestions.accepted(1);
    closed.close();
    closed.pass(400_000);
    const ended = setUp("");
    ended.show("abc");
    ended.edit("abc");
    ended.suggestions.accepted(1);
    ended.suggestions.dispose();
    ended.pass(400_000);
    assert.deepEqual(
      [closed.seen(), ended.seen()],
      [
        ["shown", "whole 3"],
        ["shown", "whole 3"],
      ],
    );
  });

  it("counts what a filter dropped under its name", () => {
    const { suggestions, recorded } = setUp("");
    suggestions.dropped("repetition");
    assert.deepEqual(recorded, [{ kind: "dropped", time: 0, filter: "repetition", model: "coder" }]);
  });
});
