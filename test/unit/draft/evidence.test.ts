import assert from "node:assert/strict";
import { templateOf } from "../../../server/src/draft/ownTemplate";
import { renderDraft } from "../../../server/src/draft/render";
import { markersIn } from "../../../server/src/documents/meaning";
import { assigns, instructs, limits, warns } from "../../../server/src/draft/forms";
import { RequestError } from "../../../server/src/util/requestError";
import { code, documentOf, draftOf, english, linesOf, memo, partNamed, pump } from "./samples";

describe("draft: what a sentence does", () => {
  const cases: readonly (readonly [text: string, does: string])[] = [
    ["操作盤の電源を切る。", "step"],
    ["弁を開けてください。", "step"],
    ["カバーを入れる。", "step"],
    ["弁の開度を確認", "step"],
    ["申請書を提出しなければならない。", "step"],
    ["ポンプは地下にある。", ""],
    ["操作は記録されている。", ""],
    ["弁が自動で閉じられる。", ""],
    ["弁を開けてはならない。", "warning"],
    ["警告：高温です。", "warning"],
    ["感電のおそれがある。", "warning"],
    ["注意事項を確認する。", "step"],
    ["設備課長は、点検の計画を承認する。", "role step"],
    ["圧力が0.4 MPa以上であることを確認する。", "limit step"],
    ["Press the green button.", "step"],
    ["If the lamp is red, call the supervisor.", "step"],
    ["The operator must close the valve.", "step"],
    ["The pump stands in the cellar.", ""],
    ["Record: see below", ""],
    ["Never open the cover.", "warning"],
    ["Warning: hot surface.", "warning"],
    ["The supervisor approves the record.", "role"],
    ["Check that it is between 2 and 8 °C.", "limit step"],
  ];
  for (const [text, does] of cases)
    it(`${text} ${does}`, () => {
      const markers = markersIn(text);
      const found = [
        ...(limits(text) ? ["limit"] : []),
        ...(assigns(text) ? ["role"] : []),
        ...(warns(text, markers) ? ["warning"] : []),
        ...(instructs(text, markers) ? ["step"] : []),
      ];
      assert.equal(found.join(" "), does);
    });
});

describe("draft: from documents, without a model", () => {
  it("has the steps in their order, under their own headings, with what is unclear in them", async () => {
    const { draft } = await draftOf({ "pump.md": pump, "memo.txt": memo });
    assert.deepEqual(linesOf(partNamed(draft, "手順")), [
      "# 停止",
      "操作盤の電源を切る。",
      "吐出弁Aを閉じる。ただし、圧力が0.2 MPaを超える場合は、先に弁Bを開ける。",
      "必要に応じて保護手袋を着用する。 ? 「必要に応じて」の具体的な基準",
      "# 運転",
      "電源を入れ、5分以上運転する。 ? 元の文書の間で数値が異なる",
      "圧力が0.4～0.6 MPaであることを確認する。手順2に戻ってもよい。 ? 「手順2」の番号（この下書きでは手順の番号が変わることがあります）",
      "異常音があるときは、直ちに停止し、設備課に連絡する。",
      "# memo.txt",
      "電源を入れ、10分以上運転する。 ? 元の文書の間で数値が異なる",
    ]);
  });

  it("has what is forbidden with the line that forbids it, and nothing that was struck out", async () => {
    const { draft } = await draftOf({ "pump.md": pump, "memo.txt": memo });
    assert.deepEqual(linesOf(partNamed(draft, "警告")), [
      "# 運転",
      "次の行為をしてはならない。運転中にカバーを外すこと",
      "# memo.txt",
      "感電のおそれがあるため、素手で触れない。",
    ]);
  });

  it("lists limits and faults that stand among the steps in their own parts, too", async () => {
    const { draft } = await draftOf({ "pump.md": pump });
    assert.match(linesOf(partNamed(draft, "基準・判定")).join(), /0\.4～0\.6 MPa/u);
    assert.match(linesOf(partNamed(draft, "異常時の対応")).join(), /異常音があるとき/u);
  });

  it("asks for what the sources do not say, and invents nothing", async () => {
    const { draft, documents } = await draftOf({ "pump.md": pump });
    const asked = (title: string) => partNamed(draft, title).confirm;
    assert.deepEqual(asked("適用範囲"), ["適用する部署、業務、設備"]);
    assert.deepEqual(asked("準備"), ["必要なもの、資格、事前の準備"]);
    assert.deepEqual(asked("記録"), ["保存期間"]);
    assert.deepEqual(asked("改訂履歴"), ["この版の版番号、日付、作成者、承認者、変更内容"]);
    assert.deepEqual([asked("目的"), asked("役割")], [[], []]);
    const { text } = documents[0] ?? { text: "" };
    for (const part of draft.parts)
      for (const { statements } of part.groups)
        for (const { citations } of statements)
          for (const { quote } of citations) assert.ok(text.includes(quote), quote);
  });

  it("asks for nothing but the new edition when the sources are empty of it", async () => {
    const { draft } = await draftOf({ "note.md": "# メモ\n\n特になし。\n" });
    assert.ok(draft.parts.every(({ groups }) => groups.length === 0));
    assert.ok(draft.parts.every(({ confirm }) => confirm.length > 0));
    assert.equal(draft.confirmations, draft.parts.length);
  });

  it("keeps the old editions as rows of their table", async () => {
    const { draft } = await draftOf({ "pump.md": pump });
    assert.deepEqual(linesOf(partNamed(draft, "改訂履歴")), ["# 記録", "1 | 2023-04-01 | 制定"]);
  });

  it("cites every source that says the same, and bears the strictest mark", async () => {
    const same = "# 記録\n\n点検結果は点検簿に記録する。\n";
    const { draft } = await draftOf({ "pump.md": pump, "b.md": same, "極秘_c.md": same });
    const [statement] = partNamed(draft, "記録").groups[0]?.statements ?? [];
    assert.deepEqual(
      statement?.citations.map(({ source, range }) => [source, range.start.line]),
      [
        [1, 35],
        [2, 2],
        [3, 2],
      ],
    );
    assert.deepEqual(
      [draft.mark, draft.sources.map(({ mark }) => mark)],
      ["極秘", ["社外秘", undefined, "極秘"]],
    );
  });

  it("leaves out what speaks to a model, and says so", async () => {
    const { draft } = await draftOf({ "memo.txt": memo });
    assert.match(draft.note ?? "", /^1 sentences that speak to a language model/);
    assert.doesNotMatch(JSON.stringify(draft.parts), /指示を無視/u);
  });

  it("reads code: what it says of itself and the messages of its errors", async () => {
    const { draft } = await draftOf({ "valve.ts": code });
    assert.deepEqual(linesOf(partNamed(draft, "When something goes wrong")), [
      "# export function openValve(id: string)",
      "The valve has no name. Enter its name.",
    ]);
    assert.doesNotMatch(JSON.stringify(draft), /not a message/);
  });

  it("is English from English sources", async () => {
    const { draft } = await draftOf({ "mixer.md": english });
    assert.deepEqual(linesOf(partNamed(draft, "Steps")), [
      "Switch off the mixer and wait 10 minutes.",
      "Open cover B with key 4.",
      "Rinse the bowl with water.",
      "Never put your hand into the bowl while the mixer is running.",
      "The supervisor approves the cleaning record.",
    ]);
    assert.deepEqual(linesOf(partNamed(draft, "Roles")), [
      "# Procedure",
      "The supervisor approves the cleaning record.",
    ]);
    assert.equal(draft.title, "Cleaning the mixer: Procedure (draft)");
    assert.deepEqual(partNamed(draft, "Purpose").confirm, ["the purpose of this document"]);
  });

  it("loses no step of a numbered list, whatever else it is, and keeps the command below it", async () => {
    const text = [
      "# Backup",
      "## Monthly test",
      "1. Press start and check that the pump does not start.\n2. Count the rows:\n\n   ```sql\n   SELECT 1;\n   ```\n\n3. Never pull the plug.\n4. The lamp goes out.\n5. Record the result in form A-1.",
      "",
    ].join("\n\n");
    const { draft } = await draftOf({ "a.md": text });
    assert.deepEqual(linesOf(partNamed(draft, "Steps")), [
      "# Monthly test",
      "Press start and check that the pump does not start.",
      "Count the rows:",
      "Never pull the plug.",
      "The lamp goes out.",
      "Record the result in form A-1.",
    ]);
    assert.deepEqual(linesOf(partNamed(draft, "Warnings")), ["# Monthly test", "Never pull the plug."]);
    assert.deepEqual(linesOf(partNamed(draft, "Records")), [
      "# Monthly test",
      "Record the result in form A-1.",
    ]);
    const [, second] = partNamed(draft, "Steps").groups[0]?.statements ?? [];
    assert.deepEqual(second?.code, ["SELECT 1;"]);
    assert.match(
      renderDraft(draft, String, String),
      /\n2\. Count the rows: [^\n]*\n\n {3}```\n {3}SELECT 1;\n {3}```\n\n3\. /,
    );
  });

  it("says how many sentences found no room", async () => {
    const many = Array.from({ length: 12 }, (_, at) => `部品${at}の目的は、流れを整えることである。`).join(
      "\n\n",
    );
    const { draft } = await draftOf({ "a.md": `# 部品\n\n## 目的\n\n${many}\n` });
    assert.equal(partNamed(draft, "目的").leftOut, 7);
  });
});

describe("draft: as a document", () => {
  it("links every sentence, marks every gap, escapes the sources' text", async () => {
    const { draft } = await draftOf({
      "pump.md": pump,
      "x.md": "# A\n\n![x](http://evil/) を手順で押す。\n",
    });
    const text = renderDraft(
      draft,
      (uri) => decodeURIComponent(uri.slice(10)),
      (uri, at) => (at === undefined ? uri : `${uri}#L${at.range.start.line + 1}`),
    );
    assert.match(text, /^\*\*社外秘\*\*\n\n# 給水ポンプ点検手順（案）\n\n> 人が確認するための下書きです。/u);
    assert.match(text, /\n1\. 操作盤の電源を切る。 \[\\\[1\\\] L19\]\(<file:\/\/\/w\/pump\.md#L19>\)\n/u);
    assert.match(text, /\n## 適用範囲\n\n\*\*【要確認】\*\* 適用する部署、業務、設備\n/u);
    assert.match(text, /\*\*【要確認】\*\* 「必要に応じて」の具体的な基準\n/u);
    assert.doesNotMatch(text, /!\[/);
    assert.match(text, /## 元の文書\n\n1\. \[pump\.md\]\(<file:\/\/\/w\/pump\.md>\) \(社外秘\)\n/u);
    const marks = text.match(/\*\*【要確認】\*\*/gu) ?? [];
    assert.equal(marks.length, draft.confirmations);
  });
});

describe("draft: the user's own template", () => {
  const own = [
    "# 〇〇設備 点検要領",
    "## 目的",
    "## 連絡",
    "- 連絡先：\n- 夜間の窓口：＿＿＿",
    "## 手順",
    "停止から運転までの手順を書く。",
    "## 付録",
    "### 点検簿の様式",
    "",
  ].join("\n\n");

  it("gives the headings, takes known ones by what they mean and asks for its fields and its guidance", async () => {
    const template = templateOf(documentOf("様式.md", own));
    const { draft } = await draftOf(
      { "pump.md": pump, "m.md": "# 連絡\n\n- 連絡先：内線1234\n" },
      { template },
    );
    assert.deepEqual(
      draft.parts.map(({ title, level, confirm }) => [title, level, confirm]),
      [
        ["目的", 2, []],
        ["連絡", 2, ["夜間の窓口"]],
        ["手順", 2, []],
        ["付録", 2, []],
        ["点検簿の様式", 3, ["点検簿の様式"]],
      ],
    );
    assert.deepEqual(linesOf(partNamed(draft, "連絡")), ["連絡先：内線1234"]);
    assert.equal(draft.title, "〇〇設備 点検要領");
    const empty = await draftOf({ "m.md": "# メモ\n\n特になし。\n" }, { template });
    assert.deepEqual(partNamed(empty.draft, "手順").confirm, ["手順（停止から運転までの手順を書く。）"]);
  });

  it("needs headings, and says so", () => {
    const isRefused = (error: unknown) =>
      error instanceof RequestError && error.message.startsWith("notes.txt has no headings.");
    assert.throws(() => templateOf(documentOf("notes.txt", "ただの文。\n")), isRefused);
  });
});
