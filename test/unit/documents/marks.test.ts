import assert from "node:assert/strict";
import { type Block, type PlacePart, type SourceDocument } from "../../../server/src/documents/document";
import { markOf, strictest } from "../../../server/src/documents/marks";
import { readText } from "../../../server/src/documents/read";
import { viewDocument } from "../../../server/src/documents/readFile";
import { viewBuilder } from "../../../server/src/documents/viewBuilder";

const markdown = (text: string, name = "a.md"): SourceDocument =>
  readText({ uri: `file:///${encodeURIComponent(name)}`, languageId: "markdown", text });

function word(parts: readonly (readonly [text: string, part?: PlacePart])[], label?: string): SourceDocument {
  const view = viewBuilder();
  for (const [text, part] of parts) view.paragraph(text, part === undefined ? undefined : { part });
  const made = { ...view.finish(), unread: [], ...(label === undefined ? {} : { label }) };
  return viewDocument("file:///a.docx", "docx", made);
}

describe("documents: confidentiality marks", () => {
  const cases: readonly (readonly [what: string, document: SourceDocument, mark: string | undefined])[] = [
    ["none", markdown("# 手順\n\n社外秘の文書は金庫に置く。極秘でない。\n"), undefined],
    ["a line of its own", markdown("社外秘\n\n# 手順\n"), "社外秘"],
    ["in brackets before the title", markdown("# 【極秘】開発計画\n"), "極秘"],
    ["behind the title", markdown("# 開発計画（取扱注意）\n"), "取扱注意"],
    ["circled", markdown("㊙\n\n計画\n"), "㊙"],
    ["with a word behind it", markdown("※社外秘資料\n\n計画\n"), "社外秘"],
    ["a class of a government office", markdown("機密性2情報\n\n通知\n"), "機密性2情報"],
    ["English, in capitals", markdown("STRICTLY CONFIDENTIAL\n\nPlan\n"), "STRICTLY CONFIDENTIAL"],
    ["the strictest of several", markdown("社外秘\n\n部外秘\n\n計画\n"), "部外秘"],
    ["of a header", word([["○○銀行 社外秘 2026年4月", "header"], ["本文"]]), "社外秘"],
    ["of a header that speaks of marks", word([["社外秘の取扱いについて", "header"]]), undefined],
    ["of a watermark", word([["本文"], ["関係者外秘", "watermark"]]), "関係者外秘"],
    ["of the file's properties", word([["本文"]], "Highly Confidential"), "Highly Confidential"],
    ["a label that is none", word([["本文"]], "Public"), undefined],
    ["of the name", markdown("計画\n", "【部外秘】計画.md"), "部外秘"],
    ["of the name, English", markdown("Plan\n", "plan_CONFIDENTIAL.md"), "CONFIDENTIAL"],
    ["of the name, at its end", markdown("Plan\n", "plan-confidential.md"), "confidential"],
    ["of a rule about marks", markdown("規程\n", "社外秘取扱規程.md"), undefined],
    ["of an English rule about marks", markdown("Rule\n", "confidential-information-policy.md"), undefined],
    ["letters set apart", markdown("社 外 秘\n\n計画\n"), "社外秘"],
    ["letters set apart by wide spaces", markdown("部　外　秘\n\n計画\n"), "部外秘"],
    ["in wide letters", markdown("ＣＯＮＦＩＤＥＮＴＩＡＬ\n\nPlan\n"), "CONFIDENTIAL"],
    ["English letters set apart", markdown("C O N F I D E N T I A L\n\nPlan\n"), "CONFIDENTIAL"],
    ["not public", markdown("【非公開】\n\n計画\n"), "非公開"],
    ["a company that is not listed", markdown("# 非公開会社の株式\n"), undefined],
    ["of the front matter", markdown("---\nclassification: 社外秘\n---\n\n計画\n"), "社外秘"],
    [
      "a title that speaks of secrets",
      markdown("---\ntitle: How to keep secret things apart\n---\n"),
      undefined,
    ],
    [
      "of the keywords of a web page",
      readText({
        uri: "file:///a.html",
        languageId: "html",
        text: '<html><head><meta name="keywords" content="開発, 社外秘"></head><body><p>計画</p></body></html>',
      }),
      "社外秘",
    ],
    [
      "of a table about marks, far down",
      markdown(`${"前文。\n\n".repeat(12)}| 区分 |\n| --- |\n| 極秘 |\n`),
      undefined,
    ],
    [
      "of source code",
      readText({ uri: "file:///a.ts", languageId: "typescript", text: "// 社外秘\n" }),
      undefined,
    ],
  ];
  for (const [what, document, mark] of cases)
    it(`finds the mark ${what}`, () => assert.equal(markOf(document)?.text, mark));

  it("orders them", () => {
    const ordered = ["取扱注意", "社外秘", "部外秘", "関係者外秘", "㊙", "極秘"];
    ordered.forEach((mark, at) => assert.equal(strictest(ordered.slice(0, at + 1)), mark));
    assert.equal(strictest([]), undefined);
  });

  it("looks at long documents once, quickly", () => {
    const block = (text: string): Partial<Block> => ({ kind: "paragraph", text });
    const document = markdown("x");
    const blocks = Array.from({ length: 50_000 }, (_, at) =>
      block(`第${at}条の内容を定める。`),
    ) as readonly Block[];
    assert.equal(markOf({ ...document, blocks }), undefined);
  });
});
