import assert from "node:assert/strict";
import { type Cell, surroundingsOf } from "../../../server/src/lsp/cells";

const code = (uri: string, text: string, languageId = "python"): Cell => ({
  uri,
  code: true,
  languageId,
  text,
});
const prose = (text: string): Cell => ({ uri: "m", code: false, languageId: "markdown", text });

const cases: readonly (readonly [string, readonly Cell[], string, string])[] = [
  [
    "joins the code before and after with blank lines",
    [
      code("a", "import os\n"),
      code("b", "x = 1"),
      code("own", ""),
      code("c", "\n    \n  y\n"),
      code("d", "z"),
    ],
    "import os\n\nx = 1",
    "  y\n\nz",
  ],
  [
    "turns the text between cells into comments of the language, before the cell only",
    [prose("# 売上\n\n月ごとに集計する"), code("own", ""), prose("次は図")],
    "# # 売上\n#\n# 月ごとに集計する",
    "",
  ],
  [
    "leaves out cells of other languages and empty ones",
    [code("s", "ls", "shellscript"), code("e", "  \n"), prose("\n"), code("own", ""), code("q", "x", "sql")],
    "",
    "",
  ],
];

describe("lsp/cells", () => {
  for (const [name, cells, before, after] of cases)
    it(name, () => assert.deepEqual(surroundingsOf(cells, "own"), { before, after }));

  const commented: readonly (readonly [string, string])[] = [
    ["sql", "-- 明細"],
    ["typescript", "// 明細"],
    ["html", "<!--\n明細\n-->"],
  ];
  for (const [languageId, expected] of commented)
    it(`knows how ${languageId} writes a comment`, () =>
      assert.equal(surroundingsOf([prose("明細"), code("own", "", languageId)], "own")?.before, expected));

  it("closes a block comment only at its end", () => {
    const before = surroundingsOf([prose("a --> b"), code("own", "", "html")], "own")?.before ?? "";
    assert.equal(before.split("-->").length, 2);
  });

  it("knows nothing of a cell of another notebook", () =>
    assert.equal(surroundingsOf([code("a", "x")], "own"), undefined));
});
