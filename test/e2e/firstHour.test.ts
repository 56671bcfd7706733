/** The first hour of somebody who has nothing but the extension, in English; most pictures of the user's guide. */
import assert from "node:assert/strict";
import { Editor, patience } from "./support/editor";
import { startHost, type Host } from "./support/host";
import { readSample, writeSample } from "./support/sample";
import { eventually } from "./support/wait";

const manual = "shift-handover-manual.md";
const slips =
  "# Handover of the keys\n\nThe clerk on duty counts the the keys before the counter opens.\n\nThe clerk should recieve the list from the night shift.\n";

describe("The first hour", function () {
  let host: Host;
  let editor: Editor;

  before(async function () {
    this.timeout(3 * patience);
    host = await startHost({ settings: () => ({}), files: { "docs/keys.md": slips } });
    editor = new Editor(host);
    await editor.ready();
  });

  afterEach(async function () {
    if (this.currentTest?.state === "failed")
      await editor.screenshot(`failed-first-${this.currentTest.title.replaceAll(/\W+/gu, "-")}`);
    await editor.press("Escape");
    await editor.command("View: Close All Editors");
  });

  after(() => host?.close());

  const panel = () => editor.page.locator(".sidebar");
  const task = (name: string) => panel().locator(".monaco-list-row").filter({ hasText: name }).first();

  it("begins with a page that says what works now", async () => {
    await editor.page.getByText("Get started with Hanare").first().waitFor({ timeout: patience });
    await editor.page.getByText("Start with a document").first().waitFor();
    await editor.screenshot("first-screen");
  });

  it("has pages of their own for auditors and developers, and the guides that ship", async () => {
    await editor.command("Hanare: Getting Started");
    // The first step's own page stands beside the steps.
    await editor.webview().getByText("No folder and no code is needed").waitFor({ timeout: patience });
    await editor.page.locator("a", { hasText: "for auditors" }).first().click({ timeout: patience });
    await editor.page.getByText("Read a report").first().waitFor({ timeout: patience });
    await editor.screenshot("first-screen-auditor");
    await editor.command("View: Close All Editors");
    await editor.command("Hanare: Open a Guide…");
    await editor.page.locator(".quick-input-widget .monaco-list-row", { hasText: "Auditor guide" }).click();
    await editor.webview().getByText("The promises").first().waitFor({ timeout: patience });
  });

  it("leads from a document in the panel to its summary, and by the keyboard alone from there to the source", async () => {
    await editor.page.locator('.activitybar a[aria-label^="Hanare"]').first().click();
    await panel().getByText("Drop a document").first().waitFor({ timeout: patience });
    await editor.screenshot("home-empty");
    await editor.open(manual);
    await task("Summarize").waitFor({ timeout: patience });
    await panel().getByText("offline, 0 connections").first().waitFor();
    await editor.screenshot("home");
    await task("Summarize").click();
    await editor.activeTab(`Summary: ${manual}`).waitFor({ timeout: patience });
    const chip = editor.webview().locator("button.chip").first();
    await chip.waitFor({ timeout: patience });
    await editor.screenshot("summary");
    const told = editor.page.locator('.statusbar [role="alert"]', { hasText: `${manual}: finished` });
    await told.waitFor({ state: "detached", timeout: patience });
    await editor.webview().locator("#length").focus();
    await editor.press("ArrowDown");
    await told.waitFor({ timeout: patience });
    // The page was made anew, and the keyboard is where it was.
    await editor.webview().locator("#length:focus").waitFor({ timeout: patience });
    await eventually("a place that has the focus", async () => {
      await editor.press("Tab");
      return editor.webview().locator("button.chip:focus").isVisible();
    });
    await editor.press("Enter");
    await eventually("its words in the source", async () => (await editor.cursor()).selected > 0);
  });

  it("takes a document off its list by a key", async () => {
    await editor.command("Hanare: Add Documents…");
    const dialog = editor.page.locator(".quick-input-widget:visible").filter({ hasText: "keys.md" });
    await dialog.locator(".monaco-list-row", { hasText: "keys.md" }).click({ timeout: patience });
    const row = panel().locator(".monaco-list-row", { hasText: "keys.md" });
    await row.click({ timeout: patience });
    await editor.press("Delete");
    await row.waitFor({ state: "detached", timeout: patience });
  });

  it("answers from the passages, and says what is not in them", async () => {
    await editor.open(manual);
    await editor.command("Hanare: Ask the Documents…");
    const page = editor.webview();
    await page.locator("#question").fill("How long are the handover sheets kept?");
    await editor.press("Enter");
    await page.locator("button.chip").first().waitFor({ timeout: patience });
    assert.match(await page.locator("main").innerText(), /Sheets are kept for five years\./);
    await editor.screenshot("ask");
  });

  it("shows what changed since an older version", async () => {
    const now = readSample(host.profile, `docs/${manual}`);
    const old = now
      .replace("within fifteen minutes", "within thirty minutes")
      .replace("Sheets are kept for five years", "Sheets are kept for 3 years")
      .replace(/Controlled drugs[^]*?ward\.\n/u, "");
    writeSample(host.profile, "docs/old-manual.md", old);
    await editor.open(manual);
    await editor.command("Summarize What Changed…");
    const dialog = editor.page.locator(".quick-input-widget:visible").filter({ hasText: "older version" });
    await dialog
      .locator(".monaco-list-row")
      .filter({ hasText: "old-manual.md" })
      .click({ timeout: patience });
    const page = editor.webview();
    await page.getByRole("button", { name: "Find Affected Rules…" }).waitFor({ timeout: patience });
    assert.match(await page.locator("main").innerText(), /3 years[\s\S]*five years|five years[\s\S]*3 years/);
    await editor.screenshot("compare");
  });

  it("finds slips and corrects them", async () => {
    await editor.open("keys.md");
    await editor.command("Proofread with Hanare");
    await editor.showProblems();
    await editor.openProblem("recieve");
    await editor.screenshot("proofread");
    await editor.goTo(5, 20);
    await editor.press("Mod+.");
    const fix = editor.page.locator(".action-widget .monaco-list-row").filter({ hasText: "receive" });
    await fix.first().waitFor({ timeout: patience });
    await editor.press("Enter");
    await eventually("the correction on disk", async () => {
      await editor.press("Mod+s");
      return readSample(host.profile, "docs/keys.md").includes("should receive the list");
    });
  });
});
