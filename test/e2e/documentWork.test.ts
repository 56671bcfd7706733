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
        "社内規程/文書保存細則.md":
          "# 文書保存細則\n\n## 第4条（保存の期限）\n\n申込書は90日間、書庫に保存する。\n\n## 第5条（根拠）\n\n文書管理規程第1条による保存は、課長が確かめる。\n",
        "社内規程/出張旅費細則.md": "# 出張旅費細則\n\n## 第1条（日当）\n\n日当は旅程に応じて支給する。\n",
        "docs/校正.md": "# 手順\n\n担当者は、まず最初に帳簿を確認する。\n",
      },
    });
    editor = new Editor(host);
    await editor.ready();
    await editor.page.getByText("Hanareをはじめる").first().waitFor({ timeout: patience });
    await editor.command("View: Close All Editors");
  });

  afterEach(async function () {
    if (this.currentTest?.state === "failed")
      await editor.screenshot(`failed-work-${this.currentTest.title.replaceAll(/\W+/gu, "-")}`);
    await editor.press("Escape");
    await editor.command("View: Close All Editors");
  });

  after(() => host?.close());

  /** Fills the input that asks, and confirms. */
  async function enter(title: string | RegExp, text: string): Promise<void> {
    const widget = editor.page.locator(".quick-input-widget:visible").filter({ hasText: title });
    await widget.waitFor({ timeout: patience });
    await widget.locator("input.input").fill(text);
    await editor.press("Enter");
  }

  it("offers in its panel what can be done with the document in front", async () => {
    await editor.page.locator('.activitybar a[aria-label^="Hanare"]').first().click();
    const panel = editor.page.locator(".sidebar");
    await panel.getByText("ここにドロップ").first().waitFor({ timeout: patience });
    await editor.screenshot("home-empty-ja");
    await editor.open("議事録.md");
    await panel.getByText("エディターで表示中").first().waitFor({ timeout: patience });
    await panel.getByText("オフライン、接続 0 件").first().waitFor();
    await editor.screenshot("home-ja");
    await panel.locator(".monaco-list-row").filter({ hasText: "要約" }).first().click();
    await editor.activeTab("要約: 議事録.md").waitFor({ timeout: patience });
    await editor.webview().locator("button.chip").first().waitFor({ timeout: patience });
    await editor.screenshot("home-summary-ja");
  });

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
    await editor.notification(/か所/).waitFor({ timeout: patience });
    await editor.showProblems();
    await editor.screenshot("proofread-ja");
    await editor.openProblem(/まず最初に/);
    await editor.goTo(3, 8);
    await editor.press("Mod+.");
    const fix = editor.page.locator(".action-widget .monaco-list-row").filter({ hasText: /最初に/ });
    await fix.first().waitFor({ timeout: patience });
    await editor.screenshot("proofread-fix-ja");
    // The first one is chosen already.
    await editor.press("Enter");
    await eventually("the correction on disk", async () =>
      readSample(host.profile, "docs/校正.md").includes("担当者は、最初に帳簿"),
    );
  });

  it("shows what changed since an older version", async () => {
    await editor.open("new.md");
    await editor.command("変更点を要約（新旧対照表）…");
    const dialog = editor.page.locator(".quick-input-widget:visible").filter({ hasText: "旧版を選択" });
    await dialog.locator(".monaco-list-row").filter({ hasText: "old.md" }).click({ timeout: patience });
    const panel = editor.webview();
    await panel.getByText("第2条").first().waitFor({ timeout: patience });
    const text = await panel.locator("main").innerText();
    assert.match(text, /90日/);
    assert.match(text, /60日/);
    await editor.screenshot("compare-ja");
  });

  it("names the clauses of a folder of rules that the change touches, and leads to both", async () => {
    await editor.open("new.md");
    await editor.command("改正の影響を受ける規程を探す…");
    const dialog = (title: string) =>
      editor.page.locator(".quick-input-widget:visible").filter({ hasText: title });
    await dialog("旧版を選択").locator(".monaco-list-row").filter({ hasText: "old.md" }).click();
    const folders = dialog("社内規程のフォルダーを選択");
    await folders.locator(".monaco-list-row").filter({ hasText: "社内規程" }).click({ timeout: patience });
    // Folders are shown alone: what was chosen stands in the field.
    await eventually("the folder", async () =>
      (await folders.locator("input.input").inputValue()).endsWith("/社内規程/"),
    );
    await folders.getByText("このフォルダーを調べる", { exact: true }).click();
    const panel = editor.webview();
    await panel
      .getByText(/影響を受ける条項：2 件（調べた 2 文書のうち 1 文書）/)
      .waitFor({ timeout: patience });
    await editor.screenshot("affected-ja");
    const first = panel.locator("section li", { hasText: "第4条（保存の期限）" }).first();
    assert.match(
      await first.innerText(),
      /改正前の数値あり[\s\S]*90日間、書庫[\s\S]*第1条（保存）[\s\S]*60日間/,
    );
    await first.locator("button.chip").first().click();
    await editor.activeTab("文書保存細則.md").waitFor({ timeout: patience });
    await eventually("the clause of the rule", async () => (await editor.cursor()).line === 5);
    await first.locator("button.chip").nth(1).click();
    await editor.activeTab("new.md").waitFor({ timeout: patience });
    await panel.getByRole("button", { name: "Excelで保存…" }).click();
    const save = editor.page.locator(".quick-input-widget:visible").filter({ hasText: "OK" });
    await save.getByText("OK", { exact: true }).click();
    const table = path.join(host.profile.workspace, "docs/new-新旧対照表.xlsx");
    await eventually("the table on disk", async () => existsSync(table));
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
    // The report is drawn anew a moment after the decision; if it takes the focus, the list is closed.
    await eventually("the list of formats", async () => {
      await editor.command("点検結果を保存…");
      const row = editor.page.locator(".quick-input-widget .monaco-list-row");
      const html = row.filter({ hasText: "監査人向けの報告書（HTML）" });
      return html.click({ timeout: 5000 }).then(
        () => true,
        () => false,
      );
    });
    const dialog = editor.page.locator(".quick-input-widget:visible").filter({ hasText: "OK" });
    await dialog.waitFor({ timeout: patience });
    await dialog.getByText("OK", { exact: true }).click();
    const report = path.join(host.profile.workspace, "hanare-review.html");
    await eventually("the report on disk", async () => existsSync(report));
    assert.match(readSample(host.profile, "hanare-review.html"), /監査 花子/);
  });
});
