import assert from "node:assert/strict";
import {
  addressOf,
  fileNameOf,
  filesOf,
  isAddress,
  redirected,
} from "../../../../server/src/model/download/address";

const name = (text: string) => fileNameOf(addressOf(text));

describe("address of a model", () => {
  it("is told from a path", () => {
    assert.deepEqual(
      ["https://a/b.gguf", " HTTP://a", "/m/a.gguf", "C:\\m\\a.gguf", "https.gguf", "file:///a"].map(
        isAddress,
      ),
      [true, true, false, false, false, false],
    );
  });

  const wrong: readonly (readonly [string, RegExp])[] = [
    ["http://files.example.jp/a.gguf", /another computer, so it must begin with https/],
    ["https://me:secret@files.example.jp/a.gguf", /user or password/],
    ["https://files.example.jp:99999/a.gguf", /no URL/],
    ["ftp://files.example.jp/a.gguf", /https/],
  ];
  for (const [text, message] of wrong)
    it(`is not ${text.replace("secret", "…")}`, () =>
      assert.throws(
        () => addressOf(text),
        (error: Error) => message.test(error.message) && !error.message.includes("secret"),
      ));

  it("may be unencrypted on this machine", () =>
    assert.equal(addressOf("http://127.0.0.1:8000/a.gguf").port, "8000"));

  it("gives the file its name", () => {
    assert.equal(name("https://a.jp/m/a.gguf?token=1#x"), "a.gguf");
    assert.equal(name("https://a.jp/%E6%A8%A1%E5%9E%8B.gguf"), "模型.gguf");
  });

  const names = [
    "https://a.jp/",
    "https://a.jp/model.zip",
    "https://a.jp/..%2F..%2Fetc%2Fa.gguf",
    "https://a.jp/a%5Cb.gguf",
    "https://a.jp/a%3Ab.gguf",
    "https://a.jp/a%00.gguf",
    "https://a.jp/%FF.gguf",
    "https://a.jp/.gguf",
    "https://a.jp/CON.gguf",
    "https://a.jp/com1.x.gguf",
    "https://a.jp/a%E2%80%AEb.gguf",
    `https://a.jp/${"a".repeat(240)}.gguf`,
  ];
  for (const text of names)
    it(`makes no name of ${text.slice(12, 40)}`, () =>
      assert.throws(() => name(text), /name of a \.gguf file/));

  it("stands for all files of a model in several", () => {
    const all = filesOf(addressOf("https://a.jp/x/m-00002-of-00003.gguf?v=1")).map(String);
    assert.deepEqual(
      all,
      [1, 2, 3].map((no) => `https://a.jp/x/m-0000${no}-of-00003.gguf?v=1`),
    );
    assert.equal(filesOf(addressOf("https://a.jp/m-00000-of-00000.gguf")).length, 1);
    assert.equal(filesOf(addressOf("https://a.jp/m-00001-of-99999.gguf")).length, 1024);
  });

  it("is followed where it redirects, encrypted or to this machine", () => {
    const from = new URL("https://a.jp/x/m.gguf");
    assert.equal(redirected(from, "../y/n.gguf").href, "https://a.jp/y/n.gguf");
    assert.equal(redirected(from, "https://b.jp/n.gguf").host, "b.jp");
    for (const to of [
      "http://b.jp/n.gguf",
      "http://127.0.0.1/n.gguf",
      "file:///etc/passwd",
      "https://u:p@b.jp/",
    ])
      assert.throws(() => redirected(from, to), /redirects to/);
    assert.throws(() => redirected(from, undefined), /redirects to nowhere/);
  });
});
