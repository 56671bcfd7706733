import assert from "node:assert/strict";
import { compareRuns } from "../../../server/src/evaluate/compare";
import { evaluationFormats, renderEvaluation } from "../../../server/src/evaluate/render";
import { writeText } from "../../../server/src/evaluate/render/text";
import { setLanguage } from "../../../server/src/util/l10n";
import { measuredOf, resultOf, runOf } from "./results";

const hostile = `<script>alert(1)</script> | **x** \u001b[2J`;
const first = runOf("ask.a+ ask.b+ review.c-", "one");
const second = {
  ...runOf("ask.a+", "two"),
  cases: [
    resultOf("ask.a+"),
    resultOf("ask.b-", { said: hostile, reason: "wrong" }),
    resultOf("review.c?", { reason: "no model" }),
  ],
  planned: 4,
};
const evaluation = measuredOf([first, second]);
const side = (name: string, run: typeof first) => ({ name, run, prompts: {} });
const comparisons = [compareRuns(side("one", first), side("two", second))];
const gate = { state: "not-met" as const, reasons: ["two: 1 of 2 cases passed, which is less than 90 %."] };
const measured = { evaluation, comparisons, gate };

describe("reports of a measurement", () => {
  for (const format of evaluationFormats)
    it(`${format} names models, shares, changes and what was not run`, () => {
      const text = renderEvaluation(measured, format);
      for (const part of ["one", "two", "less than 90 %", "no model", "wrong"])
        assert.ok(text.includes(part), `${part} is not in ${format}`);
    });

  it("puts the models side by side, with intervals", () => {
    const text = renderEvaluation(measured, "text");
    assert.match(text, /^ +one +two$/m);
    assert.match(text, /^All cases +2\/3 \(67 %, 21–94 %\) +1\/2 \(50 %, 9–91 %\)$/m);
    assert.match(text, /^Not run +0 +1$/m);
    assert.match(text, /two: stopped after 3 of 4 cases\./);
    assert.match(text, /two compared with one/);
    assert.match(text, /Run before, but not now: s\/c/);
    assert.match(text, /may be chance/);
  });

  it("shows an answer as text in every format", () => {
    const html = renderEvaluation(measured, "html");
    assert.doesNotMatch(html, /<script|src=|href=|url\(|@import/i);
    assert.match(html, /&lt;script&gt;alert\(1\)/);
    assert.match(html, /Content-Security-Policy" content="default-src 'none'/);
    assert.doesNotMatch(renderEvaluation(measured, "text"), /\u001b/);
    const markdown = renderEvaluation(measured, "markdown");
    assert.match(markdown, /\\<script\\>alert\(1\)\\<\/script\\> \\\| \\\*\\\*x\\\*\\\*/);
  });

  it("is in Japanese where the user is", () => {
    setLanguage("ja");
    try {
      const html = renderEvaluation(measured, "html");
      assert.match(html, /<html lang="ja">/);
      assert.match(html, /判定基準を満たしていません。/);
      assert.match(html, /2\/3（67%、21～94%）/);
    } finally {
      setLanguage("en");
    }
  });

  it("puts Japanese in columns by its width", () => {
    const rows = [
      ["補完", "1"],
      ["ab", "2"],
    ];
    assert.equal(writeText([{ kind: "table", head: ["x", "y"], rows }]), "x     y\n補完  1\nab    2\n");
  });
});
