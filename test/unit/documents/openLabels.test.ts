import assert from "node:assert/strict";
import { type PlacePart, type SourceDocument } from "../../../server/src/documents/document";
import { markOf } from "../../../server/src/documents/marks";
import { labelOf } from "../../../server/src/documents/openLabels";
import { readText } from "../../../server/src/documents/read";
import { viewDocument } from "../../../server/src/documents/readFile";
import { viewBuilder } from "../../../server/src/documents/viewBuilder";

const markdown = (text: string, name = "a.md"): SourceDocument =>
  readText({ uri: `file:///${encodeURIComponent(name)}`, languageId: "markdown", text });
const code = (text: string) => readText({ uri: "file:///a.ts", languageId: "typescript", text });

function word(parts: readonly (readonly [text: string, part?: PlacePart])[], label?: string): SourceDocument {
  const view = viewBuilder();
  for (const [text, part] of parts) view.paragraph(text, part === undefined ? undefined : { part });
  const made = { ...view.finish(), unread: [], ...(label === undefined ? {} : { label }) };
  return viewDocument("file:///a.docx", "docx", made);
}

describe("documents: labels that say a document may leave", () => {
  const cases: readonly (readonly [what: string, document: SourceDocument, label: string | undefined])[] = [
    ["alone in the first line", markdown("公開\n\n# 手順\n"), "公開"],
    ["in brackets before the title", markdown("# 【公開】利用案内\n"), "公開"],
    ["with wide letters", markdown("【ＰＵＢＬＩＣ】\n\nGuide\n"), "PUBLIC"],
    ["as a class", markdown("機密区分：公開\n\n# 手順\n"), "公開"],
    ["as a class, 一般", markdown("情報区分： 一般\n\n# 手順\n"), "一般"],
    ["as a class, English", markdown("Classification: Public\n\n# Guide\n"), "Public"],
    ["of a government office", markdown("機密性１情報\n\n通知\n"), "機密性1"],
    ["of a header", word([["公開", "header"], ["本文"]]), "公開"],
    ["一般 in a header", word([["一般", "header"], ["本文"]]), "一般"],
    ["of the file's label", word([["本文"]], "General"), "General"],
    ["of the file's label, Japanese", word([["本文"]], "公開"), "公開"],
    ["of the name", markdown("案内\n", "【公開】案内.md"), "公開"],
    ["of the front matter", markdown("---\nclassification: Public\n---\n\nGuide\n"), "Public"],
    ["no label: a heading of this name", markdown("# 公開\n\n手順\n"), undefined],
    ["no label: a chapter of this name", markdown("# 1 一般\n\n手順\n"), undefined],
    ["no label: another word", markdown("公開日\n\n手順\n"), undefined],
    ["no label: a sentence", markdown("この資料は公開します。\n"), undefined],
    ["no label: far down", markdown("前文。\n\n一。\n\n二。\n\n三。\n\n公開\n"), undefined],
    ["no label: a folder or name with the word", markdown("案内\n", "公開予定.md"), undefined],
    ["no label: two labels in the properties", word([["本文"]], "Public, Partners"), undefined],
    ["not public", markdown("【非公開】\n\n計画\n"), "非公開"],
    ["public, but marked in the header", word([["社外秘", "header"], ["公開"]]), "社外秘"],
    ["public, but marked by its label", word([["公開"]], "Confidential"), "Confidential"],
    ["public, but marked by its name", markdown("公開\n", "【社外秘】案内.md"), "社外秘"],
    [
      "public, but a table far down is marked",
      markdown(`公開\n\n${"前文。\n\n".repeat(12)}| 極秘 |\n| --- |\n| x |\n`),
      "極秘",
    ],
    ["of code: a comment", code("// 社外秘\nconst a = 1;\n"), "社外秘"],
    [
      "of code: a comment that says more",
      code("/*\n * ACME Inc. Confidential, do not copy\n */\n"),
      "Confidential",
    ],
    ["of code: a word of the program", code("const secret = confidential(1);\n"), undefined],
    ["of code: no label", code("// 公開\nconst a = 1;\n"), undefined],
  ];
  for (const [what, document, label] of cases)
    it(`finds ${what}`, () => assert.equal(labelOf(document)?.text, label));

  it("is no mark that outputs inherit", () => assert.equal(markOf(markdown("公開\n\n手順\n")), undefined));
});
