/** Blocks in one line each, and the checks that hold for the blocks of every reader. */
import assert from "node:assert/strict";
import { type Block, sourceSpan } from "../../../server/src/documents/document";

export const brief = ({ kind, level, header, text }: Block) =>
  `${kind}${level ?? ""}${header === true ? "H" : ""} ${text.replace(/\n/g, "⏎")}`;

/** Every character of a block that the reader did not make itself stands where its piece says. */
export function assertPlaces(source: string, blocks: readonly Block[]): void {
  for (const block of blocks) {
    const { text, span, pieces, row } = block;
    assert.ok(span.start >= 0 && span.start <= span.end && span.end <= source.length, brief(block));
    if (row !== undefined)
      assert.ok(row.start <= span.start && span.end <= row.end, `row of ${brief(block)}`);
    for (const [index, { at, span: own }] of pieces.entries()) {
      const until = pieces[index + 1]?.at ?? text.length;
      assert.ok(own.start <= own.end && own.end <= source.length && until > at, brief(block));
      assert.ok(
        own.start >= span.start && own.end <= Math.max(span.end, own.start),
        `piece of ${brief(block)}`,
      );
      if (until - at === own.end - own.start && until - at > 2)
        assert.equal(
          source.slice(own.start, own.end).replace(/\s/g, ""),
          text.slice(at, until).replace(/\s/g, ""),
        );
    }
  }
}

/** The source of the stretch of a block that reads `text`. */
export function sourceOf(source: string, blocks: readonly Block[], text: string): string {
  const block = blocks.find((each) => each.text.includes(text));
  assert.ok(block, `no block reads ${text}`);
  const at = block.text.indexOf(text);
  const { start, end } = sourceSpan(block, at, at + text.length);
  return source.slice(start, end);
}

/** Pseudo-random, the same in every run. */
export function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** The text with stretches of it removed, doubled and moved. */
export function broken(text: string, seed: number): string {
  const roll = dice(seed);
  let result = text;
  for (let change = 0; change < 8; change += 1) {
    const [from, length, to] = [roll(result.length), 1 + roll(30), roll(result.length)];
    const part = result.slice(from, from + length);
    const without = roll(2) === 0 ? result : result.slice(0, from) + result.slice(from + length);
    result = without.slice(0, to) + part + without.slice(to);
  }
  return result;
}
