import assert from "node:assert/strict";
import { type Chunk, chunksOf } from "../../../server/src/documents/chunks";
import { type SourceDocument } from "../../../server/src/documents/document";
import { readText } from "../../../server/src/documents/read";
import { sentencesOf } from "../../../server/src/documents/sentences";
import { dice } from "./blockTexts";

const markdown = (text: string) => readText({ uri: "file:///a.md", languageId: "markdown", text });
const count = (text: string) => Math.ceil([...text].length / 2);
const own = ({ units, repeated }: Chunk) => units.slice(repeated);
const letters = (text: string) => text.replace(/[\s|]/g, "");

/** Blocks that hold text, row by row. */
function textsIn(document: SourceDocument): readonly string[] {
  return document.blocks.flatMap((block) => {
    if (block.kind === "heading" || block.kind === "comment") return [];
    return block.kind === "paragraph" ? sentencesOf(block).map(({ text }) => text) : [block.text];
  });
}

const manual = `# 送風機の保守

## 1. 目的

送風機の保守について定める。対象は、本館の送風機とする。保守は毎月一回、保全課が行う。結果は一年間保存する。

## 2. 手順

1. 電源を切り、札を掛ける。札は黄色とする。
2. 扉を開け、羽根の汚れを見る。
3. 汚れがあれば、乾いた布で拭く。

| 項目 | 基準 |
|---|---|
| 油量 | 目盛りの七分目以上 |
| 振動 | 4.5 mm/s 以下 |
| 温度 | 60 ℃ 以下 |

\`\`\`sh
check --all
check --report
\`\`\`

## 3. 付録
`;

describe("chunks", () => {
  it("holds sentences, items and rows whole and carries the headings", () => {
    const chunks = chunksOf(markdown(manual), { tokens: 40, overlap: 0, count });
    assert.deepEqual(
      chunks.map(({ path, text }) => `${path.at(-1)} ${text.replace(/\n/g, "⏎")}`),
      [
        "1 送風機の保守について定める。対象は、本館の送風機とする。保守は毎月一回、保全課が行う。結果は一年間保存する。",
        "2 電源を切り、札を掛ける。札は黄色とする。⏎扉を開け、羽根の汚れを見る。⏎汚れがあれば、乾いた布で拭く。⏎項目 | 基準",
        "2 油量 | 目盛りの七分目以上⏎振動 | 4.5 mm/s 以下⏎温度 | 60 ℃ 以下",
        "2 check --all⏎check --report",
        "3 3. 付録",
      ],
    );
    assert.deepEqual(chunks[0]?.headings, ["送風機の保守", "1. 目的"]);
  });

  it("repeats whole sentences, and the header of a table", () => {
    const text = `${"本文の文を一つ書く。".repeat(6)}\n\n| 項目 | 基準 |\n|---|---|\n${"| 油量 | 七分目以上とする |\n".repeat(8)}`;
    const chunks = chunksOf(markdown(text), { tokens: 24, overlap: 8, count });
    assert.ok(chunks.length > 3);
    const [first, second] = chunks;
    assert.equal(second?.repeated, 1);
    assert.equal(second?.units[0]?.text, first?.units.at(-1)?.text);
    assert.deepEqual([chunks.at(-1)?.repeated, chunks.at(-1)?.units[0]?.text], [1, "項目 | 基準"]);
  });

  it("divides what is too large at clause ends, then between words, then anywhere", () => {
    const sentence =
      "点検は、始業前に、担当者が、チェック表に基づき、二人で行い、結果を、班長に、口頭で伝える。";
    const parts = chunksOf(markdown(sentence), { tokens: 16, overlap: 0, count });
    assert.ok(parts.length > 1 && parts.slice(0, -1).every(({ text }) => /、$/u.test(text)));
    const words = chunksOf(markdown("alpha beta gamma ".repeat(10)), { tokens: 16, overlap: 0, count });
    assert.ok(words.every(({ text }) => /^(?:(?:alpha|beta|gamma)(?: |$))+$/.test(text)));
    const solid = chunksOf(markdown("𠮷".repeat(200)), { tokens: 16, overlap: 0, count });
    assert.equal(solid.map(({ text }) => text).join(""), "𠮷".repeat(200));
  });

  it("covers every sentence once, inside the budget, in order, whatever the budget is", () => {
    const roll = dice(7);
    const pick = (from: readonly string[]) => from[roll(from.length)] ?? "";
    const sentences = [
      "点検を行う。",
      "記録は、担当者が、一年間、保存しなければならない。",
      "Stop the pump. ",
      "値は3.5以下とする。",
    ];
    const makers: readonly (() => string)[] = [
      () => `${"#".repeat(1 + roll(3))} ${pick(["目的", "1.2 範囲", "第3条（記録）"])}\n\n`,
      () => `${Array.from({ length: 1 + roll(6) }, () => pick(sentences)).join("")}\n\n`,
      () => `- ${pick(sentences)}${pick(sentences)}\n- ${pick(sentences)}\n\n`,
      () =>
        `| 甲 | 乙 |\n|---|---|\n${`| ${pick(sentences)} | ${pick(sentences)} |\n`.repeat(1 + roll(4))}\n`,
      () => "```\nrun --all\nrun --one\n```\n\n",
    ];
    for (let round = 0; round < 12; round += 1) {
      const document = markdown(Array.from({ length: 12 }, () => makers[roll(makers.length)]?.()).join(""));
      for (const [tokens, overlap] of [
        [16, 0],
        [24, 8],
        [60, 20],
        [4000, 50],
      ] as const) {
        const chunks = chunksOf(document, { tokens, overlap, count });
        const all = chunks
          .filter(({ section, text, headings }) => section >= 0 && text !== headings.at(-1))
          .flatMap(own);
        assert.equal(letters(all.map(({ text }) => text).join("")), letters(textsIn(document).join("")));
        let last = -1;
        for (const chunk of chunks) {
          assert.ok(chunk.tokens <= tokens + 1, `${chunk.tokens} of ${tokens}`);
          assert.ok(chunk.span.start >= last && chunk.span.end <= document.text.length);
          last = chunk.span.start;
          if (tokens === 4000) assert.ok(chunk.units.every(({ isPart }) => !isPart));
          if (overlap === 0) assert.equal(chunk.repeated, 0);
        }
        assert.deepEqual(chunksOf(document, { tokens, overlap, count }), chunks);
      }
    }
  });

  it("takes time in proportion to the text", () => {
    let counted = 0;
    const counting = (text: string) => {
      counted += text.length;
      return count(text);
    };
    const text = "点検を行う。記録は、担当者が、保存する。".repeat(3000);
    chunksOf(markdown(`# 一\n\n${text}\n`), { tokens: 30, overlap: 10, count: counting });
    assert.ok(counted < text.length * 3, `${counted / text.length}`);
    assert.deepEqual(chunksOf(markdown(""), { tokens: 30, overlap: 0, count }), []);
  });
});
