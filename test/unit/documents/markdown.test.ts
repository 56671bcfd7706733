import assert from "node:assert/strict";
import { type Block, sourceSpan } from "../../../server/src/documents/document";
import { createMarkdownMemory, readMarkdown } from "../../../server/src/documents/markdown";
import { readText } from "../../../server/src/documents/read";

const brief = ({ kind, text, headings }: Block) => `${kind} [${headings.join(" > ")}] ${text}`;

/** Source of the stretch of a block that reads `text`. */
function sourceOf(source: string, block: Block | undefined, text: string): string {
  assert.ok(block);
  const at = block.text.indexOf(text);
  assert.ok(at >= 0, `${text} is not in ${block.text}`);
  const { start, end } = sourceSpan(block, at, at + text.length);
  return source.slice(start, end);
}

describe("Markdown", () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    [
      "headings make paths; marks are removed",
      "# 手順 **書**\n\n本文です。\n\n## 確認\n\n`npm` を[見る](http://x)。\n\n# 別\n\nあ\n",
      [
        "heading [手順 書] 手順 書",
        "paragraph [手順 書] 本文です。",
        "heading [手順 書 > 確認] 確認",
        "paragraph [手順 書 > 確認] npm を見る。",
        "heading [別] 別",
        "paragraph [別] あ",
      ],
    ],
    [
      "front matter and code are code; a table is cells",
      "---\ntitle: x\n---\n\n| 項目 | 値 |\n|--|--|\n| 期限 | 3日 |\n\n```ts\nconst a = 1;\n```\n",
      [
        "code [] title: x",
        "tableCell [] 項目",
        "tableCell [] 値",
        "tableCell [] 期限",
        "tableCell [] 3日",
        "code [] const a = 1;",
      ],
    ],
    [
      "lists, quotes, footnotes and HTML comments",
      "- 一\n  - 二 <!-- hanare-ignore A -- b -->\n\n> 引用\n\n本文[^1]\n\n[^1]: 脚注\n\n<!-- 注 -->\n",
      [
        "listItem [] 一",
        "listItem [] 二",
        "comment [] hanare-ignore A -- b",
        "paragraph [] 引用",
        "paragraph [] 本文",
        "paragraph [] 脚注",
        "comment [] 注",
      ],
    ],
    ["CRLF is one line break", "一行\r\n二行\r\n", ["paragraph [] 一行\n二行"]],
    ["an empty heading does not end the reader", "#\n\nあ\n", ["heading []", "paragraph [] あ"]],
  ];
  for (const [name, source, expected] of cases) {
    it(name, () => {
      const blocks = readMarkdown(source).map(brief);
      assert.deepEqual(
        blocks.map((block) => block.trim()),
        expected,
      );
    });
  }

  /** Marks that are emphasis go, marks that are arithmetic or a range stay. */
  const marks: readonly (readonly [source: string, text: string])[] = [
    ["2*3*k", "2*3*k"],
    ["a*b*c と 2*3/23", "a*b*c と 2*3/23"],
    ["5*x、3*y", "5*x、3*y"],
    ["(a+b)*c*d", "(a+b)*c*d"],
    ["2**3**k", "2**3**k"],
    ["金額=単価*数量*税率", "金額=単価*数量*税率"],
    ["単価*数量*1.1", "単価*数量*1.1"],
    ["*印は5*3の意味", "*印は5*3の意味"],
    ["２*３*k", "２*３*k"],
    ["2_3_k snake_case_name (a)_b_(c)", "2_3_k snake_case_name (a)_b_(c)"],
    ["10~20個、30~40個", "10~20個、30~40個"],
    ["9:00~12:00、13:00~17:00", "9:00~12:00、13:00~17:00"],
    ["(~10個)、20~30個", "(~10個)、20~30個"],
    ["第1条~第3条、第5条~第7条", "第1条~第3条、第5条~第7条"],
    ["これは**重要**です", "これは重要です"],
    ["これは*重要*です", "これは重要です"],
    ["3日**以内**に", "3日以内に"],
    ["期限は**30日**以内", "期限は30日以内"],
    ["90**日**以内", "90日以内"],
    ["the *n*th _item_ is **bold**", "the nth item is bold"],
    ["_重要_ ~旧~ ~~30日~~ ***x***", "重要 旧 30日 x"],
    ["（*注*）2 * 3 * k", "（注）2 * 3 * k"],
  ];
  for (const [source, text] of marks) {
    it(`${source} reads ${text}`, () => {
      const [block] = readMarkdown(source);
      assert.equal(block?.text, text);
      if (source === text) assert.equal(sourceOf(source, block, text), text);
    });
  }

  const spans: readonly (readonly [string, string, string])[] = [
    ["a **強調** b\n", "強調", "強調"],
    ["a **強調** b\n", "a 強調 b", "a **強調** b"],
    ["R&amp;D &lt;タグ&gt; だ\n", "R&D <タグ>", "R&amp;D &lt;タグ&gt;"],
    ["5\\*3 は `a&amp;b`\n", "5*3 は a&amp;b", "5\\*3 は `a&amp;b"],
    ["> 一行\n> 二行\n", "二行", "二行"],
    ["一\r\n二\r\n三\r\n", "三", "三"],
    ["😀 &#x1F600; x\n", "😀 x", "&#x1F600; x"],
    ["# 題 **名** #\n", "題 名", "題 **名"],
  ];
  for (const [source, text, expected] of spans) {
    it(`finds ${JSON.stringify(text)} in ${JSON.stringify(source)}`, () => {
      assert.equal(sourceOf(source, readMarkdown(source)[0], text), expected);
    });
  }

  it("reads a long document in parts as it reads each part alone", () => {
    const part =
      "# 題\n\n本文 [参照][a]。\n\n- 項目\n\n```\n\n# コード\n```\n\n<!--\n\n# 注\n-->\n\n[a]: http://x\n\n";
    const alone = readMarkdown(part);
    // Several times what is read at once.
    const count = 120;
    const together = readMarkdown(part.repeat(count));
    assert.equal(together.length, alone.length * count);
    for (const [index, block] of together.entries()) {
      const own = alone[index % alone.length];
      const offset = part.length * Math.floor(index / alone.length);
      assert.equal(brief(block), own && brief(own));
      assert.equal(block.span.start, (own?.span.start ?? 0) + offset);
    }
  });

  it("answers ranges as an editor counts them", () => {
    const document = readText({
      uri: "file:///a.md",
      languageId: "markdown",
      text: "# 題\r\n\r\n😀本文\r\n",
    });
    assert.deepEqual(document.rangeOf(document.blocks[1]?.span ?? { start: 0, end: 0 }), {
      start: { line: 2, character: 0 },
      end: { line: 2, character: 4 },
    });
  });
});

describe("readMarkdown of what was read before", () => {
  const section = (index: number) =>
    `## ${index} 点検\n\n${`装置${index}の[手順][a]を確認し、**記録**する。\n\n`.repeat(40)}| a | b |\n| - | - |\n| ${index} | x |\n\n`;
  const text = `---\na: 1\n---\n\n# 全体\n\n${Array.from({ length: 9 }, (_, index) => section(index)).join("")}[a]: https://example.com\n`;
  const edits: readonly (readonly [string, string])[] = [
    ["nothing", text],
    ["a letter", text.replace("装置6の", "装置６番の")],
    ["a heading", text.replace("## 5 点検", "# 5 点検")],
    ["a fence that is opened", text.replace("## 3 点検", "```\n## 3 点検")],
    ["the definition of a link", text.replace("https://example.com", "https://example.org")],
  ];
  for (const [name, edited] of edits)
    it(`gives the same blocks after a change of ${name}`, () => {
      const memory = createMarkdownMemory();
      readMarkdown(text, memory);
      assert.deepEqual(readMarkdown(edited, memory), readMarkdown(edited));
    });

  it("reads one part after a change of one letter", () => {
    const read: string[] = [];
    const memory = createMarkdownMemory();
    const counting = {
      get: memory.get,
      set: (key: string, own: Parameters<typeof memory.set>[1]) =>
        void (read.push(key), memory.set(key, own)),
    };
    readMarkdown(text, counting);
    const parts = read.splice(0).length;
    assert.ok(parts >= 3, `${parts}`);
    readMarkdown(text.replace("装置6の", "装置６番の"), counting);
    assert.ok(read.length <= 2, `${read.length}`);
  });
});
