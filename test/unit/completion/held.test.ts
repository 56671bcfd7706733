import assert from "node:assert/strict";
import { roughTokens } from "../../../server/src/completion/context/anchor";
import { createHeld } from "../../../server/src/completion/held";

const text = (letter: string, tokens: number) => letter.repeat(tokens * 2.5);

describe("what the engine holds", () => {
  const setUp = () => {
    let now = 0;
    const held = createHeld(
      () => now,
      () => 20,
    );
    return { ...held, pass: (milliseconds: number) => (now += milliseconds) };
  };

  it("is nothing at first, and all of a prompt that was evaluated", () => {
    const { begin, missing } = setUp();
    assert.equal(missing(text("a", 100)), 100);
    begin(text("a", 100))(true);
    assert.equal(missing(text("a", 100)), 0);
    assert.equal(missing(text("a", 100) + text("b", 30)), 30);
    assert.equal(missing(text("a", 60)), 0);
  });

  it("grows with time while a prompt is evaluated, and not beyond its end", () => {
    const { begin, missing, pass } = setUp();
    begin(text("a", 100));
    pass(2000);
    assert.equal(missing(text("a", 100)), 60);
    pass(20_000);
    assert.equal(missing(text("a", 100)), 0);
  });

  it("is what had been evaluated of a prompt that another one ended, as far as they are the same", () => {
    const { begin, missing, pass } = setUp();
    const end = begin(text("a", 100) + text("b", 100));
    pass(6000);
    begin(text("a", 100) + text("c", 40))(true);
    end(false);
    assert.equal(missing(text("a", 100) + text("c", 40)), 0);
    assert.equal(missing(text("a", 100) + text("b", 100)), 100);
  });

  it("is what came until a prompt was called off", () => {
    const { begin, missing, pass } = setUp();
    const end = begin(text("a", 100));
    pass(1000);
    end(false);
    pass(60_000);
    assert.equal(missing(text("a", 100)), 80);
  });

  it("takes tokens as `roughTokens` does", () => assert.equal(roughTokens(text("a", 100)), 100));
});
