import assert from "node:assert/strict";
import { createDeciding, type DecidingDeps } from "../../../server/src/lsp/deciding";
import { type Finding } from "../../../server/src/protocol";
import { applyDecisions, type Decision } from "../../../server/src/review/triage";
import { inText, never, packsOf, today } from "../../support/reviewSample";

const packs = packsOf("  - { id: R, severity: high, message: M, match: { any: [{ regex: 適宜 }] } }\n");
const uri = "file:///w/docs/a.md";
const decision = { verdict: "falsePositive", reason: "定義済み" } as const;

function deciding(over: Partial<DecidingDeps> = {}) {
  let record: readonly Decision[] = [];
  const told: string[] = [];
  const found = (): readonly Finding[] =>
    applyDecisions(inText("弁を適宜閉める。\n", packs), record, { path: "docs/a.md", today });
  const decide = createDeciding({
    reviewing: { document: async () => found(), renew: (of) => void told.push(`renew ${of}`) },
    folderOf: () => "file:///w",
    trusted: () => true,
    change: async (folder, change) => {
      record = change(record);
      told.push(`write ${folder}`);
    },
    today: () => today,
    reload: () => void told.push("reload"),
    ...over,
  });
  return { decide, told, id: found()[0]?.id ?? "", record: () => record };
}

describe("lsp/deciding", () => {
  it("keeps the decision, reads it again and answers the document's findings", async () => {
    const { decide, told, id, record } = deciding();
    const { findings } = await decide({ uri, id, by: "佐藤", decision }, never);
    assert.deepEqual(told, ["write file:///w", "reload", `renew ${uri}`]);
    assert.deepEqual([findings[0]?.status, findings[0]?.decision?.by], ["suppressed", "佐藤"]);
    assert.deepEqual([record()[0]?.file, record()[0]?.on], ["docs/a.md", today]);
  });

  it("lets a second person agree, and not the first", async () => {
    const { decide, id, record } = deciding();
    await decide({ uri, id, by: "佐藤", decision }, never);
    await assert.rejects(decide({ uri, id, by: "佐藤" }, never), /somebody else must agree/);
    await decide({ uri, id, by: "鈴木" }, never);
    assert.deepEqual(
      record()[0]?.approvals.map(({ by }) => by),
      ["鈴木"],
    );
  });

  const refused: readonly [name: string, over: Partial<DecidingDeps>, expected: RegExp][] = [
    ["in a workspace that is not trusted", { trusted: () => false }, /trusted workspace only/],
    ["about a file in no folder", { folderOf: () => undefined }, /in no folder of the workspace/],
    [
      "about what is no longer there",
      { reviewing: { document: async () => [], renew: () => undefined } },
      /no longer there/,
    ],
  ];
  for (const [name, over, expected] of refused)
    it(`refuses one ${name}, and writes nothing`, async () => {
      const { decide, told, id } = deciding(over);
      await assert.rejects(decide({ uri, id, by: "佐藤", decision }, never), expected);
      assert.deepEqual(told, []);
    });
});
