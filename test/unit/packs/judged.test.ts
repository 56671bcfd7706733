/** The rules of the shipped packs that a model judges: their examples can be asked about, and make an exam. */
import assert from "node:assert/strict";
import { readText } from "../../../server/src/documents/read";
import { casesPerKind, examCases } from "../../../server/src/review/judge/gate";
import { limitsFor } from "../../../server/src/review/judge/parts";
import { judgedRules, questionsOf } from "../../../server/src/review/judge/questions";
import { neutralise } from "../../../server/src/model/framing";
import { shippedPacks } from "../../support/shippedPacks";

const packs = shippedPacks();
const rules = packs.flatMap((pack) => judgedRules(pack).map((rule) => ({ pack, rule })));

describe("shipped rules for a model", () => {
  it("are there", () => assert.ok(rules.length >= 5));

  for (const { pack, rule } of rules)
    describe(rule.id, () => {
      it("has enough examples of each kind for an exam and for what a model is shown", () => {
        const own = examCases({ ...pack, rules: [rule] });
        assert.equal(own.length, 2 * casesPerKind);
        assert.ok(rule.tests.violation.length > casesPerKind && rule.tests.ok.length > casesPerKind);
      });

      for (const { text, quote, path = "docs/example.md" } of rule.tests.violation)
        it(`is asked about “${text.slice(0, 30).trim()}…”`, () => {
          const document = readText({ uri: `file:///w/${path}`, languageId: "markdown", text });
          const file = { document, path, packs: [{ ...pack, rules: [rule] }] };
          assert.equal(questionsOf(file, limitsFor(8192)).length, 1);
          if (quote !== undefined) assert.ok(text.includes(quote), quote);
        });

      it("has examples and criteria that no model is kept from seeing", () => {
        const examples = [...rule.tests.violation, ...rule.tests.ok].map(({ text }) => text);
        for (const text of examples) assert.deepEqual(neutralise(text).hidden, 0, text);
      });

      it("is put in both languages", () => {
        assert.notEqual(rule.judge?.violation.ja, rule.judge?.violation.en);
        for (const exception of rule.judge?.exceptions ?? []) assert.notEqual(exception.ja, exception.en);
      });
    });
});
