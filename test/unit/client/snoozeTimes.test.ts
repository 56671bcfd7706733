import assert from "node:assert/strict";
import { remembered, snoozeChoices, tomorrow, untilText } from "../../../client/src/snoozeTimes";
import { english, inJapanese } from "../../support/translate";

const noon = new Date(2026, 10, 30, 12, 0);

describe("snoozeTimes", () => {
  const days: readonly (readonly [string, Date, Date])[] = [
    ["in the afternoon", noon, new Date(2026, 11, 1, 6)],
    ["late at night, the same day's morning", new Date(2026, 10, 30, 2), new Date(2026, 10, 30, 6)],
    ["on the last day of the year", new Date(2026, 11, 31, 23), new Date(2027, 0, 1, 6)],
  ];
  for (const [name, now, expected] of days)
    it(`knows when tomorrow begins ${name}`, () => assert.deepEqual(tomorrow(now), expected));

  it("offers an end only while suggestions are paused", () => {
    const ends = (snoozed: boolean) =>
      snoozeChoices(noon, snoozed, english).filter(({ until }) => until === undefined).length;
    assert.deepEqual([ends(false), ends(true)], [0, 1]);
  });

  it("counts minutes from now", () =>
    assert.deepEqual(
      snoozeChoices(noon, false, inJapanese).map(({ label, until }) => [label, until?.getTime()]),
      [
        ["5分間", noon.getTime() + 300_000],
        ["15分間", noon.getTime() + 900_000],
        ["60分間", noon.getTime() + 3_600_000],
        ["明日まで", new Date(2026, 11, 1, 6).getTime()],
      ],
    ));

  it("says until when in the user's language, and when it is another day", () => {
    const today = new Date(2026, 10, 30, 15, 30);
    assert.equal(untilText(today, noon, "ja", inJapanese), "15:30");
    assert.equal(untilText(tomorrow(noon), noon, "ja", inJapanese), "明日 6:00");
    assert.match(untilText(tomorrow(noon), noon, "en", english), /^tomorrow, 6:00\sAM$/u);
  });

  const stored: readonly (readonly [string, unknown, number | undefined])[] = [
    ["a time to come", noon.getTime() + 1, noon.getTime() + 1],
    ["a time that is over", noon.getTime(), undefined],
    ["nothing", undefined, undefined],
    ["no time at all", "tomorrow", undefined],
  ];
  for (const [name, value, expected] of stored)
    it(`remembers ${name}`, () => assert.equal(remembered(value, noon)?.getTime(), expected));
});
