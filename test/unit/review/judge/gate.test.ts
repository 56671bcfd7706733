import assert from "node:assert/strict";
import { type CapabilityCard } from "../../../../server/src/model/capability";
import {
  cardOf,
  examCases,
  isLost,
  nameOf,
  packHash,
  ruleStanding,
  standingOf,
} from "../../../../server/src/review/judge/gate";
import { loadPacks } from "../../../../server/src/review/pack";

/** Of two violations and two good examples of a rule: how many were found, and how many were called one. */
function cases(rule: string, found: number, alarms: number): CapabilityCard["cases"] {
  const list = (kind: string, count: number, isRight: (index: number) => boolean, why: string) =>
    Array.from({ length: count }, (_, index) => ({
      name: `${rule} ${kind} ${index + 1}`,
      ok: isRight(index),
      why: isRight(index) ? "" : why,
    }));
  return [
    ...list("violation", 2, (index) => index < found, "missed"),
    ...list("ok", 2, (index) => index >= alarms, "false-alarm"),
  ];
}
const rules = "ABCDE".split("");
const all = (found: number, alarms: number) => cardOf(rules.flatMap((rule) => cases(rule, found, alarms)));

describe("what a model may do after its exam", () => {
  const table: readonly [what: string, card: ReturnType<typeof cardOf>, standing: string][] = [
    ["everything right", all(2, 0), "confirms"],
    ["always a violation", all(2, 2), "not-asked"],
    ["never a violation", all(0, 0), "not-asked"],
    ["half of both", all(1, 1), "not-asked"],
    ["everything wrong", all(0, 2), "not-asked"],
    ["half found, no false alarm", all(1, 0), "advises"],
    ["all found, half false alarms", all(2, 1), "advises"],
    ["no examples", cardOf([]), "not-asked"],
  ];
  for (const [what, card, standing] of table)
    it(`${what}: ${standing}`, () => assert.equal(standingOf(card, {}), standing));

  it("follows the pack's own gate", () => {
    assert.equal(standingOf(all(1, 0), { gate: { precision: 0.9, recall: 0.5 } }), "confirms");
    assert.equal(standingOf(all(2, 0), { gate: { precision: 1, recall: 1 } }), "confirms");
  });

  it("counts an answer that is none as no alarm and not as right", () => {
    const { total } = cardOf([
      { name: "A violation 1", ok: false, why: "missed" },
      { name: "A ok 1", ok: false, why: "unanswered" },
    ]);
    assert.deepEqual([total.right, total.falsePositives, total.falseNegatives, total.cases], [0, 0, 1, 2]);
  });

  it("makes hints of a rule that it got wrong as often as right, in a pack that it passed", () => {
    const card = cardOf([...rules.flatMap((rule) => cases(rule, 2, 0)), ...cases("Z", 1, 1)]);
    const [pack] = loadPacks([source("")]).packs;
    assert.ok(pack);
    assert.equal(standingOf(card, pack), "confirms");
    assert.equal(ruleStanding(card, pack, "A"), "confirms");
    assert.equal(ruleStanding(card, pack, "Z"), "advises");
    assert.equal(ruleStanding(card, pack, "not examined"), "advises");
  });
});

const source = (more: string, gate = "") => ({
  id: "p",
  uri: "file:///p.yaml",
  text: `hanare: 1
pack: { id: p, version: 1.0.0, title: P${gate} }
rules:
  - id: J
    severity: low
    message: M
    judge: { violation: It is bad., exceptions: [{ ja: 例外, en: exempt }, both] }
    tests: { violation: [v1, v2, v3${more}], ok: [o1, o2] }
  - { id: K, severity: low, message: M, judge: { violation: v }, tests: { violation: [a, b] } }
`,
});

describe("the exam of a pack", () => {
  const packOf = (more: string, gate?: string) => {
    const { packs, problems } = loadPacks([source(more, gate)]);
    assert.deepEqual(problems, []);
    const [pack] = packs;
    assert.ok(pack);
    return pack;
  };

  it("has as many violations as good examples, two of each at most", () => {
    assert.deepEqual(examCases(packOf("")).map(nameOf), [
      "J violation 2",
      "J violation 3",
      "J ok 1",
      "J ok 2",
    ]);
  });

  it("is lost when no further answer can let the model speak", () => {
    const [one] = loadPacks([source("")]).packs;
    assert.ok(one);
    const five = { ...one, rules: rules.map((id) => ({ ...one.rules[0], id })) } as typeof one;
    const exam = examCases(five);
    const answers = (wrong: readonly number[], count: number) =>
      exam.slice(0, count).map((each, index) => ({
        name: nameOf(each),
        ok: !wrong.includes(index),
        why: wrong.includes(index) ? (each.kind === "ok" ? "false-alarm" : "missed") : "",
      }));
    assert.equal(exam.length, 20);
    // 15 of 20 are better than a coin, and 7 of 10 violations are enough of them.
    assert.equal(isLost(answers([0, 1, 4], 5), exam, {}), false);
    assert.equal(isLost(answers([0, 1, 2, 3, 4], 5), exam, {}), false);
    assert.equal(isLost(answers([0, 1, 2, 3, 4, 5], 6), exam, {}), true);
    // It asks for less, so the same answers may still be enough.
    assert.equal(isLost(answers([0, 1, 4, 5, 8], 9), exam, { gate: { precision: 0.5, recall: 0.5 } }), false);
    // A lost exam ends as it would have ended.
    for (const wrong of [
      [0, 1, 2, 3, 4, 5],
      [2, 3, 6, 7, 10, 11],
      [0, 1, 4, 5, 8, 9],
    ])
      for (let count = 1; count <= exam.length; count += 1)
        if (isLost(answers(wrong, count), exam, {}))
          assert.equal(standingOf(cardOf(answers(wrong, exam.length)), {}), "not-asked");
  });

  it("is another one when a rule or an example changes, not when the gate does", () => {
    const hash = packHash(packOf(""));
    assert.notEqual(packHash(packOf(", v4")), hash);
    assert.equal(packHash(packOf("", ", gate: { precision: 0.9 }")), hash);
    assert.deepEqual(packOf("", ", gate: { precision: 0.9 }").gate, { precision: 0.9, recall: 0.7 });
  });

  it("does not take a gate that lets everything through", () => {
    assert.match(loadPacks([source("", ", gate: { recall: 0.1 }")]).problems[0]?.message ?? "", /recall/);
  });
});
