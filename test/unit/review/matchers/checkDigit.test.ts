import assert from "node:assert/strict";
import { checkMatcher, isCard, isMyNumber } from "../../../../server/src/review/matchers/checkDigit";
import { entropyOf } from "../../../../server/src/review/matchers/entropy";
import { stretchOf } from "../../../../server/src/review/matchers/pattern";

const found = (name: "mynumber" | "creditcard" | "creditcardTest", text: string, grouped?: boolean) =>
  checkMatcher(name, grouped)
    .find(stretchOf(text))
    ?.map(({ start, end }) => text.slice(start, end));

describe("check digits", () => {
  for (const [digits, expected] of [
    ["123456789018", true],
    ["482139075611", true],
    ["482139075612", false],
    ["428139075611", false],
    ["000000000000", false],
    ["12345678901", false],
  ] as const) {
    it(`My Number ${digits}: ${expected}`, () => assert.equal(isMyNumber(digits), expected));
  }

  for (const [digits, expected] of [
    ["4539487103625977", true],
    ["5424182796394107", true],
    ["2223004819104737", true],
    ["3528371946205814", true],
    ["378282946105382", true],
    ["36251982407139", true],
    ["4539487103625978", false],
    ["1234567812345670", false],
    ["9539487103625972", false],
    ["453948710362597", false],
  ] as const) {
    it(`card ${digits}: ${expected}`, () => assert.equal(isCard(digits), expected));
  }

  for (const [name, text, expected, grouped] of [
    ["mynumber", "4821 3907 5611", ["4821 3907 5611"], undefined],
    ["mynumber", "４８２１－３９０７－５６１１。", ["４８２１－３９０７－５６１１"], undefined],
    ["mynumber", "482139075611", [], true],
    ["mynumber", "4821 3907-5611", [], undefined],
    ["mynumber", "1482139075611 4821390756110 482139075611.5 x482139075611", [], undefined],
    ["mynumber", "123456789018と482139075611", ["123456789018", "482139075611"], false],
    ["creditcard", "4539-4871-0362-5977", ["4539-4871-0362-5977"], true],
    ["creditcard", "3782 829461 05382", ["3782 829461 05382"], undefined],
    ["creditcard", "4539 4871 0362 5977 1234", [], undefined],
    ["creditcard", "4242424242424242", [], undefined],
    ["creditcardTest", "4242-4242-4242-4242", ["4242-4242-4242-4242"], undefined],
  ] as const) {
    it(`${name} in ${text}`, () => assert.deepEqual(found(name, text, grouped), expected));
  }
});

describe("entropy", () => {
  for (const [text, bits] of [
    ["", 0],
    ["aaaa", 0],
    ["abab", 1],
    ["abcdefgh", 3],
    ["😀あ", 1],
  ] as const) {
    it(`${JSON.stringify(text)} has ${bits} bits a character`, () => assert.equal(entropyOf(text), bits));
  }
});
