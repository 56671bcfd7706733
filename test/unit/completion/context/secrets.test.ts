import assert from "node:assert/strict";
import { looksSecret } from "../../../../server/src/completion/context/secrets";
import { processorTime } from "../../../support/processorTime";

/** Put together here so that no scanner takes this file for a leak. */
const key = "AKIA" + "Q7TN4ZK2WLPX5RBD";
const hub = "ghp_" + "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3fG5";

const secret: readonly (readonly [string, string])[] = [
  ["a.ts", `-----BEGIN RSA PRIVATE ${"KEY"}-----\nMIIEpAIBAAKCAQEA`],
  ["a.ts", `const id = "${key}";`],
  ["a.sh", `export TOKEN=${hub}`],
  ["a.ts", 'const password = "hunter2secret";'],
  ["a.py", "DB_PASSWORD = 'korrekt-pferd'"],
  ["a.java", 'String apiKey = "9f8e7d6c5b4a";'],
  ["a.json", '"client_secret": "q9w8e7r6t5"'],
  ["a.ts", 'connect({ "access-key": `zx81cvbn` })'],
  ["a.yaml", "password: Tr0ub4dor"],
  ["a.properties", "spring.datasource.password=s3cr3t99"],
  ["a.ts", 'const url = "postgres://app:Pa55word@db/main";'],
  ["a.ts", 'const パスワード = "himitsu123";'],
  ["手順.md", "管理者パスワード：Ab12Cd34"],
  ["a.rb", 'config[:secret] => "0f1e2d3c"'],
];

const harmless: readonly (readonly [string, string])[] = [
  ["a.ts", "interface Login { readonly user: string; readonly password: string }"],
  ["a.ts", 'const password = "";'],
  ["a.ts", "const password = process.env.PASSWORD;"],
  ["a.ts", 'if (token === "identifier") return token;'],
  ["a.ts", 'const password = "${DB_PASSWORD}";'],
  ["a.py", 'password = "********"'],
  ["a.py", 'password = "your-password-here"'],
  ["a.yaml", "password: ${DB_PASSWORD}"],
  ["a.yaml", "password: <redacted>"],
  ["a.ts", 'labels = { password: "Type your pass phrase here" }'],
  ["a.ts", "const tokens: readonly string[] = tokenize(text);"],
  ["a.ts", 'passwordField.type = "text";'],
  ["a.ts", 'const url = "postgres://localhost/main"; // user:group@host'],
  ["手順.md", "パスワードは8文字以上とする。"],
];

describe("text that looks like a secret", () => {
  for (const [path, text] of secret) it(`is one: ${text}`, () => assert.equal(looksSecret(text, path), true));
  for (const [path, text] of harmless)
    it(`is none: ${text}`, () => assert.equal(looksSecret(text, path), false));
  it("is looked for in linear time", () => {
    const started = processorTime();
    for (const text of [
      "password".repeat(5000),
      "a:".repeat(20_000),
      `token = "${"x".repeat(40_000)}`,
      "ftp://".repeat(8000),
    ])
      looksSecret(text, "a.yaml");
    assert.ok(processorTime() - started < 1000);
  });
});
