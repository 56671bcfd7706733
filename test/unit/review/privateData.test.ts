import assert from "node:assert/strict";
import { maskRequest, textsOf } from "../../../server/src/model/routing/mask";
import { privateFinder } from "../../../server/src/review/privateData";
import { shippedPacks } from "../../support/shippedPacks";

const find = privateFinder(shippedPacks());

function masked(text: string): string {
  const made = maskRequest(
    { kind: "chat", priority: "batch", maxTokens: 1, messages: [{ role: "user", text }] },
    find,
  );
  return made === undefined ? "not looked through" : (textsOf(made.request)[0] ?? "");
}

describe("personal data and secrets that do not go to a server", () => {
  const cases: readonly (readonly [text: string, expected: string])[] = [
    ["連絡先は 03-1234-5678 です。", "連絡先は ［telephone1］ です。"],
    ["携帯０９０－１２３４－５６７８", "携帯［telephone1］"],
    ["mail: taro.yamada@example.co.jp", "mail: ［mail address1］"],
    ["氏名：山田 太郎\n年齢：40", "氏名：［person1］\n年齢：40"],
    ["佐藤花子様 いつもお世話になります。", "［person1］様 いつもお世話になります。"],
    ["お客様と皆様へ", "お客様と皆様へ"],
    ["生年月日：昭和50年3月4日", "生年月日：［date of birth1］"],
    ["〒100-0001 東京都", "［address1］ 東京都"],
    [
      "2026-04-01から30日以内、3-2-1の手順、型番 AB-1234-5678",
      "2026-04-01から30日以内、3-2-1の手順、型番 AB-1234-5678",
    ],
    ["手順書を3部印刷し、10:30に配る。", "手順書を3部印刷し、10:30に配る。"],
  ];
  for (const [text, expected] of cases) it(text.slice(0, 20), () => assert.equal(masked(text), expected));

  for (const [what, text, secret] of [
    ["a password in code", 'const password = "Tr0ub4dor&3xyz";', "Tr0ub4dor"],
    ["a key of a service", "key = AKIAQ7TN4ZK2WLPX5RBD", "AKIAQ7TN4ZK2WLPX5RBD"],
    ["a card number", "カード番号 4539 4871 0362 5977", "4539 4871"],
    [
      "the head of a private key",
      "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA7\n-----END RSA PRIVATE KEY-----",
      "MIIEpAIBAAKCAQEA7",
    ],
  ] as const)
    it(`masks ${what}`, () => assert.ok(!masked(text).includes(secret), masked(text)));
});
