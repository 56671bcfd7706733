/** What a document owner and an auditor do, in Japanese and without a model: ask, proofread, compare, decide, save. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import path from "node:path";
import { Editor, patience } from "./support/editor";
import { startHost, type Host } from "./support/host";
import { readSample, writeSample } from "./support/sample";
import { eventually } from "./support/wait";

const clause = (days: number, extra = "") =>
  `# 文書管理規程\n\n## 第1条（保存）\n\n申込書は${days}日間保存しなければならない。\n${extra}`;

describe("Document work in Japanese, without a model", function () {
  let host: Host;
  let editor: Editor;

  before(async function () {
    this.timeout(3 * patience);
    host = await startHost({
      settings: () => ({}),
      locale: "ja",
      files: {
        "docs/old.md": clause(90),
        "docs/new.md": clause(60, "\n## 第2条（廃棄）\n\n廃棄は課長が立ち会う。\n"),
        "docs/校正.md": "# 手順\n\n担当者は、必ずまず最初に帳簿を確認することが出来る。\n",
      },
    });
    editor = new Editor(host);
    await editor.ready();
    await editor.page.getByText("Hanareをはじめる").first().waitFor({ timeout: patience });
    await editor.command("すべてのエディターを閉じる");
  });

  afterEach(async function () {
    if (this.currentTest?.state === "failed")
      await editor.screenshot(`failed-work-${this.currentTest.title.replaceAll(/\W+/gu, "-")}`);
    await editor.press("Escape");
    await editor.command("すべてのエディターを閉じる");
  });

  after(() => host?.close());

  /** Fills the input that asks, and confirms. */
  async function enter(title: string | RegExp, text: string): Promise<void> {
    const widget = editor.page.locator(".quick-input-widget:visible").filter({ hasText: title });
    await widget.waitFor({ timeout: patience });
    await widget.locator("input.input").fill(text);
    await editor.press("Enter");
  }

  it("answers a question with the passages that come closest, and leads to them", async () => {
    await editor.command("文書に質問…");
    const panel = editor.webview();
    await panel.locator("#question").fill("申込書は何日間保存しますか");
    await editor.press("Enter");
    const first = panel.locator("button.chip").first();
    await first.waitFor({ timeout: patience });
    assert.match(await panel.locator("main").innerText(), /申込書は(?:60|90)日間保存しなければならない/);
    await editor.screenshot("ask-ja");
    await first.click();
    await editor.page
      .locator(".tab.active")
      .filter({ hasText: /(?:old|new)\.md/ })
      .waitFor({ timeout: patience });
    await eventually("a selection", async () => (await editor.cursor()).selected > 0);
  });

  it("finds slips, and corrects one by its quick fix", async () => {
    await editor.open("校正.md");
    await editor.command("Hanareで校正");
    await editor.notification(/か所|見つか/).waitFor({ timeout: patience });
    await editor.showProblems();
    await editor.screenshot("proofread-ja");
    await editor.openProblem(/出来る|できる/);
    await editor.command("エディターにフォーカスを戻す").catch(() => undefined);
    await editor.goTo(3, 23);
    await editor.press("Mod+.");
    const fix = editor.page
      .locator(".action-widget .monaco-list-row")
      .filter({ hasText: /できる|直す|修正/ });
    await fix.first().waitFor({ timeout: patience });
    await editor.screenshot("proofread-fix-ja");
    await fix.first().click();
    await editor.save();
    assert.match(readSample(host.profile, "docs/校正.md"), /確認できる|確認することができる/);
  });

  it("shows what changed since an older version", async () => {
    await editor.open("new.md");
    await editor.command("変更点を要約（新旧対照表）…");
    await enter("古い版", path.join(host.profile.workspace, "docs/old.md"));
    const panel = editor.webview();
    await panel.getByText("第2条").first().waitFor({ timeout: patience });
    const text = await panel.locator("main").innerText();
    assert.match(text, /90日/);
    assert.match(text, /60日/);
    await editor.screenshot("compare-ja");
  });

  it("records a decision, shows it in the report, and saves the report for an auditor", async () => {
    writeSample(host.profile, "docs/規程.md", "# 規程\n\n電話番号は適宜削除する。\n");
    await editor.open("規程.md");
    await editor.command("Hanareで点検");
    const panel = editor.webview();
    const decide = panel.getByRole("button", { name: "判断…" }).first();
    await decide.waitFor({ timeout: patience });
    await decide.click();
    await editor.page.locator(".quick-input-widget .monaco-list-row").filter({ hasText: "誤検知" }).click();
    await enter(/理由|なぜ/, "例文のため");
    await enter(/判断する/, "監査 花子");
    const triage = await eventually("the decision on disk", async () =>
      existsSync(path.join(host.profile.workspace, ".hanare/triage.json"))
        ? readSample(host.profile, ".hanare/triage.json")
        : undefined,
    );
    assert.match(triage, /例文のため/);
    await panel.getByText("例文のため").first().waitFor({ timeout: patience });
    await editor.screenshot("decision-ja");
    await editor.command("点検結果を保存…");
    await editor.page
      .locator(".quick-input-widget .monaco-list-row")
      .filter({ hasText: "監査人向けの報告書（HTML）" })
      .click();
    const target = path.join(host.profile.workspace, "report.html");
    await enter(/./, target);
    await eventually("the report on disk", async () => existsSync(target));
    assert.match(readSample(host.profile, "report.html"), /監査 花子/);
  });
});
