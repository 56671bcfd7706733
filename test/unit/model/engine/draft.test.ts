import assert from "node:assert/strict";
import { createDrafts } from "../../../../server/src/model/engine/draft";
import { createLookup } from "../../../../server/src/model/engine/lookup";

describe("model/engine/lookup", () => {
  const cases: {
    readonly name: string;
    readonly tokens: readonly number[];
    readonly proposal: readonly number[];
  }[] = [
    { name: "what followed the same end", tokens: [1, 2, 3, 4, 5, 6, 1, 2, 3], proposal: [4, 5, 6, 1] },
    { name: "nothing when fewer than three are alike", tokens: [1, 2, 3, 4, 9, 2, 3], proposal: [] },
    {
      name: "the place that is alike for longest",
      tokens: [8, 1, 2, 3, 4, 0, 1, 2, 3, 5, 8, 1, 2, 3],
      proposal: [4, 0, 1, 2],
    },
    {
      name: "the latest of equal places",
      tokens: [7, 1, 2, 3, 4, 7, 1, 2, 3, 5, 6, 9, 1, 2, 3],
      proposal: [5, 6, 9, 1],
    },
    { name: "its own repetition", tokens: [1, 2, 1, 2, 1, 2], proposal: [1, 2] },
    { name: "nothing of a short text", tokens: [1, 1], proposal: [] },
  ];
  for (const { name, tokens, proposal } of cases) {
    it(name, () => {
      const lookup = createLookup(tokens.slice(0, -1));
      lookup.push(tokens.at(-1) ?? 0);
      assert.deepEqual(lookup.propose(4), proposal);
    });
  }
});

/** Generates `text` behind itself on a machine with these costs, in tokens' time; answers the time it took. */
function copyTime(share: number, rightOutOf: number, tokens = 400): number {
  const text = Array.from({ length: tokens }, (_, index) => (index * 7919) % 4096);
  const wrong = (index: number) => index % rightOutOf === rightOutOf - 1;
  const draft = createDrafts<number>()(text);
  const answer = (index: number) => (wrong(index) ? 5000 + index : (text[index] ?? 0));
  let time = 0;
  for (let at = 0; at < tokens;) {
    const proposal = draft.propose(tokens - at - 1);
    let accepted = 0;
    while (accepted < proposal.length && proposal[accepted] === answer(at + accepted)) accepted++;
    const milliseconds = 40 * (1 + share * proposal.length);
    time += milliseconds;
    draft.measured({ proposed: proposal.length, accepted, milliseconds });
    for (let made = 0; made <= accepted && at < tokens; made++) draft.push(answer(at++));
  }
  return time / 40 / tokens;
}

describe("model/engine/draft", () => {
  const cases = [
    { name: "a copy on a GPU", share: 0.05, rightOutOf: Infinity, within: 0.2 },
    { name: "a copy on many cores", share: 0.3, rightOutOf: Infinity, within: 0.45 },
    { name: "a copy on two cores", share: 0.7, rightOutOf: Infinity, within: 0.9 },
    { name: "a copy with changes on many cores", share: 0.3, rightOutOf: 20, within: 0.75 },
    {
      name: "where checking costs as much as generating, hardly any time is lost",
      share: 1,
      rightOutOf: Infinity,
      within: 1.03,
    },
    { name: "where little comes true, hardly any time is lost", share: 0.5, rightOutOf: 4, within: 1.06 },
  ];
  for (const { name, share, rightOutOf, within } of cases) {
    it(name, () => {
      const time = copyTime(share, rightOutOf);
      assert.ok(time <= within, `${time.toFixed(2)} of the time without`);
    });
  }

  const steps = [
    { name: "a fast machine checks many tokens at once", token: 10, share: 0.4, longest: 12 },
    { name: "what a keystroke would have to wait for is not begun", token: 100, share: 0.5, longest: 3 },
    { name: "a slow token leaves time for one more", token: 500, share: 0.5, longest: 1 },
  ];
  for (const { name, token, share, longest } of steps) {
    it(name, () => {
      const text = Array.from({ length: 400 }, (_, index) => index);
      const draft = createDrafts<number>()(text);
      let most = 0;
      for (let at = 0; at < text.length;) {
        const { length: proposed } = draft.propose(text.length - at - 1);
        most = Math.max(most, proposed);
        draft.measured({ proposed, accepted: proposed, milliseconds: token * (1 + share * proposed) });
        for (let made = 0; made <= proposed; made++) draft.push(at++);
      }
      assert.equal(most, longest);
    });
  }

  it("begins again when the machine turns out to be fast", () => {
    const drafts = createDrafts<number>();
    const text = Array.from({ length: 600 }, (_, index) => index);
    const slow = drafts(text);
    const run = (draft: typeof slow, share: number) => {
      let checked = 0;
      for (let at = 0; at < text.length;) {
        const proposal = draft.propose(text.length - at - 1);
        checked += proposal.length;
        draft.measured({
          proposed: proposal.length,
          accepted: proposal.length,
          milliseconds: 40 * (1 + share * proposal.length),
        });
        for (let made = 0; made <= proposal.length; made++) draft.push(at++);
      }
      return checked;
    };
    const dear = run(slow, 1);
    assert.ok(dear < 350, `${dear} checked`);
    assert.ok(run(drafts(text), 0.1) > 400);
  });
});
