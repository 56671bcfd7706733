/** Office documents in a real editor: found by the search, shown as text, reviewed there, opened as they are. */
import assert from "node:assert/strict";
import { type Locator } from "playwright-core";
import { Editor, patience } from "./support/editor";
import { startHost, type Host } from "./support/host";
import { writeSample } from "./support/sample";
import { eventually } from "./support/wait";

const pack = `hanare: 1
pack: { id: own, version: 1.0.0, title: Own }
rules:
  - { id: OWN-POWER, severity: high, message: Power, match: { any: [{ regex: 電源を切る }] } }
  - { id: OWN-CUSTOMER, severity: high, message: Customer, match: { any: [{ regex: さくら病院 }] } }
`;

describe("Hanare with Office documents", function () {
  let host: Host;
  let editor: Editor;

  before(async function () {
    this.timeout(3 * patience);
    host = await startHost({
      settings: () => ({ "hanare.review.packs": ["rules/own.yaml"] }),
      files: { "rules/own.yaml": pack },
      documents: {
        "office/procedure.docx": "docx/procedure.docx",
        "office/manual.pptx": "pptx/manual.pptx",
        "office/ledger.xlsx": "xlsx/ledger.xlsx",
      },
    });
    editor = new Editor(host);
    await editor.ready();
    // The first screen opens by itself a moment later; it would take the focus from the list.
    await editor.page.getByText("Get started with Hanare").first().waitFor({ timeout: patience });
    await editor.command("View: Close All Editors");
  });

  afterEach(async function () {
    if (this.currentTest?.state === "failed")
      await editor.screenshot(`failed-${this.currentTest.title.replaceAll(/\W+/gu, "-")}`);
    await editor.press("Escape");
    await editor.command("View: Close All Editors");
  });

  after(() => host?.close());

  const rows = () => editor.page.locator(".quick-input-widget .monaco-list-row");
  const rowWith = (text: string | RegExp): Locator => rows().filter({ hasText: text }).first();

  /** Opens the search, types, and waits for the row that says that everything was searched. */
  async function search(query: string): Promise<void> {
    await editor.command("Hanare: Search Documents");
    const input = editor.page.locator(".quick-input-widget:visible input.input");
    const title = editor.page.locator(".quick-input-title");
    await title.filter({ hasText: "Search Documents" }).waitFor();
    await input.fill(query);
    await title.filter({ hasText: /\d+ of \d+ files were searched/ }).waitFor({ timeout: patience });
    // The answer for the last key, not one that was on its way: the rows hold still.
    await eventually("an answer that stays", async () => {
      const before = await rows().allInnerTexts();
      await editor.page.waitForTimeout(400);
      return before.length > 0 && before.join() === (await rows().allInnerTexts()).join();
    });
  }

  /** The selected text: the editor's own copy of it. */
  async function selectedText(): Promise<string> {
    await editor.command("View: Focus Active Editor Group");
    await editor.page.locator(".editor-instance .monaco-editor.focused").first().waitFor();
    await eventually("a selection", async () => (await editor.cursor()).selected > 0);
    await editor.press("Mod+c");
    return editor.page.evaluate<string>("navigator.clipboard.readText()");
  }

  describe("search", () => {
    it("shows headings, file and words, and opens the passage in the view of a Word file", async () => {
      await search("電源を切って蓋を開ける");
      const row = rowWith("procedure.docx");
      await row.waitFor();
      assert.match(await row.innerText(), /点検/);
      assert.match(await row.innerText(), /電源を切る/);
      await editor.screenshot("search");
      await row.click();
      await editor.activeTab("procedure.docx.md").waitFor({ timeout: patience });
      assert.match(await selectedText(), /電源を切る。[\s\S]*蓋を開ける。/);
      await editor.screenshot("search-opened");
    });

    it("opens the line of a text file by keyboard alone", async () => {
      await search("dailyLimit");
      await rowWith("limit.ts").waitFor();
      await editor.press("Enter");
      await editor.activeTab("limit.ts").waitFor({ timeout: patience });
      assert.match(await selectedText(), /dailyLimit/);
    });

    it("finds what was written a moment ago", async () => {
      writeSample(host.profile, "docs/新しい規程.md", "# 附則\n\n蒟蒻の保管は別に定める。\n");
      await eventually("the new file", async () => {
        await search("蒟蒻の保管");
        const found = await rows().allInnerTexts();
        await editor.press("Escape");
        return found.some((row) => row.includes("新しい規程.md"));
      });
    });

    it("says what it could not read, and why", async () => {
      await search("電源");
      await rowWith(/files were searched/).click();
      await editor.page
        .locator(".quick-input-title")
        .filter({ hasText: "Not read for the search" })
        .waitFor();
      const unread = rowWith("manual.pptx");
      await unread.waitFor();
      assert.match(await unread.innerText(), /Slide \d: /);
      await editor.screenshot("search-unread");
    });
  });

  const views = [
    { file: "office/procedure.docx", rule: "OWN-POWER", says: "電源を切る" },
    { file: "office/manual.pptx", rule: "OWN-POWER", says: "電源を切る" },
    { file: "office/ledger.xlsx", rule: "OWN-CUSTOMER", says: "さくら病院" },
  ] as const;

  describe("text views", () => {
    for (const { file, rule, says } of views)
      it(`shows ${file} as text, and a finding lands on its words`, async () => {
        const name = file.split("/").at(-1) ?? "";
        await openAsText(name);
        await editor.activeTab(`${name}.md`).waitFor({ timeout: patience });
        await editor.showProblems();
        await editor.openProblem(rule);
        assert.equal(await selectedText(), says);
        await editor.screenshot(`view-${name}`);
        await editor.command("Hanare: Open Original");
        await eventually("the file itself", async () => (await editor.page.title()).startsWith(`${name} - `));
        // It has the focus once it is there, which would close the next list.
        await editor.page
          .getByText(/binary or uses an unsupported text encoding/)
          .first()
          .waitFor();
      });
  });

  /** As a user does it: the Explorer's menu. */
  async function openAsText(name: string): Promise<void> {
    await editor.command("File: Focus on Files Explorer");
    const folder = editor.page
      .locator(".explorer-folders-view .monaco-list-row")
      .filter({ hasText: /^office$/ });
    const item = editor.page
      .locator(".explorer-folders-view .monaco-list-row")
      .filter({ hasText: name })
      .first();
    await folder.first().waitFor();
    if (!(await item.isVisible())) await folder.first().click();
    await item.click({ button: "right" });
    const entry = editor.page
      .locator(".monaco-menu .action-item")
      .filter({ hasText: "Open as Text with Hanare" });
    await entry.waitFor();
    // A menu that has just opened takes a click for the end of the one that opened it.
    await eventually("the menu to take the click", async () => {
      if (await entry.isVisible()) await entry.click({ timeout: 2000 }).catch(() => undefined);
      return !(await entry.isVisible());
    });
  }
});
