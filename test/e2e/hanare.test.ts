/** The three jobs in a real editor on a real model, as a user does them: one editor, tests in order. */
import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { Editor, patience } from "./support/editor";
import { startHost, type Host } from "./support/host";
import { readSample, textAt } from "./support/sample";
import { eventually } from "./support/wait";

const manual = "docs/個人情報取扱手順書.md";

/** Line of the empty body of `remainingToday`, 1-based. */
function holeLine(source: string): number {
  const lines = source.split("\n");
  return lines.findIndex((line) => line.includes("function remainingToday")) + 2;
}

describe("Hanare in a real editor", function () {
  let host: Host;
  let editor: Editor;

  /** The settings of a user who chose one model for both roles. */
  const settingsFor = (model: { readonly name: string; readonly path: string }, assistant = "") => ({
    "hanare.models": [{ name: model.name, path: model.path }],
    "hanare.model.completion": model.name,
    "hanare.model.assistant": assistant,
  });

  /** The rows of the status menu, closed again. */
  async function statusRows(): Promise<string> {
    await editor.command("Hanare: Show Status");
    const rows = editor.page.locator(".quick-input-widget .monaco-list-row");
    // The list of commands, which was there before, has a row "Hanare: Show Log" too.
    await rows.filter({ hasText: "Code completion:" }).first().waitFor();
    const text = (await rows.allInnerTexts()).join("\n");
    await editor.press("Escape");
    return text;
  }

  before(async function () {
    this.timeout(3 * patience);
    // The models' places are known before an editor runs; the host hands them on.
    host = await startHost({ settings: (environment) => settingsFor(environment.models.coder) });
    editor = new Editor(host);
    await editor.ready();
  });

  afterEach(async function () {
    if (this.currentTest?.state === "failed") {
      await editor.screenshot(`failed-${this.currentTest.title.replaceAll(/\W+/gu, "-")}`);
    }
    await editor.press("Escape");
  });

  after(() => host?.close());

  it("starts with the window and shows itself in the status bar", async () => {
    await editor.statusItem("Hanare").waitFor({ timeout: patience });
  });

  describe("review", () => {
    /** Clicks a problem and answers the text that the editor then selects. */
    async function selectedBy(rule: string | RegExp, file: string): Promise<string> {
      const before = await editor.cursor();
      await editor.openProblem(rule);
      // What the last problem selected may still be on the screen.
      const { line, column, selected } = await eventually(`the range of ${String(rule)}`, async () => {
        const cursor = await editor.cursor();
        return cursor.selected > 0 && !isDeepStrictEqual(cursor, before) && cursor;
      });
      // The status bar counts from the end of the selection.
      const lines = readSample(host.profile, file).split(/\r?\n/);
      const start = { line, column: column - selected };
      assert.ok(start.column > 0, "the range lies on one line");
      return textAt(lines.join("\n"), start, selected);
    }

    it("shows the findings of source code with their exact ranges", async () => {
      await editor.open("tools/export.py");
      await editor.showProblems();
      assert.match(await selectedBy(/certificate|TLS/i, "tools/export.py"), /verify\s*=\s*False/);
      assert.match(
        await selectedBy(/hard-coded|credential|secret/i, "tools/export.py"),
        /ak-prod-9fA27bQx41LmZ8vTn3Wc6RdYpE5uHs0K/,
      );
    });

    it("finds personal numbers in a manual and never repeats them", async () => {
      await editor.open(manual);
      await editor.showProblems();
      assert.equal(await selectedBy("PD-MYNUMBER", manual), "1234 5678 9018");
      const problems = await editor.problems();
      assert.ok(problems.some(({ rule, line }) => rule === "PD-MYNUMBER" && line === 26));
      const messages = problems.map(({ message }) => message).join("\n");
      assert.doesNotMatch(messages, /1234 ?5678 ?9018/);
    });

    it("says what the manual lacks, at its first heading", async () => {
      const problems = await eventually("missing parts", async () => {
        const all = await editor.problems();
        const missing = all.filter(({ rule }) => /^MN-(REVISION-HISTORY|EMERGENCY-CONTACT)$/.test(rule));
        return missing.length === 2 && missing;
      });
      for (const { line } of problems) assert.equal(line, 1);
      await editor.screenshot("review");
    });

    it("reviews the whole workspace and reports what it read", async () => {
      await editor.command("Review the Whole Workspace");
      const page = editor.webview();
      await page.getByText(/Reviewed \d+ of \d+ files/).waitFor({ timeout: patience });
      await editor.screenshot("review-report");
      await editor.command("View: Close All Editors");
    });
  });

  describe("summary", () => {
    const minutes = "docs/議事録.md";

    it("opens beside the document, and a line number leads to the sentence", async () => {
      await editor.open(minutes);
      await editor.command("Summarize with Hanare");
      const chips = editor.webview().locator("button.chip");
      await chips.first().waitFor({ timeout: patience });
      const sentence = editor.webview().locator("li:has(button.chip)").nth(2);
      const label = await sentence.locator("button.chip").first().innerText();
      const quoted = (await sentence.locator("span").first().innerText()).trim();
      await editor.screenshot("summary-minutes");
      await sentence.locator("button.chip").first().click();
      const { line, column, selected } = await eventually("the selected sentence", async () => {
        const cursor = await editor.cursor();
        return cursor.selected > 0 && cursor;
      });
      assert.match(label, new RegExp(`^L${line}(–|$)`));
      const start = { line, column: column - selected };
      assert.equal(textAt(readSample(host.profile, minutes), start, selected).trim(), quoted);
      await editor.command("View: Close All Editors");
    });
  });

  describe("completion", () => {
    const file = "src/transfer/limit.ts";

    /**
     * Types and waits for the suggestion. The editor drops a request for good when a language extension starts
     * up in the meantime; the next key asks again, as a user's next key does.
     */
    async function ghostAfterTyping(key: string): Promise<string> {
      for (let left = 2; ; left--) {
        await editor.type(key);
        try {
          return await editor.waitForGhostText(patience / 2);
        } catch (error) {
          if (left === 0) throw error;
          await editor.press("Backspace");
        }
      }
    }

    it("shows a suggestion in grey that Tab accepts", async () => {
      await eventually("the model", async () => (await statusRows()).includes("Code completion: ready"));
      await editor.open(file);
      await editor.goTo(holeLine(readSample(host.profile, file)), 3);
      await editor.type("return");
      const ghost = await ghostAfterTyping(" ");
      await editor.screenshot("completion");
      await editor.press("Tab");
      await editor.press("Mod+s");
      const line = await eventually("the accepted text on disk", async () => {
        const lines = readSample(host.profile, file).split("\n");
        return lines.find((text) => /^\s*return (Math|dailyLimit|totalOfDay|remaining|\()/.test(text));
      });
      assert.ok(line.trim().startsWith(`return ${ghost.split("\n")[0]?.trim()}`), `${line} came of ${ghost}`);
      assert.match(readSample(host.profile, file), /return [^\n]*dailyLimit\[kind\]/);
    });
  });

  describe("settings", () => {
    it("take effect without a reload when another model is chosen", async () => {
      const { coder, small } = host.environment.models;
      assert.match(await statusRows(), new RegExp(`Code completion: ready, ${coder.name}`));
      host.profile.writeSettings(settingsFor(small, small.name));
      await eventually("the other model", async () => {
        const rows = await statusRows();
        return new RegExp(`Summary wording: (ready|not used), ${small.name}`).test(rows);
      });
      // It cannot fill holes, but passes the test of going on with code.
      await eventually("its completion test", async () =>
        new RegExp(`Code completion: ready, ${small.name}`).test(await statusRows()),
      );
    });

    it("with a wrong path give a message with the next step, and review goes on", async () => {
      host.profile.writeSettings(settingsFor({ name: "absent", path: "/nowhere/absent.gguf" }));
      await eventually("the failed model", async () => /failed, absent/.test(await statusRows()));
      await editor.command("Hanare: Show Status");
      await editor.page
        .locator(".quick-input-widget .monaco-list-row")
        .filter({ hasText: "failed, absent" })
        .click();
      await editor.notification(/absent\.gguf does not exist/).waitFor();
      await editor.screenshot("broken-model");
      await editor.open("config/gateway.yaml");
      await editor.showProblems();
      await eventually("a finding of the newly opened file", async () => {
        const problems = await editor.problems();
        return problems.some(({ source, line }) => source === "Hanare" && line === 10);
      });
    });
  });
});
