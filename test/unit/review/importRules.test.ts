import assert from "node:assert/strict";
import { readText } from "../../../server/src/documents/read";
import { importRules, modalityOf } from "../../../server/src/review/importRules";
import { loadPacks } from "../../../server/src/review/pack";

const statute = `# 文書管理規程

## 第1章 総則

### 第1条（目的）

この規程は、文書の管理について必要な事項を定める。

### 第2条（保存）

文書管理者は、文書を10年間保存しなければならない。

２　文書は、承認なく廃棄してはならない。

３　文書管理者は、電子化に努めるものとする。

### 第3条（台帳）

台帳には、次に掲げる事項を記載しなければならない。

- 文書名
- 保存期間
`;

const english = `# Policy

## 1 Access

### 1.1 Passwords

Passwords shall have 12 characters.

They should not be words of a dictionary.

### 1.2 Accounts

Accounts must not be shared.
`;

const read = (text: string) => readText({ uri: "file:///w/a.md", languageId: "markdown", text });
const clauses = (text: string) =>
  importRules(read(text), { pack: "draft.x", name: "X" }).clauses.map(({ id, control, modality }) => [
    id,
    control,
    modality,
  ]);

describe("importRules", () => {
  it("divides a Japanese regulation by 条, 項 and 号", () => {
    assert.deepEqual(clauses(statute), [
      ["A2-1", "第2条第1項", "required"],
      ["A2-2", "第2条第2項", "prohibited"],
      ["A2-3", "第2条第3項", "recommended"],
      ["A3", "第3条", "required"],
      ["A3-1", "第3条第1号", "required"],
      ["A3-2", "第3条第2号", "required"],
    ]);
  });

  it("divides an English policy by its decimal numbers", () => {
    assert.deepEqual(clauses(english), [
      ["C1.1", "1.1", "required"],
      ["C1.1-b", "1.1", "recommended"],
      ["C1.2", "1.2", "prohibited"],
    ]);
  });

  it("makes a pack that loads, in which no rule is in force and every text is the regulation's own", () => {
    const {
      yaml,
      clauses: found,
      others,
    } = importRules(read(statute), { pack: "draft.x", name: "文書管理規程" });
    const { packs, problems } = loadPacks([{ id: "p", uri: "file:///p.yaml", text: yaml }]);
    assert.deepEqual(problems, []);
    assert.deepEqual(packs[0]?.rules, []);
    assert.equal(packs[0]?.switchedOff.length, 6);
    for (const { text } of found) assert.ok(statute.includes(text), text);
    assert.equal(others, 1);
    assert.match(yaml, /control: 文書管理規程 第2条第1項/);
  });

  for (const [text, modality] of [
    ["記録しなければならない。", "required"],
    ["記録するものとする。", "required"],
    ["持ち出してはならない。", "prohibited"],
    ["持ち出さないこと。", "prohibited"],
    ["努めなければならない。", "recommended"],
    ["することが望ましい。", "recommended"],
    ["することができる。", undefined],
    ["The file shall be kept.", "required"],
    ["The file must not leave.", "prohibited"],
    ["You should ask.", "recommended"],
    ["The file is red.", undefined],
  ] as const)
    it(`${text} is ${modality ?? "none"}`, () => assert.equal(modalityOf(text), modality));
});
