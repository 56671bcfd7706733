import assert from "node:assert/strict";
import { type Finding, type Verdict } from "../../../server/src/protocol";
import { applyDecisions, approve, decide, type Decision } from "../../../server/src/review/triage";
import { readTriage, writeTriage } from "../../../server/src/review/triageFile";
import { inText, packsOf, today } from "../../support/reviewSample";

const rules = (severity: string) =>
  `  - { id: R, severity: ${severity}, message: M, match: { any: [{ regex: 適宜 }] } }\n`;
const text = "# 手順\n\n弁を適宜閉める。\n";
const path = "docs/a.md";
const said = { by: "佐藤 花子", on: "2026-03-01", reason: "定義がある" };

function decidedOn(verdict: Verdict, more: { readonly due?: string } = {}, severity = "low", pack = "") {
  const packs = packsOf(rules(severity), pack);
  const [finding] = inText(text, packs);
  assert.ok(finding);
  return { packs, decisions: decide([], { finding, path }, { ...said, verdict, ...more }) };
}
const apply = (of: string, decisions: readonly Decision[], packs: ReturnType<typeof packsOf>, file = path) =>
  applyDecisions(inText(of, packs, file), decisions, { path: file, today });
const states = (findings: readonly Finding[]) =>
  findings.map(({ status, decision }) => [status, decision?.state ?? "none"]);

describe("triage", () => {
  const cases: readonly [
    name: string,
    verdict: Verdict,
    due: string | undefined,
    expected: readonly string[],
  ][] = [
    ["a false positive is excused", "falsePositive", undefined, ["suppressed", "inForce"]],
    ["a risk is accepted until its day", "acceptedRisk", "2026-04-01", ["suppressed", "inForce"]],
    ["a risk is open after its day", "acceptedRisk", "2026-03-31", ["confirmed", "ended"]],
    ["what is to be fixed stays open", "toFix", "2026-05-01", ["confirmed", "open"]],
    ["what is overdue is said to be", "toFix", "2026-03-31", ["confirmed", "ended"]],
    ["what was fixed and is found is open", "fixed", undefined, ["confirmed", "stillFound"]],
  ];
  for (const [name, verdict, due, expected] of cases)
    it(name, () => {
      const { packs, decisions } = decidedOn(verdict, due === undefined ? {} : { due });
      assert.deepEqual(states(apply(text, decisions, packs)), [expected]);
    });

  it("stays while the text moves, ends when it changes, and holds in its file only", () => {
    const { packs, decisions } = decidedOn("falsePositive");
    const all = (of: string, file?: string) => states(apply(of, decisions, packs, file))[0]?.[0];
    assert.equal(all(`前書き。\n\n${text}`), "suppressed");
    assert.equal(all(text.replace("閉める", "開ける")), "confirmed");
    assert.equal(all(text, "docs/b.md"), "confirmed");
  });

  it("waits for as many others as the pack says, for high and critical only", () => {
    const pack = ", waiver: { approvals: 2 }";
    for (const severity of ["high", "critical"]) {
      const { packs, decisions } = decidedOn("acceptedRisk", {}, severity, pack);
      const id = decisions[0]?.id ?? "";
      assert.deepEqual(states(apply(text, decisions, packs)), [["confirmed", "waiting"]]);
      const once = approve(decisions, id, { by: "鈴木", on: today });
      assert.deepEqual(states(apply(text, once, packs)), [["confirmed", "waiting"]]);
      const twice = approve(once, id, { by: "田中", on: today });
      assert.deepEqual(states(apply(text, twice, packs)), [["suppressed", "inForce"]]);
    }
    const { packs, decisions } = decidedOn("acceptedRisk", {}, "medium", pack);
    assert.deepEqual(states(apply(text, decisions, packs)), [["suppressed", "inForce"]]);
  });

  it("lets nobody agree to his own decision or twice, in whatever spelling", () => {
    const { decisions } = decidedOn("falsePositive", {}, "high", ", waiver: { approvals: 2 }");
    const id = decisions[0]?.id ?? "";
    for (const by of ["佐藤 花子", "佐藤花子", " 佐藤　花子 "])
      assert.throws(() => approve(decisions, id, { by, on: today }), /somebody else must agree/);
    const once = approve(decisions, id, { by: "Suzuki", on: today });
    assert.throws(() => approve(once, id, { by: "ＳＵＺＵＫＩ", on: today }), /has agreed already/);
    assert.throws(() => approve(decisions, "none", { by: "A", on: today }), /Nothing has been decided/);
  });

  const one = ", waiver: { approvals: 1 }";

  it("counts no approval of the same person, whatever somebody wrote into the file", () => {
    const { packs, decisions } = decidedOn("falsePositive", {}, "high", one);
    const id = decisions[0]?.id ?? "";
    const [agreed] = approve(decisions, id, { by: "鈴木", on: today });
    const of = agreed?.approvals[0]?.of ?? "";
    for (const by of ["佐藤花子", "佐藤\u200b花子", "佐藤・花子", "", " "]) {
      const forged = decisions.map((own) => ({ ...own, approvals: [{ by, on: today, of }] }));
      const found = apply(text, forged, packs);
      assert.deepEqual(states(found), [["confirmed", "waiting"]], by);
      assert.deepEqual(found[0]?.decision?.approvals, []);
    }
  });

  it("counts an approval only of the decision as it was approved", () => {
    const { packs, decisions } = decidedOn("acceptedRisk", { due: "2026-12-31" }, "high", one);
    const agreed = approve(decisions, decisions[0]?.id ?? "", { by: "鈴木", on: today });
    assert.deepEqual(states(apply(text, agreed, packs)), [["suppressed", "inForce"]]);
    for (const change of [
      { due: "2099-12-31" },
      { reason: "別の理由" },
      { verdict: "falsePositive" as const },
    ])
      assert.deepEqual(
        states(
          apply(
            text,
            agreed.map((own) => ({ ...own, ...change })),
            packs,
          ),
        ),
        [["confirmed", "waiting"]],
      );
    const bare = agreed.map((own) => ({ ...own, approvals: [{ by: "鈴木", on: today }] }));
    assert.deepEqual(states(apply(text, bare, packs)), [["confirmed", "waiting"]]);
  });

  it("asks for the last day of an accepted risk where the pack does", () => {
    const strict = ", suppression: { require: [until] }";
    assert.throws(() => decidedOn("acceptedRisk", {}, "low", strict), /asks for the last day/);
    const { packs, decisions } = decidedOn("acceptedRisk", { due: "2026-04-01" }, "low", strict);
    assert.deepEqual(states(apply(text, decisions, packs)), [["suppressed", "inForce"]]);
    const endless = decisions.map(({ due: _due, ...own }) => own);
    assert.deepEqual(states(apply(text, endless, packs)), [["confirmed", "ended"]]);
  });

  it("leaves no way around others who must agree: a comment in the text excuses nothing", () => {
    const excused = `# 手順\n\n<!-- hanare-ignore R -- 定義がある (佐藤, until 2027-03-31) -->\n弁を適宜閉める。\n`;
    const found = (severity: string, pack: string) =>
      inText(excused, packsOf(rules(severity), pack)).map(({ rule, status }) => [rule, status]);
    assert.deepEqual(found("high", one), [
      ["hanare.suppression", "confirmed"],
      ["R", "confirmed"],
    ]);
    assert.deepEqual(found("medium", one), [["R", "suppressed"]]);
    assert.deepEqual(found("high", ""), [["R", "suppressed"]]);
  });

  it("asks for a name, a reason and a real day", () => {
    const [finding] = inText(text, packsOf(rules("low")));
    assert.ok(finding);
    const entered = (more: object) => decide([], { finding, path }, { ...said, verdict: "toFix", ...more });
    assert.throws(() => entered({ by: " " }), /who decides/);
    assert.throws(() => entered({ reason: "" }), /needs a reason/);
    for (const due of ["2026-02-30", "tomorrow", "2026-2-1"])
      assert.throws(() => entered({ due }), /is not a day/);
  });

  it("takes the place of an older decision", () => {
    const { packs, decisions } = decidedOn("falsePositive");
    const [finding] = inText(text, packs);
    assert.ok(finding);
    const next = decide(decisions, { finding, path }, { ...said, verdict: "toFix" });
    assert.deepEqual(
      next.map(({ verdict }) => verdict),
      ["toFix"],
    );
  });

  it("comes back from its file, which holds no text of the document", () => {
    const { decisions } = decidedOn("acceptedRisk", { due: "2026-12-31" });
    const written = writeTriage(decisions);
    assert.deepEqual(readTriage(written), { decisions, problems: [] });
    assert.doesNotMatch(written, /適宜|閉める|手順/);
  });

  for (const [name, content, problem] of [
    ["no JSON", "{", /no decision in it counts/],
    ["another file", '{"hanare":2,"decisions":[]}', /no decision in it counts/],
    ["an incomplete record", '{"hanare":1,"decisions":[{"id":"a"}]}', /1 decisions are not complete/],
  ] as const)
    it(`excuses nothing by ${name}`, () => {
      const { decisions, problems } = readTriage(content);
      assert.deepEqual(decisions, []);
      assert.match(problems.join(), problem);
    });
});
