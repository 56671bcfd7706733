import assert from "node:assert/strict";
import { fileFor, fullFile, inOrder, mostBytes, outdated } from "../../../server/src/journal/rotation";

const now = Date.UTC(2026, 10, 29, 12);
const file = (name: string, size = 10) => ({ name, size });

describe("journal: its files", () => {
  const names: readonly (readonly [string, readonly ReturnType<typeof file>[], string])[] = [
    ["begins a day", [], "2026-11-29-0.jsonl"],
    [
      "goes on with the day's last",
      [file("2026-11-29-0.jsonl", fullFile), file("2026-11-29-1.jsonl")],
      "2026-11-29-1.jsonl",
    ],
    ["begins another when one is full", [file("2026-11-29-9.jsonl", fullFile)], "2026-11-29-10.jsonl"],
    ["leaves other days alone", [file("2026-11-28-0.jsonl")], "2026-11-29-0.jsonl"],
    ["leaves other files alone", [file("notes.txt"), file("2026-11-29-x.jsonl")], "2026-11-29-0.jsonl"],
  ];
  for (const [why, files, name] of names) it(why, () => assert.equal(fileFor(files, now), name));

  it("drops what is older than a report, and the oldest of what is too much", () => {
    const kept = [file("2026-08-29-0.jsonl"), file("2026-11-28-0.jsonl")];
    assert.deepEqual(outdated([...kept, file("2026-08-28-0.jsonl"), file("notes.txt")], now), [
      "2026-08-28-0.jsonl",
    ]);
    const much = [file("2026-11-27-0.jsonl", mostBytes / 2), file("2026-11-28-0.jsonl", mostBytes / 2)];
    assert.deepEqual(outdated(much, now), []);
    assert.deepEqual(outdated([...much, file("2026-11-29-0.jsonl")], now), ["2026-11-27-0.jsonl"]);
  });

  it("orders the tenth behind the ninth", () =>
    assert.deepEqual(
      inOrder([file("2026-11-29-10.jsonl"), file("2026-11-29-9.jsonl"), file("2026-11-28-3.jsonl")]).map(
        ({ name }) => name,
      ),
      ["2026-11-28-3.jsonl", "2026-11-29-9.jsonl", "2026-11-29-10.jsonl"],
    ));
});
