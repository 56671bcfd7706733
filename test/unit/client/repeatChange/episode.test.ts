import assert from "node:assert/strict";
import { type Episode, followed, type Typed } from "../../../../client/src/repeatChange/episode";

const uri = "file:///a.ts";

/** Types the changes one after the other into a text; `offset` counts in the text as it is then. */
function type(text: string, changes: readonly (readonly [offset: number, removed: number, added: string])[]) {
  let now = text;
  let episode: Episode | undefined;
  for (const [offset, removed, added] of changes) {
    const after = now.slice(0, offset) + added + now.slice(offset + removed);
    const typed: Typed = { uri, before: now, after, offset, removed, added: added.length };
    episode = followed(episode, typed);
    now = after;
  }
  return episode && [episode.before, episode.after];
}

describe("what is typed in one line", () => {
  const text = "one\r\ntwo three\nfour";
  it("is known from before the first key", () =>
    assert.deepEqual(
      type(text, [
        [9, 5, "t"],
        [10, 0, "h"],
        [10, 1, "e"],
      ]),
      ["two three", "two te"],
    ));
  it("begins anew in another line", () =>
    assert.deepEqual(
      type(text, [
        [0, 3, "1"],
        [3, 1, "T"],
      ]),
      ["two three", "Two three"],
    ));
  it("ends with a line break, put in or taken out", () => {
    assert.equal(type(text, [[3, 0, "\n"]]), undefined);
    assert.equal(type(text, [[3, 2, ""]]), undefined);
  });
  it("has no carriage return", () => assert.deepEqual(type(text, [[0, 1, "O"]]), ["one", "One"]));
});
