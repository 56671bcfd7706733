import assert from "node:assert/strict";
import { previewText, questionOf } from "../../../client/src/sendingText";
import { type ConfirmSendingRequest } from "../../../server/src/protocol";

const t = (message: string, ...args: readonly (string | number | boolean)[]) =>
  message.replace(/\{(\d+)\}/g, (_, at: string) => String(args[Number(at)]));
const asked: ConfirmSendingRequest.Params = {
  ...{ endpoint: "dept", task: "summary", text: "電話は［電話番号1］", masked: 1 },
  sources: [{ uri: "file:///w/%E6%A1%88%E5%86%85.md", mark: "公開" }, { uri: "file:///w/a%.ts" }],
};

describe("client: the question before sending", () => {
  it("names server, documents with their marks, and how much is masked", () => {
    const { question, detail } = questionOf(asked, t);
    assert.equal(question, "Send this text to the server “dept”?");
    assert.match(detail, /^10 characters, 1 places masked\. Documents: 案内\.md \(公開\), a%\.ts\./);
  });

  it("names five documents of many, and none of none", () => {
    const sources = Array.from({ length: 7 }, (_, at) => ({ uri: `file:///${at}.md` }));
    assert.match(questionOf({ ...asked, sources }, t).detail, /4\.md, …\./);
    assert.match(questionOf({ ...asked, sources: [] }, t).detail, /Documents: None\./);
  });

  it("shows the text below the line exactly as it would be sent", () =>
    assert.equal(previewText(asked, t).split("========\n")[1], asked.text));
});
