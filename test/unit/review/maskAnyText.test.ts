import assert from "node:assert/strict";
import { createTextMasker } from "../../../server/src/review/maskAnyText";
import { builtPacks } from "../../support/shippedPacks";

const mask = createTextMasker({
  shippedPacks: () => Promise.resolve(builtPacks()),
  today: () => "2026-11-29",
});

describe("review: masking of any text", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ["an individual number", "個人番号は 1234 5678 9018 です。", "1234 5678 9018"],
    ["a card", "カード番号: 4111 1111 1111 1111", "4111 1111 1111 1111"],
    ["a password in code", 'const password = "Gx7wQp2mZz";', "Gx7wQp2mZz"],
    ["a password in settings", "DB_PASSWORD=Gx7wQp2m", "Gx7wQp2m"],
    ["an access key", 'aws_key = "AKIAABCDEFGHIJKLMNOP"', "AKIAABCDEFGHIJKLMNOP"],
  ];
  for (const [why, text, secret] of cases)
    it(why, async () => {
      const masked = await mask(text);
      assert.equal(masked.includes(secret), false, masked);
      assert.match(masked, /\*{4}/);
    });

  it("leaves the rest as it is", async () => {
    const text = "# 手順\n\n第3条 申込書は7年間保存する。\nconst total = 1 + 2;\n";
    assert.equal(await mask(text), text);
  });

  it("keeps nothing where the rules cannot be read", async () => {
    const broken = createTextMasker({
      shippedPacks: () => Promise.reject(new Error("gone")),
      today: () => "2026-11-29",
    });
    await assert.rejects(broken("password = 'Gx7wQp2m'"));
  });
});
