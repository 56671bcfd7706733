import assert from "node:assert/strict";
import { failureText, viewText } from "../../../client/src/documentViewText";
import { english } from "../../support/translate";

describe("text of a document view", () => {
  const text = "# 手順\n\n保存期間は30日とする。\n\n";

  it("is the file's own when nothing is left out", () => {
    assert.equal(viewText({ text, format: "docx", unread: [] }, english), text);
  });

  it("says below it what is not in it, so that no line moves", () => {
    const shown = viewText(
      { text, format: "docx", unread: [{ where: "Page 3", why: "[Picture](x) only.\nScan it." }] },
      english,
    );
    assert.ok(shown.startsWith(text.trimEnd()));
    assert.match(shown, /\n---\n\nNotes on this text:\n\n- Page 3: \\\[Picture\\\]\(x\) only\. Scan it\.\n$/);
  });

  it("says why a file cannot be shown", () => {
    assert.equal(
      failureText("a_b.doc", "Save it as .docx.", english),
      "a\\_b.doc cannot be shown as text.\n\nSave it as .docx.\n",
    );
  });
});
