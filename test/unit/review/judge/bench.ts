/** A pack with judge rules and documents to judge, for the tests of the model's stage. */
import { readText } from "../../../../server/src/documents/read";
import { type ReviewedDocument } from "../../../../server/src/review/judge/outcome";
import { loadPacks } from "../../../../server/src/review/pack";
import { type RulePack } from "../../../../server/src/review/rules";

import { rule } from "../../../support/judgeRules";
import { type Asked, oracle, scriptedJudge, stageOf } from "../../../support/scriptedJudge";
import { type ScriptedAnswer } from "../../../support/scriptedRuntime";

export { rule };

export function packOf(rules: string, head = ""): RulePack {
  const text = `hanare: 1\npack: { id: p, version: 1.0.0, title: P${head} }\nrules:${rules}\n`;
  const { packs, problems } = loadPacks([{ id: "p", uri: "file:///p.yaml", text }]);
  const [pack] = packs;
  if (pack === undefined || problems.length > 0)
    throw new Error(problems.map(({ message }) => message).join());
  return pack;
}

export function fileOf(text: string, pack: RulePack, path = "docs/a.md"): ReviewedDocument {
  const document = readText({ uri: `file:///w/${path}`, languageId: "markdown", text });
  return { document, path, packs: [pack], secrets: [], today: "2026-04-01" };
}

export const never = new AbortController().signal;
export const quiet = () => undefined;

export const manual =
  "# Manual\n\n## One\n\nAll is fine here. Then a BAD sentence stands here.\n\n## Two\n\nNothing at all.\n";
export const pack = packOf(rule("J1"));
export const grave = packOf(rule("H1", "", "high"));

/** Right in its exam, and in the document as the test says. */
export const inDocument =
  (answer: (asked: Asked) => ScriptedAnswer | Promise<ScriptedAnswer>) =>
  (asked: Asked): ScriptedAnswer | Promise<ScriptedAnswer> =>
    /# Manual/u.test(asked.section) || /Then a BAD|Nothing at all/u.test(asked.section)
      ? answer(asked)
      : oracle(asked);

export async function judged(
  answer: Parameters<typeof inDocument>[0],
  over: { readonly packs?: typeof pack; readonly text?: string } = {},
) {
  const runtime = scriptedJudge(inDocument(answer));
  const parts = stageOf({ runtime });
  const result = await parts.stage.judge([fileOf(over.text ?? manual, over.packs ?? pack)], quiet, never);
  return { ...result, ...parts, runtime };
}
