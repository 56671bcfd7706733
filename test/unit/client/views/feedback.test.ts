import assert from "node:assert/strict";
import { feedbackBar, figuresIn, thumbOf, wordsIn } from "../../../../client/src/views/feedbackHtml";
import { english, inJapanese } from "../../../support/translate";

describe("feedback: below an answer", () => {
  it("has two thumbs with words, and asks for a note only after one was chosen", () => {
    const before = feedbackBar({}, english);
    assert.equal((before.match(/aria-pressed="false"/g) ?? []).length, 2);
    assert.match(before, /<\/svg> Good answer<\/button>/);
    assert.doesNotMatch(before, /<input|data-action="suite"/);
    const after = feedbackBar({ thumb: "down", note: `"><img src=x>` }, english);
    assert.match(after, /data-action="thumb:down" aria-pressed="true"/);
    assert.match(
      after,
      /<label for="note">Note<\/label> <input id="note"[^>]* autofocus value="&quot;&gt;&lt;img src=x&gt;">/,
    );
    assert.match(after, /data-action="suite"/);
    assert.match(after, /kept nowhere until you add them/);
  });

  it("is Japanese", () =>
    assert.match(feedbackBar({ thumb: "up" }, inJapanese), /良い回答.*悪い回答.*自分のスイートに追加…/));

  it("knows its own buttons", () =>
    assert.deepEqual(["thumb:up", "thumb:down", "thumb:x", "copy"].map(thumbOf), [
      "up",
      "down",
      undefined,
      undefined,
    ]));

  it("reads words apart by semicolons of either width", () =>
    assert.deepEqual(wordsIn(" 7年間; 解約；; x\ny "), ["7年間", "解約", "x", "y"]));

  it("proposes each figure once, with its unit", () =>
    assert.deepEqual(figuresIn("7年間保存、1,100円、3.5%、２０２６年、7年。no"), [
      "7年",
      "1,100円",
      "3.5%",
      "２０２６年",
    ]));
});
