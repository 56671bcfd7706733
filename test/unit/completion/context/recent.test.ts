import assert from "node:assert/strict";
import { createRecentPlaces } from "../../../../server/src/completion/context/recent";

/** `e` edits, `v` visits, `c` copies ten lines: file and line. */
type Note = readonly ["e" | "v" | "c", string, number];

const cases: readonly { name: string; notes: readonly Note[]; expected: readonly string[] }[] = [
  {
    name: "newest first",
    notes: [
      ["e", "a", 20],
      ["v", "b", 50],
    ],
    expected: ["visited b 32-64", "edited a 8-40"],
  },
  { name: "the top of a file", notes: [["v", "a", 0]], expected: ["visited a 0-32"] },
  {
    name: "near places are one, which stays where it was",
    notes: [
      ["v", "a", 100],
      ["v", "b", 0],
      ["e", "a", 101],
      ["v", "a", 104],
      ["v", "a", 95],
    ],
    expected: ["edited a 88-120", "visited b 0-32"],
  },
  {
    name: "a place follows the user who goes on writing",
    notes: Array.from({ length: 60 }, (_, at) => ["e", "a", 100 + at] as const),
    expected: ["edited a 136-168", "edited a 104-136"].slice(0, 1),
  },
  {
    name: "far places of one file are two",
    notes: [
      ["e", "a", 20],
      ["e", "a", 200],
    ],
    expected: ["edited a 184-216", "edited a 8-40"],
  },
  {
    name: "a copy has its own lines, and the last two are kept",
    notes: [
      ["c", "a", 3],
      ["e", "a", 20],
      ["c", "b", 50],
      ["c", "a", 90],
      ["c", "b", 50],
    ],
    expected: ["copied b 50-60", "copied a 90-100", "edited a 8-40"],
  },
];

describe("recent places", () => {
  for (const { name, notes, expected } of cases)
    it(name, () => {
      const places = createRecentPlaces();
      notes.forEach(([kind, uri, line], time) => {
        if (kind === "c") places.noteCopy(uri, { start: line, end: line + 10 }, time);
        else (kind === "e" ? places.noteEdit : places.noteVisit)(uri, line, time);
      });
      assert.deepEqual(
        places.list(100).map(({ source, uri, lines }) => `${source} ${uri} ${lines.start}-${lines.end}`),
        expected,
      );
    });

  it("are at most sixteen, and forgotten with their file", () => {
    const places = createRecentPlaces();
    for (let at = 0; at < 40; at++) places.noteVisit(`file ${at % 20}`, 100 * at, at);
    assert.equal(places.list(100).length, 16);
    assert.deepEqual([places.list(100)[0]?.time, places.list(100)[15]?.time], [39, 24]);
    places.noteCopy("file 19", { start: 4, end: 900 }, 50);
    assert.deepEqual(places.list(100)[0]?.lines, { start: 4, end: 52 });
    assert.equal(places.list(400_000)[0]?.source, "visited");
    places.forget("file 19");
    assert.equal(places.list(100).length, 15);
  });
});
