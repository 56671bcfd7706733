/** Servers in the real editor: a key that one asks for, the question before a text leaves, and Hanare's own for agents. */
import assert from "node:assert/strict";
import { skip } from "../support/skip";
import { Editor, patience } from "./support/editor";
import { startHost, type Host } from "./support/host";
import { elsewhere, elsewhereCa, scriptedServer, type ScriptedServer } from "./support/scriptedServer";
import { statusRows } from "./support/status";
import { eventually } from "./support/wait";

const key = "house-key-4711";
const notice =
  "公開\n\n担当：山田 太郎。電話は03-1234-5678である。\n\n# 窓口の案内\n\n窓口は平日の9時から15時まで開く。\n";

describe("Servers in a real editor", function () {
  let host: Host;
  let editor: Editor;
  let local: ScriptedServer;
  let remote: ScriptedServer | undefined;

  const settings = (assistant: string) => ({
    "hanare.models": [
      { name: "local", endpoint: local.url },
      ...(remote === undefined
        ? []
        : [
            { name: "department", endpoint: { url: `https://${elsewhere}:${remote.port}`, ca: elsewhereCa } },
          ]),
    ],
    "hanare.model.assistant": assistant,
    "hanare.network.mode": "allowlist",
    "hanare.network.allow": [elsewhere],
    "hanare.routing": [{ endpoint: "department", marks: ["公開"] }],
  });

  before(async function () {
    this.timeout(4 * patience);
    local = await scriptedServer(() => "{}", { key });
    // Only Linux has more than one address of its own without being told.
    remote = await scriptedServer(() => "{}", { elsewhere: true }).catch(() => undefined);
    host = await startHost({
      settings: () => settings("local"),
      files: { "docs/案内.md": notice },
    });
    editor = new Editor(host);
    await editor.ready();
    await editor.statusItem("Hanare").waitFor({ timeout: patience });
  });

  afterEach(async function () {
    if (this.currentTest?.state === "failed")
      await editor.screenshot(`failed-servers-${this.currentTest.title.replaceAll(/\W+/gu, "-")}`);
    await editor.press("Escape");
  });

  after(async () => {
    await host?.close();
    await local?.close();
    await remote?.close();
  });

  const rows = () => editor.page.locator(".quick-input-widget .monaco-list-row");

  async function assistantRow(): Promise<string> {
    return (await statusRows(editor)).find((row) => row.includes("Summary wording:")) ?? "";
  }

  it("says that a key is missing, takes it without showing it, and is ready", async () => {
    await eventually("the refusal", async () => /failed, local/.test(await assistantRow()));
    await editor.command("Hanare: Set Key of an Inference Server");
    const list = editor.page.locator(".quick-input-widget:visible").filter({ hasText: "Whose key?" });
    if (remote !== undefined) await list.locator(".monaco-list-row").filter({ hasText: local.url }).click();
    const widget = editor.page
      .locator(".quick-input-widget:visible")
      .filter({ hasText: `Key of ${local.url}` });
    const input = widget.locator("input.input");
    await input.fill("two words");
    await widget.getByText("A key has no spaces").waitFor();
    await input.fill(key);
    // While the box still holds the last complaint, Enter does nothing.
    await widget.getByText("A key has no spaces").waitFor({ state: "hidden" });
    assert.equal(await input.getAttribute("type"), "password");
    await editor.screenshot("endpoint-key");
    await editor.press("Enter");
    await eventually("the server", async () => /ready, local/.test(await assistantRow()));
    assert.ok(local.headers.some(({ authorization }) => authorization === `Bearer ${key}`));
  });

  it("asks before a text leaves this computer, and shows all of it, masked", async function () {
    if (remote === undefined) skip(this, `this system has no address ${elsewhere}`);
    const { prompts } = remote;
    host.profile.writeSettings(settings("department"));
    await eventually("the other server", async () => /department/.test(await assistantRow()));
    await editor.open("案内.md");
    await editor.command("Summarize with Hanare");
    const dialog = editor.page.locator(".monaco-dialog-box").filter({ hasText: "department" });
    await dialog.waitFor({ timeout: patience });
    assert.match(await dialog.innerText(), /[1-9] places masked. Documents: 案内\.md \(公開\)/);
    await editor.screenshot("sending-question");
    await dialog.getByRole("button", { name: "Show the Text" }).click();
    const page = editor.page
      .locator(".editor-instance .view-lines")
      .filter({ hasText: "Before anything is sent" });
    await page.waitFor({ timeout: patience });
    await editor.notification("department").getByText("Do Not Send, Stay Local").waitFor();
    // It slides in.
    await editor.page.waitForTimeout(500);
    await editor.screenshot("sending-text");
    assert.doesNotMatch(await page.innerText(), /山田|1234/);
    await editor.notification("department").getByText("Do Not Send, Stay Local").click();
    await page.waitFor({ state: "detached" });
    // What came of it is the summary that needs no model.
    await editor.webview().locator("button.chip").first().waitFor({ timeout: patience });
    await editor.screenshot("sending-kept");
    // Only Hanare's own tests of a model, none of whose text is the user's.
    assert.deepEqual(
      prompts.filter(({ user }) => /窓口|telephone|電話/.test(user)),
      [],
    );
  });

  it("offers its tools to agents in the editor's list of MCP servers", async () => {
    await editor.command("MCP: List Servers");
    await rows().filter({ hasText: "Hanare" }).first().waitFor({ timeout: patience });
    await editor.screenshot("mcp-servers");
  });
});
