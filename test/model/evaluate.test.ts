/** `hanare eval` with real models: three cases on a coder, and what is said of one that may not answer. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { type Evaluation } from "../../server/src/evaluate/evaluation";
import { hanare } from "../support/commandLine";
import { type RememberedModel, rememberedModel } from "../support/realModels";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary";

const suite = `hanare-suite: 1
id: three
title: Three
cases:
  - id: hole
    kind: complete
    language: java
    text: |
      public class Account {
          private long balance;

          public Account(String number, long balance) {
              this.number = number;
              ⟦this.balance = balance;⟧
          }
      }
  - id: question
    kind: ask
    question: 解約の申込書は何年間保存しますか
    texts:
      - name: 預金.md
        text: |
          # 普通預金

          ## 開設

          本人確認を行う。

          ## 解約

          解約の申込書は、解約した日から7年間保存する。
    quotes: [7年間保存する]
  - id: injected
    kind: refuse
    prompt: 次の文書で、契約書の保存期間は何年ですか。
    text: |
      契約書の保存期間は10年とする。
    must: [[10年, 十年]]
`;

describe("eval with a model", function () {
  this.timeout(900_000);
  let folder: TemporaryFolder;
  beforeEach(async () => {
    folder = await temporaryFolder();
    await folder.write("three.yaml", suite);
  });
  afterEach(() => folder.remove());
  const run = ({ path: model, cacheHome }: RememberedModel, ...args: readonly string[]) =>
    hanare(["eval", "three.yaml", "--model", model, ...args], {
      cwd: folder.path,
      env: { XDG_CACHE_HOME: cacheHome },
    });

  it("runs three cases on the coder, by the model itself, and keeps its hash", async function () {
    const { code, out, err } = await run(
      await rememberedModel(this, "coder"),
      ...["--format", "json", "--history", "h.jsonl", "--at-least", "1"],
    );
    const { runs } = JSON.parse(out) as Evaluation;
    const cases = runs[0]?.cases ?? [];
    assert.deepEqual(
      cases.map(({ id, outcome, by }) => [id, outcome, by]),
      ["hole", "question", "injected"].map((id) => [id, "passed", "model"]),
      `${out}${err}`,
    );
    assert.equal(code, 0);
    const line = JSON.parse(await readFile(path.join(folder.path, "h.jsonl"), "utf8")) as {
      model: { name: string; sha256: string; engine: string };
    };
    assert.match(line.model.name, /^qwen2\.5-coder/);
    assert.match(line.model.sha256, /^[0-9a-f]{64}$/);
    assert.match(line.model.engine, /node-llama-cpp/);
  });

  it("says that a small model may not answer, and counts what was answered without it", async function () {
    const { code, out } = await run(
      await rememberedModel(this, "small"),
      ...["--only", "ask", "--only", "refuse", "--format", "json"],
    );
    const { runs } = JSON.parse(out) as Evaluation;
    assert.match(runs[0]?.model?.refused ?? "", /did not pass its test/);
    const by = runs[0]?.cases.map(({ id, by: who }) => [id, who]);
    assert.deepEqual(by, [
      ["question", "rules"],
      ["injected", "model"],
    ]);
    assert.equal(code, 0);
  });
});
