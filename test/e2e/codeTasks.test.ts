/** Tasks on selected code as their user sees them: what is shown, what is taken when accepted, and nothing when not. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { type Locator } from "playwright-core";
import { codeTaskAnswer, fee, feePath, refactored, withComments } from "./support/codeTaskFiles";
import { Editor, patience } from "./support/editor";
import { startHost, type Host } from "./support/host";
import { readSample } from "./support/sample";
import { scriptedServer, type ScriptedServer } from "./support/scriptedServer";
import { statusRows } from "./support/status";
import { eventually } from "./support/wait";

const languages = [
  {
    ...({ locale: "en", theme: "Default Light Modern", status: "Hanare: Show Status" } as const),
    titles: { document: "Write Documentation Comments", refactor: "Refactor", test: "Write Tests" },
    ...{ explain: "Explain Code", explainedBy: "Explained by scripted", changed: "only its comments" },
    ...{ apply: "Apply", leave: "Do Not Apply", proposed: "Proposed by scripted", ready: "ready, scripted" },
  },
  {
    ...({ locale: "ja", theme: "Default Dark Modern", status: "状態を表示" } as const),
    titles: { document: "ドキュメントコメントを書く", refactor: "リファクタリング", test: "テストを書く" },
    ...{ explain: "コードを説明", explainedBy: "scripted による説明", changed: "採用したのはコメントだけ" },
    ...{ apply: "適用", leave: "適用しない", proposed: "scripted による提案", ready: "準備完了（scripted）" },
  },
] as const;

for (const words of languages)
  describe(`Tasks on code in a real editor (${words.locale})`, function () {
    let host: Host;
    let editor: Editor;
    let server: ScriptedServer;

    const settings = (model: Readonly<Record<string, unknown>>) => ({
      ...{ "workbench.colorTheme": words.theme, "hanare.models": [model] },
      "hanare.model.assistant": model["name"],
    });

    /** The assistant may word texts once it has passed its test. */
    const untilReady = (said: string) =>
      eventually(said, async () => (await statusRows(editor, words.status)).join("\n").includes(said));

    before(async function () {
      this.timeout(4 * patience);
      server = await scriptedServer(codeTaskAnswer(words.locale));
      host = await startHost({
        settings: () => settings({ name: "scripted", endpoint: server.url, contextSize: 8192 }),
        locale: words.locale,
        files: { [feePath]: fee },
      });
      const model = { name: "scripted", endpoint: server.url, contextSize: 8192 };
      host.profile.writeSettings({ ...settings(model), "hanare.journal.traces": [host.profile.workspace] });
      editor = new Editor(host);
      await editor.ready();
      await editor.statusItem("Hanare").waitFor({ timeout: patience });
      await untilReady(words.ready);
    });

    afterEach(async function () {
      if (this.currentTest?.state === "failed")
        await editor.screenshot(
          `failed-code-${words.locale}-${this.currentTest.title.replaceAll(/\W+/gu, "-")}`,
        );
      await editor.press("Escape");
    });

    after(async () => {
      await host?.close();
      await server?.close();
    });

    const shot = (name: string) => editor.screenshot(`code-${name}-${words.locale}`);

    async function run(title: string): Promise<void> {
      await editor.open(feePath);
      await editor.press("Mod+a");
      await editor.command(title);
    }

    const question = (): Locator => editor.notification(words.proposed);
    const difference = (): Locator => editor.page.locator(".editor-instance .monaco-diff-editor");
    const answer = (choice: string) => question().getByText(choice, { exact: true }).click();

    it("explains beside the code, and names what stands nowhere in the file", async () => {
      await run(words.explain);
      const page = editor.webview();
      await page.getByText(words.explainedBy).first().waitFor({ timeout: patience });
      await page.getByText("taxRate").first().waitFor();
      await page.locator("strong", { hasText: "0" }).first().waitFor();
      await shot("explained");
      assert.equal(readSample(host.profile, feePath), fee);
      await editor.command("View: Close All Editors");
    });

    it("takes only comments where comments were asked for, and only once they are accepted", async () => {
      await run(words.titles.document);
      await difference().waitFor({ timeout: patience });
      await editor.notification(words.changed).waitFor();
      await shot("comments");
      assert.equal(readSample(host.profile, feePath), fee);
      await answer(words.apply);
      await difference().waitFor({ state: "detached" });
      await eventually("the comments on disk", async () => {
        await editor.press("Mod+s");
        return readSample(host.profile, feePath) === withComments(words.locale);
      });
    });

    if (words.locale === "ja") return;

    it("shows a refactoring as a difference, and changes nothing when it is not wanted", async () => {
      await run(words.titles.refactor);
      await difference().waitFor({ timeout: patience });
      await question().waitFor();
      await shot("refactoring");
      await answer(words.leave);
      await difference().waitFor({ state: "detached" });
      await editor.open(feePath);
      await editor.press("Mod+s");
      assert.equal(readSample(host.profile, feePath), withComments(words.locale));
    });

    it("writes tests into a document that is nowhere yet, and says that they were not run", async () => {
      await run(words.titles.test);
      await editor.notification("not run").waitFor({ timeout: patience });
      await editor.page.getByText("costs nothing within one bank").first().waitFor();
      await shot("tests");
      assert.equal(readSample(host.profile, feePath), withComments(words.locale));
    });

    it("takes a refactoring that the keyboard alone accepted", async () => {
      await run(words.titles.refactor);
      await question().waitFor({ timeout: patience });
      await editor.command("Notifications: Accept Notification Primary Action");
      await eventually("the new code on disk", async () => {
        await editor.press("Mod+s");
        return readSample(host.profile, feePath).startsWith(refactored);
      });
    });

    it("saves of the kept answers those that somebody looked at, as they were corrected", async () => {
      await editor.command("Hanare: Save a Training Set from Kept Answers…");
      const record = editor.webview().locator("section.record", { hasText: "Works out the fee" });
      await record.locator("textarea").fill("It works out the fee of a transfer.", { timeout: patience });
      await record.getByLabel("Keep").check();
      await shot("training-set");
      await editor.webview().getByRole("button", { name: "Save the Kept Records…" }).click();
      const dialog = editor.page.locator(".quick-input-widget:visible").filter({ hasText: "OK" });
      await dialog.getByText("OK", { exact: true }).click({ timeout: patience });
      await editor.notification("records: 1 of 1").waitFor({ timeout: patience });
      const [name = ""] = readdirSync(host.profile.workspace).filter((file) => file.endsWith(".jsonl"));
      const lines = readSample(host.profile, name).trimEnd().split("\n");
      assert.equal(lines.length, 1);
      assert.match(lines[0] ?? "", /"It works out the fee of a transfer\."/);
    });
  });
