/** The same product in Japanese, in a multi-root workspace and without any model. */
import assert from "node:assert/strict";
import { Editor, patience } from "./support/editor";
import { startHost, type Host } from "./support/host";
import { eventually } from "./support/wait";

describe("Hanare in Japanese, without a model", function () {
  let host: Host;
  let editor: Editor;

  before(async function () {
    this.timeout(3 * patience);
    host = await startHost({ settings: () => ({}), locale: "ja", open: "sample.code-workspace" });
    editor = new Editor(host);
    await editor.ready();
  });

  afterEach(async function () {
    if (this.currentTest?.state !== "failed") return;
    await editor.screenshot(`failed-ja-${this.currentTest.title.replaceAll(/\W+/gu, "-")}`);
  });

  after(() => host?.close());

  it("says what to do next on its first screen", async () => {
    await editor.statusItem("Hanare: モデルなし").waitFor({ timeout: patience });
    await editor.page.getByText("Hanareをはじめる").first().waitFor({ timeout: patience });
    await editor.screenshot("first-screen-ja");
    await editor.press("Mod+F4");
  });

  it("reviews a document in every folder, with messages in Japanese", async () => {
    await editor.open("個人情報取扱手順書.md");
    await editor.showProblems();
    const missing = await eventually("missing parts", async () => {
      const problems = await editor.problems();
      return problems.find(({ rule }) => rule === "MN-REVISION-HISTORY");
    });
    assert.match(missing.message, /改訂履歴がありません/);
    await editor.screenshot("review-ja");
    await editor.open("gateway.yaml");
    await eventually("a finding in another folder", async () => {
      const problems = await editor.problems();
      return problems.some(({ source, line }) => source === "Hanare" && line === 10);
    });
  });

  it("summarises without a model and says so", async () => {
    await editor.open("議事録.md");
    await editor.command("Hanareで要約");
    await editor.activeTab("要約: 議事録.md").waitFor({ timeout: patience });
    await editor.webview().locator("button.chip").first().waitFor({ timeout: patience });
    await editor.webview().getByText("モデルを使わずに選びました").waitFor();
    await editor.screenshot("summary-ja");
  });
});
