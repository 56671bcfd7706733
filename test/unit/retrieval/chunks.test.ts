import assert from "node:assert/strict";
import { chunksOf } from "../../../server/src/retrieval/chunks";
import { codeTokensOf } from "../../../server/src/retrieval/tokens";

const functions = (count: number, body: number, gap: readonly string[] = [""]) =>
  Array.from({ length: count }, (_, at) => [
    `function f${at}() {`,
    ...Array.from({ length: body }, (_, line) => `  step(${line});`),
    "}",
    ...gap,
  ]).flat();

const cases: readonly { name: string; lines: readonly string[]; starts: RegExp }[] = [
  { name: "functions of ten lines", lines: functions(20, 8), starts: /^function/ },
  { name: "functions of twenty lines", lines: functions(20, 18), starts: /^function/ },
  { name: "functions without a gap", lines: functions(20, 8, []), starts: /^function/ },
  {
    name: "paragraphs of one long function",
    lines: [
      "def all():",
      ...functions(20, 0).flatMap((_, at) => ["    a = 1", "    b = 2", ...(at % 3 ? [] : [""])]),
    ],
    starts: /^(?:def| {4}a)/,
  },
];

describe("chunks of code", () => {
  for (const { name, lines, starts } of cases)
    it(`begins at ${name}`, () => {
      const chunks = chunksOf(lines);
      assert.ok(chunks.length > 2);
      chunks.forEach(({ start, end }, at) => {
        assert.equal(start, chunks[at - 1]?.end ?? 0);
        assert.ok(end - start <= 44 && (end - start >= 20 || end === lines.length), `${start} ${end}`);
        assert.match(lines[start] ?? "", starts);
      });
      assert.equal(chunks.at(-1)?.end, lines.length);
    });

  it("divides text without any mark, and none at all", () => {
    assert.deepEqual(chunksOf([]), []);
    assert.deepEqual(chunksOf(["x"]), [{ start: 0, end: 1 }]);
    assert.equal(chunksOf(Array.from({ length: 320 }, () => "x")).length, 10);
    assert.ok(chunksOf(Array.from({ length: 320 }, () => "")).every(({ start, end }) => end > start));
  });
});

describe("tokens of code", () => {
  const tokens: readonly (readonly [string, readonly string[]])[] = [
    ["createCodeIndex(files)", ["create", "code", "index", "createcodeindex", "files"]],
    ["MAX_LINE_LENGTH = 1000", ["max", "line", "length", "max_line_length"]],
    [
      "if (x == y1) return HTTPServer;",
      ["if", "y1", "return", "http", "server", "httpserver"].filter((word) => word !== "if"),
    ],
    ["// 請求書の合計", ["請求", "求書", "合計"]],
    ["__init__ _private 42 0x1f", ["init", "private"]],
    ["toString is_valid", ["string", "tostring", "valid", "is_valid"]],
  ];
  for (const [text, expected] of tokens) it(text, () => assert.deepEqual(codeTokensOf(text), expected));
});
