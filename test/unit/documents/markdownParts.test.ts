import assert from "node:assert/strict";
import { isTangled, markdownParts } from "../../../server/src/documents/markdownParts";
import { readText } from "../../../server/src/documents/read";

describe("Markdown that would hang its parser", () => {
  const lines = (line: string) => `${line}\n`.repeat(3000);
  const cases: Readonly<Record<string, readonly [string, boolean]>> = {
    "tags that are none": ["<b $".repeat(30_000), true],
    "quotes in quotes": ["> ".repeat(60_000), true],
    "lists in lists": ["- ".repeat(10_000), true],
    "open brackets": ["[".repeat(10_000), true],
    "open emphasis over many lines": [lines("*a **b _c `d"), true],
    "headings without an empty line": ["a\n=\n".repeat(3000), true],
    "headings with lines below them": [lines("a\n=\n\nb\n"), false],
    "a list of nested items without end": [lines("- a\n\n    1.  b\n"), true],
    "many short lists of nested items": [lines("- a\n\n    1.  b\n\n本文\n"), false],
    "a long table": [lines("| `a` | **b** | [c](d) |"), false],
    "a long list": [lines("- `a` **b** [c](d)"), false],
    "many paragraphs": [lines("`a` **b** [c](d)\n"), false],
    "much code": [`\`\`\`\n${lines("a[0] = *b & c;")}\`\`\`\n`, false],
    "a long table of HTML": [lines("<tr><td>a</td><td>b</td></tr>"), false],
    "a picture in a line": [`![](data:image/png;base64,${"iVBORw0KGgo/+".repeat(50_000)})`, false],
  };
  for (const [what, [text, tangled]] of Object.entries(cases))
    it(`${what}: ${tangled ? "yes" : "no"}`, () => assert.equal(isTangled(text), tangled));

  it("is read by line, with its headings", () => {
    const text = `# 手順\n\n期限は30日とする。\n\n${"<b $".repeat(30_000)}\n`;
    const { blocks } = readText({ uri: "file:///a.md", languageId: "markdown", text });
    assert.deepEqual(
      blocks.slice(0, 2).map((block) => [block.kind, block.text, block.headings]),
      [
        ["heading", "手順", ["手順"]],
        ["paragraph", "期限は30日とする。", ["手順"]],
      ],
    );
  });
});

describe("parts of Markdown", () => {
  const longest = (text: string) => Math.max(...markdownParts(text).map(({ start, end }) => end - start));
  const cases: readonly (readonly [what: string, text: string, most: number])[] = [
    [
      "lists between paragraphs in brackets",
      "1.  電源を切る。\n\n(イ) 予備\n\n- 手袋\n\n".repeat(3000),
      4100,
    ],
    ["a list without end", "1)  電源を入れる。\n\n<table>\n<thead>\n\n".repeat(3000), 20_100],
    ["a list that is indented throughout", "- a\n\n  b\n\n  c\n\n".repeat(3000), 20_100],
  ];
  for (const [what, text, most] of cases)
    it(`of ${what} are bounded, and together they are the text`, () => {
      assert.ok(longest(text) <= most, String(longest(text)));
      const joined = markdownParts(text).map(({ start, end }) => text.slice(start, end));
      assert.equal(joined.join(""), text);
    });

  it("do not cut what is open", () => {
    const text = "```\n" + "a\n\n".repeat(20_000) + "```\n";
    assert.equal(markdownParts(text).length, 1);
  });
});
