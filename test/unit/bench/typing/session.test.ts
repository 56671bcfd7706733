import assert from "node:assert/strict";
import { createKeyboard } from "../../../bench/typing/keyboard";
import { seeded } from "../../../bench/typing/random";
import { pauseLimit } from "../../../bench/typing/rhythm";
import { partOf } from "../../../bench/typing/session";
import { typePassage } from "../../../bench/typing/typist";
import { parse } from "../../../support/cursor";

const indentation = { unit: 2, openers: "([{" };
const cursor = ({ text, offset }: { text: string; offset: number }) =>
  `${text.slice(0, offset)}|${text.slice(offset)}`;

describe("bench keyboard", () => {
  const keys: readonly (readonly [why: string, from: string, keys: readonly string[], to: string])[] = [
    ["closes a bracket", "foo|", ["("], "foo(|)"],
    ["types over what it closed", "foo|", ["(", "a", ")"], "foo(a)|"],
    ["does not close before a word", "|foo", ["("], "(|foo"],
    ["knows an apostrophe", "// it|", ["'", "s"], "// it's|"],
    ["closes no quote in quotes", "a = |", ['"', "'"], 'a = "\'|"'],
    ["leaves comments alone", "  // |", ["("], "  // (|"],
    ["keeps the indentation", "  a();|", ["Enter"], "  a();\n  |"],
    ["opens a block between brackets", "if (a) |", ["{", "Enter"], "if (a) {\n  |\n}"],
    ["opens a block whose end is there", "if (a) {|\n}", ["Enter"], "if (a) {\n  |\n}"],
    ["takes back the indentation of an empty line", "  a();|", ["Enter", "Enter"], "  a();\n\n  |"],
    ["goes back a level", "    |", ["Backspace"], "  |"],
    ["goes back a character", "ab|", ["Backspace"], "a|"],
    ["takes a whole word of Japanese", "// |", ["顧客"], "// 顧客|"],
  ];
  for (const [why, from, pressed, to] of keys)
    it(why, () => {
      const keyboard = createKeyboard(parse(from), indentation);
      for (const key of pressed) {
        if (key === "Enter") keyboard.enter();
        else if (key === "Backspace") keyboard.backspace();
        else keyboard.type(key);
      }
      assert.equal(cursor(keyboard.page()), to);
    });
});

describe("bench typist", () => {
  const passages = [
    { from: "a();|\n", passage: "\nif (b) {\n  c(`${d}`);\n}\ne();", unit: 2 },
    { from: "x:|", passage: '\n    """顧客を読む。"""\n    return [1, 2]\n\nprint("了")', unit: 4 },
    { from: "f(|)", passage: "a, [b, { c: 'd' }]", unit: 2 },
  ];
  for (const { from, passage, unit } of passages)
    for (const seed of [1, 2, 3, 4])
      it(`writes ${JSON.stringify(passage)} with seed ${seed}`, () => {
        const page = parse(from);
        const options = { indentation: { unit, openers: "([{:" }, random: seeded(seed) };
        const strokes = typePassage(page, passage, options);
        const { text, offset } = page;
        assert.equal(strokes.at(-1)?.text, text.slice(0, offset) + passage + text.slice(offset));
        assert.deepEqual(typePassage(page, passage, { ...options, random: seeded(seed) }), strokes);
      });

  it("says when it cannot close what the editor closed", () => {
    const options = { indentation, random: seeded(1) };
    assert.throws(() => typePassage(parse("a|"), "(b", options), /left ahead/);
  });

  it("has the rhythm of a hand: fast in words, pauses at the ends of lines", () => {
    const passage = "\nabcdefgh\nabcdefgh".repeat(20);
    const strokes = typePassage(parse("|"), passage, { indentation, random: seeded(7) });
    const gapsBefore = (wanted: (key: string, before: string) => boolean) =>
      strokes.flatMap(({ key, gap }, index) => (wanted(strokes[index + 1]?.key ?? "", key) ? [gap] : []));
    const within = gapsBefore((key, before) => /^[b-h]$/.test(key) && /^[a-g]$/.test(before));
    assert.ok(within.every((gap) => gap >= 80 && gap <= 180));
    const ends = gapsBefore((key) => key === "Enter");
    const pauses = ends.filter((gap) => gap >= pauseLimit).length;
    assert.ok(pauses > ends.length / 2, `${pauses} of ${ends.length}`);
  });

  it("opens a file without its passages and leaves it whole", () => {
    const whole = "one();\ntwo();\nthree();\nfour();\nfive();\n";
    const script = { path: "src/a.ts", languageId: "typescript", indentation };
    const passages = [
      { from: "two", lines: 1 },
      { from: "four", lines: 1 },
    ];
    const part = partOf({ ...script, passages }, whole, seeded(1));
    assert.equal(cursor(part.opening), "one();|\nthree();\nfive();\n");
    assert.equal(part.strokes.at(-1)?.text, whole);
    // The first passage is done, the cursor goes to the second, which is written to its end.
    const marks = part.strokes.filter(({ key, done }) => key === "Move" || done === true);
    assert.deepEqual(
      marks.map(({ key, ...page }) => [key === "Move", cursor(page)]),
      [
        [false, "one();\ntwo();|\nthree();\nfive();\n"],
        [true, "one();\ntwo();\nthree();|\nfive();\n"],
        [false, "one();\ntwo();\nthree();\nfour();|\nfive();\n"],
      ],
    );
    assert.throws(
      () => partOf({ ...script, passages: [{ from: "six", lines: 1 }] }, whole, seeded(1)),
      /six/,
    );
  });
});
