import assert from "node:assert/strict";
import { drawn } from "../../../../server/src/documents/pdf/drawn";
import { type Fonts } from "../../../../server/src/documents/pdf/fonts";
import { pageSkips, pagesText } from "../../../../server/src/documents/pdf/notes";

const ops = {
  ...{ save: 1, restore: 2, setFont: 3, setTextRenderingMode: 4, showText: 5 },
  ...{ paintFormXObjectBegin: 6, paintFormXObjectEnd: 7 },
};
const fonts: Fonts = {
  look: () => ({ name: "", bold: false }),
  isMapped: (font) => font !== "dark",
};
const glyphs = (text: string) => [...text].map((unicode, index) => ({ unicode, originalCharCode: index }));
type Step = readonly [name: keyof typeof ops, ...args: unknown[]];
const list = (...steps: readonly Step[]) =>
  drawn(
    { fnArray: steps.map(([name]) => ops[name]), argsArray: steps.map(([, ...args]) => args) },
    ops,
    fonts,
  );

describe("what a page draws", () => {
  it("counts shown and invisible characters, and leaves the mode with its state", () => {
    const { shown, invisible } = list(
      ["setFont", "plain", 10],
      ["save"],
      ["setTextRenderingMode", 3],
      ["showText", glyphs("見えない ")],
      ["restore"],
      ["showText", [...glyphs("見える"), -120]],
    );
    assert.deepEqual([shown, invisible], [3, 4]);
  });

  it("names fonts that do not say what their characters are", () => {
    const { unmapped, unreadable } = list(
      ["setFont", "dark", 10],
      ["showText", glyphs("abc")],
      ["setFont", "plain", 10],
      ["showText", glyphs("ab")],
    );
    assert.equal(unmapped, 3);
    assert.deepEqual([...unreadable], ["dark"]);
  });
});

describe("notes on pages", () => {
  const fact = (page: number, more: Partial<Parameters<typeof pageSkips>[0][number]> = {}) => ({
    ...{ page, pictures: 0, broken: false, attachments: 0, width: 595, height: 842, described: 0 },
    drawn: { shown: 10, invisible: 0, paths: 0, unmapped: 0, unreadable: new Set<string>() },
    ...more,
  });
  const empty = { shown: 0, invisible: 0, paths: 0, unmapped: 0, unreadable: new Set<string>() };

  it("names pages as ranges", () => assert.equal(pagesText([1, 2, 3, 7, 9, 10]), "1-3, 7, 9-10"));

  it("reports scans together, and a blank page not at all", () => {
    const facts = [
      fact(1),
      fact(2, { drawn: empty, pictures: 1 }),
      fact(3, { drawn: empty, pictures: 1 }),
      fact(4, { drawn: empty }),
    ];
    const skips = pageSkips(facts);
    assert.deepEqual(
      skips.map(({ where }) => where),
      ["Pages 2-3"],
    );
    assert.match(skips[0]?.why ?? "", /OCR/);
  });

  it("reports a page on which letters may be drawn as lines", () => {
    const drawings = pageSkips([
      fact(1, { drawn: { ...empty, paths: 400 } }),
      fact(2, { drawn: { ...empty, paths: 4 } }),
    ]);
    assert.deepEqual(
      drawings.map(({ where }) => where),
      ["Page 1"],
    );
  });

  const logo = { x: 60, y: 30, width: 120, height: 40 };
  const chart = { x: 60, y: 200, width: 400, height: 300 };
  const pictures: readonly [
    what: string,
    facts: readonly ReturnType<typeof fact>[],
    expected: readonly string[],
  ][] = [
    ["a letterhead is no gap", [fact(1, { pictures: 1, boxes: [logo] })], ["Page 1 note"]],
    [
      "an icon is no gap",
      [fact(1, { pictures: 1, boxes: [{ ...chart, width: 50, height: 50 }] })],
      ["Page 1 note"],
    ],
    ["a picture in the text is one", [fact(1, { pictures: 1, boxes: [chart] })], ["Page 1 gap"]],
    [
      "a letterhead hides no other picture",
      [fact(1, { pictures: 2, boxes: [logo, chart] })],
      ["Page 1 gap", "Page 1 note"],
    ],
    ["a picture that nobody can place is one", [fact(1, { pictures: 1 })], ["Page 1 gap"]],
    [
      "what stands in the same place of three pages adorns them",
      [1, 2, 3].map((page) => fact(page, { pictures: 1, boxes: [{ ...chart, height: 60 }] })),
      ["Pages 1-3 note"],
    ],
    [
      "a picture over most of three pages is text that somebody scanned",
      [1, 2, 3].map((page) => fact(page, { pictures: 1, boxes: [{ x: 0, y: 0, width: 595, height: 800 }] })),
      ["Pages 1-3 gap"],
    ],
    [
      "a picture with a description is no gap",
      [fact(1, { pictures: 1, boxes: [chart], described: 1 })],
      ["Page 1 note"],
    ],
    [
      "one description is not enough for two pictures",
      [fact(1, { pictures: 2, boxes: [chart, { ...chart, y: 520 }], described: 1 })],
      ["Page 1 gap"],
    ],
    [
      "a page that is only a picture is a gap, described or not",
      [
        fact(1, {
          drawn: empty,
          pictures: 1,
          boxes: [{ x: 0, y: 0, width: 595, height: 842 }],
          described: 1,
        }),
      ],
      ["Page 1 gap"],
    ],
    [
      "a page that was scanned in strips is a gap, and so is one in tiles",
      [
        fact(1, {
          pictures: 140,
          boxes: Array.from({ length: 140 }, (_, index) => ({ x: 0, y: index * 5, width: 595, height: 5 })),
        }),
        fact(2, {
          drawn: empty,
          pictures: 150,
          boxes: Array.from({ length: 150 }, (_, index) => ({
            ...{ x: (index % 10) * 56, y: Math.floor(index / 10) * 56, width: 56, height: 56 },
          })),
        }),
      ],
      ["Page 2 gap", "Page 1 gap"],
    ],
    [
      "a page with nothing but a letterhead is none",
      [fact(1, { drawn: empty, pictures: 1, boxes: [logo] })],
      ["Page 1 note"],
    ],
  ];
  for (const [what, facts, expected] of pictures)
    it(what, () =>
      assert.deepEqual(
        pageSkips(facts).map(({ where, textless }) => `${where} ${textless === true ? "note" : "gap"}`),
        expected,
      ),
    );

  it("says that a recognition's text was read", () => {
    const [skip] = pageSkips([fact(1, { drawn: { ...empty, invisible: 20 }, pictures: 1 })]);
    assert.equal(skip?.textless, true);
    assert.match(skip.why, /recognition/);
  });
});
