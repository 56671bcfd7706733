import assert from "node:assert/strict";
import { mayStand } from "../../../server/src/draft/guard";
import { type GenerateRequest, ModelError } from "../../../server/src/model/runtime";
import { draftOf, linesOf, partNamed, pump } from "./samples";

const promptOf = (request: GenerateRequest) =>
  request.kind === "chat" ? (request.messages.at(-1)?.text ?? "") : "";
const isSteps = (request: GenerateRequest) => /マニュアルの項目: 手順/u.test(promptOf(request));
const said = (...pairs: readonly (readonly [quote: string, text: string])[]) =>
  JSON.stringify(pairs.map(([quote, text]) => ({ quote, text })));

describe("draft: in a model's words", () => {
  it("takes a wording that agrees, keeps the source's words elsewhere, and cites the same place", async () => {
    const answer = (request: GenerateRequest) =>
      isSteps(request) ? said(["操作盤の電源を切る。", "電源を操作盤で切る。"]) : "[]";
    const { draft, progress } = await draftOf({ "pump.md": pump }, { answer });
    const steps = linesOf(partNamed(draft, "手順"));
    assert.deepEqual(steps.slice(0, 3), [
      "# 停止",
      "✎ 電源を操作盤で切る。",
      "吐出弁Aを閉じる。ただし、圧力が0.2 MPaを超える場合は、先に弁Bを開ける。",
    ]);
    assert.deepEqual(
      [draft.tier, draft.model, draft.note, draft.stopped],
      ["abstractive", "scripted", undefined, false],
    );
    const [first] = partNamed(draft, "手順").groups[0]?.statements ?? [];
    assert.equal(first?.citations[0].quote, "操作盤の電源を切る。");
    assert.match(progress.at(-1) ?? "", /^(\d+)\/\1 $/);
  });

  it("gives the sentences as data, and asks for quotes under a schema", async () => {
    const { requests } = await draftOf({ "pump.md": pump }, { answer: () => "[]" });
    const request = requests.find(isSteps);
    assert.ok(request?.kind === "chat");
    assert.match(promptOf(request), /^={6}\n1: 操作盤の電源を切る。\n/u);
    assert.match(promptOf(request), /\n={6}\n\nマニュアルの項目: 手順\n文は手順です。/u);
    assert.equal(request.sampling?.temperature, 0);
    const schema = JSON.stringify(request.jsonSchema);
    assert.match(schema, /^\{"type":"array",.*"required":\["quote","text"\]/);
  });

  const lies: readonly (readonly [lie: string, answer: string])[] = [
    ["another number", said(["電源を入れ、5分以上運転する。", "電源を入れ、15分以上運転する。"])],
    ["another bound", said(["電源を入れ、5分以上運転する。", "電源を入れ、5分以内運転する。"])],
    ["a negation", said(["操作盤の電源を切る。", "操作盤の電源を切らない。"])],
    ["the opposite", said(["操作盤の電源を切る。", "操作盤の電源を入れる。"])],
    ["the opposite, in kanji", said(["吐出弁Aを閉じる", "吐出弁Aを開ける。"])],
    ["another valve", said(["操作盤の電源を切る。", "操作盤Cの電源を切る。"])],
    ["a warning of its own", said(["操作盤の電源を切る。", "操作盤の電源を切る。高温に注意する。"])],
    ["a duty made a choice", said(["操作盤の電源を切る。", "操作盤の電源を切ってもよい。"])],
    ["the proviso left out", said(["吐出弁Aを閉じる", "吐出弁Aを閉じる。"])],
    ["a quote that stands nowhere", said(["保護めがねを着用する。", "保護めがねを着用してください。"])],
    [
      "the quote of another sentence",
      said(["必要に応じて保護手袋を着用する。", "操作盤の電源を切ってください。"]),
    ],
    [
      "two sentences joined, so that a duty becomes a choice",
      said([
        "圧力が0.4～0.6 MPaであることを確認する。",
        "圧力が0.4～0.6 MPaであることを確認し、手順2に戻ってもよい。",
      ]),
    ],
    ["another style than the source's", said(["操作盤の電源を切る。", "操作盤の電源を切ってください。"])],
    ["no answer", "申し訳ありませんが、できません。"],
    ["an answer that does not end", '[{"quote": "操作盤の電源を切る。", "text": "操作盤の'],
  ];
  for (const [lie, answer] of lies)
    it(`is not believed: ${lie}`, async () => {
      const plain = await draftOf({ "pump.md": pump });
      const { draft } = await draftOf({ "pump.md": pump }, { answer: () => answer });
      assert.deepEqual(draft.parts, plain.draft.parts);
      assert.equal(draft.tier, "extractive");
      assert.ok((draft.note ?? "").length > 0);
    });

  it("goes on in the sources' words when the model fails, and says why", async () => {
    const answer = () => new ModelError("engine-crashed", "the engine ended");
    const { draft, requests } = await draftOf({ "pump.md": pump }, { answer });
    assert.equal(requests.length, 1);
    assert.match(draft.note ?? "", /the engine ended/);
    assert.ok(linesOf(partNamed(draft, "手順")).length > 5);
  });

  it("is not asked when it did not pass its test", async () => {
    const { draft, requests } = await draftOf({ "pump.md": pump }, { answer: () => "[]", allowed: false });
    assert.equal(requests.length, 0);
    assert.match(draft.note ?? "", /did not pass its test/);
  });

  it("keeps what was checked until the user stopped it", async () => {
    const controller = new AbortController();
    const answer = (request: GenerateRequest) => {
      if (!isSteps(request)) return "[]";
      controller.abort();
      return "[]";
    };
    const { draft } = await draftOf({ "pump.md": pump }, { answer, signal: controller.signal });
    assert.equal(draft.stopped, true);
    assert.ok(linesOf(partNamed(draft, "手順")).length > 5);
  });
});

describe("draft: what may stand for a sentence", () => {
  const cases: readonly (readonly [language: "ja" | "en", source: string, wording: string, may: boolean])[] =
    [
      [
        "en",
        "The cover has to be opened by the operator with key 4.",
        "The operator has to open the cover with key 4.",
        true,
      ],
      ["en", "The operator opens the cover with key 4.", "The operator closes the cover with key 4.", false],
      ["en", "Open cover B with key 4.", "Open cover C with key 4.", false],
      ["en", "Switch off the mixer and wait 10 minutes.", "Switch off the mixer.", false],
      ["ja", "カバーは、作業者が鍵Aを用いて開けること。", "作業者が鍵Aを用いてカバーを開けること。", true],
      [
        "ja",
        "ポンプの出口側の弁を開けてから圧力計の指示を確認する。",
        "ポンプの出口側の弁を閉めてから圧力計の指示を確認する。",
        false,
      ],
      ["ja", "弁を開けた後、圧力計の指示と流量計の指示を確認する。", "圧力計の指示を確認する。", false],
    ];
  for (const [language, text, wording, may] of cases)
    it(`${wording} ${may ? "may" : "may not"}`, () =>
      assert.equal(mayStand(wording, { text, above: "" }, language), may));
});
