import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import {
  type AllowList,
  parseAllowList,
  readSignedList,
  requireAllowed,
  roleRefusal,
  signList,
  withAllowed,
  writeList,
} from "../../../server/src/model/allowList";
import { isModelError, type ModelErrorCode } from "../../../server/src/model/runtime";
import { canonicalJson } from "../../../server/src/util/canonicalJson";

const pair = () => {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  return {
    private: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    public: publicKey.export({ type: "spki", format: "pem" }).toString(),
  };
};
const keys = pair();
const hash = (digit: string) => digit.repeat(64);
const list: AllowList = {
  contact: "情報システム部 (ai@example.co.jp)",
  models: [
    { name: "Qwen2.5-Coder 1.5B", sha256: hash("a"), roles: ["completion"], note: "検証済み" },
    { name: "Gemma 3 4B", sha256: hash("b") },
  ],
};
const signed = signList(list, keys.private);

const fails = (code: ModelErrorCode, message: RegExp) => (error: unknown) =>
  isModelError(error) && error.code === code && message.test(error.message);

describe("list of allowed models", () => {
  it("is read back as it was signed, whatever its layout, with the key in PEM or in one line", () => {
    assert.deepEqual(readSignedList(signed, "models.json", keys.public), list);
    const inOneLine = keys.public.split("\n").slice(1, -2).join("");
    assert.deepEqual(readSignedList(signed, "models.json", inOneLine), list);
    const value = JSON.parse(signed) as Record<string, unknown>;
    const turned = JSON.stringify(Object.fromEntries(Object.entries(value).reverse()));
    assert.deepEqual(readSignedList(`\uFEFF${turned}`, "models.json", keys.public), list);
  });

  const changed: Readonly<Record<string, string>> = {
    "a hash": signed.replace(hash("b"), hash("c")),
    "a name": signed.replace("Gemma 3 4B", "Gemma 3 4b"),
    "a role": signed.replace('"completion"', '"assistant"'),
    "the contact": signed.replace("情報システム部", "誰か"),
    "a key nobody knows": signed.replace('"models"', '"until": "2027", "models"'),
    "the signature": signed.replace(/"signature": "./, '"signature": "_'),
  };
  for (const [what, text] of Object.entries(changed))
    it(`allows nothing when ${what} was changed`, () => {
      assert.notEqual(text, signed);
      assert.throws(
        () => readSignedList(text, "models.json", keys.public),
        fails("allow-list", /models\.json was changed after it was signed/),
      );
    });

  const refused: readonly (readonly [what: string, text: string, key: string, message: RegExp])[] = [
    ["the key is another", signed, pair().public, /changed after it was signed, or the public key/],
    ["there is no key", signed, " ", /publicKey holds no key.*no model is loaded/],
    ["the key is none", signed, "secret", /no public key in PEM/],
    ["nobody signed it", writeList(list), keys.public, /is not signed.*allow-list sign/],
    ["it is no JSON", "models", keys.public, /is no list of allowed models/],
    ["it is another format", '{"models":[]}', keys.public, /hanare-allow-list\/1/],
    ["it is a list", "[]", keys.public, /is no list of allowed models/],
  ];
  for (const [what, text, key, message] of refused)
    it(`allows nothing when ${what}`, () =>
      assert.throws(() => readSignedList(text, "models.json", key), fails("allow-list", message)));

  const entries: readonly (readonly [entry: unknown, message: RegExp])[] = [
    ["Gemma", /entry 1 .*curly brackets/],
    [{ sha256: hash("a") }, /entry 1 .*no name/],
    [{ name: "Gemma", sha256: "abc" }, /entry 1 .*64 hexadecimal/],
    [
      { name: "Gemma", sha256: hash("a"), roles: ["chat"] },
      /roles may hold completion, assistant, embedding/,
    ],
    [{ name: "Gemma", sha256: hash("a"), roles: [] }, /roles may hold/],
  ];
  for (const [entry, message] of entries)
    it(`says what is wrong with ${JSON.stringify(entry)}`, () => {
      const text = JSON.stringify({ format: "hanare-allow-list/1", models: [entry] });
      assert.throws(() => parseAllowList(text, "models.json"), fails("allow-list", message));
    });

  it("names the hash of a model that is not on it, whom to ask and what is on it", () => {
    assert.equal(requireAllowed(list, "a.gguf", hash("a")).name, "Qwen2.5-Coder 1.5B");
    assert.throws(
      () => requireAllowed(list, "other.gguf", hash("d")),
      fails(
        "model-not-allowed",
        /^other\.gguf is not on .*SHA-256 is d{64}\. Ask 情報システム部 .*Qwen2\.5-Coder 1\.5B, Gemma 3 4B/,
      ),
    );
    assert.throws(
      () => requireAllowed({ models: [] }, "other.gguf", hash("d")),
      fails("model-not-allowed", /Ask the administrator .*the list is empty/),
    );
  });

  it("gives a model the roles it names, and every role where it names none", () => {
    const [coder, chat] = list.models;
    assert.ok(coder && chat);
    assert.equal(roleRefusal(list, coder, "completion"), undefined);
    assert.match(
      roleRefusal(list, coder, "assistant") ?? "",
      /Qwen2\.5-Coder 1\.5B for completion only.*情報/,
    );
    assert.equal(roleRefusal(list, chat, "embedding"), undefined);
  });

  it("has each file once, and is not signed any more when it was changed", () => {
    const more = withAllowed(list, { name: "Gemma 3 4B (QAT)", sha256: hash("b") });
    assert.deepEqual(
      more.models.map(({ name }) => name),
      ["Qwen2.5-Coder 1.5B", "Gemma 3 4B (QAT)"],
    );
    assert.equal(parseAllowList(writeList(more), "models.json").signature, undefined);
  });
});

describe("canonical JSON", () => {
  it("is one text for one value", () => {
    assert.equal(
      canonicalJson({ b: [1, { d: null, c: "日本" }], a: true }),
      '{"a":true,"b":[1,{"c":"日本","d":null}]}',
    );
    assert.equal(canonicalJson({ a: undefined }), "{}");
    assert.equal(canonicalJson(JSON.parse('{"__proto__":1,"a":2}')), '{"__proto__":1,"a":2}');
  });
});
